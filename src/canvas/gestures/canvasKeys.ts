/** The canvas's own keys: moving what is selected, walking, stepping into a matrix or a note, and stepping back. */
import type { KeyboardEvent } from 'react';
import { applySelection, stepBack } from '../../store/selection';
import { NOTHING, useSession } from '../../store/session';
import { nudgeSelection } from '../arrange';
import { noteOf } from '../notes/useNotes';
import { enterMatrix, walkByKey } from './walkByKey';

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Fields and menus on the canvas have their own use for keys; heat maps for those without Alt, which walks. */
const OWN_KEYS = 'input, textarea, select, [role="menu"]';
const OWN_PLAIN_KEYS = '.nokey';

/** The node, note or card that has the focus itself, as React Flow calls it, or null. */
function focusedNode(target: EventTarget): string | null {
  const focused = target instanceof Element && target.classList.contains('react-flow__node');
  return focused ? target.getAttribute('data-id') : null;
}

/** Enter on a note writes in it; on a matrix it goes to the first weight. Elsewhere it stays React Flow's. */
function enter(focused: string | null): boolean {
  const { selectedNotes, selection, set } = useSession.getState();
  const note = focused === null ? null : noteOf(focused);
  if (note !== null) {
    set({ selectedNotes: new Set([note]), editedNote: note });
    return true;
  }
  if (focused !== null) return false;
  const [selected] = selectedNotes;
  if (selectedNotes.size === 1 && selection.nodes.size + selection.edges.size === 0) {
    set({ editedNote: selected });
    return true;
  }
  return enterMatrix();
}

/** A note that Tab has led to is taken for what the arrows move: Enter would write in it instead of selecting it. */
function takeFocusedNote(focused: string | null): void {
  const note = focused === null ? null : noteOf(focused);
  if (note === null || useSession.getState().selectedNotes.has(note)) return;
  applySelection(NOTHING);
  useSession.getState().set({ selectedNotes: new Set([note]) });
}

function carriedOut(event: KeyboardEvent): boolean {
  const { key, altKey, shiftKey, target } = event;
  const focused = focusedNode(target);
  const step = STEPS[key];
  if (step && altKey) return walkByKey(key, shiftKey ? 'source' : 'target', focused);
  if (altKey) return false;
  if (step) {
    takeFocusedNote(focused);
    return nudgeSelection(step[0] * (shiftKey ? 10 : 1), step[1] * (shiftKey ? 10 : 1));
  }
  if (key === 'Enter') return !(target instanceof HTMLButtonElement) && enter(focused);
  if (key !== 'Escape') return false;
  const { selection, selectedNotes } = useSession.getState();
  if (selection.nodes.size + selection.edges.size + selectedNotes.size === 0) return false;
  stepBack();
  return true;
}

/**
 * Called before React Flow's own keys: it would make every arrow an undo step, and take the focus away with Escape. What
 * is carried out here goes no further.
 */
export function onCanvasKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey) {
    // Nothing of ours; React Flow would move what is selected by five pixels, each press an undo step.
    if (STEPS[event.key] && focusedNode(event.target) !== null) event.stopPropagation();
    return;
  }
  if (
    event.target instanceof Element &&
    event.target.closest(event.altKey ? OWN_KEYS : `${OWN_KEYS}, ${OWN_PLAIN_KEYS}`)
  )
    return;
  if (!carriedOut(event)) return;
  event.preventDefault();
  event.stopPropagation();
}

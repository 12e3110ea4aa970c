/** The canvas's own keys: moving what is selected, walking, stepping into a matrix, a note or a field, and stepping back. */
import type { KeyboardEvent } from 'react';
import { groupOfExactly } from '../../model/groups';
import { useDocument } from '../../store/document';
import { applySelection, stepBack } from '../../store/selection';
import { NOTHING, useSession } from '../../store/session';
import { nudgeSelection } from '../arrange';
import { nodesBehind } from '../groups/fold';
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

/** True when a card that has the focus is not what is selected: its keys are not for the selection. */
function elsewhere(focused: string | null): boolean {
  const { nodes } = useSession.getState().selection;
  return focused !== null && !nodesBehind(useDocument.getState().doc, [focused]).some((id) => nodes.has(id));
}

/**
 * Enter on a note writes in it; on a matrix it goes to the first weight, on a weight or a bias into the field of its value.
 * Elsewhere it stays React Flow's.
 */
function enter(focused: string | null): boolean {
  const { selectedNotes, selection, chosen, set, editChosen } = useSession.getState();
  const note = focused === null ? null : noteOf(focused);
  if (note !== null) {
    set({ selectedNotes: new Set([note]), editedNote: note });
    return true;
  }
  if (elsewhere(focused)) return false;
  if (chosen !== null) {
    editChosen();
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

/** F2 does what Enter does, and names a node, a group or an edge without weights, where Enter would only select it. */
function change(focused: string | null): boolean {
  const { doc } = useDocument.getState();
  const note = focused === null ? null : noteOf(focused);
  if (focused !== null && note === null && elsewhere(focused)) {
    applySelection({ nodes: new Set(nodesBehind(doc, [focused])), edges: new Set() });
  }
  if (enter(focused)) return true;
  const { selection, selectedNotes, nameSelected } = useSession.getState();
  const { nodes, edges } = selection;
  const one = nodes.size + edges.size === 1 || (edges.size === 0 && groupOfExactly(doc, nodes) !== null);
  if (!one || selectedNotes.size > 0) return false;
  nameSelected();
  return true;
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
  // With Shift it adds to the selection, and takes out of it: React Flow's.
  if (key === 'Enter' && !shiftKey) return !(target instanceof HTMLButtonElement) && enter(focused);
  if (key === 'F2') return !(target instanceof HTMLButtonElement) && change(focused);
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

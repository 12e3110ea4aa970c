/** The keyboard stays with what is selected, and with the canvas when what had it is gone from the page. */
import { useEffect, useRef } from 'react';
import { useDocument } from '../store/document';
import { type Selection, useSession } from '../store/session';
import { canvasApi } from './api';
import { pointerPressed } from './gestures/pointer';
import { nodesBehind } from './groups/fold';
import { flowIdOfNote, noteOf } from './notes/useNotes';

const CARDS = '.react-flow__node, .react-flow__edge';

/** Milliseconds after which the panels, which follow the canvas, have followed it. */
const PANELS = 500;

/** The one thing that is selected, as React Flow calls it; undefined when there are several, or none. */
function onlySelected(): string | undefined {
  const { selection, selectedNotes } = useSession.getState();
  const all = [...selection.nodes, ...selection.edges, ...[...selectedNotes].map(flowIdOfNote)];
  return all.length === 1 ? all[0] : undefined;
}

/** Whether something is selected that was not before. What has only been taken out of the selection leads nowhere else. */
function grown({ nodes, edges }: Selection, before: Selection): boolean {
  return [...nodes].some((id) => !before.nodes.has(id)) || [...edges].some((id) => !before.edges.has(id));
}

/** A node or an edge that has the keyboard hands it on to what has been selected instead. */
function followSelection(): void {
  const { selection, selectedNotes } = useSession.getState();
  const active = document.activeElement;
  const id = active?.matches(CARDS) ? active.getAttribute('data-id') : null;
  if (id === null || selection.nodes.size + selection.edges.size + selectedNotes.size === 0) return;
  const own = [...nodesBehind(useDocument.getState().doc, [id]), noteOf(id) ?? ''];
  const selected = own.some((one) => selection.nodes.has(one) || selection.edges.has(one) || selectedNotes.has(one));
  if (!selected) canvasApi()?.focus(onlySelected());
}

/** Gives the keyboard, which nothing has, back to the node or edge that had it last: to the canvas where that is gone. */
function keep(last: EventTarget | null): void {
  const { bare, dialog } = useSession.getState();
  if (document.activeElement !== document.body || bare || dialog !== 'none') return;
  const there = (last instanceof HTMLElement || last instanceof SVGElement) && last.isConnected ? last : null;
  if (there?.matches(CARDS)) there.focus({ preventScroll: true });
  // A field in a panel was left by its user, and Tab goes on from it.
  else if (there === null || there.closest(CARDS) !== null) canvasApi()?.focus();
}

/** Looks after each change of `drawn`, and when something of the canvas loses the keyboard to nothing. */
export function useKeptFocus(drawn: readonly unknown[]): void {
  const last = useRef<EventTarget | null>(null);
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      last.current = target;
    };
    // React Flow takes the focus from a node or an edge that is no longer selected; a press elsewhere means to.
    const onLeft = ({ target, relatedTarget }: FocusEvent) => {
      const taken = relatedTarget === null && !pointerPressed() && target instanceof Element && target.matches(CARDS);
      if (taken) queueMicrotask(() => keep(target));
    };
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', onLeft);
    // What an undo brings back has to be drawn before it can take the focus.
    const end = useSession.subscribe(({ selection }, { selection: before }) => {
      if (selection === before || !grown(selection, before)) return;
      const holder = document.activeElement;
      requestAnimationFrame(() => {
        // Whoever has pressed Tab meanwhile has gone on by themselves.
        if (document.activeElement === holder) followSelection();
      });
    });
    return () => {
      end();
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', onLeft);
    };
  }, []);
  useEffect(() => {
    keep(last.current);
    const timer = setTimeout(() => keep(last.current), PANELS);
    return () => clearTimeout(timer);
  }, [...drawn]);
}

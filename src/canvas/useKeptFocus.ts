/** The keyboard stays with what is selected, and with the canvas when what had it is gone from the page. */
import { useEffect, useRef } from 'react';
import { useDocument } from '../store/document';
import { useSession } from '../store/session';
import { canvasApi } from './api';
import { nodesBehind } from './groups/fold';
import { flowIdOfNote, noteOf } from './notes/useNotes';

/** Milliseconds after which the panels, which follow the canvas, have followed it. */
const PANELS = 500;

/** The one thing that is selected, as React Flow calls it; undefined when there are several, or none. */
function onlySelected(): string | undefined {
  const { selection, selectedNotes } = useSession.getState();
  const all = [...selection.nodes, ...selection.edges, ...[...selectedNotes].map(flowIdOfNote)];
  return all.length === 1 ? all[0] : undefined;
}

/** A node or an edge that has the keyboard hands it on to what has been selected instead. */
function followSelection(): void {
  const { selection, selectedNotes } = useSession.getState();
  const active = document.activeElement;
  const id = active?.matches('.react-flow__node, .react-flow__edge') ? active.getAttribute('data-id') : null;
  if (id === null || selection.nodes.size + selection.edges.size + selectedNotes.size === 0) return;
  const own = [...nodesBehind(useDocument.getState().doc, [id]), noteOf(id) ?? ''];
  const selected = own.some((one) => selection.nodes.has(one) || selection.edges.has(one) || selectedNotes.has(one));
  if (!selected) canvasApi()?.focus(onlySelected());
}

/**
 * Looks after each change of `drawn`. A field that has only been left is still there, and Tab goes on from it: then nothing
 * is done.
 */
export function useKeptFocus(drawn: readonly unknown[]): void {
  const last = useRef<EventTarget | null>(null);
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      last.current = target;
    };
    document.addEventListener('focusin', onFocus);
    // What an undo brings back has to be drawn before it can take the focus.
    const end = useSession.subscribe((state, before) => {
      if (state.selection !== before.selection) requestAnimationFrame(followSelection);
    });
    return () => {
      end();
      document.removeEventListener('focusin', onFocus);
    };
  }, []);
  useEffect(() => {
    const keep = () => {
      const { bare, dialog } = useSession.getState();
      const { current } = last;
      const there = current instanceof Element && current.isConnected;
      // React Flow takes the focus from a node or an edge that is no longer selected; a field was left by its user.
      const field = there && current.closest('.react-flow__node, .react-flow__edge') === null;
      if (document.activeElement === document.body && !field && !bare && dialog === 'none') canvasApi()?.focus();
    };
    keep();
    const timer = setTimeout(keep, PANELS);
    return () => clearTimeout(timer);
  }, [...drawn]);
}

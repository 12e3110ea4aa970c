/** Selecting by click and by rectangle: what React Flow reports of it → the selection. */
import { type EdgeChange, type NodeChange, useStoreApi } from '@xyflow/react';
import { type MouseEvent, type PointerEvent as PressEvent, type RefObject, useCallback, useRef } from 'react';
import { groupsOf } from '../../model/groups';
import { useDocument } from '../../store/document';
import { applySelection } from '../../store/selection';
import { NOTHING, type Selection, useSession } from '../../store/session';
import type { FlowEdge } from '../flowTypes';
import { groupOfFrame, nodesBehind } from '../groups/fold';
import { noteOf } from '../notes/useNotes';
import { onGivenUp, pointerTaken } from './givenUp';

/** Nodes and edges, and the notes beside them. */
interface Selected {
  readonly selection: Selection;
  readonly notes: ReadonlySet<string>;
}

const NONE: Selected = { selection: NOTHING, notes: new Set() };

function selectedNow(): Selected {
  const { selection, selectedNotes } = useSession.getState();
  return { selection, notes: selectedNotes };
}

function restore({ selection, notes }: Selected): void {
  applySelection(selection);
  useSession.getState().set({ selectedNotes: notes });
}

/** A set without, and with, what is reported of some ids; those in `kept` stay in any case. */
function toggled(
  set: ReadonlySet<string>,
  changes: readonly (readonly [string, boolean])[],
  kept?: ReadonlySet<string>,
): ReadonlySet<string> {
  const next = new Set(set);
  for (const [id, selected] of changes) {
    if (selected) next.add(id);
    else if (!kept?.has(id)) next.delete(id);
  }
  return next;
}

/** Edges that run between selected nodes, and those that were selected before. */
function edgesAmong(nodes: ReadonlySet<string>, kept: ReadonlySet<string>): ReadonlySet<string> {
  const edges = new Set(kept);
  for (const { id, source, target } of useDocument.getState().doc.edges) {
    if (nodes.has(source) && nodes.has(target)) edges.add(id);
  }
  return edges;
}

const adds = (event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }) =>
  event.shiftKey || event.ctrlKey || event.metaKey;

export interface Selecting {
  readonly onNodesChange: (changes: readonly NodeChange[]) => void;
  readonly onEdgesChange: (changes: readonly EdgeChange<FlowEdge>[]) => void;
  /** Every press on the canvas, before anybody acts on it. */
  readonly onPress: (event: PressEvent) => void;
  readonly onNodeClick: (event: MouseEvent, id: string) => void;
  readonly onDragStart: (id: string) => void;
  readonly onMarqueeStart: (event: MouseEvent) => void;
  readonly onMarqueeEnd: () => void;
}

/** Clicks and rectangles that select. */
export function useSelecting(frame: RefObject<HTMLElement | null>): Selecting {
  const store = useStoreApi();
  /** What was selected when the button went down. */
  const before = useRef<Selected>(NONE);
  /** What the rectangle under way adds to; null = there is none. */
  const base = useRef<Selected | null>(null);
  const adding = useRef(false);
  const endListening = useRef(() => {});

  const onPress = useCallback((event: PressEvent) => {
    before.current = selectedNow();
    adding.current = adds(event);
  }, []);

  const onNodesChange = useCallback((changes: readonly NodeChange[]) => {
    const nodes: [string, boolean][] = [];
    const notes: [string, boolean][] = [];
    const { doc } = useDocument.getState();
    for (const change of changes) {
      if (change.type !== 'select') continue;
      const note = noteOf(change.id);
      if (note !== null) notes.push([note, change.selected]);
      else for (const id of nodesBehind(doc, [change.id])) nodes.push([id, change.selected]);
    }
    const { selection, selectedNotes, set } = useSession.getState();
    const kept = base.current;
    if (notes.length > 0) set({ selectedNotes: toggled(selectedNotes, notes, kept?.notes) });
    if (nodes.length === 0) return;
    const next = toggled(selection.nodes, nodes, kept?.selection.nodes);
    // An edge of the picture is none of React Flow's, which cannot let go of it when another thing is pressed.
    const instead = !adding.current && nodes.some(([, selected]) => selected);
    const others = instead ? new Set<string>() : selection.edges;
    applySelection({ nodes: next, edges: kept ? edgesAmong(next, kept.selection.edges) : others });
  }, []);

  const onEdgesChange = useCallback((changes: readonly EdgeChange<FlowEdge>[]) => {
    const selected = changes.flatMap((change) =>
      change.type === 'select' ? [[change.id, change.selected] as const] : [],
    );
    // A rectangle would select every edge of its nodes; those between them are found with the nodes.
    if (selected.length === 0 || base.current) return;
    const now = useSession.getState().selection;
    applySelection({ nodes: now.nodes, edges: toggled(now.edges, selected) });
  }, []);

  const onNodeClick = useCallback((event: MouseEvent, id: string) => {
    const { selection } = useSession.getState();
    // What has chosen something by this click (a cell, a bias) has had its answer.
    if (adds(event) || groupOfFrame(id) !== null || selection !== before.current.selection) return;
    const note = noteOf(id);
    if (note !== null) restore({ selection: NOTHING, notes: new Set([note]) });
    else {
      const nodes = new Set(nodesBehind(useDocument.getState().doc, [id]));
      const alone = [...selection.nodes].every((node) => nodes.has(node)) && selection.edges.size === 0;
      if (!alone || before.current.notes.size > 0)
        restore({ selection: { nodes, edges: new Set() }, notes: new Set() });
    }
  }, []);

  const onDragStart = useCallback((id: string) => {
    // A key that adds to the selection takes out what is pressed, unless it is dragged: the key is then the drag's.
    const { doc } = useDocument.getState();
    const { selection, notes } = before.current;
    // The name of a group was pressed, which has selected its nodes; React Flow, which drags the frame, let go of them.
    const group = groupOfFrame(id);
    const members = group === null ? undefined : groupsOf(doc).find((one) => one.id === group)?.members;
    if (members) applySelection({ nodes: new Set(members), edges: new Set() });
    const was = notes.has(noteOf(id) ?? '') || nodesBehind(doc, [id]).some((node) => selection.nodes.has(node));
    if (adding.current && was) restore(before.current);
  }, []);

  const onMarqueeStart = useCallback(
    ({ nativeEvent }: MouseEvent) => {
      endListening.current();
      endListening.current = onGivenUp(pointerTaken((nativeEvent as PointerEvent).pointerId), () => {
        restore(before.current);
        // Without its rectangle React Flow takes the rest of the drag for nothing.
        store.setState({ userSelectionActive: false, userSelectionRect: null });
      });
      base.current = adding.current ? before.current : NONE;
      // React Flow has just let go of everything.
      restore(base.current);
    },
    [store],
  );

  const onMarqueeEnd = useCallback(() => {
    endListening.current();
    base.current = null;
    // It would leave a rectangle over the nodes, which takes every press on what lies under it, and the focus for the
    // arrow keys, which are listened for here.
    queueMicrotask(() => {
      store.setState({ nodesSelectionActive: false });
      frame.current?.focus({ preventScroll: true });
    });
  }, [store, frame]);

  return { onNodesChange, onEdgesChange, onPress, onNodeClick, onDragStart, onMarqueeStart, onMarqueeEnd };
}

/** What React Flow reports of nodes (sizes, selection, drags) → commands. A drag is one undo step, whatever it moves. */
import { type NodeChange, useReactFlow } from '@xyflow/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { moveNodes } from '../../model/commands/nodes';
import { moveNotes } from '../../model/commands/notes';
import { together } from '../../model/commands/result';
import { nodeById } from '../../model/document';
import { notesOf } from '../../model/notes';
import type { NetworkDocument, Position } from '../../model/types';
import { useDocument } from '../../store/document';
import { applySelection } from '../../store/selection';
import { useSession } from '../../store/session';
import { newGesture } from '../../ui/NumberField';
import { attempt } from '../attempt';
import { dropCopy, type Places } from '../dropCopy';
import type { Measured } from '../edges/frames';
import { foldOf, groupOfFrame, nodesBehind, unfoldPlaces } from '../groups/fold';
import { noteOf } from '../notes/useNotes';
import type { Guide } from './snap';
import { snapMoves } from './snapMoves';

/** Anything that React Flow calls a node here: nodes, cards and frames of groups, notes. */
interface Dragged {
  readonly id: string;
  readonly position: Position;
}

/** Where a frame and the nodes in it stood when a drag of it began. */
interface FrameOrigin {
  readonly at: Position;
  readonly nodes: ReadonlyMap<string, Position>;
}

/** Ids with what is to become of them, taken from a set or put into it. */
function toggled(set: ReadonlySet<string>, changes: readonly (readonly [string, boolean])[]): ReadonlySet<string> {
  const next = new Set(set);
  for (const [id, selected] of changes) {
    if (selected) next.add(id);
    else next.delete(id);
  }
  return next;
}

/** Places that a drag asks for, of cards and of notes; a frame takes the nodes in it along. */
function movesIn(changes: readonly NodeChange[], frames: ReadonlyMap<string, FrameOrigin>) {
  const cards = new Map<string, Position>();
  const notes = new Map<string, Position>();
  let dragging = false;
  for (const change of changes) {
    if (change.type !== 'position' || !change.position) continue;
    const place = { x: Math.round(change.position.x), y: Math.round(change.position.y) };
    const frame = frames.get(change.id);
    const note = noteOf(change.id);
    if (frame) {
      for (const [id, { x, y }] of frame.nodes) {
        cards.set(id, { x: x + place.x - frame.at.x, y: y + place.y - frame.at.y });
      }
    } else if (groupOfFrame(change.id) !== null) continue;
    else if (note === null) cards.set(change.id, place);
    else notes.set(note, place);
    dragging ||= change.dragging === true;
  }
  return { cards, notes, dragging };
}

function placesNow(doc: NetworkDocument, dragged: readonly Dragged[]): Places {
  const nodes = new Map<string, Position>();
  const notes = new Map<string, Position>();
  for (const { id } of dragged) {
    const note = notesOf(doc).find((candidate) => candidate.id === noteOf(id));
    if (note) notes.set(note.id, { x: note.x, y: note.y });
    for (const behind of nodesBehind(doc, [id])) {
      const position = nodeById(doc, behind)?.position;
      if (position) nodes.set(behind, position);
    }
  }
  return { nodes, notes };
}

function select(changes: readonly NodeChange[]): void {
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
  if (notes.length > 0) set({ selectedNotes: toggled(selectedNotes, notes) });
  if (nodes.length > 0) applySelection({ nodes: toggled(selection.nodes, nodes), edges: selection.edges });
}

export interface Drags {
  /** Lines that the dragged cards lie flush along. */
  readonly guides: readonly Guide[];
  /** Nodes that are being dragged; null = none. */
  readonly moving: ReadonlySet<string> | null;
  /** Ctrl or Cmd is held: nodes go exactly where they are dragged. */
  readonly setFree: (free: boolean) => void;
  readonly onNodesChange: (changes: NodeChange[]) => void;
  readonly onDragStart: (event: { readonly altKey?: boolean }, dragged: readonly Dragged[]) => void;
  readonly onDragStop: () => void;
}

export function useDrags(
  measured: Measured,
  setMeasured: (id: string, size: { width: number; height: number }) => void,
): Drags {
  const flow = useReactFlow();
  const [moving, setMoving] = useState<ReadonlySet<string> | null>(null);
  const [guides, setGuides] = useState<readonly Guide[]>([]);
  const sizes = useRef(measured);
  sizes.current = measured;
  const gesture = useRef<string | null>(null);
  const free = useRef(false);
  /** The drag that is under way has been taken back. */
  const cancelled = useRef(false);
  /** The frame that is dragged. */
  const frames = useRef<ReadonlyMap<string, FrameOrigin>>(new Map());
  /** Where things stood that are dragged with Alt: they go back, and copies stay where they are dropped. */
  const copying = useRef<Places | null>(null);

  const move = useCallback(
    (changes: readonly NodeChange[]) => {
      const { cards, notes, dragging } = movesIn(changes, frames.current);
      if (cards.size + notes.size === 0 || cancelled.current) return;
      if (dragging) gesture.current ??= newGesture();
      const { doc } = useDocument.getState();
      // React Flow reports the last move of a drag once more: it snaps like the others.
      const snapped = gesture.current !== null && !free.current && cards.size > 0;
      const placed = snapped
        ? snapMoves(foldOf(doc).doc, sizes.current, cards, flow.getZoom())
        : { moves: cards, guides: [] };
      setGuides(dragging ? placed.guides : []);
      // Notes that are dragged along keep their distance from the cards.
      const [first] = cards;
      const to = first && placed.moves.get(first[0]);
      const by = to ? { x: to.x - first[1].x, y: to.y - first[1].y } : { x: 0, y: 0 };
      const shifted = new Map([...notes].map(([id, { x, y }]) => [id, { x: x + by.x, y: y + by.y }]));
      const count = cards.size + notes.size;
      attempt(
        count > 1 ? `Move ${count} things` : notes.size === 1 ? 'Move a note' : 'Move',
        together(moveNodes(doc, unfoldPlaces(doc, placed.moves)), moveNotes(doc, shifted)),
        gesture.current ?? undefined,
      );
    },
    [flow],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange[]) => {
      for (const change of changes) {
        if (change.type === 'dimensions' && change.dimensions) setMeasured(change.id, change.dimensions);
      }
      move(changes);
      select(changes);
    },
    [setMeasured, move],
  );

  // Escape takes a drag back; what React Flow still reports of it until the button is let go counts no more.
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || gesture.current === null) return;
      event.stopPropagation();
      useDocument.getState().cancel(gesture.current);
      gesture.current = null;
      copying.current = null;
      cancelled.current = true;
      setGuides([]);
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);

  const onDragStart = useCallback((event: { readonly altKey?: boolean }, dragged: readonly Dragged[]) => {
    const { doc } = useDocument.getState();
    cancelled.current = false;
    frames.current = new Map(
      dragged
        .filter(({ id }) => groupOfFrame(id) !== null)
        .map((frame) => [frame.id, { at: frame.position, nodes: placesNow(doc, [frame]).nodes }]),
    );
    setMoving(
      new Set(
        nodesBehind(
          doc,
          dragged.map(({ id }) => id),
        ),
      ),
    );
    copying.current = event.altKey === true ? placesNow(doc, dragged) : null;
  }, []);

  const onDragStop = useCallback(() => {
    if (copying.current && gesture.current) dropCopy(copying.current, gesture.current);
    copying.current = null;
    gesture.current = null;
    frames.current = new Map();
    setMoving(null);
    setGuides([]);
    // The last move of a drag is reported around its end.
    setTimeout(() => {
      cancelled.current = false;
    }, 0);
  }, []);

  const setFree = useCallback((held: boolean) => {
    free.current = held;
  }, []);
  return { guides, moving, setFree, onNodesChange, onDragStart, onDragStop };
}

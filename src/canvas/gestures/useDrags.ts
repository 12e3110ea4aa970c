/** What React Flow reports of nodes (sizes, drags) → commands. A drag is one undo step, whatever it moves. */
import { type NodeChange, useReactFlow } from '@xyflow/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CardBox } from '../../model/commands/arrange';
import { regroup } from '../../model/commands/groups';
import { moveNodes } from '../../model/commands/nodes';
import { moveNotes } from '../../model/commands/notes';
import { together } from '../../model/commands/result';
import { nodeById } from '../../model/document';
import { notesOf } from '../../model/notes';
import type { NetworkDocument, Position } from '../../model/types';
import { useDocument } from '../../store/document';
import { useSession } from '../../store/session';
import { newGesture } from '../../ui/steps';
import { canvasApi } from '../api';
import { attempt } from '../attempt';
import { dropCopy, type Places } from '../dropCopy';
import type { Measured } from '../edges/frames';
import { foldOf, groupOfFrame, nodesBehind, unfoldPlaces } from '../groups/fold';
import { type FrameBox, frameBoxes, notesWithin, regrouped } from '../groups/joining';
import { dropOnEdge, isLoose, showTarget } from '../insertion';
import { flowIdOfNote, noteOf } from '../notes/useNotes';
import { sayLocked } from './locked';
import { pressedAt } from './pointer';
import type { Guide } from './snap';
import { snapMoves } from './snapMoves';
import { useHeldKeys } from './useHeldKeys';

/** Anything that React Flow calls a node here: nodes, cards and frames of groups, notes. */
interface Dragged {
  readonly id: string;
  readonly position: Position;
}

/** Where a frame and all that lies in it stood when a drag of it began. */
interface FrameOrigin {
  readonly at: Position;
  readonly things: ReadonlyMap<string, Position>;
}

/** The axis on which a drag has come further. */
function axisOf(changes: readonly NodeChange[], starts: ReadonlyMap<string, Position>): 'x' | 'y' | undefined {
  for (const change of changes) {
    const start = change.type === 'position' ? starts.get(change.id) : undefined;
    if (change.type !== 'position' || !change.position || !start) continue;
    return Math.abs(change.position.x - start.x) >= Math.abs(change.position.y - start.y) ? 'x' : 'y';
  }
}

/** The same changes, held to an axis. */
function heldTo(
  axis: 'x' | 'y',
  changes: readonly NodeChange[],
  starts: ReadonlyMap<string, Position>,
): readonly NodeChange[] {
  return changes.map((change) => {
    const start = starts.get('id' in change ? change.id : '');
    if (change.type !== 'position' || !change.position || !start) return change;
    const { x, y } = change.position;
    return { ...change, position: axis === 'x' ? { x, y: start.y } : { x: start.x, y } };
  });
}

/** The same changes, further by as much. */
function shiftedBy({ x, y }: Position, changes: readonly NodeChange[]): readonly NodeChange[] {
  return changes.map((change) =>
    change.type === 'position' && change.position
      ? { ...change, position: { x: change.position.x + x, y: change.position.y + y } }
      : change,
  );
}

/** Places that a drag asks for, of cards and of notes as React Flow calls them; a frame takes all in it along. */
function movesIn(changes: readonly NodeChange[], frames: ReadonlyMap<string, FrameOrigin>) {
  const asked = new Map<string, Position>();
  let dragging = false;
  for (const change of changes) {
    if (change.type !== 'position' || !change.position) continue;
    const place = { x: Math.round(change.position.x), y: Math.round(change.position.y) };
    const frame = frames.get(change.id);
    if (frame) {
      for (const [id, { x, y }] of frame.things) {
        asked.set(id, { x: x + place.x - frame.at.x, y: y + place.y - frame.at.y });
      }
    } else if (groupOfFrame(change.id) !== null) continue;
    else asked.set(change.id, place);
    dragging ||= change.dragging === true;
  }
  return { asked, dragging };
}

/** The notes among places, by their own ids. */
function notePlaces(places: ReadonlyMap<string, Position>): ReadonlyMap<string, Position> {
  const notes = new Map<string, Position>();
  for (const [id, at] of places) {
    const note = noteOf(id);
    if (note !== null) notes.set(note, at);
  }
  return notes;
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

/** The same nodes where their cards are drawn. */
function seenPlaces(doc: NetworkDocument, places: Places['nodes']): Places['nodes'] {
  const { doc: seen } = foldOf(doc);
  return new Map([...places].map(([id, at]) => [id, nodeById(seen, id)?.position ?? at]));
}

export interface Drags {
  /** Lines that the dragged cards lie flush along. */
  readonly guides: readonly Guide[];
  /** Nodes that are being dragged; null = none. */
  readonly moving: ReadonlySet<string> | null;
  /** Where the cards stood that a drag copies; empty when it moves. */
  readonly originals: readonly CardBox[];
  /** The dragged card lies on an edge that would take it in. */
  readonly inserting: boolean;
  readonly onNodesChange: (changes: NodeChange[]) => void;
  readonly onDragStart: (event: MouseEvent | TouchEvent, dragged: readonly Dragged[]) => void;
  readonly onDrag: (event: MouseEvent | TouchEvent) => void;
  readonly onDragStop: (event: MouseEvent | TouchEvent) => void;
}

const NO_BOXES: readonly CardBox[] = [];
const NOWHERE: Position = { x: 0, y: 0 };
const NOTHING_JOINS = { frames: [], ids: [] };

/** Shows what would become of groups; the same again shows nothing new. */
function showRegrouping(next: ReadonlyMap<string, string | null> | null): void {
  const { regrouping, set } = useSession.getState();
  const key = (map: ReadonlyMap<string, string | null> | null) => JSON.stringify([...(map ?? [])]);
  if (key(next) !== key(regrouping)) set({ regrouping: next?.size ? next : null });
}

/** Dragging nodes and notes: moves, copies, puts on edges and joins groups, each one undo step. */
export function useDrags(
  measured: Measured,
  setMeasured: (id: string, size: { width: number; height: number }) => void,
): Drags {
  const flow = useReactFlow();
  const [moving, setMoving] = useState<ReadonlySet<string> | null>(null);
  const [guides, setGuides] = useState<readonly Guide[]>([]);
  const [originals, setOriginals] = useState(NO_BOXES);
  const [inserting, setInserting] = useState(false);
  const sizes = useRef(measured);
  sizes.current = measured;
  const gesture = useRef<string | null>(null);
  /** The drag that is under way has been taken back. */
  const cancelled = useRef(false);
  /** The frame that is dragged. */
  const frames = useRef<ReadonlyMap<string, FrameOrigin>>(new Map());
  /** Where everything stood that is dragged: as React Flow's nodes, as cards to be seen, and as what is behind them. */
  const starts = useRef<ReadonlyMap<string, Position>>(new Map());
  /** How far the pointer had come, on the canvas, when React Flow took notice of the drag: it counts from there. */
  const before = useRef<Position>(NOWHERE);
  const boxes = useRef(NO_BOXES);
  const origin = useRef<Places | null>(null);
  /** A node that an edge could take in, and the edge under it. */
  const loose = useRef<string | null>(null);
  /** Frames that dragged nodes may join or leave, and those nodes. */
  const joinable = useRef<{ readonly frames: readonly FrameBox[]; readonly ids: readonly string[] }>(NOTHING_JOINS);
  const target = useRef<string | null>(null);

  const aim = useCallback((edge: string | null) => {
    if (edge === null && target.current === null) return;
    target.current = edge;
    showTarget(edge);
    setInserting(edge !== null);
  }, []);

  const keys = useHeldKeys((event) => {
    if (gesture.current === null) return;
    // Alt alone would open the menu bar.
    if (event.key === 'Alt') event.preventDefault();
    setOriginals(event.altKey ? boxes.current : NO_BOXES);
    if (!event.altKey) return;
    aim(null);
    showRegrouping(null);
  });

  const move = useCallback(
    (reported: readonly NodeChange[]) => {
      const wanted = shiftedBy(before.current, reported);
      const axis = keys.current.shift ? axisOf(wanted, starts.current) : undefined;
      const changes = axis ? heldTo(axis, wanted, starts.current) : wanted;
      const { asked, dragging } = movesIn(changes, frames.current);
      if (asked.size === 0 || cancelled.current) return;
      if (dragging) gesture.current ??= newGesture();
      const { doc } = useDocument.getState();
      // React Flow reports the last move of a drag once more: it snaps like the others.
      const snapped = gesture.current !== null && !keys.current.free;
      const { moves, guides: lines } = snapped
        ? snapMoves(foldOf(doc).doc, sizes.current, asked, flow.getZoom(), axis)
        : { moves: asked, guides: [] };
      setGuides(dragging ? lines : []);
      const notes = notePlaces(moves);
      attempt(
        moves.size > 1 ? `Move ${moves.size} things` : notes.size === 1 ? 'Move a note' : 'Move',
        together(moveNodes(doc, unfoldPlaces(doc, moves)), moveNotes(doc, notes)),
        gesture.current ?? undefined,
      );
    },
    [flow, keys],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange[]) => {
      for (const change of changes) {
        if (change.type === 'dimensions' && change.dimensions) setMeasured(change.id, change.dimensions);
      }
      move(changes);
    },
    [setMeasured, move],
  );

  /** Takes a drag back; what React Flow still reports of it until the button is let go counts no more. */
  const giveUp = useCallback(() => {
    if (gesture.current === null) return;
    useDocument.getState().cancel(gesture.current);
    gesture.current = null;
    cancelled.current = true;
    aim(null);
    showRegrouping(null);
    setOriginals(NO_BOXES);
    setGuides([]);
  }, [aim]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || gesture.current === null) return;
      event.stopPropagation();
      giveUp();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [giveUp]);

  const onDragStart = useCallback(
    (event: MouseEvent | TouchEvent, dragged: readonly Dragged[]) => {
      const { doc } = useDocument.getState();
      const ids = dragged.map(({ id }) => id);
      const behind = nodesBehind(doc, ids);
      cancelled.current = false;
      const around = frameBoxes(flow.getNodes());
      const taken = dragged.flatMap((frame) => {
        const box = around.find(({ group }) => group === groupOfFrame(frame.id))?.box;
        return box ? [{ frame, notes: notesWithin(box, flow.getNodes()) }] : [];
      });
      frames.current = new Map(
        taken.map(({ frame, notes: carried }) => {
          const { nodes, notes } = placesNow(doc, [frame, ...carried]);
          const places = [...notes].map(([id, at]) => [flowIdOfNote(id), at] as const);
          return [frame.id, { at: frame.position, things: new Map([...seenPlaces(doc, nodes), ...places]) }];
        }),
      );
      starts.current = new Map(dragged.map(({ id, position }) => [id, position]));
      boxes.current = dragged.flatMap(({ id, position }) => {
        const { width, height } = flow.getNode(id)?.measured ?? {};
        return width && height ? [{ id, ...position, width, height }] : [];
      });
      origin.current = placesNow(doc, [...dragged, ...taken.flatMap(({ notes }) => notes)]);
      loose.current = ids.length === 1 && isLoose(doc, ids[0]) ? ids[0] : null;
      // The frame of a group takes its nodes along: they stay in it.
      joinable.current = frames.current.size > 0 ? NOTHING_JOINS : { frames: around, ids };
      const { selection } = useSession.getState();
      sayLocked(behind.some((id) => selection.nodes.has(id)) ? new Set([...behind, ...selection.nodes]) : behind);
      setMoving(new Set(behind));
      const { clientX, clientY } = 'clientX' in event ? event : event.touches[0];
      const pressed = pressedAt() ?? { x: clientX, y: clientY };
      const zoom = flow.getZoom();
      before.current = { x: (clientX - pressed.x) / zoom, y: (clientY - pressed.y) / zoom };
      // The move that began the drag is not reported; it may be the only one.
      move(dragged.map(({ id, position }) => ({ type: 'position', id, position, dragging: true })));
    },
    [flow, move],
  );

  const onDrag = useCallback(
    (event: MouseEvent | TouchEvent) => {
      if (cancelled.current) return;
      setOriginals(keys.current.alt ? boxes.current : NO_BOXES);
      const { frames: around, ids } = joinable.current;
      if (around.length > 0) {
        const cards = keys.current.alt ? [] : (canvasApi()?.boxes(ids) ?? []);
        showRegrouping(regrouped(useDocument.getState().doc, around, cards));
      }
      const id = keys.current.alt ? null : loose.current;
      const [box] = id === null ? [] : (canvasApi()?.boxes([id]) ?? []);
      if (!box || !('clientX' in event)) {
        aim(null);
        return;
      }
      const middle = flow.flowToScreenPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
      const edgeAt = (x: number, y: number) => canvasApi()?.edgeAt(x, y) ?? null;
      aim(edgeAt(event.clientX, event.clientY) ?? edgeAt(middle.x, middle.y));
    },
    [flow, keys, aim],
  );

  const onDragStop = useCallback(
    (event: MouseEvent | TouchEvent) => {
      // The system has taken the finger over: nobody has let go here.
      if (event.type === 'touchcancel') giveUp();
      // Where it came to lie with the move that began it, too.
      if (gesture.current !== null) onDrag(event);
      if (origin.current && gesture.current !== null) {
        const { regrouping } = useSession.getState();
        if (keys.current.alt) dropCopy(origin.current, joinable.current.frames, gesture.current);
        else if (target.current !== null && loose.current !== null) {
          dropOnEdge(target.current, loose.current, gesture.current, regrouping);
        } else if (regrouping) attempt('Move', regroup(useDocument.getState().doc, regrouping), gesture.current);
      }
      aim(null);
      showRegrouping(null);
      gesture.current = null;
      before.current = NOWHERE;
      frames.current = new Map();
      setMoving(null);
      setOriginals(NO_BOXES);
      setGuides([]);
      // The last move of a drag is reported around its end.
      setTimeout(() => {
        cancelled.current = false;
      }, 0);
    },
    [keys, aim, giveUp, onDrag],
  );

  return { guides, moving, originals, inserting, onNodesChange, onDragStart, onDrag, onDragStop };
}

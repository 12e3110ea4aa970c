/** Arranging nodes and notes on the canvas: the commands on boxes, with the sizes of the cards that are drawn. */
import { type Alignment, type Axis, align, type CardBox, distribute, nudge } from '../model/commands/arrange';
import { layOut } from '../model/commands/layout';
import { moveNodes } from '../model/commands/nodes';
import { moveNotes } from '../model/commands/notes';
import { type CommandResult, together } from '../model/commands/result';
import { applyDiff } from '../model/diff';
import { notesOf } from '../model/notes';
import type { NetworkDocument, Position } from '../model/types';
import { useDocument } from '../store/document';
import { useSession } from '../store/session';
import { newGesture } from '../ui/steps';
import { canvasApi } from './api';
import { attempt } from './attempt';
import { waysOf } from './edges/lineBoxes';
import { sayLocked } from './gestures/locked';
import { drawnIds, foldOf, nodesBehind, unfoldPlaces } from './groups/fold';
import { flowIdOfNote, noteOf } from './notes/useNotes';

/** How long nodes travel to their new places, ms. */
const TRAVEL = 160;

function selectedBoxes(): readonly CardBox[] {
  const { selection, selectedNotes } = useSession.getState();
  const boxes = canvasApi()?.boxes([...selection.nodes, ...[...selectedNotes].map(flowIdOfNote)]) ?? [];
  return boxes.map((box) => {
    const note = noteOf(box.id);
    return note === null ? box : { ...box, id: note, note: true };
  });
}

/** Aligns the selected nodes and notes. */
export function alignSelection(how: Alignment): void {
  const boxes = selectedBoxes();
  travel(`Align ${how}`, boxes, (doc) => align(doc, boxes, how));
}

/** Spaces the selected nodes and notes evenly. */
export function distributeSelection(axis: Axis): void {
  const way = axis === 'horizontal' ? 'horizontally' : 'vertically';
  const boxes = selectedBoxes();
  travel(`Distribute ${way}`, boxes, (doc) => distribute(doc, boxes, axis));
}

/**
 * Lays out the selected nodes, or all when fewer than two are selected; all of the network is then seen whole. Notes, which
 * no edge places, stay.
 */
export function layOutSelection(): void {
  const { doc } = useDocument.getState();
  const { unitsUpTo, selection } = useSession.getState();
  const selected = selectedBoxes().filter(({ note }) => !note);
  const all = selected.length < 2;
  const boxes = all ? (canvasApi()?.boxes(doc.nodes.map(({ id }) => id)) ?? []) : selected;
  travel(
    all ? 'Lay out' : `Lay out ${boxes.length} nodes`,
    boxes,
    (seen) => layOut(seen, boxes, waysOf(seen, new Map(boxes.map((box) => [box.id, box])), unitsUpTo)),
    () => {
      if (all || selection.nodes.size === doc.nodes.length) canvasApi()?.zoomFit();
    },
  );
}

let run = { gesture: '', at: Number.NEGATIVE_INFINITY };

/** Moves the selected nodes and notes by a step; a run of key presses is one undo step. False when nothing is selected. */
export function nudgeSelection(dx: number, dy: number): boolean {
  const { selection, selectedNotes } = useSession.getState();
  if (selection.nodes.size + selectedNotes.size === 0) return false;
  const { doc } = useDocument.getState();
  const cards = drawnIds(doc, selection.nodes);
  const now = performance.now();
  if (now - run.at >= 1000) {
    run = { gesture: newGesture(), at: now };
    sayLocked(nodesBehind(doc, cards));
  } else run = { ...run, at: now };
  const notes = notesOf(doc).filter(({ id }) => selectedNotes.has(id));
  const places = new Map(notes.map(({ id, x, y }) => [id, { x: x + dx, y: y + dy }]));
  const moved = unfolded(doc, nudge(foldOf(doc).doc, cards, dx, dy));
  attempt('Nudge', together(moved, moveNotes(doc, places)), run.gesture);
  return true;
}

/** The places that a command on the document as it is seen gives to the nodes themselves. */
function unfolded(doc: NetworkDocument, result: CommandResult): CommandResult {
  if ('refused' in result) return result;
  const places = new Map<string, Position>();
  for (const change of result)
    if (change.type === 'node' && change.after) places.set(change.after.id, change.after.position);
  // Notes are never folded: what moves them moves them here as well.
  const notes = result.filter(({ type }) => type === 'meta');
  return together(moveNodes(doc, unfoldPlaces(doc, places)), notes);
}

/**
 * Carries out a command that only moves nodes and notes (`boxes`), on the way there over a few frames: one undo step, and the last
 * frame is the command itself. Whatever else changes the document meanwhile ends the journey where it is. Of locked nodes
 * among them it is said that they stay.
 */
function travel(
  label: string,
  boxes: readonly CardBox[],
  command: (seen: NetworkDocument) => CommandResult,
  done?: () => void,
): void {
  const { doc: from } = useDocument.getState();
  const result = unfolded(from, command(foldOf(from).doc));
  if ('refused' in result) {
    useSession.getState().say(result.refused, 'refused');
    return;
  }
  sayLocked(
    nodesBehind(
      from,
      boxes.flatMap(({ id, note }) => (note ? [] : [id])),
    ),
  );
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const to = applyDiff(from, result);
  const gesture = newGesture();
  const start = performance.now();
  let expected = from;
  const step = () => {
    if (useDocument.getState().doc !== expected) return;
    const share = still ? 1 : Math.min(1, (performance.now() - start) / TRAVEL);
    attempt(label, between(expected, from, to, 1 - (1 - share) ** 3), gesture);
    expected = useDocument.getState().doc;
    if (share < 1) requestAnimationFrame(step);
    else done?.();
  };
  step();
}

/** Moves everything to its place on the way from one document to another; `share` 1 = to the end of it. */
function between(now: NetworkDocument, from: NetworkDocument, to: NetworkDocument, share: number): CommandResult {
  const mix = (a: number, b: number) => (share === 1 ? b : Math.round(a + share * (b - a)));
  const place = (a: Position, b: Position) => ({ x: mix(a.x, b.x), y: mix(a.y, b.y) });
  const nodes = from.nodes.map(({ id, position }, at) => [id, place(position, to.nodes[at].position)] as const);
  const ends = notesOf(to);
  const notes = notesOf(from).map((note, at) => [note.id, place(note, ends[at])] as const);
  return together(moveNodes(now, new Map(nodes)), moveNotes(now, new Map(notes)));
}

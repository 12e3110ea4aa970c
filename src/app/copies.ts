/** Paste, duplicate and parts: the copies are selected, and lie where each of them can be seen. */
import { canvasApi } from '../canvas/api';
import { attempt } from '../canvas/attempt';
import { clearSteps } from '../canvas/clearSteps';
import { drawnCards } from '../canvas/drawnBox';
import { wayBeside } from '../canvas/freeSpot';
import type { Box } from '../canvas/geometry';
import { joinFrames } from '../canvas/groups/joining';
import { newSpot, takenPlaces } from '../canvas/newSpot';
import { flowIdOfNote } from '../canvas/notes/useNotes';
import { sequence } from '../model/commands/build';
import { type Pasted, pasteText, type Shift } from '../model/commands/clipboard';
import { applyDiff } from '../model/diff';
import { notesOf } from '../model/notes';
import type { NetworkDocument, Position } from '../model/types';
import { useDocument } from '../store/document';
import { applySelection } from '../store/selection';
import { useSession } from '../store/session';

/** How far a copy lies from its original, and a paste from the one before it at the same place. */
const SHIFT = { x: 32, y: 32 };
/** Height of a card from which on its lines fan out widely, canvas pixels. */
const LARGE = 300;
/** A note that has not been measured yet is at least one line high. */
const LINE_OF_NOTE = 36;

/** `count` shifts away from the first place. */
function shifted(first: Shift, count: number): Shift {
  const on = ({ x, y }: Position) => ({ x: x + SHIFT.x * count, y: y + SHIFT.y * count });
  return 'middle' in first ? { middle: on(first.middle) } : on(first);
}

/** Boxes of what a paste adds, as it will be drawn. */
function boxesOfPasted(doc: NetworkDocument, { result, nodes, notes }: Pasted): readonly Box[] {
  if ('refused' in result) return [];
  const after = applyDiff(doc, result);
  const cards: Box[] = [...drawnCards(after, nodes, useSession.getState().unitsUpTo)];
  const texts = new Set(notes);
  for (const { id, x, y, width } of notesOf(after))
    if (texts.has(id)) cards.push({ x, y, width, height: LINE_OF_NOTE });
  return cards;
}

/** How many shifts more a paste needs so that nothing of it is hidden. */
function stepsToSee(doc: NetworkDocument, pasted: Pasted): number {
  const here = [...doc.nodes.map(({ id }) => id), ...notesOf(doc).map(({ id }) => flowIdOfNote(id))];
  return clearSteps(boxesOfPasted(doc, pasted), canvasApi()?.boxes(here) ?? [], SHIFT);
}

/** The box around all boxes. */
function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const width = Math.max(...boxes.map((box) => box.x + box.width)) - x;
  const height = Math.max(...boxes.map((box) => box.y + box.height)) - y;
  return { x, y, width, height };
}

/** Carries a paste out, into the groups in whose frames it lies, and selects what it added; false when it was refused. */
function carryOut(label: string, { result, nodes, notes }: Pasted): boolean {
  const { unitsUpTo } = useSession.getState();
  const join = (now: NetworkDocument) =>
    joinFrames(now, canvasApi()?.frames() ?? [], drawnCards(now, nodes, unitsUpTo));
  if (!attempt(label, sequence(useDocument.getState().doc, [() => result, join]))) return false;
  applySelection({ nodes: new Set(nodes), edges: new Set() });
  useSession.getState().set({ selectedNotes: new Set(notes) });
  return true;
}

/** Adds a part, the middle of all of it at a place; where there is room for it when it was not put anywhere. Then it is seen. */
export function addPart(text: string, middle: Position | null): void {
  const { doc } = useDocument.getState();
  const asKept = pasteText(doc, text, { x: 0, y: 0 });
  const boxes = boxesOfPasted(doc, asKept);
  if (boxes.length === 0) {
    carryOut('Add a part', asKept);
    return;
  }
  const box = around(boxes);
  const spot = middle ? { x: middle.x - box.width / 2, y: middle.y - box.height / 2 } : newSpot(box);
  const shift = { x: Math.round(spot.x - box.x), y: Math.round(spot.y - box.y) };
  if (!carryOut('Add a part', pasteText(doc, text, shift))) return;
  if (!middle) canvasApi()?.panTo({ ...box, ...spot });
}

interface Added {
  readonly ids: readonly string[];
  readonly count: number;
}

/** Adds a copied network, `count` shifts from its first place or further on, and selects it; null when it was refused. */
function add(text: string, label: string, first: Shift, count: number): Added | null {
  const { doc } = useDocument.getState();
  let pasted = pasteText(doc, text, shifted(first, count));
  const more = stepsToSee(doc, pasted);
  if (more > 0) pasted = pasteText(doc, text, shifted(first, count + more));
  if (!carryOut(label, pasted)) return null;
  const { nodes, notes } = pasted;
  return { ids: [...nodes, ...notes], count: count + more };
}

/** The last paste: what, where, and how often it was shifted. */
let last: { readonly text: string; readonly at: Position; readonly added: Added } | null = null;

/** Pastes at the pointer or in the middle of what is seen; once more at the same place it comes to lie beside the last. */
export function paste(text: string): void {
  const at = canvasApi()?.pastePlace() ?? { x: 0, y: 0 };
  const { doc } = useDocument.getState();
  const there = new Set([...doc.nodes, ...notesOf(doc)].map(({ id }) => id));
  const again = last?.text === text && last.at.x === at.x && last.at.y === at.y;
  const count = again && last?.added.ids.some((id) => there.has(id)) ? last.added.count + 1 : 0;
  const added = add(text, 'Paste', { middle: at }, count);
  if (added) last = { text, at, added };
}

/** The box around what is selected, and whether a card in it is so large that a copy near it would lie among its lines. */
function original(): { readonly box: Box; readonly large: boolean } | null {
  const { selection, selectedNotes } = useSession.getState();
  const boxes = canvasApi()?.boxes([...selection.nodes, ...[...selectedNotes].map(flowIdOfNote)]) ?? [];
  if (boxes.length === 0) return null;
  return { box: around(boxes), large: boxes.some((box) => box.height > LARGE) };
}

/** Adds a copy of what is selected near it; of large layers beside them, where there is room, and shows it. */
export function duplicate(text: string): void {
  const found = original();
  if (!found?.large) {
    add(text, 'Duplicate', SHIFT, 0);
    return;
  }
  const { box } = found;
  const way = wayBeside(box, takenPlaces());
  if (add(text, 'Duplicate', way, 0)) canvasApi()?.panTo({ ...box, x: box.x + way.x, y: box.y + way.y });
}

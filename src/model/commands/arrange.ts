/** Putting nodes in order: aligned, spread out evenly, nudged. Pure on boxes; the canvas knows how large cards are. */
import { nodeById } from '../document';
import type { NetworkDocument, Position } from '../types';
import { moveNodes } from './nodes';
import { moveNotes } from './notes';
import { type CommandResult, refuse, together } from './result';
import { shareOut } from './shareOut';

/** A card or a note on the canvas, pixels. */
export interface CardBox {
  readonly id: string;
  /** It is a note; notes have ids of their own, which nodes may have, too. */
  readonly note?: true;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';
export type Axis = 'horizontal' | 'vertical';

function moveTo(doc: NetworkDocument, places: Iterable<readonly [Pick<CardBox, 'id' | 'note'>, Position]>) {
  const nodes = new Map<string, Position>();
  const notes = new Map<string, Position>();
  for (const [{ id, note }, { x, y }] of places) (note ? notes : nodes).set(id, { x: Math.round(x), y: Math.round(y) });
  return together(moveNodes(doc, nodes), moveNotes(doc, notes));
}

/** Moves cards and notes so that the named edges or middles of all lie on the line that encloses them (or halves it). */
export function align(doc: NetworkDocument, boxes: readonly CardBox[], how: Alignment): CommandResult {
  if (boxes.length < 2) return refuse('Select at least two nodes or notes to align them.');
  const left = Math.min(...boxes.map(({ x }) => x));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const top = Math.min(...boxes.map(({ y }) => y));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const place = ({ x, y, width, height }: CardBox): Position => {
    switch (how) {
      case 'left':
        return { x: left, y };
      case 'centre':
        return { x: (left + right - width) / 2, y };
      case 'right':
        return { x: right - width, y };
      case 'top':
        return { x, y: top };
      case 'middle':
        return { x, y: (top + bottom - height) / 2 };
      case 'bottom':
        return { x, y: bottom - height };
    }
  };
  return moveTo(
    doc,
    boxes.map((box) => [box, place(box)] as const),
  );
}

/**
 * Moves cards and notes so that the gaps between neighbours are equal; the two outermost stay, and so do locked ones: gaps
 * are equal between one that stays and the next. Where those between two of them have no room there, they go on to others.
 */
export function distribute(doc: NetworkDocument, boxes: readonly CardBox[], axis: Axis): CommandResult {
  if (boxes.length < 3) return refuse('Select at least three nodes or notes to space them evenly.');
  const [at, size] = axis === 'horizontal' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const sorted = [...boxes].sort((a, b) => a[at] + a[size] / 2 - (b[at] + b[size] / 2));
  const stays = ({ id, note }: CardBox) => !note && nodeById(doc, id)?.locked === true;
  const staying = sorted.map((box, i) => i === 0 || i === sorted.length - 1 || stays(box));
  const fixed = sorted.filter((_, i) => staying[i]);
  // Those that stay may lie over one another: a room begins behind all before it, and ends before all behind it.
  const rooms = fixed.slice(1).map((_, i) => ({
    from: Math.max(...fixed.slice(0, i + 1).map((box) => box[at] + box[size])),
    to: Math.min(...fixed.slice(i + 1).map((box) => box[at])),
  }));
  const inner = sorted.filter((_, i) => !staying[i]);
  const wishes = sorted.flatMap((_, i) => (staying[i] ? [] : [staying.slice(0, i).filter(Boolean).length - 1]));
  const sizes = inner.map((box) => box[size]);
  const lengths = rooms.map(({ from, to }) => to - from);
  const share = shareOut(sizes, lengths, wishes) ?? wishes;
  const places = rooms.flatMap(({ from, to }, room) => {
    const here = inner.filter((_, i) => share[i] === room);
    const taken = here.reduce((sum, box) => sum + box[size], 0);
    const gap = (to - from - taken) / (here.length + 1);
    let next = from + gap;
    return here.map((box) => {
      const position = axis === 'horizontal' ? { x: next, y: box.y } : { x: box.x, y: next };
      next += box[size] + gap;
      return [box, position] as const;
    });
  });
  return moveTo(doc, places);
}

/** Moves nodes by a step. */
export function nudge(doc: NetworkDocument, ids: Iterable<string>, dx: number, dy: number): CommandResult {
  const places: [{ readonly id: string }, Position][] = [];
  for (const id of ids) {
    const node = nodeById(doc, id);
    if (node) places.push([{ id }, { x: node.position.x + dx, y: node.position.y + dy }]);
  }
  return moveTo(doc, places);
}

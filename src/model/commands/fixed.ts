/** A layout around cards that stay where they are: it comes to lie as they do, and gives way to them. Pure on boxes. */
import type { Position } from '../types';
import type { CardBox } from './arrange';
import { shareOut } from './shareOut';

/** Room between a card and one that stays, above it and beside it. */
const ABOVE = 40;
const BESIDE = 20;

/**
 * How far a layout is to be moved so that it fits those that stay: so that one of them is where it was laid, the one that
 * agrees best with the others. `pairs`: where each is laid, and where it stays; not empty.
 */
export function anchorOf(pairs: readonly (readonly [laid: Position, stays: Position])[]): Position {
  const ways = pairs.map(([laid, stays]) => ({ x: stays.x - laid.x, y: stays.y - laid.y }));
  const apart = (way: Position) => ways.reduce((sum, { x, y }) => sum + Math.hypot(x - way.x, y - way.y), 0);
  const sums = ways.map(apart);
  return ways[sums.indexOf(Math.min(...sums))];
}

/** Heights that a column may take, from top to bottom; endless above and below. */
interface Free {
  readonly from: number;
  readonly to: number;
}

/** What is left of a column's height beside the cards that stay in its way. */
function freeBeside(column: readonly CardBox[], fixed: readonly CardBox[]): readonly Free[] {
  const left = Math.min(...column.map(({ x }) => x)) - BESIDE;
  const right = Math.max(...column.map(({ x, width }) => x + width)) + BESIDE;
  const inWay = fixed.filter(({ x, width }) => x < right && x + width > left).sort((a, b) => a.y - b.y);
  const free: Free[] = [];
  let from = Number.NEGATIVE_INFINITY;
  for (const { y, height } of inWay) {
    if (y - ABOVE > from) free.push({ from, to: y - ABOVE });
    from = Math.max(from, y + height + ABOVE);
  }
  return [...free, { from, to: Number.POSITIVE_INFINITY }];
}

/** The free height that is nearest to where a card is laid, and large enough for it. */
function nearest(free: readonly Free[], { y, height }: CardBox): number {
  const ways = free.map(({ from, to }) => {
    if (to - from < height) return Number.POSITIVE_INFINITY;
    return Math.max(0, from - y, y + height - to);
  });
  return ways.indexOf(Math.min(...ways));
}

/** The cards of a column, from top to bottom, moved up or down by as little as they must; their order stays. */
function besideFixed(column: readonly CardBox[], fixed: readonly CardBox[]): readonly CardBox[] {
  const free = freeBeside(column, fixed);
  if (free.length === 1) return column;
  let least = 0;
  const wishes = column.map((card) => {
    least = Math.max(least, nearest(free, card));
    return least;
  });
  const sizes = column.map(({ height }) => height + ABOVE);
  const lengths = free.map(({ from, to }) => to - from + ABOVE);
  const share = shareOut(sizes, lengths, wishes) ?? wishes;
  const ys = column.map(({ y }) => y);
  // Down as far as what is above wants it, then up as far as what is below does: together they fit.
  column.forEach((_, i) => {
    const above = i > 0 && share[i - 1] === share[i] ? ys[i - 1] + sizes[i - 1] : free[share[i]].from;
    ys[i] = Math.max(ys[i], above);
  });
  for (let i = column.length - 1; i >= 0; i--) {
    const below = share[i + 1] === share[i] ? ys[i + 1] - sizes[i] : free[share[i]].to - column[i].height;
    ys[i] = Math.min(ys[i], below);
  }
  return column.map((card, i) => ({ ...card, y: ys[i] }));
}

/** Laid cards, column by column, none on a card that stays. */
export function clearOf(laid: readonly CardBox[], fixed: readonly CardBox[]): readonly CardBox[] {
  const columns = new Map<number, CardBox[]>();
  for (const card of laid) {
    const key = Math.round(card.x + card.width / 2);
    const column = columns.get(key);
    if (column) column.push(card);
    else columns.set(key, [card]);
  }
  return [...columns.values()].flatMap((column) =>
    besideFixed(
      column.sort((a, b) => a.y - b.y),
      fixed,
    ),
  );
}

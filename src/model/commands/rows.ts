/** Which card of a column stands above which: as before, where that makes no more lines cross. Pure on boxes. */
import type { CardBox } from './arrange';

/** Two cards that a line joins, by their places in the list of cards. */
export type Joined = readonly [source: number, target: number];

/** Beyond this many lines the columns are not looked at one by one. */
const MOST = 1200;

type Side = readonly [number, number, number, number];

/** Which side of the line through a and b a point lies on; 0 = on it. */
function side(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  return Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
}

function cross([ax, ay, bx, by]: Side, [cx, cy, dx, dy]: Side): boolean {
  return (
    side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) < 0 &&
    side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0
  );
}

/** How many pairs of lines cross, drawn straight from card to card; counting ends above `most`. */
export function crossings(
  boxes: readonly CardBox[],
  lines: readonly Joined[],
  most: number = Number.POSITIVE_INFINITY,
): number {
  const drawn = lines.map(([source, target]): Side => {
    const from = boxes[source];
    const to = boxes[target];
    return [from.x + from.width, from.y + from.height / 2, to.x, to.y + to.height / 2];
  });
  let count = 0;
  for (let i = 0; i < lines.length; i++) {
    for (let j = 0; j < i; j++) {
      const apart = lines[i][0] !== lines[j][0] && lines[i][1] !== lines[j][1];
      if (apart && cross(drawn[i], drawn[j])) count += 1;
    }
    if (count > most) return count;
  }
  return count;
}

const middle = ({ y, height }: CardBox) => y + height / 2;

/** Cards of each column from top to bottom, the columns from left to right. */
type Columns = readonly (readonly number[])[];

function columnsOf(boxes: readonly CardBox[]): Columns {
  const columns = new Map<number, number[]>();
  boxes.forEach(({ x, width }, at) => {
    const key = Math.round(x + width / 2);
    const column = columns.get(key);
    if (column) column.push(at);
    else columns.set(key, [at]);
  });
  return [...columns]
    .sort(([a], [b]) => a - b)
    .map(([, column]) => column.sort((a, b) => middle(boxes[a]) - middle(boxes[b])));
}

function sameOrder(a: readonly number[], b: readonly number[]): boolean {
  return a.every((card, at) => card === b[at]);
}

/** The cards of a layout in another order: each column keeps its upper end and its gaps. */
function reordered(boxes: readonly CardBox[], own: Columns, order: Columns): CardBox[] {
  const next = [...boxes];
  own.forEach((column, c) => {
    if (sameOrder(column, order[c])) return;
    let { y } = boxes[column[0]];
    order[c].forEach((card, at) => {
      next[card] = { ...boxes[card], y };
      const below = column[at + 1];
      const gap = below === undefined ? 0 : boxes[below].y - boxes[column[at]].y - boxes[column[at]].height;
      y += boxes[card].height + gap;
    });
  });
  return next;
}

/** Pairs of a column that stand the other way round than before. */
function turned(order: Columns, before: readonly CardBox[]): number {
  let pairs = 0;
  for (const column of order) {
    column.forEach((card, at) => {
      for (const above of column.slice(0, at)) if (middle(before[above]) > middle(before[card])) pairs += 1;
    });
  }
  return pairs;
}

/**
 * A layout with as little turned upside down as can be without more crossings than it has: `laid` itself, its mirror
 * image, all columns in the order of before, or only those that may be. What comes of it depends on the order alone, so
 * that laying out once more changes nothing.
 */
export function keepRows(
  laid: readonly CardBox[],
  before: readonly CardBox[],
  lines: readonly Joined[],
): readonly CardBox[] {
  const own = columnsOf(laid);
  const mirror = laid.map((box) => ({ ...box, y: -box.y - box.height }));
  const mirrored = own.map((column) => [...column].reverse());
  const placed = (order: Columns) => {
    const kept = (base: Columns) => order.filter((column, c) => sameOrder(column, base[c])).length;
    return kept(mirrored) > kept(own) ? reordered(mirror, mirrored, order) : reordered(laid, own, order);
  };
  const limit = crossings(laid, lines);
  const fits = (order: Columns) => crossings(placed(order), lines, limit) <= limit;
  const sorted = own.map((column) => [...column].sort((a, b) => middle(before[a]) - middle(before[b])));
  const fewest = (orders: readonly Columns[]) =>
    orders.reduce((best, order) => (turned(order, before) < turned(best, before) ? order : best));
  if (fits(sorted)) return placed(sorted);
  let order = fewest(fits(mirrored) ? [own, mirrored] : [own]);
  if (lines.length > MOST) return placed(order);
  sorted.forEach((column, c) => {
    const next = order.map((old, at) => (at === c ? column : old));
    if (fits(next)) order = next;
  });
  return placed(order);
}

/** Keeping cards out of the ways of edges: a column gives way up or down, in the order it has. Pure on boxes. */
import type { CardBox } from './arrange';
import { crossings, type Joined } from './rows';

export type Area = Omit<CardBox, 'id'>;

/** What an edge covers between two cards, as small boxes from its source to its target. */
export type WayBetween = (source: CardBox, target: CardBox) => readonly Area[];

/** A line with the way it is drawn. */
export interface Led {
  readonly line: Joined;
  readonly way: WayBetween;
}

/** Room between an edge and a card that it passes, and between two cards of a column. */
const BESIDE = 14;
const BETWEEN = 40;
/** Networks with more lines, or more of them over several columns, stay as they are laid. */
const MOST_LINES = 300;
const MOST_LONG = 60;
/** Moves that are made, and conflicts that are looked at for each. */
const MOST_MOVES = 40;
const WORST = 4;
/** How much a slanting edge is worth, against one behind a card. */
const SLANT = 0.002;

/** A line that passes cards of other columns. */
interface Long extends Led {
  readonly passed: readonly number[];
}

/** A card in the way of a line: how far it would have to move up, or down. */
interface Conflict {
  readonly long: Long;
  readonly card: number;
  readonly up: number;
  readonly down: number;
}

const middle = ({ y, height }: CardBox) => y + height / 2;

/** Which cards a line can pass at all: that depends on x alone, which nothing here changes. */
function longOf(boxes: readonly CardBox[], led: Led): Long {
  const [source, target] = led.line;
  const from = Math.min(boxes[source].x + boxes[source].width, boxes[target].x);
  const to = Math.max(boxes[source].x + boxes[source].width, boxes[target].x);
  const passed = boxes.flatMap(({ x, width }, at) =>
    at !== source && at !== target && x < to && x + width > from ? [at] : [],
  );
  return { ...led, passed };
}

function conflictsOf(boxes: readonly CardBox[], long: Long): readonly Conflict[] {
  const way = long.way(boxes[long.line[0]], boxes[long.line[1]]);
  return long.passed.flatMap((card): Conflict[] => {
    const { x, y, width, height } = boxes[card];
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const piece of way) {
      if (piece.x + piece.width <= x || piece.x >= x + width) continue;
      low = Math.min(low, piece.y);
      high = Math.max(high, piece.y + piece.height);
    }
    const up = y + height + BESIDE - low;
    const down = high - (y - BESIDE);
    return up > 0 && down > 0 ? [{ long, card, up, down }] : [];
  });
}

/** Cards with the conflicts among them, long by long. */
interface State {
  readonly boxes: readonly CardBox[];
  readonly conflicts: readonly (readonly Conflict[])[];
  readonly cost: number;
}

const depth = ({ up, down }: Conflict) => Math.min(up, down);

/** `before`: what the cards came from; a line of which no card has moved stays as it was. */
function stateOf(boxes: readonly CardBox[], longs: readonly Long[], lines: readonly Joined[], before?: State): State {
  const same = (card: number) => boxes[card] === before?.boxes[card];
  const conflicts = longs.map((long, at) =>
    before && long.line.every(same) && long.passed.every(same) ? before.conflicts[at] : conflictsOf(boxes, long),
  );
  const slant = lines.reduce((sum, [from, to]) => sum + Math.abs(middle(boxes[from]) - middle(boxes[to])), 0);
  const behind = conflicts.flat().reduce((sum, conflict) => sum + depth(conflict), 0);
  return { boxes, conflicts, cost: behind + SLANT * slant };
}

/** Cards of each column from top to bottom, and the column and the place in it of each card. */
function columnsOf(boxes: readonly CardBox[]) {
  const columns = new Map<number, number[]>();
  boxes.forEach(({ x, width }, at) => {
    const key = Math.round(x + width / 2);
    columns.set(key, [...(columns.get(key) ?? []), at]);
  });
  const sorted = [...columns.values()].map((column) => column.sort((a, b) => middle(boxes[a]) - middle(boxes[b])));
  const of = new Map(sorted.flatMap((column) => column.map((card, at) => [card, { column, at }] as const)));
  return (card: number) => of.get(card) as { readonly column: readonly number[]; readonly at: number };
}

type PlaceOf = ReturnType<typeof columnsOf>;
type Move = readonly [card: number, by: number];

/** Cards after some have moved; those of their columns make room, as far as they have to. */
function afterMoves(boxes: readonly CardBox[], placeOf: PlaceOf, moves: readonly Move[]): readonly CardBox[] {
  const next = [...boxes];
  for (const [card, by] of moves) {
    const { column, at } = placeOf(card);
    next[card] = { ...next[card], y: next[card].y + by };
    const step = by > 0 ? 1 : -1;
    for (let i = at + step; i >= 0 && i < column.length; i += step) {
      const near = next[column[i - step]];
      const box = next[column[i]];
      const y =
        step > 0 ? Math.max(box.y, near.y + near.height + BETWEEN) : Math.min(box.y, near.y - BETWEEN - box.height);
      if (y === box.y) break;
      next[column[i]] = { ...box, y };
    }
  }
  return next;
}

/** What could be done about a conflict: the card gives way, or all that the line passes do, or an end of the line moves. */
function movesFor({ long, card, up, down }: Conflict, all: readonly Conflict[]): readonly (readonly Move[])[] {
  const [source, target] = long.line;
  const same = all.filter((one) => one.long === long);
  const ends = [-1, -2, -4, 1, 2, 4].flatMap((share): (readonly Move[])[] => {
    // The line goes where the card would have come from.
    const by = share * (share < 0 ? down : up);
    return [
      [[source, by]],
      [[target, by]],
      [
        [source, by],
        [target, by],
      ],
    ];
  });
  return [
    [[card, -up]],
    [[card, down]],
    same.map((one): Move => [one.card, -one.up]),
    same.map((one): Move => [one.card, one.down]),
    ...ends,
  ];
}

/**
 * Cards moved up and down until no line runs behind one, as far as that can be done: each column keeps its order, and no
 * more lines cross than before.
 */
export function clearWays(laid: readonly CardBox[], led: readonly Led[]): readonly CardBox[] {
  const longs = led.map((one) => longOf(laid, one)).filter(({ passed }) => passed.length > 0);
  if (longs.length === 0 || longs.length > MOST_LONG || led.length > MOST_LINES) return laid;
  const lines = led.map(({ line }) => line);
  const limit = crossings(laid, lines);
  const placeOf = columnsOf(laid);
  let now = stateOf(laid, longs, lines);
  for (let count = 0; count < MOST_MOVES; count++) {
    const conflicts = now.conflicts.flat().sort((a, b) => depth(b) - depth(a));
    const better = conflicts
      .slice(0, WORST)
      .flatMap((conflict) => movesFor(conflict, conflicts))
      .map((moves) => stateOf(afterMoves(now.boxes, placeOf, moves), longs, lines, now))
      .filter(({ cost }) => cost < now.cost)
      .sort((a, b) => a.cost - b.cost);
    const best = better.find(({ boxes }) => crossings(boxes, lines, limit) <= limit);
    if (!best) break;
    now = best;
  }
  return now.boxes;
}

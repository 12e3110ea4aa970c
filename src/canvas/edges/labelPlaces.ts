/**
 * Where labels stand: on their line, or beside it where they would hide it, clear of cards and of each other, and of other
 * lines as far as that can be had. Pure, and blind to values: what is labelled keeps its place while numbers change.
 */
import { type Box, holds, overlaps, type Point } from '../geometry';

/** The straight pieces of a line: x and y of each of their ends. */
export type Pieces = readonly number[];

export interface LabelRequest {
  readonly id: number;
  /** The point at t in [0, 1]. */
  readonly at: (t: number) => Point;
  readonly width: number;
  readonly height: number;
  /** The line as it is drawn. */
  readonly pieces: Pieces;
  /** Canvas pixels that a pixel of the label takes: its distances follow its size; 1 when absent. */
  readonly unit?: number;
  /** Other lines that it may cover at most: over several nobody could tell whose it is; any number when absent. */
  readonly most?: number;
}

/** Shares of the line's length, from the middle outwards. */
const ON_LINE = [0.5, 0.46, 0.54, 0.42, 0.58, 0.38, 0.62, 0.34, 0.66, 0.3, 0.7, 0.27, 0.73, 0.2, 0.8];
const BESIDE = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8];
/** Between a line and the label beside it, pixels of the label. */
const GAP = 3;
/** With its nearest side further than this from where it belongs on its line, a label would seem to be nobody's. */
const FARTHEST = 32;
/** Labels grow by up to this much where the canvas is zoomed out, as canvas.css says. */
const GROWN = 1.2;

/** What is wrong with a place. Another line below the label outweighs everything else together: crossings are to be seen. */
const COSTS = { line: 10, hidesOwn: 2.5, above: 1.5, below: 1.7, aside: 1.9, tight: 1, offMiddle: 2 } as const;
/** A label that covers more of its line than this hides it; so does one on a line that is little longer than the label. */
const MOST_HIDDEN = 0.45;
const LEAST_LENGTH = 1.5;

/** A label's place. */
export interface Placed extends Point {
  /** Other lines that it covers. */
  readonly covered: number;
}

export interface Candidate {
  readonly spot: Point;
  readonly beside: boolean;
  /** What other lines are to keep out of: the label's room, and the way to the point of the line that it belongs to. */
  readonly reach: Box;
  /** Cost of the place before anything around it is looked at. */
  readonly cost: number;
}

/** The room that a label takes at a place, with some air around it. */
export function roomAt(
  { x, y }: Point,
  { width, height, unit = 1 }: Pick<LabelRequest, 'width' | 'height' | 'unit'>,
  scale = 1,
): Box {
  const w = width * scale + 4 * unit;
  const h = height * scale + 2 * unit;
  return { x: x - w / 2, y: y - h / 2, width: w, height: h };
}

function withPoint({ x, y, width, height }: Box, point: Point): Box {
  const [left, top] = [Math.min(x, point.x), Math.min(y, point.y)];
  return {
    x: left,
    y: top,
    width: Math.max(x + width, point.x) - left,
    height: Math.max(y + height, point.y) - top,
  };
}

/** True for a piece that lies wholly to one side of a box: most are told by that, in a drag's every frame. */
function passesBy({ x, y, width, height }: Box, x0: number, y0: number, x1: number, y1: number): boolean {
  if (x0 < x ? x1 < x : x0 > x + width && x1 > x + width) return true;
  return y0 < y ? y1 < y : y0 > y + height && y1 > y + height;
}

/** The part of a straight piece that lies in a box, as two shares of its length; null when none of it does. */
function partIn(box: Box, x0: number, y0: number, x1: number, y1: number): readonly [number, number] | null {
  if (passesBy(box, x0, y0, x1, y1)) return null;
  let from = 0;
  let to = 1;
  if (x0 !== x1) {
    const a = (box.x - x0) / (x1 - x0);
    const b = (box.x + box.width - x0) / (x1 - x0);
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
  }
  if (y0 !== y1) {
    const a = (box.y - y0) / (y1 - y0);
    const b = (box.y + box.height - y0) / (y1 - y0);
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
  }
  return from > to ? null : [from, to];
}

/** True when a line runs through a box. */
export function runsThrough(pieces: Pieces, box: Box): boolean {
  for (let i = 0; i + 3 < pieces.length; i += 2) {
    if (partIn(box, pieces[i], pieces[i + 1], pieces[i + 2], pieces[i + 3])) return true;
  }
  return false;
}

/** How much of its length a line has in a box. */
function shareIn(pieces: Pieces, box: Box): number {
  let [length, inside] = [0, 0];
  for (let i = 0; i + 3 < pieces.length; i += 2) {
    const x0 = pieces[i];
    const y0 = pieces[i + 1];
    const x1 = pieces[i + 2];
    const y1 = pieces[i + 3];
    const size = Math.hypot(x1 - x0, y1 - y0);
    length += size;
    const part = partIn(box, x0, y0, x1, y1);
    if (part) inside += size * (part[1] - part[0]);
  }
  return length > 0 ? inside / length : 1;
}

/** How far a line reaches in a box, as the sides of what it takes of it. */
function extentIn(pieces: Pieces, box: Box) {
  const extent = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let i = 0; i + 3 < pieces.length; i += 2) {
    const x0 = pieces[i];
    const y0 = pieces[i + 1];
    const x1 = pieces[i + 2];
    const y1 = pieces[i + 3];
    for (const t of partIn(box, x0, y0, x1, y1) ?? []) {
      const x = x0 + t * (x1 - x0);
      const y = y0 + t * (y1 - y0);
      extent.left = Math.min(extent.left, x);
      extent.right = Math.max(extent.right, x);
      extent.top = Math.min(extent.top, y);
      extent.bottom = Math.max(extent.bottom, y);
    }
  }
  return extent;
}

/** Longer than any canvas: a strip that no line leaves by its ends. */
const ENDLESS = 1e9;

/** Places beside the line, as near to it as its bends let a label be. */
function beside({ at, pieces, width, height, unit = 1 }: LabelRequest): Candidate[] {
  const found: Candidate[] = [];
  const apart = GAP * unit;
  for (const t of BESIDE) {
    const { x, y } = at(t);
    const room = roomAt({ x, y }, { width, height, unit });
    const { top, bottom } = extentIn(pieces, { ...room, y: -ENDLESS, height: 2 * ENDLESS });
    const { left, right } = extentIn(pieces, { ...room, x: -ENDLESS, width: 2 * ENDLESS });
    const far = COSTS.offMiddle * Math.abs(t - 0.5);
    const put = (gap: number, spot: Point, cost: number) => {
      if (gap > FARTHEST * unit) return;
      found.push({
        spot,
        beside: true,
        reach: withPoint(roomAt(spot, { width, height, unit }), { x, y }),
        cost: cost + far,
      });
    };
    put(y - top, { x, y: top - apart - height / 2 }, COSTS.above);
    put(bottom - y, { x, y: bottom + apart + height / 2 }, COSTS.below);
    put(right - x, { x: right + apart + width / 2, y }, COSTS.aside);
    put(x - left, { x: left - apart - width / 2, y }, COSTS.aside);
  }
  return found;
}

/** All places a label might take, the best first. */
export function candidates(request: LabelRequest): Candidate[] {
  const { at, width, pieces } = request;
  const [from, to] = [at(0), at(1)];
  const short = Math.hypot(to.x - from.x, to.y - from.y) < LEAST_LENGTH * width;
  const onLine = ON_LINE.map((t) => {
    const spot = at(t);
    const reach = roomAt(spot, request);
    const hides = short || shareIn(pieces, reach) > MOST_HIDDEN;
    return { spot, beside: false, reach, cost: COSTS.offMiddle * Math.abs(t - 0.5) + (hides ? COSTS.hidesOwn : 0) };
  });
  return [...onLine, ...beside(request)].sort((a, b) => a.cost - b.cost);
}

interface Line {
  readonly pieces: Pieces;
  readonly bounds: Box;
}

function lineOf(pieces: Pieces): Line {
  const xs = pieces.filter((_, i) => i % 2 === 0);
  const ys = pieces.filter((_, i) => i % 2 === 1);
  // A level line would have no height, and touch nothing.
  const [x, y] = [Math.min(...xs) - 1, Math.min(...ys) - 1];
  return { pieces, bounds: { x, y, width: Math.max(...xs) + 1 - x, height: Math.max(...ys) + 1 - y } };
}

/**
 * Places of a request that lie in the window and touch no card, with what the other lines there cost; and how many of them are clear of lines.
 * Beside its line a label stands only where they all are: across another line it would be taken for the other's.
 */
function choicesOf(request: LabelRequest, cards: readonly Box[], lines: readonly Line[], window: Box | null) {
  let clear = 0;
  const { width, height } = request;
  const places = candidates(request).flatMap(({ spot, beside, reach, cost }) => {
    const own = { x: spot.x - width / 2, y: spot.y - height / 2, width, height };
    if (window && !holds(window, own)) return [];
    const room = roomAt(spot, request);
    if (cards.some((card) => overlaps(room, card))) return [];
    const most = beside ? 0 : (request.most ?? Number.POSITIVE_INFINITY);
    let covered = 0;
    for (const { pieces, bounds } of lines) {
      if (pieces === request.pieces || !overlaps(reach, bounds) || !runsThrough(pieces, reach)) continue;
      covered += 1;
      if (covered > most) return [];
    }
    if (covered === 0) clear += 1;
    return [{ spot, room, covered, cost: cost + COSTS.line * covered }];
  });
  return { request, clear, places: places.sort((a, b) => a.cost - b.cost) };
}

type Choice = ReturnType<typeof choicesOf>;

/** A label that has its place, among the places that it might have. */
interface Taken {
  readonly choice: Choice;
  readonly spot: Placed;
  readonly room: Box;
}

/** The best of a label's places that touches none of these rooms; null when none is left. */
function bestOf(choice: Choice, labels: readonly Box[], obstacles: readonly Box[]): Taken | null {
  const { request, places } = choice;
  let best: (Taken & { readonly cost: number }) | null = null;
  for (const { spot, room, covered, cost } of places) {
    if (best && cost >= best.cost) break;
    if (labels.some((label) => overlaps(room, label))) continue;
    const grown = roomAt(spot, request, GROWN);
    const tight = [...labels, ...obstacles].some((box) => overlaps(grown, box));
    const total = cost + (tight ? COSTS.tight : 0);
    if (!best || total < best.cost) best = { choice, spot: { ...spot, covered }, room, cost: total };
  }
  return best;
}

/** Gives a label a place that one other label stands in the way of, if that one has another place; true when it has. */
function makeWay(choice: Choice, taken: Taken[], obstacles: readonly Box[]): boolean {
  for (const { spot, room, covered } of choice.places) {
    const inTheWay = taken.filter((label) => overlaps(room, label.room));
    if (inTheWay.length !== 1) continue;
    const others = taken.filter((label) => label !== inTheWay[0]);
    const moved = bestOf(inTheWay[0].choice, [...others.map((label) => label.room), room], obstacles);
    if (!moved) continue;
    taken.splice(taken.indexOf(inTheWay[0]), 1, { choice, spot: { ...spot, covered }, room });
    taken.push(moved);
    return true;
  }
  return false;
}

/**
 * The middle of each label: of all places free of cards and of the labels placed before it the best one. Those go first
 * that have the fewest places clear of lines, and one that finds no place may move another. One for which no place is free
 * is left out (it still shows when its edge is hovered or chosen).
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  obstacles: readonly Box[],
  lines: readonly Pieces[] = [],
  window: Box | null = null,
): ReadonlyMap<number, Placed> {
  const drawn = lines.map(lineOf);
  const choices = requests.map((request) => choicesOf(request, obstacles, drawn, window));
  choices.sort((a, b) => a.clear - b.clear);
  const taken: Taken[] = [];
  const left: Choice[] = [];
  const rooms: Box[] = [];
  for (const choice of choices) {
    const best = bestOf(choice, rooms, obstacles);
    if (best) {
      taken.push(best);
      rooms.push(best.room);
    } else left.push(choice);
  }
  for (const choice of left) makeWay(choice, taken, obstacles);
  return new Map(taken.map(({ choice, spot }) => [choice.request.id, spot]));
}

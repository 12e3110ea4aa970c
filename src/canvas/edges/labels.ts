/** Where labels have room: on the canvas as it is seen now, by one way for all lines. Pure. */
import type { NetworkDocument } from '../../model/types';
import { type Box, contains, type Point } from '../geometry';
import { foldOf } from '../groups/fold';
import type { Measured } from './frames';
import { placeLabels, roomAt } from './labelPlaces';
import {
  ALIKE,
  type LabelInput,
  labelRequests,
  type OwnRequest,
  partWithin,
  type Seen,
  seenLines,
} from './labelRequests';

/** Share of the window that labels may cover: the lines are what is looked at. */
export const COVERED = 0.2;
/** Further out than this no label could be read, but for those that are asked for. */
export const FAR = 0.45;
/** A label is never smaller on the screen than this share of its usual size; as canvas.css says. */
const READABLE = 0.72;

/** Boxes of all cards that are drawn. */
export function boxesOf(doc: NetworkDocument, measured: Measured): Box[] {
  return foldOf(doc).doc.nodes.flatMap(({ id, position }) => {
    const size = measured.get(id);
    return size ? [{ ...position, ...size }] : [];
  });
}

/** The middle of a line, or of what is seen of it in a box that its middle lies outside of. */
export function seenMiddle(at: (t: number) => Point, box: Box | null): Point {
  const middle = at(0.5);
  if (box === null || contains(box, middle)) return middle;
  const part = partWithin(at, box);
  return part ? at((part[0] + part[1]) / 2) : middle;
}

/** The middle of a label, and whether there is room for its number only. */
export interface LabelSpot extends Point {
  readonly short: boolean;
}

/** Where labels of one table stand. */
export interface LabelPlaces {
  /** Line → its label's place, where it has room. */
  readonly spots: ReadonlyMap<number, LabelSpot>;
  /** What the window shows: who asks for a label that has no room gets it in sight; null before it is known. */
  readonly window: Box | null;
}

export interface PlacedLabels {
  /** For each of the input's `lines`: where its labels stand. */
  readonly spots: readonly ReadonlyMap<number, LabelSpot>[];
  /** Canvas pixels that a pixel of a label takes, at least. */
  readonly scale: number;
}

/**
 * Ids of labels that are to be numbers alone: of a small matrix all, unless all of its names are clear of other lines; else
 * those whose name has no room.
 */
function crowdedAmong(
  requests: readonly OwnRequest[],
  placed: ReadonlyMap<number, { readonly covered: number }>,
): ReadonlySet<number> {
  const byEdge = new Map<string, OwnRequest[]>();
  for (const request of requests) {
    const key = `${request.of} ${request.edge}`;
    const others = byEdge.get(key);
    if (others) others.push(request);
    else byEdge.set(key, [request]);
  }
  const crowded = new Set<number>();
  for (const own of byEdge.values()) {
    const alike = own.length > 1 && own.length <= ALIKE;
    const all = alike && own.some(({ id }) => placed.get(id)?.covered !== 0);
    for (const { id } of own) if (all || !placed.has(id)) crowded.add(id);
  }
  return crowded;
}

function placedAt(input: LabelInput, seen: readonly Seen[], scale: number) {
  const { lines, window, obstacles } = input;
  const { requests, less, lines: inTheWay } = labelRequests(input, scale, seen);
  const full = placeLabels(requests, obstacles, inTheWay, window);
  const crowded = crowdedAmong(requests, full);
  const shorter = new Map(less.map((request) => [request.id, request]));
  const asking = requests.map((request) => (crowded.has(request.id) ? shorter.get(request.id) : null) ?? request);
  const placed = new Map(crowded.size === 0 ? full : placeLabels(asking, obstacles, inTheWay, window));
  const byId = new Map(asking.map((request) => [request.id, request]));
  // Who had room for a name before others moved may have room for a number.
  const left = asking.flatMap(({ id, short }) => (placed.has(id) || short ? [] : (shorter.get(id) ?? [])));
  if (left.length > 0) {
    const taken = asking.flatMap((request) => {
      const spot = placed.get(request.id);
      return spot ? [roomAt(spot, request)] : [];
    });
    for (const [id, spot] of placeLabels(left, [...obstacles, ...taken], inTheWay, window)) placed.set(id, spot);
    for (const request of left) byId.set(request.id, request);
  }
  const spots = lines.map(() => new Map<number, LabelSpot>());
  let room = COVERED * window.width * window.height;
  let [count, named] = [0, 0];
  for (const [id, { x, y }] of placed) {
    const { of, line, width, height, short } = byId.get(id) as OwnRequest;
    if (width * height > room) continue;
    room -= width * height;
    spots[of].set(line, { x, y, short });
    count += 1;
    if (!short) named += 1;
  }
  return { spots, scale, count, named };
}

/** Sizes of labels at a zoom, the largest first: they grow with the cards where there is room, and else keep their size. */
export function scalesAt(zoom: number): readonly number[] {
  const least = Math.max(1 / Math.max(1, zoom), READABLE / zoom);
  const scales: number[] = [];
  for (let scale = 1; scale > least * 1.05; scale *= Math.SQRT1_2) scales.push(scale);
  return [...scales, least];
}

/**
 * Where labels stand: wholly in the window, clear of cards and other labels, and of other lines where it can be. They are
 * as large as they can be without one of them losing its place, where all lines are few enough for labels; `held`: of that
 * size, whatever there is room for.
 */
export function placedLabels(input: LabelInput, zoom: number, held: number | null = null): PlacedLabels {
  if (zoom < FAR) return { spots: input.lines.map(() => new Map()), scale: 1 };
  const { seen, all } = seenLines(input);
  if (held !== null) return placedAt(input, seen, held);
  const scales = scalesAt(zoom);
  const small = placedAt(input, seen, scales[scales.length - 1]);
  // What is pointed at among many is to be read, not to cover them.
  if (!all || small.count === 0) return small;
  for (const scale of scales.slice(0, -1)) {
    const large = placedAt(input, seen, scale);
    if (large.named >= small.named && large.count >= small.count) return large;
  }
  return small;
}

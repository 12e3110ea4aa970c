/** Which lines ask for a label, and how much room it takes: those that are seen. Pure. */
import { edgeById } from '../../model/document';
import type { NetworkDocument } from '../../model/types';
import { type Box, contains, type Point } from '../geometry';
import type { LabelRequest, Pieces } from './labelPlaces';
import { type LineGroup, type LineTable, lineCount } from './lineTable';
import { boundsOfGroup, eachPiece, endsOf, svgOfLine } from './scene';

/** Beyond this many lines of a table in the window hardly any place is clear of all of them: none has a label. */
export const MOST_LINES = 120;
/**
 * Labels of a matrix of which up to this many weights are seen are alike, and each may lie where one other line crosses its
 * own; among more nobody compares them all, and what covers others hides more than it tells.
 */
export const ALIKE = 9;
/** Points at which a line is looked at. */
const STEPS = 48;

/** About how large the label of a line is, in pixels of the label; null for a line that has none. */
export function labelBox(doc: NetworkDocument, group: LineGroup, row: number, col: number) {
  const edge = edgeById(doc, group.edge);
  if (!edge || !group.weighted) return null;
  const single = group.rows * group.cols === 1;
  const name = edge.label ?? edge.id;
  // The shape of a matrix stands on one line, a weight has its value on a second.
  if (group.bundle && !single)
    return { width: 14 + 6.2 * `${name} ${group.rows} × ${group.cols}`.length, height: ONE_LINE };
  return { width: 14 + 6.2 * Math.max(name.length + (single ? 0 : `[${row},${col}]`.length) + 9, 10), height: 34 };
}

/** Digits of a number that stands alone, for a line whose name would find no room. */
export const ALONE = 7.5;
const ONE_LINE = 18;

/** About how large a label is that is a number alone, in pixels of the label. */
export function shortBox(symbol: string) {
  return { width: 14 + 6.2 * (symbol.length + ALONE + (symbol === '' ? 0 : 1)), height: ONE_LINE };
}

/** The part of a line that lies in a box, as shares of its length; null when none of it does. */
export function partWithin(at: (t: number) => Point, box: Box): readonly [number, number] | null {
  let from = -1;
  let to = -1;
  for (let i = 0; i <= STEPS; i++) {
    if (!contains(box, at(i / STEPS))) {
      if (from >= 0) break;
      continue;
    }
    if (from < 0) from = i / STEPS;
    to = i / STEPS;
  }
  return from < 0 ? null : [from, to];
}

const ends = new Float32Array(4);

/** True for a line that surely misses the window: most of a large layer's are told by their ends alone. */
function passesBy(group: LineGroup, frames: Float32Array, row: number, col: number, { y, height }: Box): boolean {
  endsOf(group, frames, row, col, ends);
  return (ends[1] < y && ends[3] < y) || (ends[1] > y + height && ends[3] > y + height);
}

function meets(a: Box, b: Box): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

function piecesOf(group: LineGroup, frames: Float32Array, row: number, col: number): Pieces {
  const pieces: number[] = [];
  eachPiece(group, frames, row, col, (x0, y0, x1, y1) => {
    if (pieces.length === 0) pieces.push(x0, y0);
    pieces.push(x1, y1);
  });
  return pieces;
}

/** Lines of one table, as they are shown. */
export interface LabelledLines {
  readonly table: LineTable;
  /** Lines that the threshold hides need no label. */
  readonly isShown: (line: number) => boolean;
}

export interface LabelInput {
  readonly doc: NetworkDocument;
  readonly lines: readonly LabelledLines[];
  readonly frames: Float32Array;
  /** What the window shows, canvas pixels. */
  readonly window: Box;
  /** What stands before a number alone. */
  readonly symbol: string;
  /** What no label may touch: cards, and what lies over the canvas. */
  readonly obstacles: readonly Box[];
}

export interface Seen {
  /** Place in `lines`, and number of the line. */
  readonly of: number;
  readonly line: number;
  readonly group: LineGroup;
  readonly row: number;
  readonly col: number;
  readonly at: (t: number) => Point;
}

/** Lines of one table that run through the window; null where they are too many for labels. */
function seenOf({ lines, frames, window }: LabelInput, of: number): readonly Seen[] | null {
  const { table, isShown } = lines[of];
  const seen: Seen[] = [];
  for (const group of table.groups) {
    if (!meets(boundsOfGroup(group, frames), window)) continue;
    const count = lineCount(group);
    for (let k = 0; k < count; k++) {
      const line = group.first + k;
      // Of several lines those that do not exist are not drawn.
      if ((count > 1 && group.mask?.[k] === 0) || !isShown(line)) continue;
      const row = group.bundle ? 0 : Math.floor(k / group.cols);
      const col = group.bundle ? 0 : k % group.cols;
      if (passesBy(group, frames, row, col, window)) continue;
      const { at } = svgOfLine(group, frames, row, col);
      if (!partWithin(at, window)) continue;
      if (seen.length === MOST_LINES) return null;
      seen.push({ of, line, group, row, col, at });
    }
  }
  return seen;
}

/** Lines that run through the window, of all tables of which few enough do; and whether that are all tables. */
export function seenLines(input: LabelInput): { readonly seen: readonly Seen[]; readonly all: boolean } {
  const tables = input.lines.map((_, of) => seenOf(input, of));
  return { seen: tables.flatMap((seen) => seen ?? []), all: !tables.includes(null) };
}

export interface OwnRequest extends LabelRequest {
  readonly of: number;
  readonly line: number;
  readonly edge: string;
  readonly short: boolean;
}

/** A label on what is seen of a line; null where less than its width is. */
function requestOf({ of, line, group, at }: Seen, box: Size, window: Box, unit: number, pieces: Pieces, most: number) {
  const [width, height] = [box.width * unit, box.height * unit];
  const inner = {
    x: window.x + width / 2,
    y: window.y + height / 2,
    width: window.width - width,
    height: window.height - height,
  };
  // A line that is seen with its middle has its label about there, however the window moves.
  const part = contains(inner, at(0.5)) ? ([0, 1] as const) : partWithin(at, inner);
  if (!part) return null;
  return {
    of,
    line,
    edge: group.edge,
    at: (t: number) => at(part[0] + t * (part[1] - part[0])),
    pieces,
    width,
    height,
    unit,
    most,
  };
}

type Size = { readonly width: number; readonly height: number };

/**
 * What asks for a label where labels have `scale` canvas pixels for each of their own, and all lines in their way. Each asks
 * for its number alone, too, should there be no room for more: `less`, by the same ids.
 */
export function labelRequests(input: LabelInput, scale: number, seen = seenLines(input).seen) {
  const { doc, frames, window } = input;
  const counts = new Map<LineGroup, number>();
  for (const { group } of seen) counts.set(group, (counts.get(group) ?? 0) + 1);
  const lines: Pieces[] = [];
  const requests: OwnRequest[] = [];
  const less: OwnRequest[] = [];
  seen.forEach((one, id) => {
    const { group, row, col } = one;
    const pieces = piecesOf(group, frames, row, col);
    lines.push(pieces);
    const box = labelBox(doc, group, row, col);
    if (!box) return;
    const most = (counts.get(group) ?? 0) <= ALIKE ? 1 : 0;
    const ask = (size: Size) => requestOf(one, size, window, scale, pieces, most);
    const full = ask(box);
    const short = box.height > ONE_LINE ? ask(shortBox(input.symbol)) : null;
    // Where less of the line is seen than its name takes, its number may still fit.
    if (full) requests.push({ id, ...full, short: false });
    else if (short) requests.push({ id, ...short, short: true });
    if (short) less.push({ id, ...short, short: true });
  });
  return { requests, less, lines };
}

/**
 * Labels for lines of the picture, once so few of them cross the window that each has room. Pure; asked only at rest.
 */
import type { NetworkDocument } from '../../model/types';
import type { Box, Point } from '../geometry';
import { type LabelRequest, placeLabels } from './labelPlaces';
import { labelBox } from './labels';
import { type LineGroup, type LineTable, lineCount } from './lineTable';
import { boundsOfGroup, endsOf, svgOfLine } from './scene';

/** Beyond this many lines in the window no label could be told from its neighbour's. */
export const MOST_LINES = 120;
/** Share of the window that labels may cover: the lines are what is looked at. */
export const COVERED = 0.2;
/** Points at which a line is looked at. */
const STEPS = 48;

/** The part of a line that lies in a box, as shares of its length; null when none of it does. */
export function partWithin(at: (t: number) => Point, { x, y, width, height }: Box): readonly [number, number] | null {
  let from = -1;
  let to = -1;
  for (let i = 0; i <= STEPS; i++) {
    const point = at(i / STEPS);
    const inside = point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
    if (!inside) {
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

export interface RoomyInput {
  readonly doc: NetworkDocument;
  readonly table: LineTable;
  readonly frames: Float32Array;
  /** What the window shows, canvas pixels. */
  readonly window: Box;
  /** Canvas pixels that a pixel of a label takes: labels keep their size on the screen. */
  readonly scale: number;
  /** Cards that no label may touch. */
  readonly obstacles: readonly Box[];
  /** Lines that the threshold hides need none. */
  readonly isShown: (line: number) => boolean;
  /** The largest are labelled first. */
  readonly sizeOf: (line: number) => number;
}

/** Line → the point of it on which its label stands, wholly in the window; empty where too many lines are seen. */
export function roomyLabels(input: RoomyInput): ReadonlyMap<number, Point> {
  const { doc, table, frames, window, scale, obstacles, isShown, sizeOf } = input;
  const requests: LabelRequest[] = [];
  let seen = 0;
  for (const group of table.groups) {
    if (!meets(boundsOfGroup(group, frames), window)) continue;
    for (let k = 0; k < lineCount(group); k++) {
      const line = group.first + k;
      if ((!group.bundle && group.mask?.[k] === 0) || !isShown(line)) continue;
      const row = group.bundle ? 0 : Math.floor(k / group.cols);
      const col = group.bundle ? 0 : k % group.cols;
      if (passesBy(group, frames, row, col, window)) continue;
      const { at } = svgOfLine(group, frames, row, col);
      if (!partWithin(at, window)) continue;
      seen += 1;
      if (seen > MOST_LINES) return new Map();
      const usual = labelBox(doc, group, row, col);
      if (!usual) continue;
      const size = { width: usual.width * scale, height: usual.height * scale };
      const inner = {
        x: window.x + size.width / 2,
        y: window.y + size.height / 2,
        width: window.width - size.width,
        height: window.height - size.height,
      };
      const part = partWithin(at, inner);
      if (!part) continue;
      requests.push({ id: line, at: (t) => at(part[0] + t * (part[1] - part[0])), ...size });
    }
  }
  requests.sort((a, b) => sizeOf(b.id) - sizeOf(a.id) || a.id - b.id);
  const placed = placeLabels(requests, obstacles);
  const labels = new Map<number, Point>();
  let room = COVERED * window.width * window.height;
  for (const { id, width, height } of requests) {
    const spot = placed.get(id);
    if (!spot || width * height > room) continue;
    room -= width * height;
    labels.set(id, spot);
  }
  return labels;
}

/**
 * What the edge layer draws, as plain arrays that cross to its worker: groups of lines between node frames, in canvas
 * coordinates. Pure geometry: painting, picking and the lines drawn over the picture all ask here where a line runs.
 */
import { type Box, type Curve, curveBetween, pointAt } from '../geometry';
import type { LineGroup } from './lineTable';

/** Numbers a node has in `Scene.frames`. */
export const FRAME = 7;

export interface Scene {
  readonly groups: readonly LineGroup[];
  /** Number of lines. */
  readonly count: number;
  /**
   * Per node: x at which lines of its units arrive and leave, y of the first unit, distance of units; y of its middle, and
   * the left and right side of its card, where a line for all its units ends.
   */
  readonly frames: Float32Array;
}

/** Straight pieces of which a curve is drawn. */
const PIECES = 20;

/** True when a line between two single things is drawn as a curve; lines between units are straight. */
export function isCurved(group: LineGroup, frames: Float32Array): boolean {
  return group.bundle || (frames[group.source * FRAME + 3] === 0 && frames[group.target * FRAME + 3] === 0);
}

/** Ends of a line of a group into `out`: x and y where it starts, x and y where it ends. */
export function endsOf(group: LineGroup, frames: Float32Array, row: number, col: number, out: Float32Array): void {
  const s = group.source * FRAME;
  const t = group.target * FRAME;
  if (group.bundle) {
    out[0] = frames[s + 6];
    out[1] = frames[s + 4];
    out[2] = frames[t + 5];
    out[3] = frames[t + 4];
    return;
  }
  out[0] = frames[s + 1];
  out[2] = frames[t];
  out[1] = frames[s + 2] + frames[s + 3] * col;
  const unit = group.weighted ? row : group.targetFirst + col;
  out[3] = group.weighted || group.targetFirst >= 0 ? frames[t + 2] + frames[t + 3] * unit : frames[t + 4];
}

/** The curve of a line between two single things. */
function curveOf(ends: Float32Array): Curve {
  return curveBetween({ x: ends[0], y: ends[1] }, { x: ends[2], y: ends[3] });
}

/** Called with the two ends of each straight piece of a line. */
export type OnPiece = (x0: number, y0: number, x1: number, y1: number) => void;

const ends = new Float32Array(4);

/** Walks along the straight pieces of a line: one for lines between units, several for a curve. */
export function eachPiece(group: LineGroup, frames: Float32Array, row: number, col: number, visit: OnPiece): void {
  endsOf(group, frames, row, col, ends);
  // A curve without height is a straight line.
  if (!isCurved(group, frames) || (ends[1] === ends[3] && ends[2] >= ends[0])) {
    visit(ends[0], ends[1], ends[2], ends[3]);
    return;
  }
  const curve = curveOf(ends);
  let last = curve.from;
  for (let i = 1; i <= PIECES; i++) {
    const next = pointAt(curve, i / PIECES);
    visit(last.x, last.y, next.x, next.y);
    last = next;
  }
}

/** A line as SVG path data, and its middle. */
export function svgOfLine(
  group: LineGroup,
  frames: Float32Array,
  row: number,
  col: number,
): { readonly path: string; readonly at: (t: number) => { readonly x: number; readonly y: number } } {
  endsOf(group, frames, row, col, ends);
  const [x0, y0, x1, y1] = ends;
  if (!isCurved(group, frames)) {
    return { path: `M${x0},${y0} L${x1},${y1}`, at: (t) => ({ x: x0 + t * (x1 - x0), y: y0 + t * (y1 - y0) }) };
  }
  const curve = curveOf(ends);
  const { from, c1, c2, to } = curve;
  return {
    path: `M${from.x},${from.y} C${c1.x},${c1.y} ${c2.x},${c2.y} ${to.x},${to.y}`,
    at: (t) => pointAt(curve, t),
  };
}

/** A box around all lines of a group. */
export function boundsOfGroup(group: LineGroup, frames: Float32Array): Box {
  const s = group.source * FRAME;
  const t = group.target * FRAME;
  const ys = [
    frames[s + 2],
    frames[s + 2] + frames[s + 3] * Math.max(0, group.cols - 1),
    frames[s + 4],
    frames[t + 2],
    frames[t + 2] + frames[t + 3] * Math.max(0, group.rows - 1, group.targetFirst + group.cols - 1),
    frames[t + 4],
  ];
  const from = frames[s + (group.bundle ? 6 : 1)];
  const to = frames[t + (group.bundle ? 5 : 0)];
  // A curve that runs backwards swings out beyond its ends.
  const swing = to < from ? 6.25 * Math.sqrt(from - to) : 0;
  const x = Math.min(from, to) - swing;
  return {
    x,
    y: Math.min(...ys),
    width: Math.max(from, to) + swing - x,
    height: Math.max(...ys) - Math.min(...ys),
  };
}

/** A box around all lines; null when there are none. */
export function boundsOfScene({ groups, frames }: Pick<Scene, 'groups' | 'frames'>): Box | null {
  if (groups.length === 0 || frames.length === 0) return null;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const group of groups) {
    const { x, y, width, height } = boundsOfGroup(group, frames);
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * Which lines lie under a point. Lines between two columns of units need no index: where a source unit's lines have come
 * to at the point's x, those near it are a run of target rows, found by two divisions. 100,000 lines take microseconds.
 */
import { classOf, isShownAt, MARK, sizeOfClass } from './classes';
import { type LineGroup, lineCount } from './lineTable';
import type { LookInput } from './looks';
import { boundsOfGroup, eachPiece, FRAME, type Scene } from './scene';

/** Squared distance of a point from a straight piece. */
export function distanceSquared(px: number, py: number, x0: number, y0: number, x1: number, y1: number): number {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : ((px - x0) * dx + (py - y0) * dy) / length;
  const t = share < 0 ? 0 : share > 1 ? 1 : share;
  const ex = px - x0 - t * dx;
  const ey = py - y0 - t * dy;
  return ex * ex + ey * ey;
}

/** Calls `visit` for all lines of a group that may come within `reach` of a point, and for few others. */
function eachCandidate(
  group: LineGroup,
  frames: Float32Array,
  x: number,
  y: number,
  reach: number,
  visit: (row: number, col: number) => void,
): void {
  const box = boundsOfGroup(group, frames);
  if (x < box.x - reach || x > box.x + box.width + reach) return;
  if (y < box.y - reach || y > box.y + box.height + reach) return;
  if (lineCount(group) === 1) {
    visit(0, 0);
    return;
  }
  const s = group.source * FRAME;
  const t = group.target * FRAME;
  const left = frames[s + 1];
  const wide = frames[t] - left;
  const firstRow = frames[t + 2];
  const pitch = frames[t + 3];
  const share = Math.min(1, Math.max(0, (x - left) / wide));
  // How far two neighbouring rows are apart where the point is.
  const step = share * pitch;
  const all = !group.weighted || Math.abs(wide) < reach || step <= 0;
  for (let col = 0; col < group.cols; col++) {
    let from = 0;
    let to = group.rows - 1;
    if (!all) {
      const start = frames[s + 2] + frames[s + 3] * col;
      const steepest = Math.max(Math.abs(firstRow - start), Math.abs(firstRow + pitch * to - start)) / Math.abs(wide);
      // A line within reach is nowhere further above or below the point than this.
      const slack = reach * (1 + steepest);
      const middle = (1 - share) * start + share * firstRow;
      from = Math.max(from, Math.ceil((y - slack - middle) / step));
      to = Math.min(to, Math.floor((y + slack - middle) / step));
    }
    for (let row = from; row <= to; row++) visit(row, col);
  }
}

/**
 * Lines within `reach` of a point, the nearest first; those equally near (to a quarter of `reach`/6) in falling order of
 * `rank`, the order in which they are painted. At most `limit`.
 */
export function linesNear(
  scene: Pick<Scene, 'groups' | 'frames'>,
  x: number,
  y: number,
  reach: number,
  isShown: (line: number) => boolean,
  rank: (line: number) => number,
  limit = 64,
): number[] {
  const found: { readonly line: number; readonly bucket: number }[] = [];
  const most = reach * reach;
  const bucket = reach / 24;
  const { frames } = scene;
  for (const group of scene.groups) {
    eachCandidate(group, frames, x, y, reach, (row, col) => {
      let best = Number.POSITIVE_INFINITY;
      eachPiece(group, frames, row, col, (x0, y0, x1, y1) => {
        const distance = distanceSquared(x, y, x0, y0, x1, y1);
        if (distance < best) best = distance;
      });
      const at = row * group.cols + col;
      if (best > most || (!group.bundle && group.mask?.[at] === 0) || !isShown(group.first + at)) return;
      found.push({ line: group.first + at, bucket: Math.floor(Math.sqrt(best) / bucket) });
    });
  }
  found.sort((a, b) => a.bucket - b.bucket || rank(b.line) - rank(a.line));
  return found.slice(0, limit).map(({ line }) => line);
}

/** Lines of the edge layer under a point of the canvas, as they are shown now, the best first. */
export function drawnNear(input: LookInput, x: number, y: number, reach: number): number[] {
  const { table, frames, values, maxAbs, hideBelow } = input;
  const marks = input.marks.marks;
  const shownAs = (line: number) => classOf(values[line], maxAbs);
  return linesNear(
    { groups: table.groups, frames },
    x,
    y,
    reach,
    (line) => isShownAt(shownAs(line), marks?.[line] ?? MARK.plain, hideBelow),
    // The largest are painted last.
    (line) => sizeOfClass(shownAs(line)) * 2 ** 24 + line,
  );
}

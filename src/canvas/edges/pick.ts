/** Which lines lie under a point. Brute force: 100,000 straight lines take about a millisecond, so there is no index. */
import { eachPiece, type Scene } from './scene';

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

/**
 * Lines within `reach` of a point, the nearest first; those equally near (to a quarter of `reach`/6) in falling order of
 * `rank`, the order in which they are painted. At most `limit`.
 */
export function linesNear(
  scene: Scene,
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
  for (const group of scene.groups) {
    const { rows, cols } = group.bundle ? { rows: 1, cols: 1 } : group;
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++) {
        const at = row * cols + col;
        let best = Number.POSITIVE_INFINITY;
        eachPiece(group, scene.frames, row, col, (x0, y0, x1, y1) => {
          if (Math.min(x0, x1) > x + reach || Math.max(x0, x1) < x - reach) return;
          const distance = distanceSquared(x, y, x0, y0, x1, y1);
          if (distance < best) best = distance;
        });
        if (best > most || (!group.bundle && group.mask?.[at] === 0) || !isShown(group.first + at)) continue;
        found.push({ line: group.first + at, bucket: Math.floor(Math.sqrt(best) / bucket) });
      }
    }
  }
  found.sort((a, b) => a.bucket - b.bucket || rank(b.line) - rank(a.line));
  return found.slice(0, limit).map(({ line }) => line);
}

/** Snapping while nodes are dragged: to the edges and middles of other cards. Pure geometry. */
import type { Box } from '../geometry';

/** A line that dragged and resting cards share, from end to end of both. */
export interface Guide {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Snapped {
  readonly dx: number;
  readonly dy: number;
  readonly guides: readonly Guide[];
}

/** Near edge, middle and far edge along an axis. */
function marks(low: number, size: number): readonly number[] {
  return [low, low + size / 2, low + size];
}

/** The smallest shift that makes a mark of one box equal a mark of another, within reach; null when there is none. */
function nearest(own: readonly number[], others: readonly (readonly number[])[], reach: number): number | null {
  let best: number | null = null;
  for (const theirs of others) {
    for (const mark of theirs) {
      for (const mine of own) {
        const shift = mark - mine;
        if (Math.abs(shift) <= reach && (best === null || Math.abs(shift) < Math.abs(best))) best = shift;
      }
    }
  }
  return best;
}

/**
 * By how much the dragged box has to move to lie flush with others, and the lines to show for it. `along`: the one axis
 * that it moves on, if it is held to one.
 */
export function snap(moving: Box, others: readonly Box[], reach: number, along?: 'x' | 'y'): Snapped {
  const x =
    nearest(
      marks(moving.x, moving.width),
      others.map(({ x, width }) => marks(x, width)),
      reach,
    ) ?? 0;
  const y =
    nearest(
      marks(moving.y, moving.height),
      others.map(({ y, height }) => marks(y, height)),
      reach,
    ) ?? 0;
  const dx = along === 'y' ? 0 : x;
  const dy = along === 'x' ? 0 : y;
  const moved: Box = { ...moving, x: moving.x + dx, y: moving.y + dy };
  return { dx, dy, guides: [...guides('x', moved, others), ...guides('y', moved, others)] };
}

function guides(axis: 'x' | 'y', moved: Box, others: readonly Box[]): Guide[] {
  const along = (box: Box) => (axis === 'x' ? marks(box.x, box.width) : marks(box.y, box.height));
  const across = (box: Box) => (axis === 'x' ? [box.y, box.y + box.height] : [box.x, box.x + box.width]);
  const found = new Map<number, Guide>();
  for (const other of others) {
    for (const at of along(other)) {
      if (!along(moved).some((mark) => Math.abs(mark - at) < 0.01)) continue;
      const ends = [...across(moved), ...across(other)];
      const old = found.get(at);
      const from = Math.min(...ends, old?.from ?? Number.POSITIVE_INFINITY);
      const to = Math.max(...ends, old?.to ?? Number.NEGATIVE_INFINITY);
      found.set(at, { axis, at, from, to });
    }
  }
  return [...found.values()];
}

/** What of the canvas is seen, and how far the view has to move for something to be. Pure. */
import type { Position } from '../model/types';
import { type Box, holds, overlaps } from './geometry';

/** All in canvas coordinates. */
export interface Sight {
  readonly seen: Box;
  /** Parts of it that something lies over: the minimap. */
  readonly covered: readonly Box[];
}

function inset({ x, y, width, height }: Box, by: number): Box {
  return { x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by };
}

function moved(box: Box, { x, y }: Position): Box {
  return { ...box, x: box.x + x, y: box.y + y };
}

/** How far a stretch has to move to hold another; one that is too short shows its beginning. */
function along(at: number, length: number, from: number, room: number): number {
  if (at < from || length > room) return at - from;
  return Math.max(0, at + length - from - room);
}

/**
 * The least way of the view after which a box is in it with `margin` to all sides, and under nothing that lies over the
 * canvas; a box too large for that shows its top left.
 */
export function wayToSee(box: Box, { seen, covered }: Sight, margin: number): Position {
  const room = inset(seen, margin);
  const into = { x: along(box.x, box.width, room.x, room.width), y: along(box.y, box.height, room.y, room.height) };
  const clear = (way: Position) => !covered.some((one) => overlaps(moved(inset(one, -margin), way), box));
  if (clear(into)) return into;
  const beside = covered
    .map((one) => inset(one, -margin))
    .flatMap((one): Position[] => [
      { x: box.x + box.width - one.x, y: into.y },
      { x: box.x - one.x - one.width, y: into.y },
      { x: into.x, y: box.y + box.height - one.y },
      { x: into.x, y: box.y - one.y - one.height },
    ]);
  const able = beside.filter((way) => clear(way) && holds(moved(room, way), box));
  return able.sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y))[0] ?? into;
}

/** Where something new covers nothing: the place nearest to a wish that no card, note or line takes. Pure. */
import type { Position } from '../model/types';
import { type Box, holds, overlaps } from './geometry';

/** Room that stays around it, and how finely places are tried, canvas pixels. */
const AIR = 16;
const STEP = 24;
/** Rings of places that are tried; beyond them the wish is granted as it is. */
const RINGS = 60;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Places on a square ring around the middle, nearest first. */
function ring(radius: number): Position[] {
  if (radius === 0) return [{ x: 0, y: 0 }];
  const places: Position[] = [];
  for (let at = -radius; at < radius; at++) {
    places.push({ x: at, y: -radius }, { x: radius, y: at }, { x: -at, y: radius }, { x: -radius, y: -at });
  }
  return places.sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y));
}

/** The top left corner for something of a size, its middle as near to the wished one as all else allows; in view if it can. */
export function freeSpot(taken: readonly Box[], size: Size, middle: Position, view: Box): Position {
  const corner = { x: Math.round(middle.x - size.width / 2), y: Math.round(middle.y - size.height / 2) };
  const room = { width: size.width + 2 * AIR, height: size.height + 2 * AIR };
  let outside: Position | null = null;
  for (let radius = 0; radius <= RINGS; radius++) {
    for (const step of ring(radius)) {
      const x = corner.x + step.x * STEP;
      const y = corner.y + step.y * STEP;
      const inView = holds(view, { x, y, ...size });
      if (!inView && outside) continue;
      if (taken.some((other) => overlaps({ x: x - AIR, y: y - AIR, ...room }, other))) continue;
      if (inView) return { x, y };
      outside = { x, y };
    }
  }
  return outside ?? corner;
}

const SIDES = [
  { x: 0, y: 1 },
  { x: 1, y: 0 },
  { x: 0, y: -1 },
  { x: -1, y: 0 },
] as const;

/** How far a box has to move to one side to cover nothing. */
function clearAlong({ x, y, width, height }: Box, taken: readonly Box[], side: Position): number {
  const room = { x: x - AIR, y: y - AIR, width: width + 2 * AIR, height: height + 2 * AIR };
  let by = 0;
  for (;;) {
    const at = { ...room, x: room.x + side.x * by, y: room.y + side.y * by };
    const ways = taken
      .filter((other) => overlaps(at, other))
      .map((other) => {
        if (side.x !== 0) return side.x > 0 ? other.x + other.width - at.x : at.x + at.width - other.x;
        return side.y > 0 ? other.y + other.height - at.y : at.y + at.height - other.y;
      });
    if (ways.length === 0) return by;
    // A whole pixel at least: places are rounded.
    by += Math.ceil(Math.max(1, ...ways));
  }
}

/** The shortest way straight down, right, up or left after which a box covers nothing. */
export function wayBeside(box: Box, taken: readonly Box[]): Position {
  const ways = SIDES.map((side) => ({ side, by: clearAlong(box, taken, side) }));
  const { side, by } = ways.reduce((best, way) => (way.by < best.by ? way : best));
  return { x: side.x * by, y: side.y * by };
}

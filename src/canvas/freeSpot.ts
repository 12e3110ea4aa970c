/** Where something new covers nothing: the place nearest to a wish that no card, note or line takes. Pure. */
import type { Position } from '../model/types';
import { type Box, overlaps } from './geometry';

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
      const inView =
        x >= view.x && y >= view.y && x + size.width <= view.x + view.width && y + size.height <= view.y + view.height;
      if (!inView && outside) continue;
      if (taken.some((other) => overlaps({ x: x - AIR, y: y - AIR, ...room }, other))) continue;
      if (inView) return { x, y };
      outside = { x, y };
    }
  }
  return outside ?? corner;
}

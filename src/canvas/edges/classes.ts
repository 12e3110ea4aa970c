/**
 * A line's value as the picture knows it: one of 255 steps of the scale from -1 to 1, "no number", or "not defined". One
 * byte and a bit a line is all that a recolouring needs; what is hidden and what lies on top follow from it, too.
 */
import { scalePosition } from '../colour';
import { UNDEFINED } from './lineValues';

/** How a line takes part in what is chosen, as in `canvas/marks`. */
export const MARK = { plain: 0, aside: 1, blocked: 2, lit: 3 } as const;

export const STEPS = 255;
export const NOT_A_NUMBER = STEPS;
export const NOT_DEFINED = STEPS + 1;

/** Step of zero, and the number of steps on each side of it. */
const MIDDLE = 127;

/** Place of a value in a palette. */
export function classOf(value: number, maxAbs: number): number {
  if (Number.isNaN(value)) return NOT_A_NUMBER;
  if (value === UNDEFINED) return NOT_DEFINED;
  return MIDDLE + Math.round(MIDDLE * scalePosition(value, maxAbs));
}

/** Share of the scale, 0 … 1; what is no number counts as large, what is not defined as small. */
export function sizeOfClass(found: number): number {
  return found >= STEPS ? (found === NOT_A_NUMBER ? 1 : 0) : Math.abs(found - MIDDLE) / MIDDLE;
}

/** Below zero. */
export function isNegative(found: number): boolean {
  return found < MIDDLE;
}

/** Steps from zero, 0 … 127. */
export function distanceFromZero(found: number): number {
  return Math.abs(found - MIDDLE);
}

/** Whether a line is shown under the legend's threshold: what is lit always is, and what has no value is not small. */
export function isShownAt(found: number, mark: number, hideBelow: number): boolean {
  return hideBelow === 0 || mark >= MARK.blocked || found === NOT_DEFINED || sizeOfClass(found) >= hideBelow;
}

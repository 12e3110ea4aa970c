/**
 * A line's value as the picture knows it: one of 255 steps of the scale from -1 to 1, "no number", or "not defined". One
 * byte and a bit a line is all that a recolouring needs; what is hidden and what lies on top follow from it, too.
 */
import { DECADES, scalePosition } from '../colour';
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

/** The least size of each step on a scale that ends at `maxAbs`; beyond the last there is none. */
function leastSizes(maxAbs: number): Float64Array {
  const least = new Float64Array(MIDDLE + 2);
  for (let k = 1; k <= MIDDLE; k++) least[k] = maxAbs * 10 ** (DECADES * ((k - 0.5) / MIDDLE - 1));
  least[MIDDLE + 1] = Number.POSITIVE_INFINITY;
  return least;
}

/** Steps that a doubling is apart. */
const STEPS_A_DOUBLING = MIDDLE / (DECADES * Math.log2(10));

/**
 * Places of many values at once, without a logarithm for each: a float's own exponent and mantissa are one to a step, and
 * the least sizes of the steps tell the rest.
 */
export function classesOf(values: Float64Array, maxAbs: number): Uint16Array<ArrayBuffer> {
  const classes = new Uint16Array(values.length);
  if (!(maxAbs > 0) || maxAbs === Number.POSITIVE_INFINITY) {
    for (let i = 0; i < values.length; i++) classes[i] = classOf(values[i], maxAbs);
    return classes;
  }
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  const least = leastSizes(maxAbs);
  const end = Math.log2(maxAbs);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const size = value < 0 ? -value : value;
    // No number, or what stands for "not defined".
    if (!(size < UNDEFINED)) {
      classes[i] = classOf(value, maxAbs);
      continue;
    }
    // Exponent and mantissa, read as one number, are the logarithm to within 0.09; the upper word has enough of both.
    const doublings = (words[2 * i + 1] & 0x7fffffff) / 2 ** 20 - 1023 - end;
    let steps = Math.max(0, Math.min(MIDDLE, Math.round(MIDDLE + doublings * STEPS_A_DOUBLING)));
    while (size >= least[steps + 1]) steps += 1;
    while (size < least[steps]) steps -= 1;
    classes[i] = value < 0 ? MIDDLE - steps : MIDDLE + steps;
  }
  return classes;
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

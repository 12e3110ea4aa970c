/** From a value to a colour and a width: sign by hue, size by a log scale. Pure; colours are CSS tokens of the theme. */

/** How many powers of ten the scale spans: smaller values are as good as zero to the eye, and drawn so. */
export const DECADES = 3;

/**
 * Position of a value on the signed log scale: -1 … 1, odd, monotone, 0 at 0 and below `maxAbs`/10^DECADES.
 * `maxAbs` 0 (nothing to show) maps everything to 0.
 */
export function scalePosition(value: number, maxAbs: number): number {
  if (!(maxAbs > 0) || Number.isNaN(value) || value === 0) return 0;
  const size = Math.min(1, Math.max(0, 1 + Math.log10(Math.abs(value) / maxAbs) / DECADES));
  return Math.sign(value) * size;
}

/** CSS colour of a scale position; `zero`: the token of the colour in its middle. */
export function colourAt(position: number, zero = '--zero'): string {
  const share = Math.round(Math.abs(position) * 100);
  const end = position >= 0 ? 'var(--positive)' : 'var(--negative)';
  return `color-mix(in oklab, ${end} ${share}%, var(${zero}))`;
}

/** Line width in pixels of a scale position: 1.5 to 6. */
export function widthAt(position: number): number {
  return 1.5 + 4.5 * Math.abs(position) ** 1.5;
}

/** The dotted ground, pixel by pixel: a path of two thousand dots takes several times as long. Pure. */

/** Distance of the dots and their radius, canvas pixels; the least distance on the screen. */
const GAP = 20;
const RADIUS = 0.6;
const LEAST = 14;
/** Dots do not become smaller than this on the screen. */
const LEAST_RADIUS = 0.5;

/** The widest distance of dots on the screen, at the largest zoom. */
export const WIDEST_GAP = 80;

/** Distance of the dots on the screen, CSS pixels: doubled until they stand apart. */
export function gapAt(zoom: number): number {
  let gap = Math.min(WIDEST_GAP, GAP * zoom);
  while (gap < LEAST) gap *= 2;
  return gap;
}

/** Radius of the dots on the screen, CSS pixels. */
export function radiusAt(zoom: number): number {
  return Math.max(LEAST_RADIUS, RADIUS * zoom);
}

/** Colours as 0xAABBGGRR. */
export interface GroundColours {
  readonly paper: number;
  readonly dots: number;
}

/** `a` to `b`, both 0xAABBGGRR, by a share of 0 … 1. */
function mix(a: number, b: number, share: number): number {
  let mixed = 0;
  for (let shift = 0; shift < 32; shift += 8) {
    const from = (a >>> shift) & 255;
    const to = (b >>> shift) & 255;
    mixed |= Math.round(from + (to - from) * share) << shift;
  }
  return mixed >>> 0;
}

/** Steps between paper and dot that a rim can have. */
const SHADES = 32;

/** Rows of pixels, `bottom` included. */
export interface Band {
  readonly top: number;
  readonly bottom: number;
}

/**
 * Paints rows of dots into pixels that are nothing but paper elsewhere; answers which rows of pixels those are. `gap` and
 * `radius` in pixels of the picture; the first dot lies half a gap from the corner.
 */
export function paintDots(
  pixels: Uint32Array,
  width: number,
  height: number,
  gap: number,
  radius: number,
  { paper, dots }: GroundColours,
): readonly Band[] {
  const shades = Uint32Array.from({ length: SHADES + 1 }, (_, i) => mix(paper, dots, i / SHADES));
  const bands: Band[] = [];
  for (let y = gap / 2; y - radius < height; y += gap) {
    const top = Math.max(0, Math.floor(y - radius));
    const bottom = Math.min(height - 1, Math.floor(y + radius));
    bands.push({ top, bottom });
    pixels.fill(paper, top * width, (bottom + 1) * width);
    for (let x = gap / 2; x - radius < width; x += gap) {
      const left = Math.max(0, Math.floor(x - radius));
      const right = Math.min(width - 1, Math.floor(x + radius));
      for (let py = top; py <= bottom; py++) {
        for (let px = left; px <= right; px++) {
          // How much of a pixel lies inside a circle, nearly: from its middle to the rim.
          const inside = radius + 0.5 - Math.hypot(px + 0.5 - x, py + 0.5 - y);
          const covered = Math.min(1, inside, 2 * radius);
          if (covered > 0) pixels[py * width + px] = shades[Math.round(covered * SHADES)];
        }
      }
    }
  }
  return bands;
}

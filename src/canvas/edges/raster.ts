/**
 * The edge-id buffer: each pixel holds the number of the line that is topmost there (plus one; 0 = none) and how much of
 * the pixel it covers, so that a recolouring looks pixels up in a table and never draws a line again.
 */

/** Lines that can be told apart: a pixel keeps 24 bits for the number. */
export const MAX_LINES = 2 ** 24 - 1;

export interface IdBuffer {
  readonly width: number;
  readonly height: number;
  /** (line + 1) << 8 | coverage 0 … 255, row by row. */
  readonly pixels: Uint32Array;
}

export function createIdBuffer(width: number, height: number): IdBuffer {
  return { width, height, pixels: new Uint32Array(width * height) };
}

/** What covers less of a pixel, of 255, is not there; what covers more lies on whatever was drawn before. */
export const LEAST = 4;
export const SOLID = 128;

/** Pixels on and off of a dashed line, per pixel of device ratio. */
export const DASH = { on: 9, off: 5 };

/**
 * Where a stroke lies: it is walked along the axis on which it is longer, a pixel a step, and covers a span across the
 * other one at each step.
 */
export interface Span {
  /** Walked along y, not x. */
  steep: boolean;
  /** Steps, both included; `first` > `last`: nothing of it is in the picture. */
  first: number;
  last: number;
  /** Middle of the span across at step `first`, and its change a step. */
  centre: number;
  slope: number;
  /** Half of the span. */
  half: number;
  /** Length of the stroke a step. */
  length: number;
  /** Steps from `first` to where the line comes from: negative ahead of it. */
  fromStart: number;
}

const span: Span = { steep: false, first: 0, last: -1, centre: 0, slope: 0, half: 0, length: 1, fromStart: 0 };

/** The span of a stroke within a picture; the object is used again by the next call. */
export function spanOf(
  width: number,
  height: number,
  thickness: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): Readonly<Span> {
  const steep = Math.abs(y1 - y0) > Math.abs(x1 - x0);
  // Along the major axis one pixel a step; across it the span that the stroke covers.
  const [a0, a1, b0, b1] = steep ? [y0, y1, x0, x1] : [x0, x1, y0, y1];
  const along = a1 - a0;
  const slope = along === 0 ? 0 : (b1 - b0) / along;
  const length = Math.sqrt(1 + slope * slope);
  const half = (thickness / 2) * length;
  const limitB = steep ? width : height;
  let first = Math.max(0, Math.ceil(Math.min(a0, a1) - 0.5));
  let last = Math.min((steep ? height : width) - 1, Math.ceil(Math.max(a0, a1) - 0.5) - 1);
  if (slope !== 0) {
    // Steps at which the stroke is inside across the axis, too: a long line far outside costs nothing.
    const s = a0 - 0.5 + (-half - 1 - b0) / slope;
    const t = a0 - 0.5 + (limitB + half + 1 - b0) / slope;
    first = Math.max(first, Math.floor(Math.min(s, t)));
    last = Math.min(last, Math.ceil(Math.max(s, t)));
  } else if (along === 0 || b0 + half < 0 || b0 - half >= limitB) last = -1;
  span.steep = steep;
  span.first = first;
  span.last = last;
  span.centre = b0 + (first + 0.5 - a0) * slope;
  span.slope = slope;
  span.half = half;
  span.length = length;
  span.fromStart = first - a0;
  return span;
}

/**
 * Draws a straight piece, `thickness` pixels wide, with the coverage of every pixel it touches; what lies outside is
 * cut off. `dash` 0 = none, else the length of the pattern's unit in pixels; `run` = length already drawn of the line.
 */
export function strokePiece(
  { width, height, pixels }: IdBuffer,
  line: number,
  thickness: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  dash = 0,
  run = 0,
): void {
  const {
    steep,
    first,
    last,
    centre: start,
    slope,
    half,
    length,
    fromStart,
  } = spanOf(width, height, thickness, x0, y0, x1, y1);
  const limitB = steep ? width : height;
  const stepA = steep ? width : 1;
  const stepB = steep ? 1 : width;
  const id = (line + 1) << 8;
  const period = (DASH.on + DASH.off) * dash;
  for (let a = first; a <= last; a++) {
    if (dash > 0 && (run + Math.abs(fromStart + a - first) * length) % period > DASH.on * dash) continue;
    const centre = start + (a - first) * slope;
    const top = centre - half;
    const bottom = centre + half;
    const from = Math.max(0, Math.floor(top));
    const to = Math.min(limitB - 1, Math.floor(bottom));
    for (let b = from; b <= to; b++) {
      const covered = (bottom < b + 1 ? bottom : b + 1) - (top > b ? top : b);
      const coverage = (covered * 255 + 0.5) | 0;
      if (coverage < LEAST) continue;
      const at = a * stepA + b * stepB;
      // A later line lies on top, but its soft rim does not punch a hole into what it touches.
      if (coverage >= SOLID || coverage >= (pixels[at] & 255)) pixels[at] = (id | coverage) >>> 0;
    }
  }
}

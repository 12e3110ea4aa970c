/**
 * The edge-id buffer: each pixel holds the number of the line that is topmost there (plus one; 0 = none) and how much of
 * the pixel it covers, so that a recolouring looks pixels up in a table and never draws a line again.
 */

/** Lines that can be told apart: a pixel keeps 24 bits for the number. */
export const MAX_LINES = 2 ** 24 - 1;

/** Side of the tiles for which it is known that lines cover all of them. */
const TILE_BITS = 4;
const TILE = 1 << TILE_BITS;

export interface IdBuffer {
  readonly width: number;
  readonly height: number;
  /** (line + 1) << 8 | coverage 0 … 255, row by row. */
  readonly pixels: Uint32Array;
  /** Pixels of each tile that nothing further down can be seen through, row by row of tiles; full at TILE². */
  readonly solid: Uint16Array;
}

/** An empty buffer; sizes in device pixels. */
export function createIdBuffer(width: number, height: number): IdBuffer {
  const across = Math.ceil(width / TILE);
  const buffer = {
    width,
    height,
    pixels: new Uint32Array(width * height),
    solid: new Uint16Array(across * Math.ceil(height / TILE)),
  };
  clearIdBuffer(buffer);
  return buffer;
}

/** Takes all lines away. */
export function clearIdBuffer({ width, height, pixels, solid }: IdBuffer): void {
  pixels.fill(0);
  const across = Math.ceil(width / TILE);
  for (let tile = 0; tile < solid.length; tile++) {
    const wide = Math.min(TILE, width - (tile % across) * TILE);
    const high = Math.min(TILE, height - Math.floor(tile / across) * TILE);
    // What lies beyond the picture counts as covered.
    solid[tile] = TILE * TILE - wide * high;
  }
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

/** One pixel in the fixed-point numbers of the walk: 16 bits behind the point, for pictures up to 32,767 pixels wide. */
const ONE = 65536;

/**
 * Draws a straight piece, `thickness` pixels wide, with the coverage of every pixel it touches; what lies outside is
 * cut off. `under`: it goes below what is there; else on top of it. `dash` 0 = none, else the length of the pattern's unit
 * in pixels; `run` = length already drawn of the line.
 *
 * Whichever way lines are drawn the picture is the same: the topmost that covers half of a pixel has it, or, where none
 * does, the one that covers most: a soft rim punches no hole into what it touches. From the top down a crowd of lines is
 * drawn several times faster: most of it runs through tiles that are covered already.
 */
export function strokePiece(
  { width, height, pixels, solid }: IdBuffer,
  under: boolean,
  line: number,
  thickness: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  dash = 0,
  run = 0,
): void {
  const { steep, first, last, centre, slope, half, length, fromStart } = spanOf(
    width,
    height,
    thickness,
    x0,
    y0,
    x1,
    y1,
  );
  if (first > last) return;
  const limitB = steep ? width : height;
  const stepA = steep ? width : 1;
  const stepB = steep ? 1 : width;
  const across = (width + TILE - 1) >> TILE_BITS;
  const tileA = steep ? across : 1;
  const tileB = steep ? 1 : across;
  const id = (line + 1) << 8;
  const period = (DASH.on + DASH.off) * dash;
  // Whole numbers throughout: this loop runs once a pixel of every line, and is all that a picture of 100,000 costs.
  const step = Math.round(slope * ONE);
  const thick = Math.round(2 * half * ONE);
  let top = Math.round((centre - half) * ONE);
  for (let a = first; a <= last; ) {
    const end = Math.min(last, a | (TILE - 1));
    if (under) {
      // All tiles that the piece runs through on this stretch.
      const far = top + step * (end - a);
      const low = Math.max(0, (top < far ? top : far) >> 16) >> TILE_BITS;
      const high = Math.min(limitB - 1, ((top > far ? top : far) + thick - 1) >> 16) >> TILE_BITS;
      const tiles = (a >> TILE_BITS) * tileA;
      let tile = low;
      while (tile <= high && solid[tiles + tile * tileB] === TILE * TILE) tile += 1;
      if (tile > high) {
        top = far + step;
        a = end + 1;
        continue;
      }
    }
    for (; a <= end; a++, top += step) {
      if (dash > 0 && (run + Math.abs(fromStart + a - first) * length) % period > DASH.on * dash) continue;
      const bottom = top + thick;
      const from = top >> 16;
      const to = (bottom - 1) >> 16;
      for (let b = from < 0 ? 0 : from; b <= to && b < limitB; b++) {
        const at = a * stepA + b * stepB;
        const there = pixels[at] & 255;
        if (under && there >= SOLID) continue;
        const covered =
          b === from ? (b === to ? thick : ONE - (top & 0xffff)) : b === to ? ((bottom - 1) & 0xffff) + 1 : ONE;
        const coverage = (covered * 255 + ONE / 2) >>> 16;
        if (coverage < LEAST) continue;
        if (under ? coverage <= there : coverage < SOLID && coverage < there) continue;
        pixels[at] = id | coverage;
        if (under && coverage >= SOLID) solid[(a >> TILE_BITS) * tileA + (b >> TILE_BITS) * tileB] += 1;
      }
    }
  }
}

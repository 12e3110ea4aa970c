/**
 * Where the painter's lines become pixels: numbers of lines first, colours looked up afterwards. One way for the
 * processor (`createRasterSurface`), one for a graphics card (`glSurface`); both draw the same.
 */
import { clearIdBuffer, createIdBuffer, type IdBuffer, strokePiece } from './raster';
import { createSheets } from './sheets';

/** How a line is shown, in the top byte of its entry in a colour table. */
export const SHOWN = { full: 0, aside: 1, hidden: 2 } as const;

/** Opacity of what steps back, of 255. */
export const ASIDE = 38;

export interface LineSurface<Image> {
  /** Begins a picture of numbers beside the one that is shown; one that was begun before is given up. */
  begin(width: number, height: number): void;
  /**
   * Draws a straight piece, in pixels of the picture: into what was begun, below all that is there already; or `onTop` of
   * the copy of what is shown.
   * `dash`: unit of the pattern of a dashed line, 0 = none; `run`: length of the line that lies before the piece.
   */
  stroke(
    onTop: boolean,
    line: number,
    thickness: number,
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    dash: number,
    run: number,
  ): void;
  /** What was begun is shown from now on, as far as it has come; drawing into it goes on. */
  reveal(): void;
  /** As `reveal`, once and for all. */
  finish(): void;
  /** A new copy of what is shown, for lines on top of it, is shown instead. */
  lift(): void;
  /** There are no lines on top any more. */
  flatten(): void;
  /**
   * What is shown, in colour. `table`: by number of the line plus one, 0xBBGGRR, and how it is shown (SHOWN) in the top
   * byte; `plain`: all are shown in full. An image of pixels is used again by the next call.
   */
  colour(table: Uint32Array, plain: boolean): Image;
  /** Size of what is shown, pixels. */
  readonly width: number;
  readonly height: number;
}

/** RGBA, not premultiplied. */
export type Pixels = Uint8ClampedArray<ArrayBuffer>;

/** Opacity in the top byte, by way of showing and by how much of a pixel the line covers. */
const SHADES = Uint32Array.from({ length: 3 * 256 }, (_, i) => {
  const covered = i & 255;
  const opacity = [covered, Math.round((covered * ASIDE) / 255), 0][i >> 8];
  return opacity << 24;
});

/** Lines drawn by the processor, without a page: for a worker, for the export, and for tests. */
export function createRasterSurface(): LineSurface<Pixels> {
  const sheets = createSheets<IdBuffer>({
    create: createIdBuffer,
    clear: clearIdBuffer,
    // Lines on top are drawn over what is there: which tiles are covered does not matter to them.
    copy: (from, to) => to.pixels.set(from.pixels),
    remove() {},
  });
  let pixels = new Uint32Array(1);
  return {
    ...sheets,
    get width() {
      return sheets.base().width;
    },
    get height() {
      return sheets.base().height;
    },
    stroke(onTop, line, thickness, x0, y0, x1, y1, dash, run) {
      const target = sheets.target(onTop);
      if (target) strokePiece(target, !onTop, line, thickness, x0, y0, x1, y1, dash, run);
    },
    colour(table, plain) {
      const ids = sheets.shown().pixels;
      if (pixels.length !== ids.length) pixels = new Uint32Array(ids.length);
      // Little-endian RGBA: opacity in the top byte, which a shift leaves of what a line covers.
      if (plain) {
        for (let i = 0; i < ids.length; i++) pixels[i] = table[ids[i] >>> 8] | (ids[i] << 24);
      } else {
        for (let i = 0; i < ids.length; i++) {
          const found = table[ids[i] >>> 8];
          pixels[i] = (found & 0xffffff) | SHADES[((found >>> 24) << 8) | (ids[i] & 255)];
        }
      }
      return new Uint8ClampedArray(pixels.buffer);
    },
  };
}

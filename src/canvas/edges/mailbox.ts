/**
 * Pictures on their way from the worker to the page, in memory that both share: the page looks for the newest when a frame
 * begins. A message would wait until the frames that are due have been drawn, and its picture for one more. Pure.
 */
import type { Painted, PixelImage } from './messages';

/** A picture of pixels that was drawn as an answer, or by itself. */
export type PaintedPixels = Painted & { readonly image: PixelImage };

/** Numbers that go with a picture. */
const FIELDS = 12;
/** Bytes: how many pictures there have been; then by turns two places for one, numbers first. */
const HEAD = 8;
const SLOTS = 2;

function bytesFor(room: number): number {
  return HEAD + SLOTS * (8 * FIELDS + room);
}

/** Bytes for the pixels of a place, of memory that is there. */
function roomIn(memory: SharedArrayBuffer): number {
  return (memory.byteLength - HEAD) / SLOTS - 8 * FIELDS;
}

function slotOf(memory: SharedArrayBuffer, count: number) {
  const from = HEAD + (count % SLOTS) * (8 * FIELDS + roomIn(memory));
  return { fields: new Float64Array(memory, from, FIELDS), pixels: from + 8 * FIELDS };
}

export interface Sender {
  put(picture: PaintedPixels): void;
}

/** The worker's end; `announce`: called with other memory before it is used. */
export function createSender(announce: (memory: SharedArrayBuffer) => void): Sender {
  let memory = new SharedArrayBuffer(0);
  let count = 0;
  let answers = 0;
  return {
    put({ image, view, extra, partial, more, turn }) {
      const size = image.pixels.length;
      if (memory.byteLength === 0 || roomIn(memory) < size) {
        // Whole numbers of eight bytes, and something to spare: a window that grows asks for more again and again.
        memory = new SharedArrayBuffer(bytesFor(8 * Math.ceil((1.25 * size) / 8)));
        count = 0;
        announce(memory);
      }
      count += 1;
      if (!extra) answers += 1;
      const slot = slotOf(memory, count);
      const { x, y, zoom, width, height, ratio } = view;
      slot.fields.set([
        answers,
        Number(partial),
        Number(more),
        turn,
        image.width,
        image.height,
        x,
        y,
        zoom,
        width,
        height,
        ratio,
      ]);
      new Uint8ClampedArray(memory, slot.pixels, size).set(image.pixels);
      Atomics.store(new Int32Array(memory, 0, 1), 0, count);
    },
  };
}

export interface Receiver {
  /** The worker has announced other memory. */
  use(memory: SharedArrayBuffer): void;
  /** The newest picture, if there is one that has not been taken; its pixels are used again by the next call. */
  take(): PaintedPixels | null;
}

/** The page's end. */
export function createReceiver(): Receiver {
  let memory: SharedArrayBuffer | null = null;
  let taken = 0;
  let answers = 0;
  let pixels = new Uint8ClampedArray(0);
  return {
    use(next) {
      memory = next;
      taken = 0;
    },
    take() {
      if (memory === null) return null;
      const counter = new Int32Array(memory, 0, 1);
      for (;;) {
        const count = Atomics.load(counter, 0);
        if (count === taken) return null;
        const slot = slotOf(memory, count);
        const [answer, partial, more, turn, width, height, ...place] = slot.fields;
        // With another one there, the worker may be writing over this one already: half of it would be of that.
        if (Atomics.load(counter, 0) !== count) continue;
        const size = 4 * width * height;
        if (pixels.length !== size) pixels = new Uint8ClampedArray(size);
        pixels.set(new Uint8ClampedArray(memory, slot.pixels, size));
        if (Atomics.load(counter, 0) !== count) continue;
        taken = count;
        // An answer may have been followed by a picture that nobody asked for before anybody looked.
        const extra = answer === answers;
        answers = answer;
        const [x, y, zoom, w, h, ratio] = place;
        return {
          type: 'painted',
          image: { pixels, width, height },
          view: { x, y, zoom, width: w, height: h, ratio },
          extra,
          partial: partial === 1,
          more: more === 1,
          by: 'cpu',
          turn,
        };
      }
    },
  };
}

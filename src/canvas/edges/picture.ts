/**
 * The page's half of the edge layer: hands changes to the worker, never more than one picture under way, and moves the
 * last picture with the canvas until a new one has come.
 */

import type { SessionState } from '../../store/session';
import type { Box } from '../geometry';
import { MORPH } from '../motion';
import type { FromWorker, PictureChange, ToWorker } from './messages';
import type { PictureView } from './painter';
import { boundsOfScene, type Scene } from './scene';

/** React Flow's transform: canvas point p is on the screen at p * zoom + (x, y). */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

export interface Picture {
  /** Something to paint has changed. */
  change(part: PictureChange): void;
  /** The canvas has moved: the last picture follows at once. */
  move(viewport: Viewport): void;
  /** The next whole picture comes in gently: its lines are others. */
  fade(): void;
  /** Resolves with the first picture that holds all changes so far. */
  painted(): Promise<void>;
  /** As `painted`, at once when nothing is being drawn; nothing is drawn for its sake. */
  answered(): Promise<void>;
  /** Resolves when what was asked for is on the screen, and nothing moves. */
  settled(): Promise<void>;
  dispose(): void;
}

/** Rim of the picture beyond the window, as a share of its sides: room to pan before a new picture is needed. */
const RIM = 0.2;
/** Device pixels of a picture at most; beyond, it is drawn coarser. */
const MOST_PIXELS = 9_000_000;
/** The canvas rests when nothing has moved for this long, ms. */
const REST = 90;

/** Half the width of the thickest line and a little, screen pixels. */
const PAD = 10;

/** The picture for a window: what lies in it and its rim, but no more than there are lines. */
function viewFor({ x, y, zoom, width, height }: Viewport, bounds: Box | null) {
  const left = Math.floor(Math.max(-width * RIM, bounds ? bounds.x * zoom + x - PAD : -Infinity));
  const top = Math.floor(Math.max(-height * RIM, bounds ? bounds.y * zoom + y - PAD : -Infinity));
  const farX = bounds ? (bounds.x + bounds.width) * zoom + x + PAD : Infinity;
  const farY = bounds ? (bounds.y + bounds.height) * zoom + y + PAD : Infinity;
  const right = Math.ceil(Math.min(width * (1 + RIM), farX));
  const bottom = Math.ceil(Math.min(height * (1 + RIM), farY));
  const size = { width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
  const ratio = Math.min(window.devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / (size.width * size.height)));
  const view: PictureView = { x: x - left, y: y - top, zoom, ...size, ratio };
  const inX = left > -width * RIM && right < width * (1 + RIM);
  return { view, whole: bounds !== null && inX && top > -height * RIM && bottom < height * (1 + RIM) };
}

function startWorker(drawing: SessionState['linesBy']): Worker {
  const worker = new Worker(new URL('./edgeWorker.ts', import.meta.url), { type: 'module', name: 'lines' });
  worker.postMessage({ type: 'start', drawing } satisfies ToWorker);
  return worker;
}

let waitingWorker: Worker | null = null;

/** Starts the worker of the next picture ahead: opening a large network need not wait for it. */
export function prepareWorker(drawing: SessionState['linesBy']): void {
  waitingWorker ??= startWorker(drawing);
}

export function createPicture(canvas: HTMLCanvasElement, drawing: SessionState['linesBy']): Picture {
  const worker = waitingWorker ?? startWorker(drawing);
  waitingWorker = null;
  const context = canvas.getContext('bitmaprenderer');
  let pending: PictureChange | null = null;
  let painting = false;
  let unfinished = false;
  let now: Viewport | null = null;
  let asked: Viewport | null = null;
  let shown: PictureView | null = null;
  let resting: ReturnType<typeof setTimeout> | null = null;
  let settling: ReturnType<typeof setTimeout> | null = null;
  let lines: Pick<Scene, 'groups' | 'frames'> = { groups: [], frames: new Float32Array(0) };
  let bounds: Box | null = null;
  /** The picture asked for holds all lines there are: a pan needs no other. */
  let whole = false;
  let pictures = 0;
  let fading = false;
  let waiting: (() => void)[] = [];
  let next: (() => void)[] = [];
  let underWay: (() => void)[] = [];

  function send(message: ToWorker): void {
    worker.postMessage(message);
  }
  function flush(): void {
    if (painting || pending === null || !now || now.width === 0) return;
    // A view that is still being drawn is not given up for the next: a long pan would never see one.
    if (pending.table || pending.frames) {
      lines = { groups: pending.table?.groups ?? lines.groups, frames: pending.frames ?? lines.frames };
      bounds = boundsOfScene(lines);
    }
    const others = pending.table !== undefined || pending.frames !== undefined;
    const wanted = others || (!unfinished && asked !== now && needsView()) ? viewFor(now, bounds) : undefined;
    const view = wanted?.view;
    if (wanted) whole = wanted.whole;
    if (unfinished && Object.keys(pending).length === 0) return;
    if (view) asked = now;
    send({ type: 'paint', change: view ? { ...pending, view } : pending });
    pending = null;
    painting = true;
    underWay = [...underWay, ...next];
    next = [];
  }
  function merge(part: PictureChange): void {
    pending = { ...pending, ...part };
    if (part.values) settleLater();
    queueMicrotask(flush);
  }
  /** A recolouring looks pixels up; once values rest, the lines are drawn again in the order of their size. */
  function settleLater(): void {
    if (settling !== null) clearTimeout(settling);
    settling = setTimeout(() => {
      settling = null;
      merge({ settle: true });
    }, REST);
  }
  /** The picture asked for no longer covers the window, or is too coarse or too fine for it. */
  function needsView(): boolean {
    if (!asked || !now) return true;
    const k = now.zoom / asked.zoom;
    if (now.width !== asked.width || now.height !== asked.height || k < 0.75 || k > 1.34) return true;
    const dx = now.x - asked.x * k;
    const dy = now.y - asked.y * k;
    const fraction = resting === null && (k !== 1 || dx % 1 !== 0 || dy % 1 !== 0);
    if (whole) return fraction;
    const spareX = (now.width * RIM) / 2;
    const spareY = (now.height * RIM) / 2;
    return Math.abs(dx) > spareX || Math.abs(dy) > spareY || fraction;
  }
  function place(): void {
    if (!now || !shown) return;
    const k = now.zoom / shown.zoom;
    canvas.style.transform = `translate(${now.x - k * shown.x}px, ${now.y - k * shown.y}px) scale(${k})`;
  }
  function rest(): void {
    if (resting !== null) clearTimeout(resting);
    resting = setTimeout(() => {
      resting = null;
      if (needsView()) merge({});
      else wake();
    }, REST);
  }
  function wake(): void {
    if (painting || unfinished || pending !== null || resting !== null || settling !== null) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (!data.extra) painting = false;
    unfinished = data.more;
    shown = data.view;
    context?.transferFromImageBitmap(data.bitmap);
    canvas.style.width = `${data.view.width}px`;
    canvas.style.height = `${data.view.height}px`;
    place();
    pictures += 1;
    canvas.dataset.shown = String(pictures);
    canvas.dataset.by = data.by;
    if (fading && !painting && !unfinished) {
      fading = false;
      canvas.animate([{ opacity: 0.15 }, { opacity: 1 }], { duration: MORPH, easing: 'ease-out' });
    }
    if (!painting && !unfinished) {
      for (const resolve of underWay) resolve();
      underWay = [];
    }
    flush();
    wake();
  };

  return {
    change: merge,
    fade() {
      fading = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    },
    move(viewport) {
      const old = now;
      if (old && old.x === viewport.x && old.y === viewport.y && old.zoom === viewport.zoom) {
        if (old.width === viewport.width && old.height === viewport.height) return;
      }
      now = viewport;
      place();
      rest();
      if (needsView() || old === null) merge({});
    },
    painted: () =>
      new Promise((resolve) => {
        next.push(resolve);
        merge({});
      }),
    answered: () =>
      new Promise((resolve) => {
        if (pending !== null && !unfinished) next.push(resolve);
        else if (painting) underWay.push(resolve);
        else resolve();
      }),
    settled: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        wake();
      }),
    dispose() {
      if (resting !== null) clearTimeout(resting);
      if (settling !== null) clearTimeout(settling);
      worker.terminate();
      for (const resolve of [...waiting, ...next, ...underWay]) resolve();
    },
  };
}

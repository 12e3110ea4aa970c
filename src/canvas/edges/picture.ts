/**
 * The page's half of the edge layer: hands changes to the worker, never more than one picture under way, and moves the
 * last picture with the canvas until a new one has come. A small picture is drawn in the page: on the way to a worker and
 * back, it would miss the frame that shows the rest of the answer.
 */

import type { SessionState } from '../../store/session';
import type { Box } from '../geometry';
import { createDrawer, type Drawer } from './drawer';
import type { FromDrawer, PictureChange, ToDrawer } from './messages';
import type { PictureView } from './painter';
import { createRemote } from './remote';
import { boundsOfScene } from './scene';
import { createScreen } from './screen';
import { createUnderlay } from './underlay';
import { covers, placeOf, RIM, type Viewport, viewFor } from './view';

export interface Picture {
  /** Something to paint has changed. */
  change(part: PictureChange): void;
  /** As `change`, and the worker is told of all changes before anything else happens here. */
  changeNow(part: PictureChange): void;
  /** What is shown is of lines that are drawn another way now: better none for a moment than both. */
  hide(): void;
  /** Shows the picture that is there, if it is newer than the one that is shown: with what is shown next. */
  collect(): void;
  /** The canvas has moved: the last picture follows at once. */
  move(viewport: Viewport): void;
  /** Resolves with the first picture that holds all changes so far. */
  painted(): Promise<void>;
  /** As `painted`, at once when nothing is being drawn; nothing is drawn for its sake. */
  answered(): Promise<void>;
  /** Resolves when what was asked for is on the screen, and nothing moves. */
  settled(): Promise<void>;
  dispose(): void;
}

/** The canvas rests when nothing has moved for this long, ms. */
const REST = 90;

/** Lines and device pixels of a picture that is drawn in the page: it takes about as long there as a message and its answer. */
const FEW_LINES = 1500;
const FEW_PIXELS = 450_000;

/**
 * `element` shows the picture; `below`: the coarse one of everything, where that does not reach. `failed`: called when no
 * picture can be drawn, and none will be.
 */
export function createPicture(
  element: HTMLElement,
  below: HTMLElement,
  drawing: SessionState['linesBy'],
  failed: () => void,
): Picture {
  let remote = createRemote(drawing, hear, died);
  /** Workers have died of these lines one after another. */
  let lost = false;
  /** The page's own, once there is something for it. */
  let drawer: Drawer | null = null;
  /** The page draws, not the worker. */
  let here = false;
  /** Counts changes of who draws: what the other still sends is not shown. */
  let turn = 0;
  /** All that there is to know for a picture, for one who has not been told of the changes so far. */
  let everything: PictureChange = {};
  const screen = createScreen(element);
  const underlay = createUnderlay(below);
  let pending: PictureChange | null = null;
  let painting = false;
  let unfinished = false;
  let now: Viewport | null = null;
  let asked: Viewport | null = null;
  let shown: PictureView | null = null;
  /** Of what is shown there are only the largest lines yet. */
  let partial = false;
  let resting: ReturnType<typeof setTimeout> | null = null;
  let settling: ReturnType<typeof setTimeout> | null = null;
  let bounds: Box | null = null;
  /** The picture asked for holds all lines there are: a pan needs no other. */
  let whole = false;
  let pictures = 0;
  /** Counts what there was to draw: an overview of lines that are gone is not shown. */
  let structure = 0;
  let hidden = false;
  let waiting: (() => void)[] = [];
  let next: (() => void)[] = [];
  let underWay: (() => void)[] = [];

  function send(message: ToDrawer): void {
    if (!here) remote.receive(message);
    else {
      drawer ??= createDrawer(hear);
      drawer.receive(message);
    }
  }
  /** Whether the page is to draw a view. */
  function isSmall({ width, height, ratio }: PictureView): boolean {
    const count = everything.table?.count ?? 0;
    return drawing !== 'gpu' && count <= FEW_LINES && width * height * ratio * ratio <= FEW_PIXELS;
  }
  function flush(): void {
    if (painting || pending === null || !now || now.width === 0) return;
    if (lost) {
      // Other lines may be fewer.
      if (!pending.table) {
        pending = null;
        release();
        return;
      }
      lost = false;
      remote = createRemote(drawing, hear, died);
      pending = everything;
    }
    // A view that is still being drawn is not given up for the next: a long pan would never see one.
    if (pending.table || pending.frames) {
      const { table, frames } = everything;
      bounds = table && frames ? boundsOfScene({ groups: table.groups, frames }) : null;
      structure += 1;
      underlay.forget();
    }
    const others = pending.table !== undefined || pending.frames !== undefined;
    const wanted = others || (!unfinished && asked !== now && needsView()) ? viewFor(now, bounds) : undefined;
    const view = wanted?.view;
    if (wanted) whole = wanted.whole;
    if (unfinished && Object.keys(pending).length === 0) return;
    if (view) asked = now;
    const urgent = view !== undefined && !covers(shown, now, bounds);
    let change = pending;
    if (view && isSmall(view) !== here) {
      here = !here;
      turn += 1;
      unfinished = false;
      change = everything;
    }
    pending = null;
    painting = true;
    underWay = [...underWay, ...next];
    next = [];
    send({ type: 'paint', change: view ? { ...change, view, urgent } : change, whole, serial: structure, turn });
  }
  function merge(part: PictureChange): void {
    pending = { ...pending, ...part };
    everything = { ...everything, ...part };
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
    const { x, y, k } = placeOf(shown, now);
    element.style.transform = `translate(${x}px, ${y}px) scale(${k})`;
    underlay.place(now, partial ? null : shown, bounds);
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

  /** The worker is gone, with what it was asked for: another one is told everything. */
  function died(again: boolean): void {
    turn += 1;
    painting = false;
    unfinished = false;
    asked = null;
    if (again) merge(everything);
    else {
      lost = true;
      pending = null;
      failed();
      release();
    }
  }
  /** Nobody waits for a picture that will not come. */
  function release(): void {
    for (const resolve of [...waiting, ...next, ...underWay]) resolve();
    waiting = [];
    next = [];
    underWay = [];
  }

  function hear(data: FromDrawer): void {
    if (data.turn !== turn) return;
    if (data.type === 'overview') {
      if (data.serial === structure) underlay.show(data.image, data.view);
      place();
      return;
    }
    if (!data.extra) painting = false;
    unfinished = data.more;
    shown = data.view;
    partial = data.partial;
    // The answer to what was asked since is what may be seen again.
    if (hidden && !painting && pending === null) {
      hidden = false;
      element.style.visibility = '';
    }
    screen.show(data.image);
    element.style.width = `${data.view.width}px`;
    element.style.height = `${data.view.height}px`;
    place();
    pictures += 1;
    element.dataset.shown = String(pictures);
    element.dataset.by = data.by;
    element.dataset.at = here ? 'page' : 'worker';
    if (!painting && !unfinished) {
      for (const resolve of underWay) resolve();
      underWay = [];
    }
    flush();
    wake();
  }

  return {
    change: merge,
    changeNow(part) {
      merge(part);
      flush();
    },
    collect: () => remote.collect(),
    hide() {
      hidden = true;
      element.style.visibility = 'hidden';
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
      remote.dispose();
      drawer?.dispose();
      release();
    },
  };
}

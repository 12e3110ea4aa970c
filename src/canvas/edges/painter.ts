/**
 * Which lines of a scene are drawn, in which order, how wide and in which colour. No worker and no page in it: it takes
 * arrays and draws on a surface, so that it runs in a worker and in tests, with and without a graphics card.
 */
import {
  classesOf,
  distanceFromZero,
  isNegative,
  isShownAt,
  MARK,
  NOT_A_NUMBER,
  NOT_DEFINED,
  STEPS,
  sizeOfClass,
} from './classes';
import type { LineValues } from './lineValues';
import { eachPiece, type Scene } from './scene';
import { type LineSurface, SHOWN } from './surface';

/** Where the picture lies: canvas point p is at pixel (p * zoom + offset) * ratio. */
export interface PictureView {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels a CSS pixel. */
  readonly ratio: number;
}

/** Colours of a theme: `steps` from -1 to 1 as 0xBBGGRR, then one for "no number", then one for "not defined". */
export interface LinePalette {
  readonly colours: Uint32Array;
}

/** Up to this many lines a negative one is dashed: among more, nobody sees a dash. */
const DASHED_LINES = 2000;
/** From here on the lines of a scene are drawn thin. */
const CROWD = 1500;

/** By how many pixels of the screen a lit line is wider. */
const LIT_WIDER = 0.8;

/** How many sizes lines have in the order of drawing: one a step of the scale, and those of what is no number. */
const SIZES = 130;

function sizeIn(found: number): number {
  return found >= STEPS ? (found === NOT_A_NUMBER ? SIZES - 1 : 0) : 1 + distanceFromZero(found);
}

/** By size, which share of the lines is no larger, from 0 to SIZES - 1. */
function ranksOf(classes: Uint16Array): Uint8Array {
  const counts = new Uint32Array(SIZES);
  for (const found of classes) counts[sizeIn(found)] += 1;
  const ranks = new Uint8Array(SIZES);
  let total = 0;
  for (let size = 0; size < SIZES; size++) {
    total += counts[size];
    ranks[size] = Math.floor(((SIZES - 1) * total) / Math.max(1, classes.length));
  }
  return ranks;
}

/** Lines drawn between two looks at the clock. */
const SLICE = 256;

/** Lines that are being drawn, beside those that are shown. */
interface Job {
  readonly view: PictureView;
  readonly order: Uint32Array;
  /** Line → place of its group, plus one. */
  readonly groupOf: Uint32Array;
  next: number;
}

export interface Painter<Image> {
  /** Draws on another surface from now on: all of it, anew. */
  setSurface(surface: LineSurface<Image>): void;
  /** `calm`: what is shown may stay until all of the new lines are drawn. */
  setScene(scene: Scene, calm?: boolean): void;
  /** One value a line for its colour, with the end of the scale; `widths`: for its width, null = the same. */
  setValues(colours: LineValues, widths?: LineValues | null): void;
  /** One MARK a line, or null when nothing is chosen. */
  setMarks(marks: Uint8Array | null): void;
  /** Lines whose scale position is below this size are not shown, unless lit. */
  setHideBelow(share: number): void;
  setPalette(palette: LinePalette): void;
  /** `urgent`: the largest lines are to be shown there before all of them are drawn. */
  setView(view: PictureView, urgent?: boolean): void;
  /** Lines at these nodes are left out (somebody is dragging them). */
  setOmitted(nodes: readonly number[], calm?: boolean): void;
  /** Draws lines again even if only values have changed: their order and width follow their size. */
  settle(): void;
  /** Whether the lines that are drawn are those of the scene, if perhaps not where or as large as wanted. */
  usable(): boolean;
  /** Whether the lines are drawn where and as they are wanted. */
  current(): boolean;
  /** Draws on for about `budget` ms, beside the lines that are shown; true when all is drawn as wanted. */
  prepare(budget: number): boolean;
  /** What is drawn, in colour. */
  paint(): {
    readonly image: Image;
    /** Pixels. */
    readonly width: number;
    readonly height: number;
    /** Where the picture lies: the view wanted, or, while that is being drawn, the one before. */
    readonly view: PictureView;
    /** It holds the first of its lines only: there was no time for all of them. */
    readonly partial: boolean;
  };
  isShown(line: number): boolean;
}

/**
 * `evenly`: of a picture that is shown before all of it is drawn, each group's largest lines come first, not the largest of
 * all; where lines of two groups cross, the larger need not lie on top then.
 */
export function createPainter<Image>(first: LineSurface<Image>, evenly = false): Painter<Image> {
  let surface = first;
  let scene: Scene = { groups: [], count: 0, frames: new Float32Array(0) };
  let classes = new Uint16Array(0);
  let widthClasses: Uint16Array | null = null;
  let marks: Uint8Array | null = null;
  let hideBelow = 0;
  let palette: Uint32Array = new Uint32Array(STEPS + 2);
  let table = new Uint32Array(1);
  let view: PictureView = { x: 0, y: 0, zoom: 1, width: 1, height: 1, ratio: 1 };
  let omitted: ReadonlySet<number> = new Set();
  let baseView = view;
  let job: Job | null = null;
  let usable = false;
  let partial = false;
  let drawn = false;
  let topDrawn = false;

  /** All lines are shown in full. */
  const isPlain = () => marks === null && hideBelow === 0;
  const isShown = (line: number) => isShownAt(classes[line], marks?.[line] ?? MARK.plain, hideBelow);

  function strokeLine(onTop: boolean, at: number, line: number, seen: PictureView): void {
    const group = scene.groups[at];
    const k = line - group.first;
    if (!group.bundle && group.mask !== null && group.mask[k] === 0) return;
    const { zoom, ratio, x, y } = seen;
    const scale = zoom * ratio;
    const size = sizeOfClass((widthClasses ?? classes)[line]) ** 1.5;
    const crowd = scene.count > CROWD;
    const thickness =
      Math.max(crowd ? 0.7 : 1, ((crowd ? 0.7 : 1.2) + (crowd ? 1.3 : 3) * size) * Math.min(1.2, zoom)) +
      (onTop ? LIT_WIDER : 0);
    const dash =
      scene.count <= DASHED_LINES && isNegative(classes[line]) ? ratio * Math.min(1, Math.max(0.5, zoom)) : 0;
    let run = 0;
    eachPiece(group, scene.frames, Math.floor(k / group.cols), k % group.cols, (ax, ay, bx, by) => {
      const x0 = ax * scale + x * ratio;
      const y0 = ay * scale + y * ratio;
      const x1 = bx * scale + x * ratio;
      const y1 = by * scale + y * ratio;
      surface.stroke(onTop, line, thickness * ratio, x0, y0, x1, y1, dash, run);
      if (dash > 0) run += Math.hypot(x1 - x0, y1 - y0);
    });
  }

  /**
   * Lines of the scene, or the lit ones alone, in the order of their size, small ones first. Counting sort: 100,000 lines
   * in a millisecond.
   */
  function ordered(lit: Uint8Array | null): Pick<Job, 'order' | 'groupOf'> {
    const counts = new Uint32Array(SIZES);
    const keys = new Uint8Array(scene.count);
    const groupOf = new Uint32Array(scene.count);
    scene.groups.forEach((group, at) => {
      if (omitted.has(group.source) || omitted.has(group.target)) return;
      const end = group.first + (group.bundle ? 1 : group.rows * group.cols);
      const own = evenly ? ranksOf(classes.subarray(group.first, end)) : null;
      for (let line = group.first; line < end; line++) {
        if (lit !== null && lit[line] < MARK.blocked) continue;
        groupOf[line] = at + 1;
        keys[line] = own ? own[sizeIn(classes[line])] : sizeIn(classes[line]);
        counts[keys[line]] += 1;
      }
    });
    let total = 0;
    for (let i = 0; i < counts.length; i++) {
      const own = counts[i];
      counts[i] = total;
      total += own;
    }
    const order = new Uint32Array(total);
    for (let line = 0; line < scene.count; line++) {
      if (groupOf[line] > 0) order[counts[keys[line]]++] = line;
    }
    return { order, groupOf };
  }

  function startJob(): Job {
    const width = Math.max(1, Math.round(view.width * view.ratio));
    const height = Math.max(1, Math.round(view.height * view.ratio));
    surface.begin(width, height);
    return { view, next: 0, ...ordered(null) };
  }

  function prepare(budget: number): boolean {
    if (drawn) return true;
    job ??= startJob();
    const end = performance.now() + budget;
    const { order, groupOf } = job;
    while (job.next < order.length) {
      const stop = Math.min(order.length, job.next + SLICE);
      for (; job.next < stop; job.next++) {
        const line = order[order.length - 1 - job.next];
        strokeLine(false, groupOf[line] - 1, line, job.view);
      }
      if (job.next < order.length && performance.now() > end) {
        // The largest are there: better to see them than lines of another scene, or none.
        if (!usable) {
          surface.reveal();
          shown(job.view, true);
        }
        return false;
      }
    }
    surface.finish();
    shown(job.view, false);
    job = null;
    drawn = true;
    return true;
  }

  /** What is drawn so far is what is shown. */
  function shown(as: PictureView, inPart: boolean): void {
    baseView = as;
    partial = inPart;
    usable = true;
    topDrawn = false;
  }

  /** What is being drawn no longer counts. */
  function redraw(): void {
    drawn = false;
    job = null;
  }

  function drawTop(): void {
    topDrawn = true;
    if (marks === null) {
      surface.flatten();
      return;
    }
    surface.lift();
    const { order, groupOf } = ordered(marks);
    for (const line of order) strokeLine(true, groupOf[line] - 1, line, baseView);
  }

  /** Colour of each line, by its number plus one; in the top byte how it is shown. The array is used again. */
  function colours(): Uint32Array {
    if (table.length !== scene.count + 1) table = new Uint32Array(scene.count + 1);
    if (isPlain()) {
      for (let line = 0; line < scene.count; line++) table[line + 1] = palette[classes[line]];
      return table;
    }
    for (let line = 0; line < scene.count; line++) {
      const mark = marks === null ? MARK.plain : marks[line];
      const hidden = hideBelow > 0 && !isShownAt(classes[line], mark, hideBelow);
      const how = hidden ? SHOWN.hidden : mark === MARK.aside ? SHOWN.aside : SHOWN.full;
      table[line + 1] = palette[classes[line]] | (how << 24);
    }
    return table;
  }

  return {
    setSurface(next) {
      surface = next;
      usable = false;
      redraw();
    },
    setScene(next, calm = false) {
      if (next.count !== scene.count) {
        classes = new Uint16Array(next.count).fill(NOT_DEFINED);
        widthClasses = null;
        marks = null;
      }
      scene = next;
      if (!calm) usable = false;
      redraw();
    },
    setValues(colours, widths = null) {
      classes = classesOf(colours.values, colours.maxAbs);
      widthClasses = widths && classesOf(widths.values, widths.maxAbs);
    },
    setMarks(next) {
      marks = next;
      topDrawn = false;
    },
    setHideBelow(share) {
      hideBelow = share;
    },
    setPalette(next) {
      palette = next.colours;
    },
    setView(next, urgent = false) {
      view = next;
      if (urgent) usable = false;
      redraw();
    },
    setOmitted(nodes, calm = false) {
      omitted = new Set(nodes);
      if (!calm) usable = false;
      redraw();
    },
    settle: redraw,
    usable: () => usable,
    current: () => drawn,
    prepare,
    paint() {
      if (!topDrawn) drawTop();
      const image = surface.colour(colours(), isPlain());
      return { image, width: surface.width, height: surface.height, view: baseView, partial };
    },
    isShown,
  };
}

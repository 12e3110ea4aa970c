/** Thin entry of the edge layer's worker: messages in, pictures out. */
import { cpuSurface, gpuSurface } from './graphics';
import type { FromWorker, ToWorker } from './messages';
import { createPainter, type Painter } from './painter';
import type { Scene } from './scene';

let painter: Painter<ImageBitmap> = createPainter(cpuSurface());
let by: 'gpu' | 'cpu' = 'cpu';
let scene: Scene = { groups: [], count: 0, frames: new Float32Array(0) };

function reply(message: FromWorker, transfer: Transferable[] = []): void {
  postMessage(message, { transfer });
}

/** Sends the picture; `extra`: nobody has asked for it, it is what was still being drawn at the last one. */
function show(extra: boolean): void {
  const { image: bitmap, view } = painter.paint();
  reply({ type: 'painted', bitmap, view, extra, more: !painter.current(), by }, [bitmap]);
}

/** Time for drawing lines of another scene until what there is of them is shown, ms: most networks are drawn by then. */
const FIRST = 40;
/** Time for drawing between two looks at the messages, ms: a recolouring never waits longer. */
const BUDGET = 5;
let waiting = false;

/** Draws on in slices: a recolouring that comes in between is answered from the lines that are shown. */
function continueLater(): void {
  if (waiting || painter.current()) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    if (painter.prepare(BUDGET)) show(true);
    else continueLater();
  }, 0);
}

/** A graphics card can be taken away at any time (sleep, a driver's fault): the processor draws on. */
function onLost(): void {
  by = 'cpu';
  painter.setSurface(cpuSurface());
  painter.prepare(Number.POSITIVE_INFINITY);
  show(true);
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'start') {
    const surface = gpuSurface(data.drawing, onLost);
    if (!surface) return;
    painter = createPainter(surface);
    by = 'gpu';
    return;
  }
  const { change } = data;
  if (change.palette) painter.setPalette(change.palette);
  if (change.table || change.frames) {
    scene = { ...scene, ...change.table, frames: change.frames ?? scene.frames };
    painter.setScene(scene);
  }
  if (change.values) painter.setValues(change.values.colours, change.values.widths);
  if (change.marks !== undefined) painter.setMarks(change.marks);
  if (change.hideBelow !== undefined) painter.setHideBelow(change.hideBelow);
  if (change.omitted) painter.setOmitted(change.omitted);
  if (change.view) painter.setView(change.view);
  if (change.settle) painter.settle();
  // Without lines that belong to the scene there is nothing to show meanwhile: the largest of them come first.
  if (!painter.usable()) painter.prepare(FIRST);
  show(false);
  continueLater();
});

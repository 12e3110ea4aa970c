/** Thin entry of the edge layer's worker: messages in, pictures out. */
import type { FromWorker, ToWorker } from './messages';
import { createPainter } from './painter';
import { linesNear } from './pick';
import type { Scene } from './scene';

const painter = createPainter();
let scene: Scene = { groups: [], count: 0, frames: new Float32Array(0) };
// Read often, so that the browser keeps the pixels where the processor can reach them.
const surface = new OffscreenCanvas(1, 1);
const context = surface.getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D;

function reply(message: FromWorker, transfer: Transferable[] = []): void {
  postMessage(message, { transfer });
}

/** Sends the picture; `extra`: nobody has asked for it, it is what was still being drawn at the last one. */
function show(extra: boolean): void {
  const { pixels, width, height, view } = painter.paint();
  if (surface.width !== width || surface.height !== height) {
    surface.width = width;
    surface.height = height;
  }
  context.putImageData(new ImageData(pixels, width, height), 0, 0);
  const bitmap = surface.transferToImageBitmap();
  reply({ type: 'painted', bitmap, view, extra, more: !painter.current() }, [bitmap]);
}

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

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'pick') {
    const lines = linesNear(scene, data.x, data.y, data.reach, painter.isShown, painter.rank);
    reply({ type: 'picked', serial: data.serial, lines });
    return;
  }
  const { change } = data;
  if (change.palette) painter.setPalette(change.palette);
  if (change.table || change.frames) {
    scene = { ...scene, ...change.table, frames: change.frames ?? scene.frames };
    painter.setScene(scene);
  }
  if (change.values) painter.setValues(change.values.values, change.values.maxAbs);
  if (change.marks !== undefined) painter.setMarks(change.marks);
  if (change.hideBelow !== undefined) painter.setHideBelow(change.hideBelow);
  if (change.omitted) painter.setOmitted(change.omitted);
  if (change.view) painter.setView(change.view);
  if (change.settle) painter.settle();
  // Without lines that belong to the scene there is nothing to show meanwhile.
  if (!painter.usable()) painter.prepare(Number.POSITIVE_INFINITY);
  show(false);
  continueLater();
});

/**
 * Draws pictures of lines as it is told by messages, wherever it runs: in the edge layer's worker, or in the page, where
 * the picture is small.
 */
import { cpuSurface, gpuSurface } from './graphics';
import type { FromDrawer, LineImage, PictureChange, ToDrawer } from './messages';
import { createPainter, type Painter } from './painter';
import { boundsOfScene, type Scene } from './scene';
import { overviewOf } from './view';

export interface Drawer {
  receive(message: ToDrawer): void;
  dispose(): void;
}

/** Time for drawing lines of another scene until what there is of them is shown, ms: most networks are drawn by then. */
const FIRST = 40;
/** Time for drawing between two looks at the messages, ms: a recolouring never waits longer. */
const BUDGET = 5;
/** The overview is drawn once nothing has been asked for this long, ms. */
const REST = 120;

/** Tells a painter what has changed, but for its view. */
function tell(to: Painter<LineImage>, scene: Scene, change: PictureChange): void {
  if (change.palette) to.setPalette(change.palette);
  // Where nodes were dropped their lines are drawn over the picture until it has them: it need not come piece by piece.
  const dropped = change.omitted?.length === 0 && change.table === undefined;
  if (change.table || change.frames) to.setScene(scene, dropped);
  if (change.values) to.setValues(change.values.colours, change.values.widths);
  if (change.marks !== undefined) to.setMarks(change.marks);
  if (change.hideBelow !== undefined) to.setHideBelow(change.hideBelow);
  if (change.omitted) to.setOmitted(change.omitted, dropped);
  if (change.settle) to.settle();
}

/** `reply`: called with every picture, at once with the answer to a message; it is done with its pixels when it returns. */
export function createDrawer(reply: (message: FromDrawer) => void): Drawer {
  let painter: Painter<LineImage> = createPainter<LineImage>(cpuSurface());
  /** Draws the overview, always with the processor: it is small, and a card is busy with the picture. */
  const overview = createPainter<LineImage>(cpuSurface());
  let by: 'gpu' | 'cpu' = 'cpu';
  let scene: Scene = { groups: [], count: 0, frames: new Float32Array(0) };
  let whole = true;
  let serial = 0;
  let turn = 0;
  /** The overview that the page has is not that of the present lines or values. */
  let outdated = true;
  let resting: ReturnType<typeof setTimeout> | null = null;
  /** A message to itself comes after those that wait, and unlike a timer at once. */
  const channel = new MessageChannel();
  let waiting = false;

  /** Sends the picture; `extra`: nobody has asked for it, it is what was still being drawn at the last one. */
  function show(extra: boolean): void {
    const { image, view, partial } = painter.paint();
    reply({ type: 'painted', image, view, partial, extra, more: !painter.current(), by, turn });
  }

  /** Draws on in slices: a recolouring that comes in between is answered from the lines that are shown. */
  function continueLater(): void {
    if (waiting) return;
    waiting = true;
    channel.port2.postMessage(null);
  }

  channel.port1.onmessage = () => {
    waiting = false;
    if (!painter.current()) {
      if (painter.prepare(BUDGET)) {
        show(true);
        rest();
      } else continueLater();
    } else if (resting === null && outdated && !whole) {
      if (!overview.prepare(BUDGET)) continueLater();
      else showOverview();
    }
  };

  function showOverview(): void {
    outdated = false;
    const { image, view } = overview.paint();
    reply({ type: 'overview', image, view, serial, turn });
  }

  function rest(): void {
    if (resting !== null) clearTimeout(resting);
    resting = setTimeout(() => {
      resting = null;
      continueLater();
    }, REST);
  }

  /** A graphics card can be taken away at any time (sleep, a driver's fault): the processor draws on. */
  function onLost(): void {
    by = 'cpu';
    painter.setSurface(cpuSurface());
    painter.prepare(Number.POSITIVE_INFINITY);
    show(true);
  }

  return {
    receive(message) {
      if (message.type === 'start') {
        const surface = gpuSurface(message.drawing, onLost);
        if (!surface) return;
        painter = createPainter<LineImage>(surface);
        by = 'gpu';
        return;
      }
      const { change } = message;
      ({ whole, serial, turn } = message);
      if (change.table || change.frames) scene = { ...scene, ...change.table, frames: change.frames ?? scene.frames };
      tell(painter, scene, change);
      if (change.view) painter.setView(change.view, change.urgent);
      // Without lines that belong to the scene there is nothing to show meanwhile: the largest of them come first.
      if (!painter.usable()) painter.prepare(FIRST);
      show(false);
      // Afterwards: nobody waits for the overview.
      tell(overview, scene, change);
      if (change.table || change.frames) {
        const view = overviewOf(boundsOfScene(scene));
        if (view) overview.setView(view);
      }
      outdated ||= Object.keys(change).some((key) => key !== 'view' && key !== 'urgent');
      continueLater();
      rest();
    },
    dispose() {
      if (resting !== null) clearTimeout(resting);
      channel.port1.close();
    },
  };
}

/**
 * Lines of nodes that are being dragged, drawn at once on the page's own thread, so that they never lag behind their
 * nodes: the strongest of every edge first, as many as a frame has time for, and the rest as soon as the hand rests. The
 * picture leaves these lines out meanwhile.
 */

import { cpuSurface } from './graphics';
import type { LookInput } from './looks';
import type { LinePalette } from './painter';
import { createPainter } from './painter';
import { boundsOfScene } from './scene';
import { createScreen } from './screen';
import { type Viewport, viewFor } from './view';

/** Time for drawing in a frame, ms. */
const BUDGET = 7;

export interface LiveLines {
  /** Draws the lines that end at any of the nodes (places in the document), where these are now. */
  draw(viewport: Viewport, input: LookInput, nodes: ReadonlySet<number>, palette: LinePalette): void;
  /** Takes away what was drawn. */
  clear(): void;
}

/** Draws lines of dragged nodes on a canvas over the picture, in every frame. */
export function createLiveLines(element: HTMLElement): LiveLines {
  const painter = createPainter(cpuSurface(), true);
  const screen = createScreen(element);
  let next = 0;

  function show({ x, y }: Viewport): void {
    const { image, view } = painter.paint();
    screen.show(image);
    element.style.width = `${view.width}px`;
    element.style.height = `${view.height}px`;
    element.style.transform = `translate(${x - view.x}px, ${y - view.y}px)`;
    element.hidden = false;
  }
  /** Draws what there was no time for, a frame's share in each frame, and shows it when it is all. */
  function continueLater(viewport: Viewport): void {
    next = requestAnimationFrame(() => {
      if (painter.prepare(BUDGET)) show(viewport);
      else continueLater(viewport);
    });
  }
  return {
    draw(viewport, { table, frames, values, maxAbs, widths, marks, hideBelow }, nodes, palette) {
      const groups = table.groups.filter(({ source, target }) => nodes.has(source) || nodes.has(target));
      const bounds = boundsOfScene({ groups, frames });
      if (bounds === null) return;
      const { view } = viewFor(viewport, bounds, 0);
      painter.setPalette(palette);
      painter.setScene({ groups, count: table.count, frames });
      painter.setValues({ values, maxAbs }, widths);
      painter.setMarks(marks.marks);
      painter.setHideBelow(hideBelow);
      painter.setView(view);
      cancelAnimationFrame(next);
      const all = painter.prepare(BUDGET);
      show(viewport);
      if (!all) continueLater(viewport);
    },
    clear() {
      cancelAnimationFrame(next);
      element.hidden = true;
    },
  };
}

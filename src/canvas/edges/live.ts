/**
 * Lines of nodes that are being dragged, drawn at once on the page's own thread, so that they never lag behind their
 * nodes: the strongest of them, up to what a frame has time for. The picture leaves these lines out meanwhile.
 */

import { classOf } from './classes';
import { type LineTable, lineCount } from './lineTable';
import type { LinePalette } from './painter';
import type { Viewport } from './picture';
import { eachPiece } from './scene';

/** As many strokes as a frame has time for. */
const MOST = 600;

export interface LiveLine {
  readonly group: number;
  readonly line: number;
}

/** The lines that end at any of the nodes (places in the document), the strongest `MOST` of them, weak ones first. */
export function liveLines(table: LineTable, values: Float32Array, nodes: ReadonlySet<number>): LiveLine[] {
  const found: LiveLine[] = [];
  table.groups.forEach((group, at) => {
    if (!nodes.has(group.source) && !nodes.has(group.target)) return;
    for (let line = group.first; line < group.first + lineCount(group); line++) {
      if (lineCount(group) === 1 || group.mask?.[line - group.first] !== 0) found.push({ group: at, line });
    }
  });
  const size = ({ line }: LiveLine) => (Number.isNaN(values[line]) ? Number.POSITIVE_INFINITY : Math.abs(values[line]));
  return found.sort((a, b) => size(a) - size(b)).slice(-MOST);
}

/** Draws lines where their nodes are now. */
export function drawLive(
  canvas: HTMLCanvasElement,
  viewport: Viewport,
  table: LineTable,
  frames: Float32Array,
  lines: readonly LiveLine[],
  look: { readonly values: Float32Array; readonly maxAbs: number; readonly palette: LinePalette },
): void {
  const ratio = window.devicePixelRatio || 1;
  const width = Math.round(viewport.width * ratio);
  const height = Math.round(viewport.height * ratio);
  // Setting the size clears, and costs an allocation: only when it differs.
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${viewport.width}px`;
    canvas.style.height = `${viewport.height}px`;
  }
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  const scale = viewport.zoom * ratio;
  context.setTransform(scale, 0, 0, scale, viewport.x * ratio, viewport.y * ratio);
  context.lineWidth = 1.2 * Math.max(0.6, Math.min(1.2, viewport.zoom)) * (1 / viewport.zoom);
  for (const { group: at, line } of lines) {
    const group = table.groups[at];
    const rgb = look.palette.colours[classOf(look.values[line], look.maxAbs)];
    context.strokeStyle = `rgb(${rgb & 255} ${(rgb >> 8) & 255} ${(rgb >> 16) & 255})`;
    const k = line - group.first;
    context.beginPath();
    eachPiece(group, frames, Math.floor(k / group.cols), k % group.cols, (x0, y0, x1, y1) => {
      context.moveTo(x0, y0);
      context.lineTo(x1, y1);
    });
    context.stroke();
  }
}

/** Takes away what was drawn. */
export function clearLive(canvas: HTMLCanvasElement): void {
  const context = canvas.getContext('2d');
  context?.setTransform(1, 0, 0, 1, 0, 0);
  context?.clearRect(0, 0, canvas.width, canvas.height);
}

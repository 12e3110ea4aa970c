/** Where a picture lies and where the window is: which part is drawn, and whether a picture is enough. Pure. */
import type { Box } from '../geometry';
import type { PictureView } from './painter';

/** React Flow's transform: canvas point p is on the screen at p * zoom + (x, y). */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

/** Rim of the picture beyond the window, as a share of its sides: room to pan before a new picture is needed. */
export const RIM = 0.2;
/** Device pixels of a picture at most; beyond, it is drawn coarser. */
const MOST_PIXELS = 9_000_000;
/** Half the width of the thickest line and a little, screen pixels. */
const PAD = 10;

/** The picture for a window: what lies in it and its rim (a share of its sides), but no more than there are lines. */
export function viewFor({ x, y, zoom, width, height }: Viewport, bounds: Box | null, rim = RIM) {
  const left = Math.floor(Math.max(-width * rim, bounds ? bounds.x * zoom + x - PAD : -Infinity));
  const top = Math.floor(Math.max(-height * rim, bounds ? bounds.y * zoom + y - PAD : -Infinity));
  const farX = bounds ? (bounds.x + bounds.width) * zoom + x + PAD : Infinity;
  const farY = bounds ? (bounds.y + bounds.height) * zoom + y + PAD : Infinity;
  const right = Math.ceil(Math.min(width * (1 + rim), farX));
  const bottom = Math.ceil(Math.min(height * (1 + rim), farY));
  const size = { width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
  const ratio = Math.min(globalThis.devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / (size.width * size.height)));
  const view: PictureView = { x: x - left, y: y - top, zoom, ...size, ratio };
  const inX = left > -width * rim && right < width * (1 + rim);
  return { view, whole: bounds !== null && inX && top > -height * rim && bottom < height * (1 + rim) };
}

/** Lines beyond the rim of a picture that are not missed, screen pixels. */
const SLACK = 24;

/** Whether a picture shows all lines that a window should. */
export function covers(
  shown: PictureView | null,
  { x, y, zoom, width, height }: Viewport,
  bounds: Box | null,
): boolean {
  if (!shown) return false;
  if (!bounds) return true;
  const k = zoom / shown.zoom;
  const left = x - k * shown.x;
  const top = y - k * shown.y;
  const wanted = {
    left: Math.max(0, bounds.x * zoom + x),
    top: Math.max(0, bounds.y * zoom + y),
    right: Math.min(width, (bounds.x + bounds.width) * zoom + x),
    bottom: Math.min(height, (bounds.y + bounds.height) * zoom + y),
  };
  if (wanted.left >= wanted.right || wanted.top >= wanted.bottom) return true;
  return (
    left <= wanted.left + SLACK &&
    top <= wanted.top + SLACK &&
    left + k * shown.width >= wanted.right - SLACK &&
    top + k * shown.height >= wanted.bottom - SLACK
  );
}

/** Pixels of the coarse picture of everything. */
const OVERVIEW_PIXELS = 1_200_000;

/** The view of all lines at once, as coarse as need be; null when there are none. */
export function overviewOf(bounds: Box | null): PictureView | null {
  if (!bounds || bounds.width <= 0) return null;
  const height = Math.max(1, bounds.height);
  const zoom = Math.min(1, Math.sqrt(OVERVIEW_PIXELS / (bounds.width * height)));
  const size = {
    width: Math.ceil(bounds.width * zoom) + 2 * PAD,
    height: Math.ceil(height * zoom) + 2 * PAD,
  };
  return { x: PAD - bounds.x * zoom, y: PAD - bounds.y * zoom, zoom, ...size, ratio: 1 };
}

/** A picture's top left corner on the screen, and by how much it is enlarged there. */
export function placeOf(
  shown: PictureView,
  now: Viewport,
): { readonly x: number; readonly y: number; readonly k: number } {
  const k = now.zoom / shown.zoom;
  return { x: now.x - k * shown.x, y: now.y - k * shown.y, k };
}

/** The coarse picture of everything, shown only where the fine one does not reach yet: nodes never stand without lines. */
import type { Box } from '../geometry';
import type { PictureView } from './painter';
import { covers, placeOf, type Viewport } from './view';

export interface Underlay {
  show(bitmap: ImageBitmap, view: PictureView): void;
  /** Its lines are elsewhere now, or gone. */
  forget(): void;
  /** `shown`: the fine picture, and what that covers is left out; null = nowhere are all lines in it. */
  place(now: Viewport, shown: PictureView | null, bounds: Box | null): void;
}

export function createUnderlay(canvas: HTMLCanvasElement): Underlay {
  const context = canvas.getContext('bitmaprenderer');
  let own: PictureView | null = null;
  let pictures = 0;
  return {
    show(bitmap, view) {
      own = view;
      pictures += 1;
      canvas.dataset.shown = String(pictures);
      context?.transferFromImageBitmap(bitmap);
      canvas.style.width = `${view.width}px`;
      canvas.style.height = `${view.height}px`;
    },
    forget() {
      own = null;
      canvas.hidden = true;
    },
    place(now, shown, bounds) {
      const needed = own !== null && !covers(shown, now, bounds);
      // Another layer costs time in every frame: it is there only while it is seen.
      if (canvas.hidden === needed) canvas.hidden = !needed;
      if (!own || !needed) return;
      const { x, y, k } = placeOf(own, now);
      canvas.style.transform = `translate(${x}px, ${y}px) scale(${k})`;
      canvas.style.clipPath = shown ? around(shown, now, { x, y, k }) : '';
    },
  };
}

/** All of the coarse picture, which lies at `place`, but what the fine one covers. */
function around(shown: PictureView, now: Viewport, { x, y, k }: ReturnType<typeof placeOf>): string {
  const fine = placeOf(shown, now);
  const left = (fine.x - x) / k;
  const top = (fine.y - y) / k;
  const right = left + (shown.width * fine.k) / k;
  const bottom = top + (shown.height * fine.k) / k;
  const corners = [
    [left, top],
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ];
  const hole = corners.map(([a, b]) => `${a}px ${b}px`).join(', ');
  return `polygon(evenodd, 0 0, 100% 0, 100% 100%, 0 100%, 0 0, ${hole})`;
}

/** The coarse picture of everything, shown only where the fine one does not reach yet: nodes never stand without lines. */
import type { Box } from '../geometry';
import type { LineImage } from './messages';
import type { PictureView } from './painter';
import { createScreen, type Screen } from './screen';
import { covers, placeOf, type Viewport } from './view';

export interface Underlay {
  show(image: LineImage, view: PictureView): void;
  /** Its lines are elsewhere now, or gone. */
  forget(): void;
  /** `shown`: the fine picture, and what that covers is left out; null = nowhere are all lines in it. */
  place(now: Viewport, shown: PictureView | null, bounds: Box | null): void;
}

/** `screen`: what shows pictures in the element. */
export function createUnderlay(element: HTMLElement, screen: Screen = createScreen(element)): Underlay {
  let own: PictureView | null = null;
  let pictures = 0;
  return {
    show(image, view) {
      own = view;
      pictures += 1;
      element.dataset.shown = String(pictures);
      screen.show(image);
      element.style.width = `${view.width}px`;
      element.style.height = `${view.height}px`;
    },
    forget() {
      own = null;
      element.hidden = true;
    },
    place(now, shown, bounds) {
      const needed = own !== null && !covers(shown, now, bounds);
      // Another layer costs time in every frame: it is there only while it is seen.
      if (element.hidden === needed) element.hidden = !needed;
      if (!own || !needed) return;
      const { x, y, k } = placeOf(own, now);
      element.style.transform = `translate(${x}px, ${y}px) scale(${k})`;
      element.style.clipPath = shown ? around(shown, now, { x, y, k }) : '';
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

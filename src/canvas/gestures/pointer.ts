/** Where the pointer was last seen in the window: a key press does not say. */
import type { Point } from '../geometry';

let last: Point | null = null;

/** Pixels of the window; null once it has left. */
export function pointerNow(): Point | null {
  return last;
}

/** Follows the pointer until the answer is called. */
export function watchPointer(): () => void {
  const seen = (event: PointerEvent) => {
    last = { x: event.clientX, y: event.clientY };
  };
  const gone = () => {
    last = null;
  };
  window.addEventListener('pointermove', seen, true);
  document.documentElement.addEventListener('pointerleave', gone);
  return () => {
    window.removeEventListener('pointermove', seen, true);
    document.documentElement.removeEventListener('pointerleave', gone);
  };
}

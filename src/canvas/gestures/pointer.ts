/** Where the pointer was last seen in the window, and where it went down: a key press, or a drag that begins, does not say. */
import type { Point } from '../geometry';

const HOLDS = ['pointerdown', 'pointerup', 'pointercancel'] as const;

let last: Point | null = null;
let pressed = false;
let down: Point | null = null;

/** Pixels of the window; null once it has left. */
export function pointerNow(): Point | null {
  return last;
}

/** A button or a finger is down: what moves is still being dragged. */
export function pointerPressed(): boolean {
  return pressed;
}

/** Where the button, or the first finger, last went down, in pixels of the window; null before it first has. */
export function pressedAt(): Point | null {
  return down;
}

/** Follows the pointer until the answer is called. */
export function watchPointer(): () => void {
  const seen = (event: PointerEvent) => {
    last = { x: event.clientX, y: event.clientY };
    pressed = event.buttons !== 0;
  };
  const held = (event: PointerEvent) => {
    pressed = event.buttons !== 0;
    if (event.type === 'pointerdown' && event.isPrimary) down = { x: event.clientX, y: event.clientY };
  };
  const gone = () => {
    last = null;
  };
  window.addEventListener('pointermove', seen, true);
  for (const type of HOLDS) window.addEventListener(type, held, true);
  document.documentElement.addEventListener('pointerleave', gone);
  return () => {
    window.removeEventListener('pointermove', seen, true);
    for (const type of HOLDS) window.removeEventListener(type, held, true);
    document.documentElement.removeEventListener('pointerleave', gone);
  };
}

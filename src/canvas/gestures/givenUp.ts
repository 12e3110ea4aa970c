/** Gestures that end before they are done: by Escape, or because the system takes over what draws them. */
import { onEscape } from '../../ui/escape';

/** Listens until the answer is called. */
type Listener = (act: () => void) => () => void;

/** Listens for Escape and for what a kind of pointer has of its own, until the answer is called. */
export function onGivenUp(takenAway: Listener, act: () => void): () => void {
  const ends = [onEscape(act), takenAway(act)];
  return () => {
    for (const end of ends) end();
  };
}

/** The system takes a touch over. React Flow knows fingers that are lifted alone and would go on drawing: it is told of one. */
export const touchTaken: Listener = (act) => {
  const listen = ({ target, changedTouches }: TouchEvent) => {
    act();
    target?.dispatchEvent(new TouchEvent('touchend', { changedTouches: [...changedTouches], bubbles: true }));
  };
  window.addEventListener('touchcancel', listen, true);
  return () => window.removeEventListener('touchcancel', listen, true);
};

/**
 * The system takes the mouse or pen over that draws a rectangle. React Flow stops following it alone: it is told that the
 * button was let go, and of the click that would have come of it, or it would keep the rectangle, and the next click for
 * itself.
 */
export const pointerTaken =
  (pointer: number): Listener =>
  (act) => {
    const listen = ({ target, pointerId }: PointerEvent) => {
      if (pointerId !== pointer) return;
      act();
      target?.dispatchEvent(new PointerEvent('pointerup', { pointerId, button: 0, bubbles: true }));
      target?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    };
    window.addEventListener('pointercancel', listen, true);
    return () => window.removeEventListener('pointercancel', listen, true);
  };

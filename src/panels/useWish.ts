/** A field that is written in when the canvas asks for it. */
import { type FocusEvent, type RefObject, useEffect, useRef } from 'react';
import { useSession } from '../store/session';

export interface Wish {
  /** For the element around the input. */
  readonly around: {
    readonly ref: RefObject<HTMLSpanElement | null>;
    readonly onBlur: (event: FocusEvent) => void;
  };
  /** For an input that does not leave by itself when its text is kept or given up. */
  readonly onDone: () => void;
}

/**
 * Puts the caret into an input when the session's `wish` says so, and hands the keyboard back to where the wish came from
 * when the input is done with. `ready` false: there is no input yet.
 */
export function useWish(wish: 'editValue' | 'editLabel', ready = true): Wish {
  const wished = useSession((state) => state[wish]);
  const ref = useRef<HTMLSpanElement>(null);
  const back = useRef<Element | null>(null);
  useEffect(() => {
    if (wished === null || !ready) return;
    back.current = document.activeElement;
    const input = ref.current?.querySelector('input');
    input?.focus();
    input?.select();
    useSession.getState().set({ [wish]: null });
  }, [wish, wished, ready]);
  return {
    around: {
      ref,
      onBlur({ relatedTarget }) {
        const { current } = back;
        back.current = null;
        // An edge is an SVGElement.
        const there = current instanceof HTMLElement || current instanceof SVGElement;
        if (relatedTarget === null && there) current.focus({ preventScroll: true });
      },
    },
    onDone() {
      // Once the text that was kept is the field's own: what is left in between would be taken for another.
      if (back.current !== null) requestAnimationFrame(() => ref.current?.querySelector('input')?.blur());
    },
  };
}

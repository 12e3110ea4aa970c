/** Which keys are held while the pointer moves: with, and without, a move of it. */
import { type RefObject, useEffect, useRef } from 'react';

export interface HeldKeys {
  /** Ctrl or Cmd: things go exactly where they are dragged. */
  readonly free: boolean;
  /** They keep to one axis. */
  readonly shift: boolean;
  /** They are copied. */
  readonly alt: boolean;
}

/** `onChange` hears of the keys themselves: a drag that rests shows at once what it has become. */
export function useHeldKeys(onChange: (event: KeyboardEvent) => void): RefObject<HeldKeys> {
  const keys = useRef<HeldKeys>({ free: false, shift: false, alt: false });
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => {
    const read = (event: PointerEvent | KeyboardEvent) => {
      keys.current = { free: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey };
      if (event instanceof KeyboardEvent) change.current(event);
    };
    const kinds = ['pointerdown', 'pointermove', 'pointerup', 'keydown', 'keyup'] as const;
    for (const kind of kinds) window.addEventListener(kind, read, true);
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, read, true);
    };
  }, []);
  return keys;
}

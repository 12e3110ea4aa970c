import { type RefObject, useLayoutEffect, useState } from 'react';

/** Width of a digit of a field, and what is left free on both sides, in pixels. */
const DIGIT = 8.1;
const PADDING = 16;

/** How many digits a field has room for; as many as wanted until it has been measured. */
export function useRoom(field: RefObject<HTMLInputElement | null>): number {
  const [room, setRoom] = useState(Number.POSITIVE_INFINITY);
  // Before the first picture of it, so that no number is ever seen cut off.
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    const measure = () => setRoom(Math.floor((2 * (element.clientWidth - PADDING)) / DIGIT) / 2);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [field]);
  return room;
}

import { type RefObject, useLayoutEffect, useState } from 'react';

/**
 * What follows from how wide an element is inside, padding included, in pixels. Of an infinite width until it has been
 * measured, which is before its first picture: no number is ever seen cut off.
 */
export function useMeasured<T>(element: RefObject<HTMLElement | null>, of: (clientWidth: number) => T): T {
  const [result, setResult] = useState(() => of(Number.POSITIVE_INFINITY));
  useLayoutEffect(() => {
    const now = element.current;
    if (!now) return;
    const measure = () => setResult(of(now.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(now);
    return () => observer.disconnect();
  }, [element, of]);
  return result;
}

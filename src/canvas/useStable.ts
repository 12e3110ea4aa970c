import { useLayoutEffect, useRef, useState } from 'react';

type Handlers = Readonly<Record<string, (...args: never[]) => unknown>>;

/**
 * The same functions for as long as the component lives, each calling the newest one of its name. React Flow renders every
 * node and edge anew when a handler is another function, and tells its whole store.
 */
export function useStable<T extends Handlers>(newest: T): T {
  const latest = useRef(newest);
  useLayoutEffect(() => {
    latest.current = newest;
  });
  const [stable] = useState(() => {
    const names = Object.keys(newest);
    return Object.fromEntries(names.map((name) => [name, (...args: never[]) => latest.current[name](...args)])) as T;
  });
  return stable;
}

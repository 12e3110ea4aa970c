/** A value that is made anew with every change of what it is made of, and mostly is no other one. */
import { useRef } from 'react';

/** The value before, as long as the next is the same as far as anybody here asks. */
export function useKept<T>(next: T, same: (before: T, next: T) => boolean): T {
  const last = useRef(next);
  if (last.current !== next && !same(last.current, next)) last.current = next;
  return last.current;
}

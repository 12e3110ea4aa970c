/**
 * What is being typed and has not been kept yet. A field keeps its text when it is left; saving and closing do not wait
 * for that: they have every field keep what it holds, and until then it counts as unsaved.
 */
import { useLayoutEffect, useRef } from 'react';

type Keep = () => void;

const fields = new Map<object, Keep>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/**
 * A field says whether it holds text that differs from what it shows otherwise, and how that is kept: where the caret
 * stays, and without losing text that is refused.
 */
export function useUnfinished(unfinished: boolean, keep: Keep): void {
  const latest = useRef(keep);
  useLayoutEffect(() => {
    latest.current = keep;
  });
  useLayoutEffect(() => {
    if (!unfinished) return;
    const field = {};
    fields.set(field, () => latest.current());
    tell();
    return () => {
      fields.delete(field);
      tell();
    };
  }, [unfinished]);
}

/** True while some field holds text that has not been kept. */
export function hasUnfinished(): boolean {
  return fields.size > 0;
}

/** Has every field keep what it holds. What is refused stays where it was typed. */
export function keepUnfinished(): void {
  for (const keep of [...fields.values()]) keep();
}

/** Calls the listener whenever `hasUnfinished` may have changed, for as long as the window lives. */
export function onUnfinished(listener: () => void): void {
  listeners.add(listener);
}

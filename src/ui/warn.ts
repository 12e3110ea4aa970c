/**
 * The class of a computed value that is infinite or no number, nothing for every other: one place, so that a value is
 * never alarming on its card and ordinary in the panel beside it.
 */
export function warnOf(value: number | null | undefined): 'text-warn' | undefined {
  return value == null || Number.isFinite(value) ? undefined : 'text-warn';
}

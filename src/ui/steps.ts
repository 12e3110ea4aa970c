/** Changing a number by steps: their size, their sum, and the gesture that makes a run of them one undo step. */

let gestures = 0;
/** A new name for a run of changes that make one undo step. */
export function newGesture(): string {
  gestures += 1;
  return `gesture-${gestures}`;
}

/** The step of an arrow key or of a few pixels of dragging: a tenth, finer with Alt, coarser with Shift. */
export function stepSize(event: { shiftKey: boolean; altKey: boolean }): number {
  return event.shiftKey ? 1 : event.altKey ? 0.01 : 0.1;
}

/** Adds a step without leaving digits like 0.30000000000000004 behind. */
export function addStep(value: number, step: number): number {
  return Number((value + step).toPrecision(12));
}

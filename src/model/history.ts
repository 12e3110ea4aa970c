/** Undo and redo: pure stacks of diffs. Changes of one gesture are one step. */
import { diffBytes, isIdle, mergeDiffs } from './diff';
import type { Diff } from './types';

export interface Step {
  /** What was done, for the buttons and for what is read out: "Undo Move". */
  readonly label: string;
  readonly diff: Diff;
  /** Changes with the same name join the step; null never joins. */
  readonly gesture: string | null;
}

export interface History {
  readonly past: readonly Step[];
  /** The next one to redo comes last. */
  readonly future: readonly Step[];
  /** How many old steps were dropped for the byte budget: what was before them cannot be reached any more. */
  readonly dropped: number;
  /** What there was before the gesture of the last step began: for a gesture that is given up. */
  readonly begun: Begun | null;
}

/** A gesture, and the history as it was before. */
interface Begun {
  readonly gesture: string;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  readonly dropped: number;
}

/** What all undo steps together may keep alive. */
const BYTE_BUDGET = 256 * 2 ** 20;

/** A history in which nothing has been done yet. */
export function emptyHistory(): History {
  return { past: [], future: [], dropped: 0, begun: null };
}

/** Adds what has just been done. Everything that was undone is gone. */
export function push(
  history: History,
  diff: Diff,
  { label, gesture }: { readonly label: string; readonly gesture: string | null },
  budget = BYTE_BUDGET,
): History {
  const last = history.past.at(-1);
  const joins = last !== undefined && gesture !== null && last.gesture === gesture && history.future.length === 0;
  const joined = joins ? mergeDiffs(last.diff, diff) : diff;
  const { begun } = history;
  // A gesture that has come back to where it began has changed nothing so far.
  if (joins && begun?.gesture === gesture && isIdle(joined)) {
    return { past: begun.past, future: begun.future, dropped: begun.dropped, begun: null };
  }
  const past = joins
    ? [...history.past.slice(0, -1), { label: last.label, gesture, diff: joined }]
    : [...history.past, { label, diff, gesture }];
  const kept = withinBudget(past, budget);
  const { dropped } = history;
  const before = gesture === null ? null : { gesture, past: history.past, future: history.future, dropped };
  return {
    past: kept,
    future: [],
    dropped: dropped + past.length - kept.length,
    begun: joins ? begun : before,
  };
}

/** The newest steps whose diffs fit the budget; at least one. */
function withinBudget(past: readonly Step[], budget: number): readonly Step[] {
  let bytes = 0;
  for (let at = past.length - 1; at >= 0; at--) {
    bytes += diffBytes(past[at].diff);
    if (bytes > budget && at < past.length - 1) return past.slice(at + 1);
  }
  return past;
}

/** The diff to take back and the history after it; null when there is nothing to undo. */
export function undo(history: History): { readonly diff: Diff; readonly history: History } | null {
  const step = history.past.at(-1);
  if (!step) return null;
  return {
    diff: step.diff,
    history: { ...history, past: history.past.slice(0, -1), future: [...history.future, step], begun: null },
  };
}

/** The diff to do again and the history after it; null when there is nothing to redo. */
export function redo(history: History): { readonly diff: Diff; readonly history: History } | null {
  const step = history.future.at(-1);
  if (!step) return null;
  return {
    diff: step.diff,
    history: { ...history, past: [...history.past, step], future: history.future.slice(0, -1), begun: null },
  };
}

/**
 * The diff to take back when a gesture is given up, and the history as if it had never been: what could be redone before
 * can be redone again. Null when the last step is not that gesture's.
 */
export function cancel(history: History, gesture: string): { readonly diff: Diff; readonly history: History } | null {
  const step = history.past.at(-1);
  if (!step || history.begun?.gesture !== gesture) return null;
  const { past, future, dropped } = history.begun;
  return { diff: step.diff, history: { past, future, dropped, begun: null } };
}

/** Where a history stands: its last step, or, before all that it still holds, how many it has dropped. */
export type Place = Step | number;

/** Two places of a document's history are the same exactly where its document is. */
export function placeOf({ past, dropped }: History): Place {
  return past.at(-1) ?? dropped;
}

/**
 * The selection comes back with an undo or a redo: what was selected before a step is selected again when it is taken
 * back, and what was selected after it when it is done again. Remembered beside the history, never in the document.
 */
import type { Step } from '../model/history';
import { type DocumentState, useDocument } from './document';
import { pruneSelection } from './selection';
import { type Selection, useSession } from './session';

/** Everything that is selected at one moment. */
interface Selected {
  readonly selection: Selection;
  readonly chosen: string | null;
  readonly notes: ReadonlySet<string>;
}

/** What was selected when a step began, and when it was done. */
interface Around {
  readonly before: Selected;
  readonly after: Selected;
}

function selectedNow(): Selected {
  const { selection, chosen, selectedNotes } = useSession.getState();
  return { selection, chosen, notes: selectedNotes };
}

function selectAgain({ selection, chosen, notes }: Selected): void {
  const session = useSession.getState();
  session.select(selection);
  session.set({ selectedNotes: notes });
  if (chosen !== session.chosen) session.set({ chosen, hoveredPath: null });
}

const lastOf = (state: DocumentState): Step | null => state.history.past.at(-1) ?? null;

/** Lets the selection follow the document for as long as the window lives, or until the answer is called. */
export function followHistory(): () => void {
  const known = new WeakMap<Step, Around>();

  /** A step has been done, or grew: a change of one gesture replaces it by a longer one. */
  function done(step: Step, joined: Step | null): void {
    const before = (joined && known.get(joined)?.before) ?? selectedNow();
    known.set(step, { before, after: before });
    // Whatever does the step selects right behind it what it has made.
    queueMicrotask(() => known.set(step, { before, after: selectedNow() }));
  }

  return useDocument.subscribe((state, old) => {
    if (state.doc === old.doc) return;
    const step = lastOf(state);
    const from = lastOf(old);
    let again: Selected | undefined;
    if (state.opened === old.opened && step !== from) {
      const taken = step === (old.history.past.at(-2) ?? null);
      if (taken && from) again = known.get(from)?.before;
      else if (step && step === old.history.future.at(-1)) again = known.get(step)?.after;
      else if (step) done(step, from && !state.history.past.includes(from) ? from : null);
    }
    if (again) selectAgain(again);
    pruneSelection(state.doc);
  });
}

/** Says what has just been selected or done: the canvas shows it, a screen reader has to be told. */
import { describeSelection } from '../../canvas/describe';
import { pointerPressed } from '../../canvas/gestures/pointer';
import type { Step } from '../../model/history';
import { notesOf } from '../../model/notes';
import { type DocumentState, useDocument } from '../../store/document';
import { useSession } from '../../store/session';
import { sayablePasses, speak } from '../../store/spoken';
import { arrangedIn } from './arranged';
import { deedBetween, undoneSentence } from './deed';

/** How long nothing must move before a run of frames or key presses is over, ms. */
const QUIET = 400;

/** The step that a change has made or gone on with; null when it only took one back. */
function stepOf(state: DocumentState, before: DocumentState): Step | null {
  const step = state.history.past.at(-1);
  const old = before.history.past;
  return step === undefined || step === old.at(-1) || step === old.at(-2) ? null : step;
}

/** What a change of the document was, or null when there is nothing to say about it. */
function deedOf(state: DocumentState, before: DocumentState): string | null {
  const undone = before.history.past.at(-1);
  const redone = before.history.future.at(-1);
  if (undone && undone === state.history.future.at(-1)) return undoneSentence('Undid', undone.label, undone.diff);
  if (redone && redone === state.history.past.at(-1)) return undoneSentence('Redid', redone.label, redone.diff);
  const step = stepOf(state, before);
  const found = deedBetween(before.doc, state.doc, step?.label.startsWith('Cut ') ? 'Cut' : 'Deleted');
  return found ?? (step && step.gesture === null ? arrangedIn(step, state.doc) : null);
}

function selectionSentence(): string {
  const { selection, chosen, selectedNotes } = useSession.getState();
  const { doc } = useDocument.getState();
  const notes = selectedNotes.size === 0 ? [] : notesOf(doc).filter(({ id }) => selectedNotes.has(id));
  return describeSelection(doc, sayablePasses(), selection, chosen, notes);
}

/** Listens for as long as the window lives. What is done changes the selection as well: then the deed is said alone. */
export function announceChanges(): void {
  let deed: string | null = null;
  let due = false;
  function sayLater(): void {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      const said = deed;
      deed = null;
      due = false;
      speak(said ?? selectionSentence());
    });
  }
  let quiet: ReturnType<typeof setTimeout> | undefined;
  /** A drag, a journey or a run of key presses is said once, when it is over; one that is given up has never been. */
  function sayAtRest(gesture: string): void {
    quiet = setTimeout(() => {
      if (pointerPressed()) {
        sayAtRest(gesture);
        return;
      }
      const { history, doc } = useDocument.getState();
      const step = history.past.at(-1);
      const said = step?.gesture === gesture ? arrangedIn(step, doc) : null;
      if (said !== null) speak(said);
    }, QUIET);
  }
  useDocument.subscribe((state, before) => {
    if (state.doc === before.doc) return;
    clearTimeout(quiet);
    if (state.opened !== before.opened) return;
    const found = deedOf(state, before);
    if (found === null) {
      const gesture = stepOf(state, before)?.gesture;
      if (gesture) sayAtRest(gesture);
      return;
    }
    deed = found;
    sayLater();
  });
  useSession.subscribe((state, before) => {
    const same =
      state.selection === before.selection &&
      state.chosen === before.chosen &&
      state.selectedNotes === before.selectedNotes;
    if (!same) sayLater();
  });
}

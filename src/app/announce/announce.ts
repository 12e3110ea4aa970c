/** Says what has just been selected or done: the canvas shows it, a screen reader has to be told. */
import { describeSelection } from '../../canvas/describe';
import { notesOf } from '../../model/notes';
import { type DocumentState, useDocument } from '../../store/document';
import { useSession } from '../../store/session';
import { sayablePasses, speak } from '../../store/spoken';
import { deedBetween, undoneSentence } from './deed';

/** What a change of the document was, or null when there is nothing to say about it. */
function deedOf(state: DocumentState, before: DocumentState): string | null {
  const undone = before.history.past.at(-1);
  const redone = before.history.future.at(-1);
  if (undone && undone === state.history.future.at(-1)) return undoneSentence('Undid', undone.label, undone.diff);
  if (redone && redone === state.history.past.at(-1)) return undoneSentence('Redid', redone.label, redone.diff);
  return deedBetween(before.doc, state.doc);
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
  useDocument.subscribe((state, before) => {
    if (state.doc === before.doc || state.opened !== before.opened) return;
    const found = deedOf(state, before);
    if (found === null) return;
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

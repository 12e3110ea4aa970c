import { useState } from 'react';
import { editNote, LONGEST_NOTE } from '../../model/commands/notes';
import type { Note } from '../../model/notes';
import { useDocument } from '../../store/document';
import { useSession } from '../../store/session';
import { newGesture } from '../../ui/steps';
import { useUnfinished } from '../../ui/unfinished';
import { canvasApi } from '../api';
import { attempt } from '../attempt';

/** The field in which a note is written. */
export function NoteField({ note }: { note: Note }) {
  const [typed, setTyped] = useState(note.text);

  function keep(text: string): void {
    const { noteGesture } = useSession.getState();
    attempt('Edit a note', editNote(useDocument.getState().doc, note.id, text), noteGesture ?? undefined);
  }

  function leave(text: string): void {
    keep(text);
    useSession.getState().set({ editedNote: null, noteGesture: null });
  }

  useUnfinished(typed !== note.text, () => {
    // An empty note goes away, and its field with it.
    if (typed.trim() === '') {
      leave(typed);
      return;
    }
    // What is written after this belongs to the same undo step.
    const { noteGesture, set } = useSession.getState();
    if (noteGesture === null) set({ noteGesture: newGesture() });
    keep(typed);
  });

  return (
    <textarea
      // biome-ignore lint/a11y/noAutofocus: the user has just asked to write here.
      autoFocus
      aria-label="Text of the note"
      defaultValue={note.text}
      maxLength={LONGEST_NOTE}
      rows={Math.max(2, note.text.split('\n').length)}
      className="nodrag nowheel w-full resize-none bg-transparent text-ink outline-none select-text"
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={(event) => leave(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Escape') return;
        event.currentTarget.blur();
        canvasApi()?.focus();
      }}
    />
  );
}

import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { editNote } from '../../model/commands/notes';
import type { Note } from '../../model/notes';
import { useDocument } from '../../store/document';
import { useSession } from '../../store/session';
import { cx } from '../../ui/cx';
import { RichLabel } from '../../ui/Tex';
import { canvasApi } from '../api';
import { attempt } from '../attempt';

export type NoteNode = Node<{ readonly note: Note; readonly editing: boolean }, 'note'>;

/** A note: text with TeX between `$`. A double-click or Enter edits it in place; Escape or a click elsewhere keeps what was typed. */
export const NoteCard = memo(function NoteCard({ data, selected }: NodeProps<NoteNode>) {
  const { note, editing } = data;
  function keep(text: string): void {
    const { noteGesture, set } = useSession.getState();
    set({ editedNote: null, noteGesture: null });
    attempt('Edit a note', editNote(useDocument.getState().doc, note.id, text), noteGesture ?? undefined);
  }
  return (
    <div
      data-testid={note.id}
      style={{ width: note.width }}
      className={cx(
        'rounded-md border bg-sunken px-3 py-2 text-ink-2 text-sm leading-5',
        selected ? 'border-accent ring-2 ring-accent/35' : 'border-transparent',
      )}
    >
      {editing ? (
        <textarea
          // biome-ignore lint/a11y/noAutofocus: the user has just asked to write here.
          autoFocus
          aria-label="Text of the note"
          defaultValue={note.text}
          rows={Math.max(2, note.text.split('\n').length)}
          className="nodrag nowheel w-full resize-none bg-transparent text-ink outline-none select-text"
          onFocus={(event) => event.currentTarget.select()}
          onBlur={(event) => keep(event.currentTarget.value)}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key !== 'Escape') return;
            event.currentTarget.blur();
            canvasApi()?.focus();
          }}
        />
      ) : (
        <RichLabel text={note.text} className="block whitespace-pre-wrap break-words" />
      )}
    </div>
  );
});

import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Note } from '../../model/notes';
import { cx } from '../../ui/cx';
import { RichLabel } from '../../ui/Tex';
import { NoteField } from './NoteField';

export type NoteNode = Node<{ readonly note: Note; readonly editing: boolean }, 'note'>;

/** A note: text with TeX between `$`. A double-click or Enter edits it in place; Escape or a click elsewhere keeps what was typed. */
export const NoteCard = memo(function NoteCard({ data, selected }: NodeProps<NoteNode>) {
  const { note, editing } = data;
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
        <NoteField note={note} />
      ) : (
        <RichLabel text={note.text} className="block whitespace-pre-wrap break-words" />
      )}
    </div>
  );
});

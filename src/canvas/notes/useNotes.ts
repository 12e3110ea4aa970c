/** Notes as React Flow's nodes. They lie under the cards. */
import { useMemo } from 'react';
import { notesOf } from '../../model/notes';
import { useDocument } from '../../store/document';
import { useSession } from '../../store/session';
import { describeNote } from '../describe';
import type { Measured } from '../edges/frames';
import type { NoteNode } from './NoteCard';

/** Before a note's id among React Flow's nodes: no node of the network has such an id. */
const PREFIX = 'note:';

/** The note that one of React Flow's nodes is, or null. */
export function noteOf(id: string): string | null {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : null;
}

/** What a note is called among React Flow's nodes. */
export function flowIdOfNote(id: string): string {
  return PREFIX + id;
}

/** Notes of the document as nodes of React Flow. */
export function useNotes(measured: Measured): NoteNode[] {
  const notes = useDocument((state) => state.doc.extra.notes);
  const selected = useSession((state) => state.selectedNotes);
  const edited = useSession((state) => state.editedNote);
  return useMemo(
    () =>
      notesOf({ ...useDocument.getState().doc, extra: { notes: notes ?? [] } }).map((note) => ({
        id: flowIdOfNote(note.id),
        type: 'note',
        position: { x: note.x, y: note.y },
        selected: selected.has(note.id),
        connectable: false,
        ariaLabel: describeNote(note),
        zIndex: -1,
        // React Flow hides what it has not measured, and what is hidden cannot take the focus.
        data: { note, editing: edited === note.id && measured.has(PREFIX + note.id) },
        ...(measured.has(PREFIX + note.id) ? { measured: measured.get(PREFIX + note.id) } : {}),
      })),
    [notes, selected, edited, measured],
  );
}

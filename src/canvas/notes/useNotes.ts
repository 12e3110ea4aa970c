/** Notes as React Flow's nodes, and what dragging and selecting does to them. They lie under the cards. */
import type { NodeChange } from '@xyflow/react';
import { useMemo } from 'react';
import { moveNote } from '../../model/commands/notes';
import { notesOf } from '../../model/notes';
import { useDocument } from '../../store/document';
import { useSession } from '../../store/session';
import { newGesture } from '../../ui/NumberField';
import { attempt } from '../attempt';
import type { Measured } from '../edges/frames';
import type { NoteNode } from './NoteCard';

/** Before a note's id among React Flow's nodes: no node of the network has such an id. */
const PREFIX = 'note:';

export function useNotes(measured: Measured): NoteNode[] {
  const notes = useDocument((state) => state.doc.extra.notes);
  const selected = useSession((state) => state.selectedNote);
  const edited = useSession((state) => state.editedNote);
  return useMemo(
    () =>
      notesOf({ ...useDocument.getState().doc, extra: { notes: notes ?? [] } }).map((note) => ({
        id: PREFIX + note.id,
        type: 'note',
        position: { x: note.x, y: note.y },
        selected: selected === note.id,
        connectable: false,
        zIndex: -1,
        // React Flow hides what it has not measured, and what is hidden cannot take the focus.
        data: { note, editing: edited === note.id && measured.has(PREFIX + note.id) },
        ...(measured.has(PREFIX + note.id) ? { measured: measured.get(PREFIX + note.id) } : {}),
      })),
    [notes, selected, edited, measured],
  );
}

let gesture: string | null = null;

/** Takes the changes that are about notes, and hands back the others. */
export function takeNoteChanges<T extends NodeChange>(changes: readonly T[]): T[] {
  return changes.filter((change) => {
    if (!('id' in change) || !change.id.startsWith(PREFIX)) return true;
    const id = change.id.slice(PREFIX.length);
    if (change.type === 'position' && change.position) {
      if (change.dragging) gesture ??= newGesture();
      const { x, y } = change.position;
      const { doc } = useDocument.getState();
      attempt('Move a note', moveNote(doc, id, Math.round(x), Math.round(y)), gesture ?? undefined);
      if (!change.dragging) gesture = null;
    }
    if (change.type === 'select') {
      const { selectedNote, set } = useSession.getState();
      if (change.selected) set({ selectedNote: id });
      else if (selectedNote === id) set({ selectedNote: null });
    }
    return false;
  });
}

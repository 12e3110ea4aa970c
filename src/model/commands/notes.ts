/** Commands on notes. */
import { NOTE_WIDTH, type Note, notesOf } from '../notes';
import type { Json, NetworkDocument } from '../types';
import { type CommandResult, refuse } from './result';

/** Most notes that a network carries, and the longest of them. */
const MOST = 500;
const LONGEST = 10_000;

function withNotes(doc: NetworkDocument, entries: readonly Json[]): CommandResult {
  const { notes: _, ...rest } = doc.extra;
  const extra = entries.length === 0 ? rest : { ...rest, notes: entries };
  return [{ type: 'meta', before: { name: doc.name, extra: doc.extra }, after: { name: doc.name, extra } }];
}

/** What stands in `notes`, ours or not. */
function entriesOf(doc: NetworkDocument): readonly Json[] {
  return Array.isArray(doc.extra.notes) ? (doc.extra.notes as readonly Json[]) : [];
}

function idOf(entry: Json): unknown {
  return typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? (entry as { id?: Json }).id : undefined;
}

/** Changes one note; its other fields, known or not, stay. */
function change(doc: NetworkDocument, id: string, part: Partial<Note>): CommandResult {
  return withNotes(
    doc,
    entriesOf(doc).map((entry) => (idOf(entry) === id ? { ...(entry as { [key: string]: Json }), ...part } : entry)),
  );
}

/** Adds a note; its id is the first free `note1`, `note2`, … */
export function addNote(doc: NetworkDocument, text: string, x: number, y: number): CommandResult {
  const entries = entriesOf(doc);
  if (doc.extra.notes !== undefined && !Array.isArray(doc.extra.notes)) {
    return refuse('This file uses its field notes for something else, so no note can be kept in it.');
  }
  if (entries.length >= MOST) return refuse(`A network carries at most ${MOST} notes.`);
  const taken = new Set(entries.map(idOf));
  let n = 1;
  while (taken.has(`note${n}`)) n += 1;
  return withNotes(doc, [...entries, { id: `note${n}`, text, x, y, width: NOTE_WIDTH.usual }]);
}

/** Changes a note's text; an empty one takes the note away. */
export function editNote(doc: NetworkDocument, id: string, text: string): CommandResult {
  const note = notesOf(doc).find((candidate) => candidate.id === id);
  if (!note) return refuse(`There is no note ${id}.`);
  if (text.length > LONGEST) return refuse(`A note holds at most ${LONGEST} characters; this one has ${text.length}.`);
  if (text.trim() === '') return removeNote(doc, id);
  return note.text === text ? [] : change(doc, id, { text });
}

/** Moves a note. */
export function moveNote(doc: NetworkDocument, id: string, x: number, y: number): CommandResult {
  const note = notesOf(doc).find((candidate) => candidate.id === id);
  if (!note || (note.x === x && note.y === y)) return [];
  return change(doc, id, { x, y });
}

export function removeNote(doc: NetworkDocument, id: string): CommandResult {
  return withNotes(
    doc,
    entriesOf(doc).filter((entry) => idOf(entry) !== id),
  );
}

/** Commands on notes. */
import { NOTE_WIDTH, type Note, notesOf } from '../notes';
import type { Diff, Json, NetworkDocument, Position } from '../types';
import { canKeep, entriesOf, idOfEntry, listsChange, takeId } from './extraList';
import { fitting, refusePlaces } from './fits';
import { type CommandResult, refuse } from './result';

/** Most notes that a network carries, and the characters of the longest. */
export const MOST_NOTES = 500;
export const LONGEST_NOTE = 10_000;

function tooLong(text: string): { readonly refused: string } {
  return refuse(`A note holds at most ${LONGEST_NOTE} characters; this one has ${text.length}.`);
}

/** Changes notes; their other fields, known or not, stay. */
function change(doc: NetworkDocument, parts: ReadonlyMap<string, Partial<Note>>): Diff {
  const entries = entriesOf(doc.extra, 'notes').map((entry) => {
    const part = parts.get(idOfEntry(entry) as string);
    return part ? { ...(entry as { [key: string]: Json }), ...part } : entry;
  });
  return [listsChange(doc, { notes: entries })];
}

/** Adds a note; its id is the first free `note1`, `note2`, … */
export function addNote(doc: NetworkDocument, text: string, x: number, y: number): CommandResult {
  const entries = entriesOf(doc.extra, 'notes');
  if (!canKeep(doc.extra, 'notes')) {
    return refuse('This file uses its field notes for something else, so no note can be kept in it.');
  }
  if (entries.length >= MOST_NOTES) return refuse(`A network carries at most ${MOST_NOTES} notes.`);
  if (text.length > LONGEST_NOTE) return tooLong(text);
  const far = refusePlaces([{ x, y }]);
  if (far) return far;
  const id = takeId('note', new Set(entries.map(idOfEntry)));
  return fitting(doc, [listsChange(doc, { notes: [...entries, { id, text, x, y, width: NOTE_WIDTH.usual }] })]);
}

/** Changes a note's text; an empty one takes the note away. */
export function editNote(doc: NetworkDocument, id: string, text: string): CommandResult {
  const note = notesOf(doc).find((candidate) => candidate.id === id);
  if (!note) return refuse(`There is no note ${id}.`);
  if (text.length > LONGEST_NOTE) return tooLong(text);
  if (text.trim() === '') return removeNotes(doc, [id]);
  return note.text === text ? [] : fitting(doc, change(doc, new Map([[id, { text }]])));
}

/** Moves notes. */
export function moveNotes(doc: NetworkDocument, places: ReadonlyMap<string, Position>): CommandResult {
  const far = refusePlaces(places.values());
  if (far) return far;
  const moved = new Map<string, Position>();
  for (const { id, x, y } of notesOf(doc)) {
    const place = places.get(id);
    if (place && (place.x !== x || place.y !== y)) moved.set(id, { x: place.x, y: place.y });
  }
  return moved.size === 0 ? [] : change(doc, moved);
}

/** Takes notes away. */
export function removeNotes(doc: NetworkDocument, ids: Iterable<string>): CommandResult {
  const gone = new Set<unknown>(ids);
  const entries = entriesOf(doc.extra, 'notes');
  const kept = entries.filter((entry) => !gone.has(idOfEntry(entry)));
  return kept.length === entries.length ? [] : [listsChange(doc, { notes: kept })];
}

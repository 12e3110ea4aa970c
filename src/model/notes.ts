/** Notes on the canvas: text, with TeX between `$`, that the engine never sees. They are kept in the file's field `notes`. */
import type { Json, NetworkDocument } from './types';

export interface Note {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Width of a note, canvas pixels: as made, and the least and most that a file may ask for. */
export const NOTE_WIDTH = { usual: 220, least: 80, most: 2000 } as const;

function isNote(value: Json): value is Json & { id: string; text: string; x: number; y: number; width?: number } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { id, text, x, y, width } = value as { readonly [key: string]: Json };
  if (typeof id !== 'string' || !/^note\d{1,9}$/.test(id) || typeof text !== 'string') return false;
  return typeof x === 'number' && typeof y === 'number' && (width === undefined || typeof width === 'number');
}

/** The notes of a document. What stands in `notes` and is none is left alone: the field may be somebody else's. */
export function notesOf(doc: NetworkDocument): readonly Note[] {
  const { notes } = doc.extra;
  if (!Array.isArray(notes)) return [];
  const seen = new Set<string>();
  return (notes as readonly Json[]).flatMap((entry): Note[] => {
    if (!isNote(entry) || seen.has(entry.id)) return [];
    seen.add(entry.id);
    const { id, text, x, y } = entry;
    const width = Math.min(NOTE_WIDTH.most, Math.max(NOTE_WIDTH.least, entry.width ?? NOTE_WIDTH.usual));
    return [{ id, text, x, y, width }];
  });
}

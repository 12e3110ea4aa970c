/** Lists of things that only the canvas knows (notes, groups), kept in the document's extra fields. Entries of somebody else stay. */
import type { Change, Extra, Json, NetworkDocument } from '../types';

export type ListName = 'notes' | 'groups';

/** What stands in the list, ours or not. */
export function entriesOf(extra: Extra, list: ListName): readonly Json[] {
  const entries = extra[list];
  return Array.isArray(entries) ? (entries as readonly Json[]) : [];
}

/** The id of an entry; undefined for what is no entry of ours. */
export function idOfEntry(entry: Json): unknown {
  return typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? (entry as { id?: Json }).id : undefined;
}

/** False when a file uses the field for something that is no list, so that nothing can be kept in it. */
export function canKeep(extra: Extra, list: ListName): boolean {
  return extra[list] === undefined || Array.isArray(extra[list]);
}

/** Puts new lists in the place of the old ones, in one change; an empty list takes the field away. */
export function listsChange(
  doc: NetworkDocument,
  lists: { readonly [list in ListName]?: readonly Json[] },
): Change & { readonly type: 'meta' } {
  const extra: Record<string, Json> = { ...doc.extra };
  for (const [list, entries] of Object.entries(lists)) {
    delete extra[list];
    if (entries.length > 0) extra[list] = entries;
  }
  return { type: 'meta', before: { name: doc.name, extra: doc.extra }, after: { name: doc.name, extra } };
}

/** The first of `stem1`, `stem2`, … that is not taken; taken from then on. */
export function takeId(stem: string, taken: Set<unknown>): string {
  let n = 1;
  while (taken.has(`${stem}${n}`)) n += 1;
  taken.add(`${stem}${n}`);
  return `${stem}${n}`;
}

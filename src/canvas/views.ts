/** How each node is drawn: by its units, or as one block. By hand, by a threshold, and by zoom. */
import type { NetworkDocument, NodeRecord } from '../model/types';
import { foldOf } from './groups/fold';
import { columnOf, unitsOf } from './nodes/unitGeometry';

/**
 * `units`: every unit and every weight. `far`: the same room, but too small on the screen to tell units apart. `hidden`: a
 * collapsed group is drawn in its place.
 */
export type View = 'block' | 'units' | 'far' | 'hidden';

/** On the screen, units closer together than this are drawn as one strip, and the weights that enter them as one line. */
const FAR = 5;
/** Where somebody asked for the units by hand, they stay to the last pixel. */
const FAR_BY_HAND = 1.2;
/** They are drawn one by one again only this much closer: a zoom that trembles about the limit changes nothing. */
const BACK = 1.15;

/** The view of one node; `unitsUpTo`: the largest layer that is drawn by its units unasked; `now`: how it is drawn. */
export function viewOf(record: NodeRecord, unitsUpTo: number, zoom: number, now?: View): View {
  const size = unitsOf(record);
  const column = columnOf(record);
  if (size === null || column === null) return 'block';
  const wish = record.kind === 'loss' ? undefined : record.view;
  if (wish === 'block' || (wish === undefined && size > unitsUpTo)) return 'block';
  const limit = (wish === 'units' ? FAR_BY_HAND : FAR) * (now === 'far' ? BACK : 1);
  return column.pitch * zoom < limit ? 'far' : 'units';
}

const NONE: ReadonlyMap<string, View> = new Map();

/** Views of all nodes as one string a node: equal strings mean equal views, so that a zoom step re-renders nothing. */
export function viewKey(
  doc: NetworkDocument,
  unitsUpTo: number,
  zoom: number,
  now: ReadonlyMap<string, View> = NONE,
): string {
  const { cards } = foldOf(doc);
  let key = '';
  for (const record of doc.nodes)
    key += cards.has(record.id) ? 'h' : viewOf(record, unitsUpTo, zoom, now.get(record.id))[0];
  return key;
}

const BY_LETTER: Readonly<Record<string, View>> = { b: 'block', u: 'units', f: 'far', h: 'hidden' };

/** Node id → view, from a key of the same document. */
export function viewsFromKey(doc: NetworkDocument, key: string): ReadonlyMap<string, View> {
  return new Map(doc.nodes.map((record, at) => [record.id, BY_LETTER[key[at]] ?? 'block']));
}

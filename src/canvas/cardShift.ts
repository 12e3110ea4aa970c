/**
 * How far cards are drawn from where their nodes stand. A document says where cards stand as they are usually drawn; the
 * threshold of this window draws some of them otherwise, around the same middle, and the document knows nothing of it. Pure.
 */
import type { NetworkDocument, NodeRecord } from '../model/types';
import { UNITS_UP_TO } from '../store/session';
import { askedView, heightOf } from './cardBox';

function shiftOf(doc: NetworkDocument, record: NodeRecord, unitsUpTo: number): number {
  if (record.kind === 'loss' || record.view !== undefined || record.size < 2) return 0;
  const [usual, now] = [askedView(record, UNITS_UP_TO), askedView(record, unitsUpTo)];
  return usual === now ? 0 : Math.round((heightOf(doc, record, usual) - heightOf(doc, record, now)) / 2);
}

const NONE: ReadonlyMap<string, number> = new Map();

/** Node id → how much further down its card is drawn, canvas pixels; nothing for cards that stand where the document says. */
export function cardShifts(doc: NetworkDocument, unitsUpTo: number): ReadonlyMap<string, number> {
  if (unitsUpTo === UNITS_UP_TO) return NONE;
  const shifts = new Map<string, number>();
  for (const record of doc.nodes) {
    const by = shiftOf(doc, record, unitsUpTo);
    if (by !== 0) shifts.set(record.id, by);
  }
  return shifts;
}

const moved = new WeakMap<NodeRecord, { readonly by: number; readonly record: NodeRecord }>();

/** A node where its card is drawn; the same record as long as nothing about it changes. */
export function shiftedNode(record: NodeRecord, by: number): NodeRecord {
  if (by === 0) return record;
  const known = moved.get(record);
  if (known?.by === by) return known.record;
  const { x, y } = record.position;
  const made = { ...record, position: { x, y: y + by } };
  moved.set(record, { by, record: made });
  return made;
}

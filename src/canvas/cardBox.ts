/** How large the card of a node is drawn: for what is not drawn yet, or not as it usually is. All lengths in canvas pixels. Pure. */
import type { NetworkDocument, NodeRecord, NodeView } from '../model/types';
import type { Box } from './geometry';
import { BLOCK_WIDTH, blockHeight } from './nodes/blockGeometry';
import { BORDER, columnOf } from './nodes/unitGeometry';

/** Cards without units: a longer name or value makes some of them wider. */
const SINGLE = {
  input: { width: 106, height: 46 },
  layer: { width: 170, height: 100 },
  op: { width: 92, height: 58 },
  loss: { width: 174, height: 80 },
} as const;

/** How a node is drawn where nothing is too small to be seen: as its record says, else by a threshold. */
export function askedView(record: NodeRecord, unitsUpTo: number): NodeView {
  const asked = record.kind === 'loss' ? undefined : record.view;
  return asked ?? (record.kind !== 'loss' && record.size <= unitsUpTo ? 'units' : 'block');
}

/** Height of a node's card. */
export function heightOf(doc: NetworkDocument, record: NodeRecord, view: NodeView): number {
  const column = view === 'units' ? columnOf(record) : null;
  return column ? column.height + 2 * BORDER : blockHeight(doc, record);
}

/** The box of a node's card where its record stands; `unitsUpTo`: the largest layer that is drawn by its units unasked. */
export function cardBox(doc: NetworkDocument, record: NodeRecord, unitsUpTo: number): Box {
  const { x, y } = record.position;
  const column = columnOf(record);
  if (!column) return { x, y, ...SINGLE[record.kind] };
  const view = askedView(record, unitsUpTo);
  const width = view === 'block' ? BLOCK_WIDTH : column.width;
  return { x, y, width: width + 2 * BORDER, height: heightOf(doc, record, view) };
}

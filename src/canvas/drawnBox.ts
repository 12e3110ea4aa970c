/** The room that a card will take: for what is not drawn yet. Pure. */
import type { NetworkDocument, NodeRecord } from '../model/types';
import { heightOf } from './cardShift';
import type { Box } from './geometry';
import { groupOfCard, usualBox } from './groups/fold';
import { BLOCK_WIDTH } from './nodes/blockGeometry';
import { BORDER, columnOf } from './nodes/unitGeometry';
import { viewOf } from './views';

/** `node`: of the document as it is seen; `unitsUpTo`: the largest layer that is drawn by its units unasked. */
export function drawnBox(doc: NetworkDocument, node: NodeRecord, unitsUpTo: number): Box {
  const column = groupOfCard(node.id) === null ? columnOf(node) : null;
  if (!column) return usualBox(node);
  const view = viewOf(node, unitsUpTo, 1) === 'block' ? 'block' : 'units';
  const width = view === 'block' ? BLOCK_WIDTH : column.width;
  return { ...node.position, width: width + 2 * BORDER, height: heightOf(doc, node, view) };
}

/** The room that a card will take: for what is not drawn yet. Pure. */
import type { NetworkDocument, NodeRecord } from '../model/types';
import type { Box } from './geometry';
import { groupOfCard, usualBox } from './groups/fold';
import { BLOCK_WIDTH, blockHeight } from './nodes/blockGeometry';
import { BORDER, columnOf } from './nodes/unitGeometry';
import { viewOf } from './views';

/** `node`: of the document as it is seen; `unitsUpTo`: the largest layer that is drawn by its units unasked. */
export function drawnBox(doc: NetworkDocument, node: NodeRecord, unitsUpTo: number): Box {
  const column = groupOfCard(node.id) === null ? columnOf(node) : null;
  if (!column) return usualBox(node);
  const { x, y } = node.position;
  if (viewOf(node, unitsUpTo, 1) === 'block') {
    return { x, y, width: BLOCK_WIDTH + 2 * BORDER, height: blockHeight(doc, node) };
  }
  return { x, y, width: column.width + 2 * BORDER, height: column.height + 2 * BORDER };
}

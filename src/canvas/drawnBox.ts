/** The room that a card will take: for what is not drawn yet. Pure. */
import type { NetworkDocument, NodeRecord } from '../model/types';
import { cardBox } from './cardBox';
import type { Box } from './geometry';
import { CARD, groupOfCard } from './groups/fold';

/** `node`: of the document as it is seen; `unitsUpTo`: the largest layer that is drawn by its units unasked. */
export function drawnBox(doc: NetworkDocument, node: NodeRecord, unitsUpTo: number): Box {
  const { x, y } = node.position;
  return groupOfCard(node.id) === null ? cardBox(doc, node, unitsUpTo) : { x, y, ...CARD };
}

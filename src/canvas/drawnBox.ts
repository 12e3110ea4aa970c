/** The room that a card will take: for what is not drawn yet. Pure. */
import type { CardBox } from '../model/commands/arrange';
import type { NetworkDocument, NodeRecord } from '../model/types';
import { cardBox } from './cardBox';
import type { Box } from './geometry';
import { CARD, drawnIds, foldOf, groupOfCard } from './groups/fold';

/** `node`: of the document as it is seen; `unitsUpTo`: the largest layer that is drawn by its units unasked. */
export function drawnBox(doc: NetworkDocument, node: NodeRecord, unitsUpTo: number): Box {
  const { x, y } = node.position;
  return groupOfCard(node.id) === null ? cardBox(doc, node, unitsUpTo) : { x, y, ...CARD };
}

/** The cards that will be drawn for the given nodes. */
export function drawnCards(doc: NetworkDocument, ids: Iterable<string>, unitsUpTo: number): readonly CardBox[] {
  const drawn = new Set(drawnIds(doc, ids));
  return foldOf(doc, unitsUpTo).doc.nodes.flatMap((node) =>
    drawn.has(node.id) ? [{ id: node.id, ...drawnBox(doc, node, unitsUpTo) }] : [],
  );
}

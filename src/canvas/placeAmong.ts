/** Where a card goes that wants to stand somewhere, among others of which some are locked. */
import type { CardBox } from '../model/commands/arrange';
import { type Room, roomFor } from '../model/commands/room';
import type { NetworkDocument } from '../model/types';
import { canvasApi } from './api';
import { freeSpot } from './freeSpot';
import { foldOf } from './groups/fold';

/** The cards of a document that stay where they are: of locked nodes, and of collapsed groups that hold one. */
export function lockedCards(doc: NetworkDocument): ReadonlySet<string> {
  return new Set(foldOf(doc).doc.nodes.flatMap((node) => (node.locked ? [node.id] : [])));
}

/**
 * A place for a card and where others give way to it (`roomFor`); where one that would have to is locked, the nearest free
 * place, and nothing moves. `source`: the card that it follows.
 */
export function placeAmong(
  card: CardBox,
  others: readonly CardBox[],
  source: string,
  locked: ReadonlySet<string>,
): Room {
  const room = roomFor(card, others, source, locked);
  if (room) return room;
  const middle = { x: card.x + card.width / 2, y: card.y + card.height / 2 };
  return { place: freeSpot(others, card, middle, canvasApi()?.sight().seen ?? card), moved: new Map() };
}

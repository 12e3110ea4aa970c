/** Showing the nodes of collapsed groups again, with room made where others have come to stand meanwhile. */
import type { CardBox } from '../../model/commands/arrange';
import { sequence } from '../../model/commands/build';
import { setCollapsed } from '../../model/commands/groups';
import { moveNodes } from '../../model/commands/nodes';
import type { CommandResult } from '../../model/commands/result';
import { roomAround } from '../../model/commands/roomAround';
import { applyDiff } from '../../model/diff';
import { nodeById } from '../../model/document';
import { groupsOf } from '../../model/groups';
import type { NetworkDocument, Position } from '../../model/types';
import { useSession } from '../../store/session';
import { canvasApi } from '../api';
import { drawnCards } from '../drawnBox';
import { overlaps } from '../geometry';
import { lockedCards, placeAmong } from '../placeAmong';
import { CARD, cardOf, foldOf, unfoldPlaces } from './fold';
import { frameAround } from './frameBox';

type Places = ReadonlyMap<string, Position>;
type Sizes = ReadonlyMap<string, CardBox>;

/** All cards of a document, as large as they are where they have been drawn. */
function cardsOf(doc: NetworkDocument, measured: Sizes): readonly CardBox[] {
  const ids = doc.nodes.map(({ id }) => id);
  return drawnCards(doc, ids, useSession.getState().unitsUpTo).map((card) => {
    const { width, height } = measured.get(card.id) ?? card;
    return { ...card, width, height };
  });
}

/** Where cards go so that those of a group that has just been expanded lie under no other; none where they do not. */
function placesFor(before: NetworkDocument, doc: NetworkDocument, group: string, measured: Sizes): Places {
  const members = new Set(groupsOf(doc).find(({ id }) => id === group)?.members);
  const cards = cardsOf(doc, measured);
  const own = cards.filter(({ id }) => members.has(id));
  const others = cards.filter(({ id }) => !members.has(id));
  // What stood between its nodes before it was collapsed may stand there again.
  if (!own.some((card) => others.some((other) => overlaps(card, other)))) return new Map();
  const frame = frameAround(own);
  const core = { ...(nodeById(foldOf(before).doc, cardOf(group))?.position ?? frame), ...CARD };
  const locked = lockedCards(doc);
  const around = roomAround(frame, core, others, locked);
  if (around || own.some(({ id }) => locked.has(id))) return around ?? new Map();
  // A locked node is in the way: then the group gives way to it.
  const { place, moved } = placeAmong({ ...frame, id: group }, others, '', locked);
  const along = own.map((card) => [card.id, { x: card.x + place.x - frame.x, y: card.y + place.y - frame.y }] as const);
  return new Map([...moved, ...along]);
}

/** Shows the nodes of groups again; what would lie under them gives way, but for locked nodes. */
export function expand(doc: NetworkDocument, groups: readonly string[]): CommandResult {
  const drawn = canvasApi()?.boxes(doc.nodes.map(({ id }) => id)) ?? [];
  const measured = new Map(drawn.map((card) => [card.id, card]));
  const expanded = (group: string) => (now: NetworkDocument) => {
    const shown = setCollapsed(now, [group], false);
    if ('refused' in shown) return shown;
    const after = applyDiff(now, shown);
    const places = unfoldPlaces(after, placesFor(now, after, group, measured));
    return sequence(now, [() => shown, () => moveNodes(after, places)]);
  };
  return sequence(doc, groups.map(expanded));
}

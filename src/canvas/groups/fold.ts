/**
 * The document as it is seen: a collapsed group is one card in place of its nodes, and a layer that is drawn otherwise than
 * usual keeps its middle. Only geometry asks here (laying out, aligning, snapping, where lines end); numbers and paths always
 * belong to the nodes themselves.
 */
import { groupsOf } from '../../model/groups';
import type { EdgeRecord, NetworkDocument, NodeRecord, Position } from '../../model/types';
import { UNITS_UP_TO, useSession } from '../../store/session';
import { cardBox } from '../cardBox';
import { cardShifts, shiftedNode } from '../cardShift';

/** Size of the card of a collapsed group. */
export const CARD = { width: 188, height: 78 } as const;

const CARD_PREFIX = 'group:';
const FRAME_PREFIX = 'frame:';

/** What the card of a group is called among the nodes that are drawn: no node of a document has such an id. */
export function cardOf(group: string): string {
  return CARD_PREFIX + group;
}

/** What the frame of a group is called among them. */
export function frameOf(group: string): string {
  return FRAME_PREFIX + group;
}

/** The group whose frame an id names, or null. */
export function groupOfFrame(id: string): string | null {
  return id.startsWith(FRAME_PREFIX) ? id.slice(FRAME_PREFIX.length) : null;
}

/** The group whose card an id names, or null for a node's own id. */
export function groupOfCard(id: string): string | null {
  return id.startsWith(CARD_PREFIX) ? id.slice(CARD_PREFIX.length) : null;
}

export interface Fold {
  /** The document with a stand-in for each collapsed group, nodes where they are drawn; the document itself if it is seen as it is. */
  readonly doc: NetworkDocument;
  /** Node that is not drawn → the card that stands for it. */
  readonly cards: ReadonlyMap<string, string>;
  /** Node that is not drawn → how far above or below the card's middle its lines end, so that they stay apart. */
  readonly ports: ReadonlyMap<string, number>;
  /** Node that is drawn elsewhere than it stands → how much further down. */
  readonly shifts: ReadonlyMap<string, number>;
}

const cache = new WeakMap<NetworkDocument, { readonly unitsUpTo: number; readonly fold: Fold }>();
const NO_CARDS: ReadonlyMap<string, string> = new Map();
const NO_PORTS: ReadonlyMap<string, number> = new Map();

/** Room for lines at the side of a card, and the most between two of them. */
const SIDE = CARD.height - 24;
const APART = 16;

/** Nodes that an edge joins to something outside their own card. */
function joinedOutside(doc: NetworkDocument, cards: ReadonlyMap<string, string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { source, target } of doc.edges) {
    if (cards.get(source) === cards.get(target)) continue;
    found.add(source);
    found.add(target);
  }
  return found;
}

/** Ports in the order in which the nodes stand, from top to bottom. */
function portsOf(nodes: readonly NodeRecord[]): [string, number][] {
  const sorted = [...nodes].sort((a, b) => a.position.y - b.position.y || a.position.x - b.position.x);
  const apart = Math.min(APART, SIDE / Math.max(1, sorted.length - 1));
  return sorted.map(({ id }, at) => [id, (at - (sorted.length - 1) / 2) * apart]);
}

/** The middle of what the cards of nodes cover, as they are usually drawn: what was measured is gone while they are hidden. */
function middleOf(doc: NetworkDocument, nodes: readonly NodeRecord[]): Position {
  const boxes = nodes.map((node) => cardBox(doc, node, UNITS_UP_TO));
  const middle = (low: number[], high: number[]) => (Math.min(...low) + Math.max(...high)) / 2;
  return {
    x: middle(
      boxes.map((box) => box.x),
      boxes.map((box) => box.x + box.width),
    ),
    y: middle(
      boxes.map((box) => box.y),
      boxes.map((box) => box.y + box.height),
    ),
  };
}

function fold(doc: NetworkDocument, unitsUpTo: number): Fold {
  const shifts = cardShifts(doc, unitsUpTo);
  const shifted = (nodes: readonly NodeRecord[]) =>
    shifts.size === 0 ? nodes : nodes.map((node) => shiftedNode(node, shifts.get(node.id) ?? 0));
  const collapsed = groupsOf(doc).filter((group) => group.collapsed);
  if (collapsed.length === 0) {
    const seen = shifts.size === 0 ? doc : { ...doc, nodes: shifted(doc.nodes) };
    return { doc: seen, cards: NO_CARDS, ports: NO_PORTS, shifts };
  }
  const cards = new Map(collapsed.flatMap(({ id, members }) => members.map((member) => [member, cardOf(id)] as const)));
  const byId = new Map(doc.nodes.map((node) => [node.id, node]));
  const ports = new Map<string, number>();
  const joined = joinedOutside(doc, cards);
  const standIns = collapsed.map(({ id, members }): NodeRecord => {
    const nodes = members.flatMap((member) => byId.get(member) ?? []);
    for (const [node, port] of portsOf(nodes.filter(({ id: node }) => joined.has(node)))) ports.set(node, port);
    const { x, y } = middleOf(doc, nodes);
    const position = { x: Math.round(x - CARD.width / 2), y: Math.round(y - CARD.height / 2) };
    const locked = nodes.some((node) => node.locked) ? { locked: true as const } : {};
    return { id: cardOf(id), kind: 'op', op: 'concat', size: 1, position, ...locked };
  });
  const seen = new Set<string>();
  const edges: EdgeRecord[] = [];
  for (const edge of doc.edges) {
    const source = cards.get(edge.source) ?? edge.source;
    const target = cards.get(edge.target) ?? edge.target;
    const key = `${source} ${target}`;
    if (source === target || seen.has(key)) continue;
    seen.add(key);
    edges.push({ ...edge, source, target });
  }
  return {
    doc: { ...doc, nodes: [...shifted(doc.nodes.filter(({ id }) => !cards.has(id))), ...standIns], edges },
    cards,
    ports,
    shifts,
  };
}

/** The document as it is seen by a threshold, by the one of this window unless another is said; computed once a document. */
export function foldOf(doc: NetworkDocument, unitsUpTo: number = useSession.getState().unitsUpTo): Fold {
  const known = cache.get(doc);
  if (known?.unitsUpTo === unitsUpTo) return known.fold;
  const made = fold(doc, unitsUpTo);
  cache.set(doc, { unitsUpTo, fold: made });
  return made;
}

/** Ids of the cards that are drawn for the given nodes. */
export function drawnIds(doc: NetworkDocument, nodes: Iterable<string>): readonly string[] {
  const { cards } = foldOf(doc);
  return [...new Set([...nodes].map((id) => cards.get(id) ?? id))];
}

/** Ids of the nodes that the given cards stand for, or that lie in the given frames; a node stands for itself. */
export function nodesBehind(doc: NetworkDocument, ids: Iterable<string>): readonly string[] {
  return [...ids].flatMap((id) => {
    const group = groupOfCard(id) ?? groupOfFrame(id);
    return group === null ? [id] : (groupsOf(doc).find((candidate) => candidate.id === group)?.members ?? []);
  });
}

/**
 * Places of cards as places of the nodes behind them: the nodes of a collapsed group keep their distances, and what is drawn
 * elsewhere than it stands goes as far.
 */
export function unfoldPlaces(
  doc: NetworkDocument,
  places: ReadonlyMap<string, Position>,
): ReadonlyMap<string, Position> {
  const { doc: folded, cards, shifts: drawn } = foldOf(doc);
  if (cards.size + drawn.size === 0) return places;
  const result = new Map<string, Position>();
  for (const [id, { x, y }] of places) if (groupOfCard(id) === null) result.set(id, { x, y: y - (drawn.get(id) ?? 0) });
  const shifts = new Map<string, Position>();
  for (const { id, position } of folded.nodes) {
    const to = places.get(id);
    if (to && groupOfCard(id) !== null) shifts.set(id, { x: to.x - position.x, y: to.y - position.y });
  }
  for (const { id, position } of doc.nodes) {
    const by = shifts.get(cards.get(id) ?? '');
    if (by) result.set(id, { x: position.x + by.x, y: position.y + by.y });
  }
  return result;
}

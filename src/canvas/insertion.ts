/** Putting a node on an edge of the canvas, with room made for its card; one undo step. */
import { insertNode, insertOnEdge, sequence } from '../model/commands/build';
import { regroup } from '../model/commands/groups';
import { moveNodes, type NodeChoice } from '../model/commands/nodes';
import type { CommandResult } from '../model/commands/result';
import type { Room } from '../model/commands/room';
import { applyDiff } from '../model/diff';
import { edgeById, incoming, nodeById, outgoing, sizeOf } from '../model/document';
import type { NetworkDocument } from '../model/types';
import { useDocument } from '../store/document';
import { initNow, type SessionState, useSession } from '../store/session';
import { canvasApi } from './api';
import { attempt } from './attempt';
import { drawnBox } from './drawnBox';
import type { Size } from './freeSpot';
import type { Box } from './geometry';
import { drawnIds, foldOf, unfoldPlaces } from './groups/fold';
import { groupAround, joinFrames } from './groups/joining';
import { lockedCards, placeAmong } from './placeAmong';

type Regrouping = SessionState['regrouping'];

function roomOn(doc: NetworkDocument, edge: string, id: string, box: Box): Room {
  const ids = doc.nodes.flatMap((node) => (node.id === id ? [] : [node.id]));
  const [source] = drawnIds(doc, [edgeById(doc, edge)?.source ?? '']);
  return placeAmong({ ...box, id }, canvasApi()?.boxes(ids) ?? [], source, lockedCards(doc));
}

/** A box of another size around the same middle. */
function resized({ x, y, width, height }: Box, to: Size): Box {
  return {
    x: Math.round(x + (width - to.width) / 2),
    y: Math.round(y + (height - to.height) / 2),
    width: to.width,
    height: to.height,
  };
}

const roomMade =
  ({ moved }: Room) =>
  (doc: NetworkDocument): CommandResult =>
    moveNodes(doc, unfoldPlaces(doc, moved));

/** The node that was added last joins the group in whose frame it was put, its card at the given box. */
export const joinsAt =
  (box: Box) =>
  (doc: NetworkDocument): CommandResult => {
    const id = doc.nodes.at(-1)?.id ?? '';
    return joinFrames(doc, canvasApi()?.frames() ?? [], [{ ...box, id }]);
  };

/** A new node on an edge, its card about the middle of the given box: it takes as many units as come in. */
export function insertNew(edge: string, choice: NodeChoice, box: Box): CommandResult {
  const { doc } = useDocument.getState();
  const init = initNow();
  const made = insertOnEdge(doc, edge, choice, box, init);
  if ('refused' in made) return made;
  const after = applyDiff(doc, made);
  const node = after.nodes[after.nodes.length - 1];
  const room = roomOn(doc, edge, '', resized(box, drawnBox(after, node, useSession.getState().unitsUpTo)));
  const around = groupAround(doc, edge);
  return sequence(doc, [
    (now) => insertOnEdge(now, edge, choice, room.place, init),
    around === null ? joinsAt(box) : (now) => regroup(now, new Map([[now.nodes.at(-1)?.id ?? '', around]])),
    roomMade(room),
  ]);
}

/**
 * A drag of a node ends on an edge: the node is put on it where it lies. Refused, it has been moved there. `regrouping`: the
 * groups that it joins or leaves there.
 */
export function dropOnEdge(edge: string, id: string, gesture: string, regrouping: Regrouping): void {
  const { doc: moved, cancel } = useDocument.getState();
  const init = initNow();
  const able = insertNode(moved, edge, id, init);
  const [box] = canvasApi()?.boxes([id]) ?? [];
  const position = nodeById(foldOf(moved).doc, id)?.position;
  if ('refused' in able || !box || !position) {
    if ('refused' in able) useSession.getState().say(able.refused, 'refused');
    if (regrouping) attempt('Move', regroup(moved, regrouping), gesture);
    return;
  }
  // It may take as many units as come in, and be as large as those.
  const after = applyDiff(moved, able);
  const [before, node] = [nodeById(moved, id), nodeById(after, id)];
  const grows = before && node && sizeOf(before) !== sizeOf(node);
  const lies = { ...box, ...position };
  const card = grows ? resized(lies, drawnBox(after, node, useSession.getState().unitsUpTo)) : lies;
  cancel(gesture);
  const { doc } = useDocument.getState();
  const room = roomOn(doc, edge, id, card);
  const place = new Map([[id, room.place]]);
  const around = groupAround(doc, edge);
  const groups: Regrouping = around === null ? regrouping : new Map([[id, around]]);
  const steps = [
    (now: NetworkDocument) => insertNode(now, edge, id, init),
    (now: NetworkDocument) => moveNodes(now, unfoldPlaces(now, place)),
    (now: NetworkDocument) => regroup(now, groups ?? new Map()),
    roomMade(room),
  ];
  attempt(`Insert ${id}`, sequence(doc, steps));
}

/** Whether a node can stand on an edge: it passes something on. */
export function standsOnEdges({ kind }: { readonly kind: string }): boolean {
  return kind === 'layer' || kind === 'op';
}

/** Whether it has no edge yet, so that it can be put on one. */
export function isLoose(doc: NetworkDocument, id: string): boolean {
  const node = nodeById(doc, id);
  return !!node && standsOnEdges(node) && incoming(doc, id).length + outgoing(doc, id).length === 0;
}

/** Lights the edge that would take a node in; null = none any more. */
export function showTarget(edge: string | null): void {
  const { place, set } = useSession.getState();
  const record = edge === null ? undefined : edgeById(useDocument.getState().doc, edge);
  if (record) set({ place: { node: record.target, edge: record.id } });
  else if (place !== null) set({ place: null });
}

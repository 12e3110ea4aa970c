/** Putting a node on an edge of the canvas, with room made for its card; one undo step. */
import { insertNode, insertOnEdge, sequence } from '../model/commands/build';
import { moveNodes, type NodeChoice } from '../model/commands/nodes';
import type { CommandResult } from '../model/commands/result';
import { type Room, roomFor } from '../model/commands/room';
import { edgeById, incoming, nodeById, outgoing } from '../model/document';
import type { NetworkDocument } from '../model/types';
import { useDocument } from '../store/document';
import { initNow, useSession } from '../store/session';
import { canvasApi } from './api';
import { attempt } from './attempt';
import type { Box } from './geometry';
import { drawnIds, foldOf, unfoldPlaces } from './groups/fold';

function roomOn(doc: NetworkDocument, edge: string, id: string, box: Box): Room {
  const ids = doc.nodes.flatMap((node) => (node.id === id ? [] : [node.id]));
  const [source] = drawnIds(doc, [edgeById(doc, edge)?.source ?? '']);
  return roomFor({ ...box, id }, canvasApi()?.boxes(ids) ?? [], source);
}

const roomMade =
  ({ moved }: Room) =>
  (doc: NetworkDocument): CommandResult =>
    moveNodes(doc, unfoldPlaces(doc, moved));

/** A new node on an edge, its card at the given box. */
export function insertNew(edge: string, choice: NodeChoice, box: Box): CommandResult {
  const { doc } = useDocument.getState();
  const room = roomOn(doc, edge, '', box);
  const init = initNow();
  return sequence(doc, [(now) => insertOnEdge(now, edge, choice, room.place, init), roomMade(room)]);
}

/** A drag of a node ends on an edge: the node is put on it where it lies. Refused, it has been moved there. */
export function dropOnEdge(edge: string, id: string, gesture: string): void {
  const { doc: moved, cancel } = useDocument.getState();
  const init = initNow();
  const able = insertNode(moved, edge, id, init);
  const [box] = canvasApi()?.boxes([id]) ?? [];
  const position = nodeById(foldOf(moved).doc, id)?.position;
  if ('refused' in able || !box || !position) {
    if ('refused' in able) useSession.getState().say(able.refused, 'refused');
    return;
  }
  cancel(gesture);
  const { doc } = useDocument.getState();
  const room = roomOn(doc, edge, id, { ...box, ...position });
  const place = new Map([[id, room.place]]);
  const steps = [
    (now: NetworkDocument) => insertNode(now, edge, id, init),
    (now: NetworkDocument) => moveNodes(now, unfoldPlaces(now, place)),
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

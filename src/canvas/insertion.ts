/** Putting a node on an edge of the canvas, with room made for its card; one undo step. */
import { insertNode, insertOnEdge, sequence } from '../model/commands/build';
import { regroup } from '../model/commands/groups';
import { moveNodes, type NodeChoice } from '../model/commands/nodes';
import type { CommandResult } from '../model/commands/result';
import { type Room, roomFor } from '../model/commands/room';
import { edgeById, incoming, nodeById, outgoing } from '../model/document';
import type { NetworkDocument } from '../model/types';
import { useDocument } from '../store/document';
import { initNow, type SessionState, useSession } from '../store/session';
import { canvasApi } from './api';
import { attempt } from './attempt';
import type { Box } from './geometry';
import { drawnIds, foldOf, unfoldPlaces } from './groups/fold';
import { groupAround, joinFrames } from './groups/joining';

type Regrouping = SessionState['regrouping'];

function roomOn(doc: NetworkDocument, edge: string, id: string, box: Box): Room {
  const ids = doc.nodes.flatMap((node) => (node.id === id ? [] : [node.id]));
  const [source] = drawnIds(doc, [edgeById(doc, edge)?.source ?? '']);
  return roomFor({ ...box, id }, canvasApi()?.boxes(ids) ?? [], source);
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

/** A new node on an edge, its card at the given box. */
export function insertNew(edge: string, choice: NodeChoice, box: Box): CommandResult {
  const { doc } = useDocument.getState();
  const room = roomOn(doc, edge, '', box);
  const init = initNow();
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
  cancel(gesture);
  const { doc } = useDocument.getState();
  const room = roomOn(doc, edge, id, { ...box, ...position });
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

/** Which group a node is in by where it is let go, dragged or new: in a frame it joins, outside its own it leaves. Pure. */
import type { Node } from '@xyflow/react';
import type { CardBox } from '../../model/commands/arrange';
import { regroup } from '../../model/commands/groups';
import type { CommandResult } from '../../model/commands/result';
import { edgeById, nodeById } from '../../model/document';
import { groupIdOf, groupsOf } from '../../model/groups';
import type { NetworkDocument } from '../../model/types';
import { type Box, contains, overlaps } from '../geometry';
import { noteOf } from '../notes/useNotes';
import { groupOfFrame } from './fold';

/** The frame of a group; in a drag as it was when that began: its own nodes stretch it on their way. */
export interface FrameBox {
  readonly group: string;
  readonly box: Box;
}

/** The frames among what is drawn. */
export function frameBoxes(nodes: readonly Node[]): readonly FrameBox[] {
  return nodes.flatMap(({ id, position, measured }) => {
    const group = groupOfFrame(id);
    if (group === null || !measured?.width || !measured.height) return [];
    return [{ group, box: { ...position, width: measured.width, height: measured.height } }];
  });
}

/** The notes among what is drawn that lie in a frame, by their middles, as a node would join it: they go where it goes. */
export function notesWithin(frame: Box, nodes: readonly Node[]): readonly Node[] {
  return nodes.filter(({ id, position: { x, y }, measured }) => {
    if (noteOf(id) === null || !measured?.width || !measured.height) return false;
    return contains(frame, { x: x + measured.width / 2, y: y + measured.height / 2 });
  });
}

/**
 * Dragged nodes that would change their group, with the new one (null = none). A node leaves when its card is outside the
 * frame altogether, so that a group can be rearranged; a group that is dragged as a whole stays one.
 */
export function regrouped(
  doc: NetworkDocument,
  frames: readonly FrameBox[],
  cards: readonly CardBox[],
): ReadonlyMap<string, string | null> {
  const dragged = new Set(cards.map(({ id }) => id));
  const whole = new Set(
    groupsOf(doc).flatMap(({ id, members }) => (members.every((member) => dragged.has(member)) ? [id] : [])),
  );
  const result = new Map<string, string | null>();
  for (const card of cards) {
    const node = nodeById(doc, card.id);
    const own = node && groupIdOf(node);
    if (own === undefined || (own !== null && whole.has(own))) continue;
    const middle = { x: card.x + card.width / 2, y: card.y + card.height / 2 };
    const over = frames.filter(({ box }) => contains(box, middle));
    if (over.some(({ group }) => group === own)) continue;
    const frame = frames.find(({ group }) => group === own);
    const next = over.at(-1)?.group;
    if (next !== undefined) result.set(card.id, next);
    else if (frame && !overlaps(frame.box, card)) result.set(card.id, null);
  }
  return result;
}

/** Puts nodes that have come to lie in frames into their groups; `cards`: where they lie. */
export function joinFrames(
  doc: NetworkDocument,
  frames: readonly FrameBox[],
  cards: readonly CardBox[],
): CommandResult {
  return regroup(doc, regrouped(doc, frames, cards));
}

/** The group that a whole edge is in: what is put on it belongs to that, wherever its card finds room. Null = none. */
export function groupAround(doc: NetworkDocument, edge: string): string | null {
  const { source, target } = edgeById(doc, edge) ?? { source: '', target: '' };
  const [from, to] = [source, target].map((id) => nodeById(doc, id)).map((node) => (node ? groupIdOf(node) : null));
  return from === to ? from : null;
}

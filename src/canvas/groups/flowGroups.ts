/** Groups as React Flow's nodes: a card for a collapsed one, a frame behind the nodes of another. Pure. */
import type { Node } from '@xyflow/react';
import { regroup } from '../../model/commands/groups';
import { applyDiff } from '../../model/diff';
import { incoming, isWeighted, nodeById, shapeOfEdge } from '../../model/document';
import { type Group, groupsOf } from '../../model/groups';
import type { NetworkDocument } from '../../model/types';
import type { Place, Selection } from '../../store/session';
import { describeGroup } from '../describe';
import type { Measured } from '../edges/frames';
import type { NodeMark, NodeMarks } from '../marks';
import { cardOf, foldOf, frameOf } from './fold';
import { frameAround } from './frameBox';

export interface GroupCardData extends Record<string, unknown> {
  readonly group: Group;
  readonly mark: NodeMark;
  readonly hot: boolean;
  /** Weights of the edges between its nodes. */
  readonly weights: number;
}
export interface GroupFrameData extends Record<string, unknown> {
  readonly group: Group;
  readonly width: number;
  readonly height: number;
  /** All its nodes are selected. */
  readonly chosen: boolean;
  /** A node that is being dragged would join it. */
  readonly joining: boolean;
}
export type GroupCardNode = Node<GroupCardData, 'groupCard'>;
export type GroupFrameNode = Node<GroupFrameData, 'groupFrame'>;

const BY_STRENGTH: readonly NodeMark[] = ['aside', 'plain', 'blocked', 'lit', 'start'];

function strongestMark(group: Group, marks: NodeMarks): NodeMark {
  const found = new Set(group.members.map((id) => marks.node(id)));
  return BY_STRENGTH.findLast((mark) => found.has(mark)) ?? 'plain';
}

function weightsWithin(doc: NetworkDocument, group: Group): number {
  const own = new Set(group.members);
  let weights = 0;
  for (const id of group.members) {
    for (const edge of incoming(doc, id)) {
      if (!own.has(edge.source) || !isWeighted(doc, edge)) continue;
      const { rows, cols } = shapeOfEdge(doc, edge);
      weights += rows * cols;
    }
  }
  return weights;
}

function frameBox(seen: NetworkDocument, group: Group, measured: Measured) {
  const boxes = group.members.flatMap((id) => {
    const node = nodeById(seen, id);
    const size = measured.get(id);
    return node && size ? [{ ...node.position, ...size }] : [];
  });
  // A frame around some of them would jump when the others come.
  return boxes.length < group.members.length ? null : frameAround(boxes);
}

export interface GroupView {
  readonly selection: Selection;
  readonly marks: NodeMarks;
  readonly measured: Measured;
  readonly place: Place | null;
  /** What a drag would change of the groups. */
  readonly regrouping: ReadonlyMap<string, string | null> | null;
  /** The threshold that cards are drawn by. */
  readonly unitsUpTo: number;
}

/** The groups as they would be at the end of a drag. */
function shownGroups(doc: NetworkDocument, to: ReadonlyMap<string, string | null> | null): readonly Group[] {
  if (to === null) return groupsOf(doc);
  const result = regroup(doc, to);
  return 'refused' in result ? groupsOf(doc) : groupsOf(applyDiff(doc, result));
}

/** Frames first: they lie behind everything. */
export function flowGroups(doc: NetworkDocument, view: GroupView): (GroupCardNode | GroupFrameNode)[] {
  const { selection, marks, measured, place, regrouping, unitsUpTo } = view;
  const joined = new Set(regrouping?.values());
  const { doc: folded } = foldOf(doc, unitsUpTo);
  const frames: GroupFrameNode[] = [];
  const cards: GroupCardNode[] = [];
  for (const group of shownGroups(doc, regrouping)) {
    const chosen = group.members.every((id) => selection.nodes.has(id));
    if (!group.collapsed) {
      const box = frameBox(folded, group, measured);
      if (!box) continue;
      const { x, y, width, height } = box;
      const id = frameOf(group.id);
      frames.push({
        id,
        type: 'groupFrame',
        position: { x, y },
        data: { group, width, height, chosen, joining: joined.has(group.id) },
        // A marquee inside it selects nodes, not the frame; its name is what is pressed and dragged.
        selectable: false,
        connectable: false,
        focusable: false,
        dragHandle: '.group-title',
        zIndex: -2,
        style: { pointerEvents: 'none' },
        ...(measured.has(id) ? { measured: measured.get(id) } : {}),
      });
      continue;
    }
    const id = cardOf(group.id);
    const record = nodeById(folded, id);
    if (!record) continue;
    // One of its nodes, reached from elsewhere, is seen here.
    const selected = group.members.some((member) => selection.nodes.has(member));
    cards.push({
      id,
      type: 'groupCard',
      position: record.position,
      selected,
      zIndex: selected ? 1 : 0,
      draggable: record.locked !== true,
      connectable: false,
      ariaLabel: describeGroup(group),
      data: {
        group,
        mark: strongestMark(group, marks),
        hot: place !== null && place.edge === null && group.members.includes(place.node),
        weights: weightsWithin(doc, group),
      },
      ...(measured.has(id) ? { measured: measured.get(id) } : {}),
    });
  }
  return [...frames, ...cards];
}

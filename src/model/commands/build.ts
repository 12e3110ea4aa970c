/** Building in one go: a node with its edges, several edges at once, a node on an edge. Each is one undo step. */
import { applyDiff } from '../diff';
import {
  edgeById,
  edgeIndex,
  freshId,
  incoming,
  isWeighted,
  nodeById,
  outgoing,
  ownerOf,
  shapeOfEdge,
  sizeOf,
} from '../document';
import type { Change, Diff, EdgeRecord, NetworkDocument, NodeRecord, Position } from '../types';
import { canConnect, connect } from './connect';
import { fitting } from './fits';
import { addNode, type NodeChoice } from './nodes';
import { type CommandResult, nodeChange, refuse } from './result';
import { resizeVector } from './sizes';
import { newWeights, type WeightInit } from './weights';

export type Step = (doc: NetworkDocument) => CommandResult;

/** Commands one after another as one diff; the first refusal refuses the whole. */
export function sequence(doc: NetworkDocument, steps: readonly Step[]): CommandResult {
  const changes: Change[] = [];
  let now = doc;
  for (const step of steps) {
    const result = step(now);
    if ('refused' in result) return result;
    changes.push(...(result as Diff));
    now = applyDiff(now, result);
  }
  return changes;
}

/** Connects several sources to a target: those that can be; refused, with the reason, when none can. */
export function connectMany(
  doc: NetworkDocument,
  sources: readonly string[],
  target: string,
  init?: WeightInit,
): CommandResult {
  const able = sources.filter((source) => canConnect(doc, source, target).ok);
  if (able.length === 0) {
    const verdict = canConnect(doc, sources[0] ?? '', target);
    return refuse(verdict.ok ? 'There is nothing to connect.' : verdict.reason);
  }
  return sequence(
    doc,
    able.map(
      (source): Step =>
        (now) =>
          connect(now, { source, target, init }),
    ),
  );
}

/** Adds a node that the given nodes feed, or (`backwards`) that feeds the first of them. */
export function addConnected(
  doc: NetworkDocument,
  choice: NodeChoice,
  position: Position,
  nodes: readonly string[],
  backwards: boolean,
  init?: WeightInit,
): CommandResult {
  const added = (now: NetworkDocument) => now.nodes[now.nodes.length - 1].id;
  return sequence(doc, [
    (now) => addNode(now, { ...choice, position }),
    (now) =>
      backwards
        ? connect(now, { source: added(now), target: nodes[0] ?? '', init })
        : connectMany(now, nodes, added(now), init),
  ]);
}

type Standing = Exclude<NodeRecord, { readonly kind: 'loss' }>;

/** The node that comes to stand on an edge, whether it is made for it or stands about; or why it cannot. */
function standing(node: NodeRecord): Standing | { readonly refused: string } {
  if (node.kind !== 'input' && node.kind !== 'loss') return node;
  return refuse(
    `An edge runs on behind a node on it: ${node.kind === 'input' ? 'an input' : 'a loss'} cannot stand there.`,
  );
}

/**
 * The two halves of an edge in its place. Nothing else changes: what follows takes as many units as it did, in the same
 * order. A layer's first half keeps the id, the label and, where it fits, the matrix; an op adds no weights, so its second
 * half is the edge as it was.
 */
function halves(doc: NetworkDocument, old: EdgeRecord, node: Standing, init?: WeightInit): readonly Change[] {
  const index = edgeIndex(doc, old.id);
  const plain = { weight: null, mask: null, tiedTo: null, frozen: false };
  if (node.kind === 'op') {
    const first = { ...plain, id: freshId(doc, 'e', new Set([node.id])), source: old.source, target: node.id };
    return [
      { type: 'edge', index, before: old, after: { ...old, source: node.id } },
      { type: 'edge', index, before: null, after: first },
    ];
  }
  const { label } = old;
  const weighted = isWeighted(doc, old);
  const shape = weighted ? shapeOfEdge(doc, old) : null;
  const cols = sizeOf(nodeById(doc, old.source) as NodeRecord);
  const id = freshId(doc, weighted ? 'w' : 'e', new Set([node.id]));
  const owner = ownerOf(doc, old);
  const kept = { weight: owner.weight, mask: owner.mask, frozen: old.frozen };
  const keepsFirst = shape?.rows === node.size;
  const first = {
    ...plain,
    ...(keepsFirst ? kept : { weight: newWeights(old.id, node.size, cols, init) }),
    ...(label === undefined ? {} : { label }),
    id: old.id,
    source: old.source,
    target: node.id,
  };
  const second = {
    ...plain,
    ...(!keepsFirst && node.size === cols ? kept : { weight: shape && newWeights(id, shape.rows, node.size, init) }),
    id,
    source: node.id,
    target: old.target,
  };
  return [
    { type: 'edge', index, before: old, after: first },
    { type: 'edge', index: index + 1, before: null, after: second },
  ];
}

/** Why no node can be put on an edge, or null. */
function noInsertion(doc: NetworkDocument, id: string, node: Standing): string | null {
  if (!edgeById(doc, id)) return `There is no edge ${id}.`;
  // Behind an op the matrix is the same; a layer may take it to its own side.
  if (node.kind === 'layer' && doc.edges.some(({ tiedTo }) => tiedTo === id))
    return `Other edges share the weights of ${id}: untie them first.`;
  return null;
}

function inserted(doc: NetworkDocument, id: string, node: Standing, put: Change, init?: WeightInit): CommandResult {
  const old = edgeById(doc, id) as EdgeRecord;
  return fitting(doc, [put, ...halves(doc, old, node, init)]);
}

/** Puts a new node on an edge: of as many units as come in, so that what follows finds what it had. */
export function insertOnEdge(
  doc: NetworkDocument,
  id: string,
  choice: NodeChoice,
  position: Position,
  init?: WeightInit,
): CommandResult {
  const source = nodeById(doc, edgeById(doc, id)?.source ?? '');
  if (!source) return refuse(`There is no edge ${id}.`);
  const size = sizeOf(source);
  const made = addNode(doc, { ...(choice.kind === 'layer' ? { ...choice, size } : choice), position });
  if ('refused' in made) return made;
  const [put] = made;
  if (put.type !== 'node' || !put.after) return [];
  const node = standing(put.after);
  if ('refused' in node) return node;
  const refused = noInsertion(doc, id, node);
  if (refused !== null) return refuse(refused);
  const sized = { ...node, size };
  return inserted(doc, id, sized, { ...put, after: sized }, init);
}

/**
 * Puts a node that has no edges yet on one. In front of a layer a layer keeps its size; elsewhere it takes that of what
 * comes in, as targets and the units of ops would otherwise be lost.
 */
export function insertNode(doc: NetworkDocument, id: string, nodeId: string, init?: WeightInit): CommandResult {
  const record = nodeById(doc, nodeId);
  const old = edgeById(doc, id);
  const source = nodeById(doc, old?.source ?? '');
  if (!record || !old || !source) return refuse(`There is no edge ${id}.`);
  if (incoming(doc, nodeId).length + outgoing(doc, nodeId).length > 0) return refuse(`${nodeId} has edges already.`);
  const node = standing(record);
  if ('refused' in node) return node;
  const refused = noInsertion(doc, id, node);
  if (refused !== null) return refuse(refused);
  const size = node.kind === 'layer' && isWeighted(doc, old) ? node.size : sizeOf(source);
  const bias = node.kind === 'layer' && node.bias ? { bias: resizeVector(node.bias, size) } : {};
  const sized = size === node.size ? node : { ...node, ...bias, size };
  return inserted(doc, id, sized, nodeChange(doc, record, sized), init);
}

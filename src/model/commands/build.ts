/** Building in one go: a node with its edges, several edges at once, a node on an edge. Each is one undo step. */
import { applyDiff } from '../diff';
import { edgeById, nodeById, shapeOfEdge } from '../document';
import type { Change, Diff, EdgeRecord, NetworkDocument, Position } from '../types';
import { canConnect, connect } from './connect';
import { addNode, type NodeChoice } from './nodes';
import { removeMany } from './remove';
import { type CommandResult, edgeChange, refuse } from './result';
import type { WeightInit } from './weights';

type Step = (doc: NetworkDocument) => CommandResult;

/** Commands one after another as one diff; the first refusal refuses the whole. */
function sequence(doc: NetworkDocument, steps: readonly Step[]): CommandResult {
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

/** Puts a node on an edge. The first half keeps the edge's id, label and, where its shape fits, its weights. */
export function insertOnEdge(
  doc: NetworkDocument,
  id: string,
  choice: NodeChoice,
  position: Position,
  init?: WeightInit,
): CommandResult {
  const old = edgeById(doc, id);
  if (!old) return refuse(`There is no edge ${id}.`);
  if (choice.kind === 'input' || choice.kind === 'loss') {
    return refuse(
      `An edge runs on behind a node on it: ${choice.kind === 'input' ? 'an input' : 'a loss'} cannot stand there.`,
    );
  }
  if (doc.edges.some(({ tiedTo }) => tiedTo === id))
    return refuse(`Other edges share the weights of ${id}: untie them first.`);
  const size = nodeById(doc, old.source);
  const width = size && size.kind !== 'loss' ? size.size : 1;
  // As many units as come in, so that what follows finds what it had.
  const make = choice.kind === 'layer' ? { ...choice, size: width } : choice;
  let node = '';
  return sequence(doc, [
    (now) => removeMany(now, [id]),
    (now) => addNode(now, { ...make, position }),
    (now) => {
      node = now.nodes[now.nodes.length - 1].id;
      return connect(now, { source: old.source, target: node, id, init });
    },
    (now) => keep(now, id, old),
    (now) => connect(now, { source: node, target: old.target, init }),
  ]);
}

/** Gives a new edge the label of an old one, and its weights where they fit. */
function keep(doc: NetworkDocument, id: string, old: EdgeRecord): CommandResult {
  const edge = edgeById(doc, id);
  if (!edge) return [];
  const { rows, cols } = shapeOfEdge(doc, edge);
  const fits = old.weight !== null && old.weight.length === rows * cols && edge.weight !== null;
  const label = old.label === undefined ? {} : { label: old.label };
  const numbers = fits ? { weight: old.weight, mask: old.mask, frozen: old.frozen } : {};
  return [edgeChange(doc, edge, { ...edge, ...label, ...numbers })];
}

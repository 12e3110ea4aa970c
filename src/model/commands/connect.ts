/** Connecting and what stands in its way. */
import { freshId, incoming, isWeighted, nodeById, ownerOf, reaches, shapeOfEdge, sizeOf } from '../document';
import { MOST_WEIGHTS } from '../limits';
import type { EdgeRecord, NetworkDocument, NodeRecord } from '../types';
import { fitting } from './fits';
import { type CommandResult, edgeChange, refuse } from './result';
import { withRepairs } from './sizes';
import { newWeights, type WeightInit } from './weights';

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

const no = (reason: string): Verdict => ({ ok: false, reason });

/** Whether an edge from one node to another can be drawn; if not, why. */
export function canConnect(doc: NetworkDocument, source: string, target: string): Verdict {
  const from = nodeById(doc, source);
  const to = nodeById(doc, target);
  if (!from || !to) return no('One end of the edge does not exist.');
  if (source === target) return no(`${source} cannot feed itself: that would close a cycle.`);
  if (to.kind === 'input') return no(`Nothing can enter ${target}: it is an input.`);
  if (from.kind === 'loss') return no(`Nothing can leave ${source}: it is a loss.`);
  if (incoming(doc, target).some((edge) => edge.source === source)) {
    return no(`There is already an edge from ${source} to ${target}.`);
  }
  if (reaches(doc, target, source)) return no(`That would close a cycle: ${target} already leads to ${source}.`);
  return fits(doc, from, to);
}

/** Element-wise ops take sources of one size. */
function fits(doc: NetworkDocument, from: NodeRecord, to: NodeRecord): Verdict {
  // The new weights alone; the whole network is looked at when the edge is drawn.
  if (to.kind === 'layer' && to.size * sizeOf(from) > MOST_WEIGHTS) {
    return no(`A matrix of ${to.size} × ${sizeOf(from)} weights is too large.`);
  }
  if (to.kind !== 'op' || to.op === 'concat') return { ok: true };
  const other = incoming(doc, to.id)[0];
  if (!other || sizeOf(from) === to.size) return { ok: true };
  return no(
    `${to.id} takes sources of ${to.size} ${to.size === 1 ? 'unit' : 'units'}; ${from.id} has ${sizeOf(from)}.`,
  );
}

/** Draws an edge; into a layer it gets initial weights. Sizes and targets downstream follow, and so do matrices. */
export function connect(
  doc: NetworkDocument,
  {
    source,
    target,
    id,
    init,
  }: { readonly source: string; readonly target: string; readonly id?: string; readonly init?: WeightInit },
): CommandResult {
  const verdict = canConnect(doc, source, target);
  if (!verdict.ok) return refuse(verdict.reason);
  const from = nodeById(doc, source) as NodeRecord;
  const to = nodeById(doc, target) as NodeRecord;
  const weighted = to.kind === 'layer';
  const edgeId = id ?? freshId(doc, weighted ? 'w' : 'e');
  const edge: EdgeRecord = {
    id: edgeId,
    source,
    target,
    weight: weighted ? newWeights(edgeId, to.size, sizeOf(from), init) : null,
    mask: null,
    tiedTo: null,
    frozen: false,
  };
  return withRepairs(doc, [{ type: 'edge', index: doc.edges.length, before: null, after: edge }], init);
}

/** Makes an edge share another's matrix, or (null) gives it a copy of its own. */
export function setTie(doc: NetworkDocument, id: string, to: string | null): CommandResult {
  const edge = doc.edges.find((candidate) => candidate.id === id);
  if (!edge || !isWeighted(doc, edge)) return refuse(`${id} carries no weight.`);
  if (to === edge.tiedTo) return [];
  if (to === null) {
    const { weight, mask } = ownerOf(doc, edge);
    return fitting(doc, [edgeChange(doc, edge, { ...edge, tiedTo: null, weight, mask })]);
  }
  const owner = doc.edges.find((candidate) => candidate.id === to);
  if (!owner?.weight || owner.id === id) return refuse(`${to} has no weight of its own to share.`);
  if (doc.edges.some((candidate) => candidate.tiedTo === id)) {
    return refuse(`Other edges are tied to ${id}; untie them first.`);
  }
  const mine = shapeOfEdge(doc, edge);
  const its = shapeOfEdge(doc, owner);
  if (mine.rows !== its.rows || mine.cols !== its.cols) {
    return refuse(
      `${id} is ${mine.rows} × ${mine.cols}, ${to} is ${its.rows} × ${its.cols}: they cannot share a matrix.`,
    );
  }
  return [edgeChange(doc, edge, { ...edge, tiedTo: to, weight: null, mask: null })];
}

/** Tells training to leave an edge alone, or not. */
export function setFrozen(doc: NetworkDocument, id: string, frozen: boolean): CommandResult {
  const edge = doc.edges.find((candidate) => candidate.id === id);
  if (!edge || !isWeighted(doc, edge)) return refuse(`${id} carries no weight.`);
  return edge.frozen === frozen ? [] : [edgeChange(doc, edge, { ...edge, frozen })];
}

/**
 * What follows when the units that enter a node change: concat and element-wise ops take their sources' size, losses get
 * as many targets, matrices get as many columns or rows. New weights come from an initialiser, kept parts stay.
 */
import { applyDiff } from '../diff';
import { edgeById, incoming, isWeighted, nodeById, shapeOfEdge, sizeOf } from '../document';
import type { Change, Diff, EdgeRecord, NetworkDocument, NodeRecord } from '../types';
import { type CommandResult, edgeChange, nodeChange, refuse } from './result';
import { newWeights } from './weights';

/** `old` (rows x cols) into rows2 x cols2: the common part stays, the rest is taken from `fresh`. */
export function resizeMatrix<T extends Float64Array | Uint8Array>(old: T, cols: number, fresh: T, cols2: number): T {
  const next = fresh.slice() as T;
  const rows = cols === 0 ? 0 : old.length / cols;
  const rows2 = next.length / cols2;
  for (let row = 0; row < Math.min(rows, rows2); row++) {
    for (let col = 0; col < Math.min(cols, cols2); col++) next[row * cols2 + col] = old[row * cols + col];
  }
  return next;
}

/** `old` with as many entries as asked for; new ones are 0. */
export function resizeVector(old: Float64Array, length: number): Float64Array {
  const next = new Float64Array(length);
  next.set(old.subarray(0, length));
  return next;
}

/** The size an op has to have for its sources, or null while it has none. */
function opSize(doc: NetworkDocument, id: string, concat: boolean): number | null {
  const sizes = incoming(doc, id).map((edge) => sizeOf(nodeById(doc, edge.source) as NodeRecord));
  if (sizes.length === 0) return null;
  return concat ? sizes.reduce((sum, size) => sum + size, 0) : sizes[0];
}

function resizedEdge(before: NetworkDocument, doc: NetworkDocument, edge: EdgeRecord): EdgeRecord | null {
  if (!edge.weight || !isWeighted(doc, edge)) return null;
  const { rows, cols } = shapeOfEdge(doc, edge);
  if (edge.weight.length === rows * cols && sameColumns(before, doc, edge)) return null;
  const old = edgeById(before, edge.id);
  const oldCols = old ? shapeOfEdge(before, old).cols : cols;
  return {
    ...edge,
    weight: resizeMatrix(edge.weight, oldCols, newWeights(edge.id, rows, cols), cols),
    mask: edge.mask && resizeMatrix(edge.mask, oldCols, new Uint8Array(rows * cols).fill(1), cols),
  };
}

/** False when the number of entries agrees by chance only (2 x 6 became 3 x 4) and the matrix is still the old one. */
function sameColumns(before: NetworkDocument, doc: NetworkDocument, edge: EdgeRecord): boolean {
  const old = edgeById(before, edge.id);
  return !old || old.weight !== edge.weight || shapeOfEdge(before, old).cols === shapeOfEdge(doc, edge).cols;
}

/** The first change that is needed to make sizes agree again downstream of anything; null when they do. */
function nextRepair(before: NetworkDocument, doc: NetworkDocument): Change | null {
  for (const node of doc.nodes) {
    if (node.kind === 'op') {
      const size = opSize(doc, node.id, node.op === 'concat');
      if (size !== null && size !== node.size) return nodeChange(doc, node, { ...node, size });
    }
    if (node.kind === 'loss') {
      const edges = incoming(doc, node.id);
      const taken = edges.reduce((sum, edge) => sum + sizeOf(nodeById(doc, edge.source) as NodeRecord), 0);
      if (edges.length > 0 && taken !== node.target.length) {
        return nodeChange(doc, node, { ...node, target: resizeVector(node.target, taken) });
      }
    }
  }
  for (const edge of doc.edges) {
    const tied = edge.tiedTo === null ? null : edgeById(doc, edge.tiedTo);
    if (tied?.weight && !sameShape(doc, edge, tied)) {
      // A tie between matrices that no longer fit is cut: this edge gets its own.
      const { rows, cols } = shapeOfEdge(doc, edge);
      return edgeChange(doc, edge, { ...edge, tiedTo: null, weight: newWeights(edge.id, rows, cols), mask: null });
    }
    const resized = resizedEdge(before, doc, edge);
    if (resized) return edgeChange(doc, edge, resized);
  }
  return null;
}

function sameShape(doc: NetworkDocument, a: EdgeRecord, b: EdgeRecord): boolean {
  const size = (id: string) => sizeOf(nodeById(doc, id) as NodeRecord);
  return size(a.source) === size(b.source) && size(a.target) === size(b.target);
}

/** The first element-wise op whose sources have come to differ in size, in a sentence; null when all agree. */
function misfit(doc: NetworkDocument): string | null {
  for (const node of doc.nodes) {
    if (node.kind !== 'op' || node.op === 'concat') continue;
    const sources = incoming(doc, node.id).map((edge) => nodeById(doc, edge.source) as NodeRecord);
    const odd = sources.find((source) => sizeOf(source) !== node.size);
    if (odd)
      return `${node.id} takes sources of one size: ${sources.map((s) => `${s.id} has ${sizeOf(s)}`).join(', ')}.`;
  }
  return null;
}

/** `diff` and whatever has to follow so that all sizes agree; refused when an element-wise op stands against it. */
export function withRepairs(doc: NetworkDocument, diff: Diff): CommandResult {
  const all: Change[] = [...diff];
  let now = applyDiff(doc, diff);
  for (let change = nextRepair(doc, now); change !== null; change = nextRepair(doc, now)) {
    all.push(change);
    now = applyDiff(now, [change]);
  }
  const refused = misfit(now);
  return refused === null ? all : refuse(refused);
}

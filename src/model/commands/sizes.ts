/**
 * What follows when the units that enter a node change: concat and element-wise ops take their sources' size, losses get
 * as many targets, matrices as many columns or rows. What belongs to a unit that stays goes with it; new weights come from
 * an initialiser, new targets are 0.
 */
import { applyDiff } from '../diff';
import { edgeById, incoming, isWeighted, matrixOf, nodeById, ownerOf, sizeOf } from '../document';
import type { Change, Diff, EdgeRecord, NetworkDocument, NodeRecord } from '../types';
import { fitting, refuseExcess } from './fits';
import { compareUnits, type Origins, type Sources, unmoved } from './origins';
import { type CommandResult, edgeChange, nodeChange, refuse } from './result';
import { newWeights, type WeightInit } from './weights';

/** `old` with as many entries as asked for; new ones are 0. */
export function resizeVector(old: Float64Array, length: number): Float64Array {
  const next = new Float64Array(length);
  next.set(old.subarray(0, length));
  return next;
}

/** Puts the entries of `old` (with `oldCols` columns) where their units are now; the rest is as in `next`. */
function carryOver<T extends Float64Array | Uint8Array>(
  old: T,
  oldCols: number,
  next: T,
  rows: Origins,
  cols: Origins,
): T {
  rows.forEach((oldRow, row) => {
    if (oldRow < 0) return;
    cols.forEach((oldCol, col) => {
      if (oldCol >= 0) next[row * cols.length + col] = old[oldRow * oldCols + oldCol];
    });
  });
  return next;
}

/** An edge with a matrix of its own that fits what it joins now. */
function refitted(before: NetworkDocument, edge: EdgeRecord, { units }: Sources, init?: WeightInit): EdgeRecord {
  const rows = units(edge.target);
  const cols = units(edge.source);
  const weight = newWeights(edge.id, rows.length, cols.length, init);
  const old = edgeById(before, edge.id);
  const matrix = old && matrixOf(before, old);
  if (!old || !matrix) return { ...edge, tiedTo: null, weight, mask: null };
  const oldCols = sizeOf(nodeById(before, old.source) as NodeRecord);
  const { mask } = ownerOf(before, old);
  return {
    ...edge,
    tiedTo: null,
    weight: carryOver(matrix, oldCols, weight, rows, cols),
    mask: mask && carryOver(mask, oldCols, new Uint8Array(weight.length).fill(1), rows, cols),
  };
}

/** Whether the matrix that an edge draws has come not to fit it. */
function needsRefit(before: NetworkDocument, doc: NetworkDocument, edge: EdgeRecord, { units }: Sources): boolean {
  if (!isWeighted(doc, edge)) return false;
  const rows = units(edge.target);
  const cols = units(edge.source);
  const owner = ownerOf(doc, edge);
  if (owner !== edge) {
    // A tie between matrices that no longer fit is cut: this edge gets a copy.
    return units(owner.target).length !== rows.length || units(owner.source).length !== cols.length;
  }
  const old = edgeById(before, edge.id);
  if (!old) return edge.weight?.length !== rows.length * cols.length;
  const size = (id: string) => sizeOf(nodeById(before, id) as NodeRecord);
  return !unmoved(rows, size(old.target)) || !unmoved(cols, size(old.source));
}

function repairedNode(before: NetworkDocument, node: NodeRecord, { units, taken }: Sources): NodeRecord {
  if (node.kind === 'op') {
    const size = units(node.id).length;
    return size === node.size ? node : { ...node, size };
  }
  if (node.kind !== 'loss') return node;
  const origins = taken(node.id);
  const old = nodeById(before, node.id);
  // One that comes with its edges brings its targets.
  const fits = old ? unmoved(origins, node.target.length) : origins.length === node.target.length;
  if (origins.length === 0 || fits) return node;
  const target = old?.kind === 'loss' ? old.target : node.target;
  return { ...node, target: Float64Array.from(origins, (origin) => (origin < 0 ? 0 : target[origin])) };
}

/** The first element-wise op whose sources have come to differ in size, in a sentence; null when all agree. */
function misfit(doc: NetworkDocument, { units }: Sources): string | null {
  for (const node of doc.nodes) {
    if (node.kind !== 'op' || node.op === 'concat') continue;
    const sources = incoming(doc, node.id).map(({ source }) => ({ source, size: units(source).length }));
    if (sources.some(({ size }) => size !== sources[0].size)) {
      return `${node.id} takes sources of one size: ${sources.map((s) => `${s.source} has ${s.size}`).join(', ')}.`;
    }
  }
  return null;
}

/**
 * `diff` and whatever has to follow so that all sizes agree; refused when an element-wise op stands against it. `init`: how
 * the weights of units that come in are drawn.
 */
export function withRepairs(doc: NetworkDocument, diff: Diff, init?: WeightInit): CommandResult {
  const now = applyDiff(doc, diff);
  const sources = compareUnits(doc, now);
  const refused = misfit(now, sources);
  if (refused !== null) return refuse(refused);
  // Before anything is made; what takes memory may still not fit into a file.
  const large = refuseExcess(now, (id) => sizeNow(now, id, sources));
  if (large) return large;
  const repairs: Change[] = [];
  for (const node of now.nodes) {
    const after = repairedNode(doc, node, sources);
    if (after !== node) repairs.push(nodeChange(now, node, after));
  }
  for (const edge of now.edges) {
    if (needsRefit(doc, now, edge, sources)) repairs.push(edgeChange(now, edge, refitted(doc, edge, sources, init)));
  }
  return fitting(doc, [...diff, ...repairs]);
}

function sizeNow(doc: NetworkDocument, id: string, { units }: Sources): number {
  return nodeById(doc, id)?.kind === 'loss' ? 1 : units(id).length;
}

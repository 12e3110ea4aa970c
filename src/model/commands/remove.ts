/** Deleting nodes and edges, with all that hangs on them. */
import { edgeById, isWeighted, nodeById, ownerOf, shapeOfEdge } from '../document';
import type { Change, EdgeRecord, NetworkDocument } from '../types';
import { setBias } from './nodes';
import { setMask } from './numbers';
import { type CommandResult, refuse } from './result';
import { withRepairs } from './sizes';

/**
 * Removes nodes and edges by id, and the edges of the nodes. Where the owner of a shared matrix goes, the first edge
 * that was tied to it takes the matrix over and the others are tied to that one.
 */
export function removeMany(doc: NetworkDocument, ids: readonly string[]): CommandResult {
  const locked = ids.find((id) => nodeById(doc, id)?.locked);
  if (locked !== undefined) return refuse(`${locked} is locked: unlock it before deleting it.`);
  return without(doc, ids);
}

/** As `removeMany`, locked or not: for a part of a network that is taken elsewhere, while this one stays as it is. */
export function without(doc: NetworkDocument, ids: readonly string[]): CommandResult {
  const gone = new Set(ids);
  const goesToo = (edge: EdgeRecord) => gone.has(edge.id) || gone.has(edge.source) || gone.has(edge.target);
  const changes: Change[] = [];
  const heirs = new Map<string, string>();
  doc.edges.forEach((edge, index) => {
    if (edge.tiedTo === null || goesToo(edge)) return;
    const owner = edgeById(doc, edge.tiedTo);
    if (!owner || !goesToo(owner)) return;
    const heir = heirs.get(owner.id);
    const after = heir
      ? { ...edge, tiedTo: heir }
      : { ...edge, tiedTo: null, weight: ownerOf(doc, edge).weight, mask: ownerOf(doc, edge).mask };
    if (!heir) heirs.set(owner.id, edge.id);
    changes.push({ type: 'edge', index, before: edge, after });
  });
  // From the back, so that the places of what is left to remove stay as they are.
  for (let index = doc.edges.length - 1; index >= 0; index--) {
    if (goesToo(doc.edges[index])) changes.push({ type: 'edge', index, before: doc.edges[index], after: null });
  }
  for (let index = doc.nodes.length - 1; index >= 0; index--) {
    if (gone.has(doc.nodes[index].id)) changes.push({ type: 'node', index, before: doc.nodes[index], after: null });
  }
  return withRepairs(doc, changes);
}

/**
 * Removes one connection of an edge, and of those that share its matrix: it is masked, and the other weights stay. Where it
 * is the last one, the edge goes.
 */
export function removeWeight(doc: NetworkDocument, id: string, row: number, col: number): CommandResult {
  const edge = edgeById(doc, id);
  if (!edge || !isWeighted(doc, edge)) return refuse(`${id} carries no weight.`);
  const { rows, cols } = shapeOfEdge(doc, edge);
  const { mask } = ownerOf(doc, edge);
  const others = mask ? mask.some((exists, k) => exists !== 0 && k !== row * cols + col) : rows * cols > 1;
  return others ? setMask(doc, id, row, col, false) : removeMany(doc, [id]);
}

/** Takes the bias of a single unit away. A larger layer has biases for all of its units, or none. */
export function removeBias(doc: NetworkDocument, id: string, unit: number): CommandResult {
  const node = nodeById(doc, id);
  if (node?.kind === 'layer' && node.size > 1) {
    return refuse(
      `A layer has biases for all of its units or for none: set ${id}.bias[${unit}] to 0, or switch them off.`,
    );
  }
  return setBias(doc, id, false);
}

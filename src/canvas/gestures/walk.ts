/**
 * Walking through the network with the arrow keys: from a node along an edge, from an edge to its end, from one weight of
 * a matrix to the next. Pure.
 */
import { edgeById, incoming, isWeighted, nodeById, outgoing, ownerOf, shapeOfEdge } from '../../model/document';
import type { EdgeRecord, NetworkDocument, NodeRecord } from '../../model/types';

/** One weight of an edge that has several. */
export interface WeightStation {
  readonly kind: 'weight';
  readonly id: string;
  readonly row: number;
  readonly col: number;
}
/** What one stands on. */
export type Station =
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'edge'; readonly id: string }
  | WeightStation;
export type Direction = 'left' | 'right' | 'up' | 'down';
/** Among the weights of a matrix, up and down change the unit at one of its ends: the target's row, the source's column. */
export type MatrixEnd = 'target' | 'source';

/** Edges from top to bottom, by where their far ends lie. */
function fromTop(doc: NetworkDocument, edges: readonly EdgeRecord[], end: 'source' | 'target'): readonly EdgeRecord[] {
  const y = (edge: EdgeRecord) => nodeById(doc, edge[end])?.position.y ?? 0;
  return [...edges].sort((a, b) => y(a) - y(b));
}

/** Nodes of the same column: those that overlap it in x, from top to bottom. */
function column(doc: NetworkDocument, node: NodeRecord): readonly NodeRecord[] {
  const near = doc.nodes.filter(({ position }) => Math.abs(position.x - node.position.x) < 120);
  return [...near].sort((a, b) => a.position.y - b.position.y);
}

function next<T extends { readonly id: string }>(list: readonly T[], id: string, step: number): T | undefined {
  return list[list.findIndex((item) => item.id === id) + step];
}

/** True where a connection of a matrix exists. */
function exists(doc: NetworkDocument, edge: EdgeRecord, at: number): boolean {
  return ownerOf(doc, edge).mask?.[at] !== 0;
}

/** The first weight of an edge's matrix, row by row; null when it has none, or a single one, which is the edge itself. */
export function firstWeight(doc: NetworkDocument, id: string): WeightStation | null {
  const edge = edgeById(doc, id);
  if (!edge || !isWeighted(doc, edge)) return null;
  const { rows, cols } = shapeOfEdge(doc, edge);
  if (rows * cols <= 1) return null;
  for (let at = 0; at < rows * cols; at++) {
    if (exists(doc, edge, at)) return { kind: 'weight', id, row: Math.floor(at / cols), col: at % cols };
  }
  return null;
}

/** The next weight of the same column (or, by the source's end, of the same row) that exists. */
function nextWeight(doc: NetworkDocument, from: WeightStation, step: number, end: MatrixEnd): WeightStation | null {
  const edge = edgeById(doc, from.id);
  if (!edge) return null;
  const { rows, cols } = shapeOfEdge(doc, edge);
  let { row, col } = from;
  for (;;) {
    if (end === 'target') row += step;
    else col += step;
    if (row < 0 || col < 0 || row >= rows || col >= cols) return null;
    if (exists(doc, edge, row * cols + col)) return { ...from, row, col };
  }
}

/**
 * Where a step leads, or null at the rim of the network. Right and left follow edges; up and down change to a sibling, from
 * a weight to the next one, by the unit at its target or, if asked for, at its source.
 */
export function walk(
  doc: NetworkDocument,
  from: Station,
  direction: Direction,
  end: MatrixEnd = 'target',
): Station | null {
  const step = direction === 'up' ? -1 : 1;
  if (from.kind !== 'node') {
    const edge = edgeById(doc, from.id);
    if (!edge) return null;
    if (direction === 'right') return { kind: 'node', id: edge.target };
    if (direction === 'left') return { kind: 'node', id: edge.source };
    if (from.kind === 'weight') return nextWeight(doc, from, step, end);
    // Siblings leave the same node; where it has only this one, they enter the same.
    const leaving = fromTop(doc, outgoing(doc, edge.source), 'target');
    const siblings = leaving.length > 1 ? leaving : fromTop(doc, incoming(doc, edge.target), 'source');
    const found = next(siblings, edge.id, step);
    return found ? { kind: 'edge', id: found.id } : null;
  }
  const node = nodeById(doc, from.id);
  if (!node) return null;
  if (direction === 'right' || direction === 'left') {
    const edges =
      direction === 'right'
        ? fromTop(doc, outgoing(doc, node.id), 'target')
        : fromTop(doc, incoming(doc, node.id), 'source');
    return edges[0] ? { kind: 'edge', id: edges[0].id } : null;
  }
  const found = next(column(doc, node), node.id, step);
  return found ? { kind: 'node', id: found.id } : null;
}

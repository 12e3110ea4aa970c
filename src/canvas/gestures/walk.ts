/**
 * Walking through the network with the arrow keys: from a node along an edge, from an edge to its end, from one weight of
 * a matrix to the next. It leads along what is drawn: the card of a collapsed group stands for its nodes. Pure.
 */
import { edgeById, incoming, isWeighted, nodeById, outgoing, ownerOf, shapeOfEdge } from '../../model/document';
import type { EdgeRecord, NetworkDocument, NodeRecord } from '../../model/types';
import { foldOf, nodesBehind } from '../groups/fold';

/** One weight of an edge that has several. */
export interface WeightStation {
  readonly kind: 'weight';
  readonly id: string;
  readonly row: number;
  readonly col: number;
}
/** What one stands on; a node's `id` may be that of the card of a collapsed group. */
export type Station =
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'edge'; readonly id: string }
  | WeightStation;
export type Direction = 'left' | 'right' | 'up' | 'down';
/** Among the weights of a matrix, up and down change the unit at one of its ends: the target's row, the source's column. */
export type MatrixEnd = 'target' | 'source';

/** What a node is seen as: itself, or the card of its collapsed group. */
function drawn(doc: NetworkDocument, id: string): string {
  return foldOf(doc).cards.get(id) ?? id;
}

/** Where one stands as it is drawn: an edge within a collapsed group is its card, as a node in one is. */
export function stationSeen(doc: NetworkDocument, at: Station): Station {
  if (at.kind === 'node') return { kind: 'node', id: drawn(doc, at.id) };
  const edge = edgeById(doc, at.id);
  if (!edge || drawn(doc, edge.source) !== drawn(doc, edge.target)) return at;
  return { kind: 'node', id: drawn(doc, edge.source) };
}

/** Edges that enter or leave a node, or the card of a group, from top to bottom by where their far ends lie. */
function edgesAt(doc: NetworkDocument, id: string, side: 'left' | 'right'): readonly EdgeRecord[] {
  const { doc: seen, ports } = foldOf(doc);
  const [near, far] = side === 'right' ? (['source', 'target'] as const) : (['target', 'source'] as const);
  const edges = nodesBehind(doc, [id]).flatMap((node) => (side === 'right' ? outgoing : incoming)(doc, node));
  const y = (end: string) => (nodeById(seen, drawn(doc, end))?.position.y ?? 0) + (ports.get(end) ?? 0);
  return edges
    .filter((edge) => drawn(doc, edge[far]) !== id)
    .sort((a, b) => y(a[far]) - y(b[far]) || y(a[near]) - y(b[near]));
}

/** Nodes of the same column: those that overlap it in x, from top to bottom. */
function column(seen: NetworkDocument, node: NodeRecord): readonly NodeRecord[] {
  const near = seen.nodes.filter(({ position }) => Math.abs(position.x - node.position.x) < 120);
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
  at: Station,
  direction: Direction,
  end: MatrixEnd = 'target',
): Station | null {
  const step = direction === 'up' ? -1 : 1;
  const from = stationSeen(doc, at);
  if (from.kind !== 'node') {
    const edge = edgeById(doc, from.id);
    if (!edge) return null;
    if (direction === 'right') return { kind: 'node', id: drawn(doc, edge.target) };
    if (direction === 'left') return { kind: 'node', id: drawn(doc, edge.source) };
    if (from.kind === 'weight') return nextWeight(doc, from, step, end);
    // Siblings leave the same node; where it has only this one, they enter the same.
    const leaving = edgesAt(doc, drawn(doc, edge.source), 'right');
    const siblings = leaving.length > 1 ? leaving : edgesAt(doc, drawn(doc, edge.target), 'left');
    const found = next(siblings, edge.id, step);
    return found ? { kind: 'edge', id: found.id } : null;
  }
  if (direction === 'right' || direction === 'left') {
    const [edge] = edgesAt(doc, from.id, direction);
    return edge ? { kind: 'edge', id: edge.id } : null;
  }
  const { doc: seen } = foldOf(doc);
  const node = nodeById(seen, from.id);
  const found = node && next(column(seen, node), node.id, step);
  return found ? { kind: 'node', id: found.id } : null;
}

/** Walking through the network with the arrow keys: from a node along an edge, from an edge to its end. Pure. */
import { edgeById, incoming, nodeById, outgoing } from '../../model/document';
import type { EdgeRecord, NetworkDocument, NodeRecord } from '../../model/types';

/** What one stands on. */
export type Station = { readonly kind: 'node' | 'edge'; readonly id: string };
export type Direction = 'left' | 'right' | 'up' | 'down';

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

/** Where a step leads, or null at the rim of the network. Right and left follow edges; up and down change to a sibling. */
export function walk(doc: NetworkDocument, from: Station, direction: Direction): Station | null {
  const step = direction === 'up' ? -1 : 1;
  if (from.kind === 'edge') {
    const edge = edgeById(doc, from.id);
    if (!edge) return null;
    if (direction === 'right') return { kind: 'node', id: edge.target };
    if (direction === 'left') return { kind: 'node', id: edge.source };
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

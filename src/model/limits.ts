/**
 * How large a network may be. A few characters of a file, or one size that is typed, can ask for more numbers than memory
 * holds (a softmax layer of a million units has 10^12 inner connections), so size is looked at before anything is made.
 */
import { nodeById, sizeOf } from './document';
import type { NetworkDocument } from './types';

/** Units of all nodes together. */
export const MOST_UNITS = 5_000_000;
/** Connections of all edges and softmax layers together: one array of float64 of this length takes 400 MB. */
export const MOST_CONNECTIONS = 50_000_000;

/** What is too large about a network, in a sentence without a full stop; null when nothing is. */
export function excess(
  doc: NetworkDocument,
  size = (id: string): number => {
    const node = nodeById(doc, id);
    return node ? sizeOf(node) : 0;
  },
): string | null {
  let units = 0;
  let connections = 0;
  for (const node of doc.nodes) {
    units += size(node.id);
    if (node.kind === 'layer' && node.activation === 'softmax') connections += size(node.id) ** 2;
  }
  for (const edge of doc.edges) {
    connections += size(edge.source) * (nodeById(doc, edge.target)?.kind === 'layer' ? size(edge.target) : 1);
  }
  const words = (count: number, most: number, what: string) =>
    `the network would have ${count.toLocaleString('en')} ${what}, more than the ${most.toLocaleString('en')} that fit`;
  if (units > MOST_UNITS) return words(units, MOST_UNITS, 'units');
  return connections > MOST_CONNECTIONS ? words(connections, MOST_CONNECTIONS, 'connections') : null;
}

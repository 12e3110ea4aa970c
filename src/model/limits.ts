/**
 * How large a network may be. A few characters of a file, or one size that is typed, can ask for more numbers than memory
 * holds (a softmax layer of a million units has 10^12 inner connections), so size is looked at before anything is made.
 */
import { nodeById, sizeOf } from './document';
import type { NetworkDocument } from './types';

/** Units of all nodes together, and of one. */
export const MOST_UNITS = 5_000_000;
export const MOST_UNITS_OF_ONE = 1_000_000;
/** Connections of all edges and softmax layers together: one array of float64 of this length takes 400 MB. */
export const MOST_CONNECTIONS = 50_000_000;
/**
 * Bytes of a file, and characters of its text: what is larger is not opened, so no command makes a network that could become
 * larger when it is saved (`textSize`). The main process reads and writes as much (`electron/main/files`).
 */
export const LARGEST_TEXT = 300 * 2 ** 20;
/** The most that a weight of a large matrix takes of it, with its place in a mask: 8 bytes as base64, and `0, `. */
export const CHARACTERS_A_WEIGHT = 14;
/** Weights that one matrix can have. */
export const MOST_WEIGHTS = Math.floor(LARGEST_TEXT / CHARACTERS_A_WEIGHT);
/** Characters of a label, and of a network's name. */
export const LONGEST_NAME = 2000;

/** What is too large about a network, in a sentence without a full stop; null when nothing is. */
export function excess(
  doc: NetworkDocument,
  size = (id: string): number => {
    const node = nodeById(doc, id);
    return node ? sizeOf(node) : 0;
  },
): string | null {
  const words = (what: string, count: number, most: number, of: string) =>
    `${what} would have ${count.toLocaleString('en')} ${of}, more than the ${most.toLocaleString('en')} that fit`;
  let units = 0;
  let connections = 0;
  for (const node of doc.nodes) {
    const own = size(node.id);
    if (own > MOST_UNITS_OF_ONE) return words(`the node ${node.id}`, own, MOST_UNITS_OF_ONE, 'units');
    units += own;
    if (node.kind === 'layer' && node.activation === 'softmax') connections += own ** 2;
  }
  for (const edge of doc.edges) {
    connections += size(edge.source) * (nodeById(doc, edge.target)?.kind === 'layer' ? size(edge.target) : 1);
  }
  if (units > MOST_UNITS) return words('the network', units, MOST_UNITS, 'units');
  return connections > MOST_CONNECTIONS ? words('the network', connections, MOST_CONNECTIONS, 'connections') : null;
}

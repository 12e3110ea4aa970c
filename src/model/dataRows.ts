/** The inputs of a file's training data, where it carries any in a form that fits the network. */
import { FileFault } from './fileFault';
import { readMatrix } from './fileNumbers';
import type { NetworkDocument } from './types';

export interface DataRows {
  readonly count: number;
  /** Row s holds the values of all input nodes in file order. */
  readonly inputs: Float64Array;
}

/**
 * Reads `data.inputs`: one row a sample, as nested lists or as `shape` and `data` like a matrix. Null when there is none, or
 * when it is meant for something else: `data` is a field that other programs may use as they like.
 */
export function dataRows(doc: NetworkDocument): DataRows | null {
  const { data } = doc.extra;
  if (typeof data !== 'object' || data === null || !('inputs' in data)) return null;
  const { inputs } = data;
  if (typeof inputs !== 'object' || inputs === null) return null;
  const shape = 'shape' in inputs ? inputs.shape : null;
  const count = Array.isArray(inputs) ? inputs.length : Array.isArray(shape) ? Number(shape[0]) : 0;
  const width = doc.nodes.reduce((sum, node) => sum + (node.kind === 'input' ? node.size : 0), 0);
  if (!Number.isInteger(count) || count < 1 || width === 0) return null;
  try {
    return { count, inputs: readMatrix(inputs, count, width, 'data.inputs') };
  } catch (error) {
    if (error instanceof FileFault) return null;
    throw error;
  }
}

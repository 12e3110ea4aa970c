/** Taking over what a training run has found: all parameters at once, one undo step. */
import type { Layout } from '../../engine';
import { edgeById, nodeById } from '../document';
import type { Change, NetworkDocument } from '../types';
import type { CommandResult } from './result';

/** Writes a parameter arena into the document. Arrays that have not changed are left alone. */
export function setParams(doc: NetworkDocument, layout: Layout, params: Float64Array): CommandResult {
  const changes: Change[] = [];
  const put = (
    of: 'weight' | 'bias',
    id: string,
    before: Float64Array | null | undefined,
    start: number,
    length: number,
  ) => {
    const after = params.slice(start, start + length);
    if (!before || before.every((value, i) => Object.is(value, after[i]))) return;
    changes.push({ type: 'numbers', slot: { of, id }, start: 0, before, after });
  };
  for (const [id, { offset, rows, cols }] of Object.entries(layout.weights)) {
    put('weight', id, edgeById(doc, id)?.weight, offset, rows * cols);
  }
  for (const [id, { offset, size }] of Object.entries(layout.biases)) {
    const node = nodeById(doc, id);
    put('bias', id, node?.kind === 'layer' ? node.bias : null, offset, size);
  }
  return changes;
}

/** Taking over what a training run has found: all parameters at once, one undo step. */
import type { Layout } from '../../engine';
import { edgeById, nodeById } from '../document';
import type { Change, NetworkDocument } from '../types';
import { type CommandResult, refuse } from './result';

/**
 * Writes a parameter arena into the document. Arrays that have not changed are left alone; one that holds a number which no
 * file can hold refuses the whole.
 */
export function setParams(doc: NetworkDocument, layout: Layout, params: Float64Array): CommandResult {
  const changes: Change[] = [];
  let broken: string | null = null;
  const put = (
    of: 'weight' | 'bias',
    id: string,
    before: Float64Array | null | undefined,
    start: number,
    length: number,
  ) => {
    const after = params.slice(start, start + length);
    if (!before || before.every((value, i) => Object.is(value, after[i]))) return;
    if (!after.every(Number.isFinite)) broken ??= `${of} of ${id}`;
    changes.push({ type: 'numbers', slot: { of, id }, start: 0, before, after });
  };
  for (const [id, { offset, rows, cols }] of Object.entries(layout.weights)) {
    put('weight', id, edgeById(doc, id)?.weight, offset, rows * cols);
  }
  for (const [id, { offset, size }] of Object.entries(layout.biases)) {
    const node = nodeById(doc, id);
    put('bias', id, node?.kind === 'layer' ? node.bias : null, offset, size);
  }
  if (broken !== null) return refuse(`A ${broken} would not be finite: a smaller learning rate may help.`);
  return changes;
}

/** Places of the parameter arena that a step changes: none of frozen edges, no masked entries. */
export function* trainedSlots(
  doc: NetworkDocument,
  layout: Layout,
): Generator<{ readonly of: 'weight' | 'bias'; readonly id: string; readonly index: number; readonly at: number }> {
  for (const [id, { offset, rows, cols }] of Object.entries(layout.weights)) {
    const edge = edgeById(doc, id);
    if (!edge || edge.frozen) continue;
    for (let k = 0; k < rows * cols; k++) {
      if (edge.mask?.[k] !== 0) yield { of: 'weight', id, index: k, at: offset + k };
    }
  }
  for (const [id, { offset, size }] of Object.entries(layout.biases)) {
    for (let k = 0; k < size; k++) yield { of: 'bias', id, index: k, at: offset + k };
  }
}

/** One step of gradient descent, w ← w − rate · gradient. `gradient` and the numbers lie as the layout says. */
export function gradientStep(
  doc: NetworkDocument,
  layout: Layout,
  gradient: Float64Array,
  rate: number,
): CommandResult {
  const params = paramsOf(doc, layout);
  for (const { at } of trainedSlots(doc, layout)) params[at] -= rate * gradient[at];
  return setParams(doc, layout, params);
}

/** The document's parameters as an arena. */
export function paramsOf(doc: NetworkDocument, layout: Layout): Float64Array {
  const params = new Float64Array(layout.paramCount);
  for (const [id, { offset }] of Object.entries(layout.weights)) params.set(edgeById(doc, id)?.weight ?? [], offset);
  for (const [id, { offset }] of Object.entries(layout.biases)) {
    const node = nodeById(doc, id);
    if (node?.kind === 'layer' && node.bias) params.set(node.bias, offset);
  }
  return params;
}

/** Commands on numbers: weights, biases, inputs, targets, masks. An undo step keeps only the slice that changed. */
import { edgeById, isWeighted, nodeById, ownerOf, shapeOfEdge } from '../document';
import type { NetworkDocument, NumberSlot } from '../types';
import { type CommandResult, edgeChange, refuse } from './result';

/** The array a slot names; null when there is none. */
export function numbersAt(doc: NetworkDocument, slot: NumberSlot): Float64Array | null {
  if (slot.of === 'weight') return edgeById(doc, slot.id)?.weight ?? null;
  const node = nodeById(doc, slot.id);
  if (node?.kind === 'input' && slot.of === 'values') return node.values;
  if (node?.kind === 'layer' && slot.of === 'bias') return node.bias;
  if (node?.kind === 'loss' && slot.of === 'target') return node.target;
  return null;
}

/** Writes values into an array from `start` on. */
export function setNumbers(
  doc: NetworkDocument,
  slot: NumberSlot,
  start: number,
  values: ArrayLike<number>,
): CommandResult {
  const array = numbersAt(doc, slot);
  if (!array || start < 0 || start + values.length > array.length) return refuse(`${slot.id} has no such ${slot.of}.`);
  const after = Float64Array.from(values);
  if (!after.every(Number.isFinite)) return refuse('Only finite numbers can be stored.');
  const before = array.slice(start, start + after.length);
  if (before.every((value, i) => Object.is(value, after[i]))) return [];
  return [{ type: 'numbers', slot, start, before, after }];
}

/** Sets one weight of an edge; of a tied edge the shared one. */
export function setWeight(doc: NetworkDocument, id: string, row: number, col: number, value: number): CommandResult {
  const edge = edgeById(doc, id);
  if (!edge || !isWeighted(doc, edge)) return refuse(`${id} carries no weight.`);
  const { cols } = shapeOfEdge(doc, edge);
  return setNumbers(doc, { of: 'weight', id: ownerOf(doc, edge).id }, row * cols + col, [value]);
}

/** Lets a connection exist or not. A mask in which everything exists is no mask. */
export function setMask(doc: NetworkDocument, id: string, row: number, col: number, on: boolean): CommandResult {
  const named = edgeById(doc, id);
  if (!named || !isWeighted(doc, named)) return refuse(`${id} carries no weight.`);
  const edge = ownerOf(doc, named);
  const { rows, cols } = shapeOfEdge(doc, edge);
  const mask = edge.mask?.slice() ?? new Uint8Array(rows * cols).fill(1);
  const at = row * cols + col;
  if ((mask[at] !== 0) === on) return [];
  mask[at] = on ? 1 : 0;
  return [edgeChange(doc, edge, { ...edge, mask: mask.every((entry) => entry !== 0) ? null : mask })];
}

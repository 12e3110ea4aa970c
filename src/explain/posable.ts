/** Whether what a question names is in the network. */
import { edgeById, nodeById, ownerOf, shapeOfEdge, sizeOf } from '../model/document';
import type { NetworkDocument } from '../model/types';
import type { Question } from './question';

/** Why nothing in the network has this address, or null. */
export function paramFault(doc: NetworkDocument, at: string): string | null {
  const weight = /^(\w+)\[(\d+),(\d+)\]$/.exec(at);
  if (weight) {
    const [row, col] = [Number(weight[2]), Number(weight[3])];
    const edge = edgeById(doc, weight[1]);
    const { rows, cols } = edge ? shapeOfEdge(doc, edge) : { rows: 0, cols: 0 };
    const exists = edge && row < rows && col < cols && ownerOf(doc, edge).mask?.[row * cols + col] !== 0;
    return exists ? null : `there is no weight ${at}`;
  }
  const bias = /^(\w+)\.bias\[(\d+)\]$/.exec(at);
  if (!bias) return `${at} is no parameter such as w11[0,0]`;
  const node = nodeById(doc, bias[1]);
  return node?.kind === 'layer' && Number(bias[2]) < (node.bias?.length ?? 0) ? null : `there is no bias ${at}`;
}

/** Whether a path can name this: `n1[0]`, inside softmax `s.z[0]`, a loss by its id. */
export function isOnPaths(doc: NetworkDocument, unit: string): boolean {
  const [, id, z, index] = /^(\w+)(\.z)?(?:\[(\d+)\])?$/.exec(unit) ?? [];
  const node = nodeById(doc, id ?? '');
  if (!node) return false;
  if (node.kind === 'loss') return unit === node.id;
  if (z !== undefined && (node.kind !== 'layer' || node.activation !== 'softmax')) return false;
  return index !== undefined && Number(index) < node.size;
}

/** Whether what a question asks about is in the network: its unit, its parameter, the units of its path. */
export function isPosable(doc: NetworkDocument, question: Question): boolean {
  if (question.kind === 'unit') {
    const node = nodeById(doc, question.node);
    return node !== undefined && question.unit < sizeOf(node);
  }
  if (question.kind === 'path' && !question.units.every((unit) => isOnPaths(doc, unit))) return false;
  return paramFault(doc, question.at) === null;
}

/** Addresses of parameters: `w11[0,0]`, `n1.bias[0]`; `w11` and `n1.bias` where there is only one. SPEC: A1-A3. */
import { EngineError } from './errors';
import type { Layout, ParamRef } from './types';

const WEIGHT = /^([A-Za-z][A-Za-z0-9_]{0,63})(?:\[\s*(\d{1,9})\s*,\s*(\d{1,9})\s*\])?$/;
const BIAS = /^([A-Za-z][A-Za-z0-9_]{0,63})\.bias(?:\[\s*(\d{1,9})\s*\])?$/;

/** The address of a parameter. */
export function formatAddress(param: ParamRef): string {
  return param.kind === 'weight' ? `${param.edge}[${param.row},${param.col}]` : `${param.node}.bias[${param.unit}]`;
}

function fail(text: string, why: string): never {
  throw new EngineError('unknownParam', text, `${text}: ${why}`);
}

/** At most a few names, for a message. */
function some(names: readonly string[]): string {
  return names.length > 8 ? `${names.slice(0, 8).join(', ')}, … (${names.length} in all)` : names.join(', ');
}

/** An entry of a record by a name that somebody typed: `constructor` is none unless it was put there. */
function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/**
 * Reads an address. A tied edge's means the matrix that it shares. Throws EngineError with one sentence when it is not an
 * address, or of nothing in this network.
 */
export function parseAddress(layout: Layout, text: string): ParamRef {
  const bias = BIAS.exec(text.trim());
  if (bias) {
    const [, node, index] = bias;
    const slot = own(layout.biases, node);
    if (!slot) {
      fail(
        text,
        own(layout.units, node)
          ? `${node} has no bias`
          : `there is no node "${node}"; biases: ${some(Object.keys(layout.biases)) || 'none'}`,
      );
    }
    if (index === undefined && slot.size !== 1)
      fail(text, `${node} has ${slot.size} biases, say which: ${node}.bias[0]`);
    const unit = Number(index ?? 0);
    if (unit >= slot.size) fail(text, `${node} has ${slot.size} ${slot.size === 1 ? 'unit' : 'units'}, counted from 0`);
    return { kind: 'bias', node, unit };
  }
  const weight = WEIGHT.exec(text.trim());
  if (!weight) fail(text, 'is not the address of a parameter (expected something like w11[0,0] or n1.bias[0])');
  const [, edge, row, col] = weight;
  const owner = own(layout.owner, edge) ?? '';
  const slot = own(layout.weights, owner);
  if (!slot) {
    fail(
      text,
      own(layout.connections, edge)
        ? `the edge ${edge} carries no weight`
        : `there is no edge "${edge}"; weights: ${some(Object.keys(layout.weights)) || 'none'}`,
    );
  }
  if (row === undefined && slot.rows * slot.cols !== 1)
    fail(text, `${edge} is ${slot.rows} x ${slot.cols}, say which weight: ${edge}[0,0]`);
  const at = { row: Number(row ?? 0), col: Number(col ?? 0) };
  if (at.row >= slot.rows || at.col >= slot.cols) fail(text, `${edge} is ${slot.rows} x ${slot.cols}, counted from 0`);
  return { kind: 'weight', edge: owner, ...at };
}

/** Every parameter of a network, weights in the order of the file, then biases. Masked entries are no parameters. */
export function* allParams(layout: Layout, masked: (edge: string, index: number) => boolean): Generator<ParamRef> {
  for (const [edge, { rows, cols }] of Object.entries(layout.weights)) {
    for (let k = 0; k < rows * cols; k++) {
      if (!masked(edge, k)) yield { kind: 'weight', edge, row: Math.floor(k / cols), col: k % cols };
    }
  }
  for (const [node, { size }] of Object.entries(layout.biases)) {
    for (let unit = 0; unit < size; unit++) yield { kind: 'bias', node, unit };
  }
}

/**
 * The value of every line, for each of the named quantities, in one pass over the arenas. One place, so that the canvas,
 * its labels and the legend can never disagree.
 */
import { edgeById, matrixOf } from '../../model/document';
import type { NetworkDocument } from '../../model/types';
import type { Passes, TraceResult } from '../../store/run';
import type { Colouring, SessionState } from '../../store/session';
import type { LineGroup, LineTable } from './lineTable';

export interface ValueInput {
  readonly doc: NetworkDocument;
  readonly passes: Passes | null;
  readonly trace: TraceResult | null;
  readonly colouring: Colouring;
  /** What the player has revealed; null = everything. */
  readonly known: SessionState['known'];
}

/** Values of the connections of one edge, `rows * cols` long; null where the quantity is not defined there. */
export function connectionValues(input: ValueInput, group: LineGroup): Float64Array | null {
  const { doc, passes, trace, colouring } = input;
  const slot = passes?.layout.connections[group.edge];
  const length = group.rows * group.cols;
  // A layout of an older structure knows the edge, but not with these connections.
  if (!passes || !slot || slot.rows * slot.cols !== length) return null;
  switch (colouring) {
    case 'contribution':
      return passes.contributions.subarray(slot.offset, slot.offset + length);
    case 'flow':
      return trace ? flowValues(input, passes, trace, group, slot.offset) : null;
    case 'gradient': {
      const owner = passes.layout.weights[passes.layout.owner[group.edge] ?? ''];
      return owner ? passes.backward.gradient.subarray(owner.offset, owner.offset + length) : null;
    }
    case 'weight': {
      const record = group.weighted ? edgeById(doc, group.edge) : undefined;
      const matrix = record ? matrixOf(doc, record) : null;
      return matrix && matrix.length === length ? matrix : null;
    }
    case 'activation': {
      const source = passes.layout.units[doc.nodes[group.source]?.id ?? ''];
      if (!source || source.size !== group.cols) return null;
      const row = passes.forward.a.subarray(source.offset, source.offset + source.size);
      if (group.rows === 1) return row;
      const all = new Float64Array(length);
      for (let r = 0; r < group.rows; r++) all.set(row, r * group.cols);
      return all;
    }
  }
}

/** Flow through each connection, with what begins at the chosen weight itself: source activation x ∂L/∂z. */
function flowValues({ doc }: ValueInput, passes: Passes, trace: TraceResult, group: LineGroup, offset: number) {
  const flow = trace.flow.connections.subarray(offset, offset + group.rows * group.cols);
  const { param } = trace.trace;
  const { layout, forward, backward } = passes;
  if (param.kind !== 'weight' || layout.owner[group.edge] !== param.edge) return flow;
  const own = flow.slice();
  const source = layout.units[doc.nodes[group.source].id];
  const target = layout.units[doc.nodes[group.target].id];
  own[param.row * group.cols + param.col] +=
    forward.a[source.offset + param.col] * backward.dLdz[target.offset + param.row];
  return own;
}

/** The value of the largest size; a value that is no number wins, wherever it stands; null for none. */
export function strongest(values: Float64Array | null, mask: Uint8Array | null): number | null {
  if (!values) return null;
  let best: number | null = null;
  let size = -1;
  for (let i = 0; i < values.length; i++) {
    if (mask !== null && mask[i] === 0) continue;
    const value = values[i];
    if (Number.isNaN(value)) return value;
    const magnitude = value < 0 ? -value : value;
    if (magnitude > size) {
      size = magnitude;
      best = value;
    }
  }
  return best;
}

/** What stands in for "not defined here" in an array of line values: the largest number there is, which no value reaches. */
export const UNDEFINED = Number.MAX_VALUE;

export interface LineValues {
  /** A line's value; UNDEFINED where there is none. */
  readonly values: Float64Array<ArrayBuffer>;
  /** Largest finite size among them. */
  readonly maxAbs: number;
  /** One of them at least is no number: the legend says what colour that is. */
  readonly broken?: boolean;
  /** One of them at least is not known yet: neither is the scale, which it may set. */
  readonly owed?: boolean;
}

/** True where the player has not yet come to: what flows back belongs to the node that the edge enters, an activation to its source. */
function isHidden({ doc, known, colouring }: ValueInput, group: LineGroup): boolean {
  if (known === null || colouring === 'weight') return false;
  const { id, kind } = doc.nodes[group.target];
  if (colouring === 'gradient') return known.get(id)?.has('gradient') !== true;
  if (colouring !== 'activation') return known.get(id)?.has(kind === 'layer' ? 'dLdz' : 'dLda') !== true;
  const source = doc.nodes[group.source];
  return source.kind !== 'input' && known.get(source.id)?.has('a') !== true;
}

/** The same as `connectionValues`, but null as long as the player, or an open question, does not show them. */
export function visibleValues(input: ValueInput, group: LineGroup): Float64Array | null {
  return isHidden(input, group) ? null : connectionValues(input, group);
}

/** Values of all lines of a table, in their order. */
export function lineValues(input: ValueInput, table: LineTable): LineValues {
  const values = new Float64Array(table.count);
  let maxAbs = 0;
  let broken = false;
  let owed = false;
  for (const group of table.groups) {
    const own = connectionValues(input, group);
    const length = group.bundle ? 1 : group.rows * group.cols;
    if (!own) values.fill(UNDEFINED, group.first, group.first + length);
    else if (group.bundle) values[group.first] = strongest(own, group.mask) ?? UNDEFINED;
    else values.set(own, group.first);
    if (!own) continue;
    // A connection that does not exist has no value, and sets no scale.
    if (group.mask && !group.bundle) {
      for (let k = 0; k < length; k++) if (group.mask[k] === 0) values[group.first + k] = UNDEFINED;
    }
    const hidden = isHidden(input, group);
    if (hidden) owed = true;
    for (let i = group.first; i < group.first + length; i++) {
      const size = values[i] < 0 ? -values[i] : values[i];
      if (size > maxAbs && size < UNDEFINED) maxAbs = size;
      if (Number.isNaN(size) && !hidden) broken = true;
    }
    // The scale keeps still while the player reveals one value after another.
    if (hidden) values.fill(UNDEFINED, group.first, group.first + length);
  }
  return { values, maxAbs, broken, owed };
}

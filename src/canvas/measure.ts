/**
 * The value that colours an edge, for each of the named quantities. One place, so that the canvas, its labels and the
 * legend can never disagree.
 */
import type { MatrixSlot } from '../engine/types';
import type { EdgeRecord } from '../model/types';
import type { Passes, TraceResult } from '../store/run';
import type { Colouring } from '../store/session';

export interface MeasureInput {
  readonly passes: Passes;
  readonly trace: TraceResult | null;
  readonly colouring: Colouring;
  /** Entry of a weighted edge's matrix (the owner's, when tied). */
  readonly weightAt: (edge: EdgeRecord, row: number, col: number) => number | null;
}

/** The connections of an edge: one column a source unit; an edge without weight has one row. */
export function connectionShape(passes: Passes, edge: EdgeRecord): MatrixSlot | null {
  const slot = passes.layout.connections[edge.id];
  if (!slot) return null;
  return isWeighted(passes, edge) ? slot : { offset: slot.offset, rows: 1, cols: slot.rows };
}

function isWeighted(passes: Passes, edge: EdgeRecord): boolean {
  return passes.layout.owner[edge.id] !== undefined;
}

/**
 * Value of one connection, or null when the quantity is not defined there (the gradient of an edge without weight, a
 * flow while nothing is chosen).
 */
export function connectionValue(input: MeasureInput, edge: EdgeRecord, row: number, col: number): number | null {
  const { passes, trace, colouring } = input;
  const { layout, forward, backward } = passes;
  const shape = connectionShape(passes, edge);
  if (!shape) return null;
  const at = shape.offset + row * shape.cols + col;
  switch (colouring) {
    case 'contribution':
      return passes.contributions[at];
    case 'flow':
      return trace ? trace.flow.connections[at] + startShare(passes, trace, edge, row, col) : null;
    case 'activation': {
      const source = layout.units[edge.source];
      return source ? forward.a[source.offset + col] : null;
    }
    case 'weight':
      return isWeighted(passes, edge) ? input.weightAt(edge, row, col) : null;
    case 'gradient': {
      const owner = layout.weights[layout.owner[edge.id] ?? ''];
      return owner ? backward.gradient[owner.offset + row * owner.cols + col] : null;
    }
  }
}

/** What of the gradient begins at a connection: where the chosen weight itself acts, source activation x ∂L/∂z. */
function startShare(passes: Passes, trace: TraceResult, edge: EdgeRecord, row: number, col: number): number {
  const { param } = trace.trace;
  const { layout, forward, backward } = passes;
  if (param.kind !== 'weight' || layout.owner[edge.id] !== param.edge) return 0;
  if (param.row !== row || param.col !== col) return 0;
  return forward.a[layout.units[edge.source].offset + col] * backward.dLdz[layout.units[edge.target].offset + row];
}

/** The connection of an edge whose value is the largest in size: what a matrix drawn as one line shows. */
export function edgeValue(input: MeasureInput, edge: EdgeRecord): number | null {
  const shape = connectionShape(input.passes, edge);
  if (!shape) return null;
  let best: number | null = null;
  for (let row = 0; row < shape.rows; row++) {
    for (let col = 0; col < shape.cols; col++) {
      const value = connectionValue(input, edge, row, col);
      // A value that is no number is what has to be seen, wherever in the matrix it stands.
      if (value !== null && Number.isNaN(value)) return value;
      if (value !== null && (best === null || Math.abs(value) > Math.abs(best))) best = value;
    }
  }
  return best;
}

/** How many lines the threshold of the legend hides. One comparison a line: the scale is undone once, not taken a line. */
import { DECADES } from '../colour';
import { MARK } from './classes';
import type { LineTable } from './lineTable';
import { UNDEFINED } from './lineValues';

interface Hiding {
  readonly table: LineTable;
  readonly values: Float64Array;
  readonly marks: Uint8Array | null;
  /** The edge layer, which knows sizes in 127 steps; else elements of the page. */
  readonly layer: boolean;
}

const LAYER_STEPS = 127;

/** Lines of a table that are not shown because they lie below a share of the scale and on no path of what is chosen. */
export function countHidden({ table, values, marks, layer }: Hiding, maxAbs: number, hideBelow: number): number {
  if (hideBelow === 0) return 0;
  const share = layer ? (Math.ceil(hideBelow * LAYER_STEPS) - 0.5) / LAYER_STEPS : hideBelow;
  const least = maxAbs > 0 ? maxAbs * 10 ** (DECADES * (share - 1)) : Infinity;
  let hidden = 0;
  for (const { first, bundle, mask, rows, cols } of table.groups) {
    const lines = bundle ? 1 : rows * cols;
    for (let k = 0; k < lines; k++) {
      if (!bundle && mask?.[k] === 0) continue;
      const line = first + k;
      if (marks !== null && marks[line] >= MARK.blocked) continue;
      const value = values[line];
      if (value !== UNDEFINED && Math.abs(value) < least) hidden += 1;
    }
  }
  return hidden;
}

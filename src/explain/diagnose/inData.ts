/** Units over the whole of the data that a file carries, not only over the sample on the canvas. */
import { forward } from '../../engine';
import { dataRows } from '../../model/dataRows';
import type { Examined } from './types';

export interface InData {
  /** Samples that the file holds, and how many of them were run. */
  readonly samples: number;
  readonly seen: number;
  /** Per unit: in how many of the samples seen its z is above 0. */
  readonly on: Uint32Array;
  /** Per unit: its largest z. */
  readonly largest: Float64Array;
}

/** Multiplications that this may cost; with more data or weights samples are taken evenly, and it is said. */
const WORK = 2e7;

/** Runs the data through the network; null when the file carries none that fits. */
export function overData({ doc, plan, numbers }: Examined): InData | null {
  const rows = dataRows(doc);
  if (!rows) return null;
  const { count, inputs } = rows;
  const { unitCount, paramCount } = plan.layout;
  const seen = Math.min(count, Math.max(1, Math.floor(WORK / (paramCount + unitCount))));
  const on = new Uint32Array(unitCount);
  const largest = new Float64Array(unitCount).fill(-Infinity);
  for (let i = 0; i < seen; i++) {
    const at = Math.floor((i * count) / seen) * plan.inputCount;
    const { z } = forward(plan, { ...numbers, inputs: inputs.subarray(at, at + plan.inputCount) });
    for (let unit = 0; unit < unitCount; unit++) {
      if (z[unit] > 0) on[unit] += 1;
      if (z[unit] > largest[unit]) largest[unit] = z[unit];
    }
  }
  return { samples: count, seen, on, largest };
}

/** Values that stopped being finite: where the first one is, and how it is written for people. */
import type { PlanNode } from './plan';
import type { NonFinite } from './types';

/** The first unit of a node whose value is infinite or no number. */
export function firstNonFinite(
  node: PlanNode,
  values: Float64Array,
  quantity: NonFinite['quantity'],
): NonFinite | null {
  for (let unit = 0; unit < node.size; unit++) {
    const value = values[node.offset + unit];
    if (!Number.isFinite(value)) return { node: node.id, unit, quantity, value };
  }
  return null;
}

/** NaN, ∞ or −∞: messages say it as cards and panels show it. */
export function nonFiniteText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '∞' : '−∞';
}

/** Local derivatives: of a unit in what feeds it directly. The backward pass, flows and paths all read them here. */
import { lossTargets, lossUnits, opSources } from './forward';
import type { Numbers, Plan, PlanNode } from './plan';
import { ACTIVATIONS, LOSSES, OPS } from './registry';
import { softmaxDerivative } from './registry/activations';
import type { ForwardTrace } from './types';

/** The values of a pass that local derivatives are taken at. */
type Values = Pick<ForwardTrace, 'z' | 'a'>;

/** φ′(z) of an elementwise layer's unit, or its surrogate's. */
export function activationDerivative(node: PlanNode, trace: Values, unit: number): number {
  return ACTIVATIONS[node.derivative].localDerivative(trace.z[node.offset + unit]);
}

/** ∂a_j/∂z_i inside a softmax layer. */
export function innerDerivative(node: PlanNode, trace: Values, j: number, i: number): number {
  return softmaxDerivative(trace.a[node.offset + j], trace.a[node.offset + i], i === j);
}

/**
 * ∂(node)/∂(source unit) along each incoming edge of an op or a loss, for each unit of its source: the op's unit in it, or
 * the loss in it. For all edges at once, for a loss's derivatives depend on each other.
 */
export function stepDerivatives(numbers: Numbers, trace: Values, node: PlanNode): readonly Float64Array[] {
  if (node.kind === 'loss') {
    const all = LOSSES[node.loss].localDerivative(lossUnits(node, trace.a), lossTargets(node, numbers));
    return node.incoming.map(({ slot, source }) => all.subarray(slot, slot + source.size));
  }
  const sources = opSources(node, trace.a);
  const entry = OPS[node.op];
  return node.incoming.map(({ source }, k) =>
    Float64Array.from({ length: source.size }, (_, i) => entry.localDerivative(sources, k, i)),
  );
}

/** All `stepDerivatives` of a plan, by edge index; null for weighted edges. */
export function allStepDerivatives(plan: Plan, numbers: Numbers, trace: Values): readonly (Float64Array | null)[] {
  const all: (Float64Array | null)[] = new Array(plan.edges.length).fill(null);
  for (const node of plan.nodes) {
    if (node.kind !== 'op' && node.kind !== 'loss') continue;
    const steps = stepDerivatives(numbers, trace, node);
    node.incoming.forEach(({ index }, k) => {
      all[index] = steps[k];
    });
  }
  return all;
}

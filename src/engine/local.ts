/** Local derivatives: of a unit in what feeds it directly. The backward pass, flows and paths all read them here. */
import { lossTargets, lossUnits, opSources } from './forward';
import type { Numbers, Plan, PlanEdge, PlanNode } from './plan';
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
 * ∂(target)/∂(source unit) along an edge without weight, for each source unit: an op's unit in it, or the loss in it.
 * Length = the source's size.
 */
export function stepDerivatives(numbers: Numbers, trace: Values, edge: PlanEdge): Float64Array {
  const { source, target, slot } = edge;
  if (target.kind === 'loss') {
    const all = LOSSES[target.loss].localDerivative(lossUnits(target, trace.a), lossTargets(target, numbers));
    return all.subarray(slot, slot + source.size);
  }
  const sources = opSources(target, trace.a);
  const k = target.incoming.indexOf(edge);
  const entry = OPS[target.op];
  return Float64Array.from({ length: source.size }, (_, i) => entry.localDerivative(sources, k, i));
}

/** All `stepDerivatives` of a plan, by edge index; null for weighted edges. */
export function allStepDerivatives(plan: Plan, numbers: Numbers, trace: Values): readonly (Float64Array | null)[] {
  return plan.edges.map((edge) => (edge.weight < 0 ? stepDerivatives(numbers, trace, edge) : null));
}

/** The backward pass: adjoints in reverse topological order, gradients summed over all uses. SPEC: B1-B5. */
import { activationDerivative, allStepDerivatives, stepDerivatives } from './local';
import { firstNonFinite } from './nonFinite';
import type { Numbers, Plan, PlanEdge, PlanNode } from './plan';
import type { BackwardTrace, ForwardTrace, NonFinite } from './types';

function layerDelta(
  node: PlanNode,
  trace: Pick<ForwardTrace, 'z' | 'a'>,
  dLda: Float64Array,
  dLdz: Float64Array,
): void {
  const { offset, size } = node;
  if (node.activation !== 'softmax') {
    for (let unit = 0; unit < size; unit++) {
      // A blocked unit hands back exactly 0 even where the adjoint overflowed, as a path through it contributes 0.
      const slope = activationDerivative(node, trace, unit);
      dLdz[offset + unit] = slope === 0 ? 0 : slope * dLda[offset + unit];
    }
    return;
  }
  let mean = 0;
  for (let j = offset; j < offset + size; j++) mean += trace.a[j] * dLda[j];
  for (let i = offset; i < offset + size; i++) dLdz[i] = trace.a[i] * (dLda[i] - mean);
}

function throughWeights(
  edge: PlanEdge,
  params: Float64Array,
  a: Float64Array,
  dLda: Float64Array,
  dLdz: Float64Array,
  gradient: Float64Array,
): void {
  const { source, target, weight, rows, cols, mask } = edge;
  for (let row = 0; row < rows; row++) {
    const delta = dLdz[target.offset + row];
    const start = weight + row * cols;
    for (let col = 0; col < cols; col++) {
      if (mask && mask[row * cols + col] === 0) continue;
      gradient[start + col] += delta * a[source.offset + col];
      dLda[source.offset + col] += params[start + col] * delta;
    }
  }
}

/** One node's share of the backward pass: its dLdz, its gradients, and what it adds to the adjoints of its sources. */
export function backwardNode(
  node: PlanNode,
  numbers: Numbers,
  trace: Pick<ForwardTrace, 'z' | 'a'>,
  { dLda, dLdz, gradient }: Pick<BackwardTrace, 'dLda' | 'dLdz' | 'gradient'>,
): void {
  const { offset, size } = node;
  if (node.kind === 'layer') {
    layerDelta(node, trace, dLda, dLdz);
    if (node.bias >= 0) for (let i = 0; i < size; i++) gradient[node.bias + i] += dLdz[offset + i];
    for (const edge of node.incoming) throughWeights(edge, numbers.params, trace.a, dLda, dLdz, gradient);
    return;
  }
  if (node.kind === 'input') return;
  const steps = stepDerivatives(numbers, trace, node);
  node.incoming.forEach((edge, k) => {
    const local = steps[k];
    for (let i = 0; i < local.length; i++) {
      const adjoint = node.kind === 'loss' ? dLda[offset] : dLda[offset + edge.slot + i];
      dLda[edge.source.offset + i] += local[i] * adjoint;
    }
  });
}

/** Adjoints of all units and gradients of all parameters. Every loss starts with 1, so that they are of the sum. */
export function backward(plan: Plan, numbers: Numbers, trace: ForwardTrace): BackwardTrace {
  const dLda = new Float64Array(plan.layout.unitCount);
  const dLdz = new Float64Array(plan.layout.unitCount);
  const gradient = new Float64Array(plan.layout.paramCount);
  let nonFinite: NonFinite | null = null;
  for (let at = plan.nodes.length - 1; at >= 0; at--) {
    const node = plan.nodes[at];
    if (node.kind === 'loss') dLda[node.offset] = 1;
    nonFinite ??= firstNonFinite(node, dLda, 'dLda');
    backwardNode(node, numbers, trace, { dLda, dLdz, gradient });
    if (node.kind === 'layer') nonFinite ??= firstNonFinite(node, dLdz, 'dLdz');
  }
  return { dLda, dLdz, gradient, nonFinite };
}

/**
 * What each connection hands back to its source: local derivative x adjoint of its target (w · ∂L/∂z for a weight), in
 * the connection arena. The sum over a unit's outgoing connections is its adjoint.
 */
export function contributions(plan: Plan, numbers: Numbers, trace: ForwardTrace, back: BackwardTrace): Float64Array {
  const out = new Float64Array(plan.layout.connectionCount);
  const steps = allStepDerivatives(plan, numbers, trace);
  for (const edge of plan.edges) {
    const { target, connection, rows, cols, weight, mask } = edge;
    const local = steps[edge.index];
    if (local) {
      for (let i = 0; i < local.length; i++) {
        out[connection + i] = local[i] * (target.kind === 'loss' ? 1 : back.dLda[target.offset + edge.slot + i]);
      }
      continue;
    }
    for (let row = 0; row < rows; row++) {
      const delta = back.dLdz[target.offset + row];
      for (let k = row * cols; k < (row + 1) * cols; k++) {
        if (mask?.[k] !== 0) out[connection + k] = numbers.params[weight + k] * delta;
      }
    }
  }
  for (const node of plan.nodes) {
    const slot = plan.layout.inner[node.id];
    if (!slot) continue;
    for (let j = 0; j < slot.rows; j++) {
      for (let i = 0; i < slot.cols; i++) {
        const ai = trace.a[node.offset + i];
        const aj = trace.a[node.offset + j];
        out[slot.offset + j * slot.cols + i] = aj * ((i === j ? 1 : 0) - ai) * back.dLda[node.offset + j];
      }
    }
  }
  return out;
}

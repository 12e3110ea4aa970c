/** The forward pass: z = W a + b, a = φ(z), the losses. Pure: a new trace, nothing of the input is changed. SPEC: F1-F4. */
import { firstNonFinite } from './nonFinite';
import type { Numbers, Plan, PlanNode } from './plan';
import { ACTIVATIONS, LOSSES, OPS } from './registry';
import { softmaxInto } from './registry/activations';
import type { ForwardTrace, NonFinite } from './types';

/** Pre-activations of a layer: its biases plus W a of every source. */
export function preActivations(node: PlanNode, params: Float64Array, a: Float64Array, z: Float64Array): void {
  const { offset, size } = node;
  for (let row = 0; row < size; row++) z[offset + row] = node.bias < 0 ? 0 : params[node.bias + row];
  for (const { weight, rows, cols, mask, source } of node.incoming) {
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      const start = weight + row * cols;
      for (let col = 0; col < cols; col++) {
        if (mask && mask[row * cols + col] === 0) continue;
        sum += params[start + col] * a[source.offset + col];
      }
      z[offset + row] += sum;
    }
  }
}

/** The units a loss takes, in the order of its edges. */
export function lossUnits(node: PlanNode, a: Float64Array): Float64Array {
  const units = new Float64Array(node.taken);
  for (const { slot, source } of node.incoming) units.set(a.subarray(source.offset, source.offset + source.size), slot);
  return units;
}

/** The targets of a loss, cut to the units that are connected. */
export function lossTargets(node: PlanNode, numbers: Numbers): Float64Array {
  return numbers.targets.subarray(node.data, node.data + node.taken);
}

/** The activations of an op's sources. */
export function opSources(node: PlanNode, a: Float64Array): Float64Array[] {
  return node.incoming.map(({ source }) => a.subarray(source.offset, source.offset + source.size));
}

/** Activations of a node whose sources, and for a layer whose z, are there. */
export function activate(node: PlanNode, numbers: Numbers, z: Float64Array, a: Float64Array): void {
  const { offset, size } = node;
  switch (node.kind) {
    case 'input':
      a.set(numbers.inputs.subarray(node.data, node.data + size), offset);
      break;
    case 'layer':
      if (node.activation === 'softmax') {
        softmaxInto(z.subarray(offset, offset + size), a.subarray(offset, offset + size));
      } else {
        const { value } = ACTIVATIONS[node.activation];
        for (let i = offset; i < offset + size; i++) a[i] = value(z[i]);
      }
      break;
    case 'op':
      OPS[node.op].value(opSources(node, a), a.subarray(offset, offset + size));
      break;
    case 'loss':
      a[offset] = LOSSES[node.loss].value(lossUnits(node, a), lossTargets(node, numbers));
      break;
  }
}

/** Runs the network on its inputs. Values that are not finite are located, not thrown. */
export function forward(plan: Plan, numbers: Numbers): ForwardTrace {
  const z = new Float64Array(plan.layout.unitCount);
  const a = new Float64Array(plan.layout.unitCount);
  let loss = 0;
  let nonFinite: NonFinite | null = null;
  for (const node of plan.nodes) {
    if (node.kind === 'layer') {
      preActivations(node, numbers.params, a, z);
      nonFinite ??= firstNonFinite(node, z, 'z');
    }
    activate(node, numbers, z, a);
    nonFinite ??= firstNonFinite(node, a, 'a');
    if (node.kind === 'loss') loss += a[node.offset];
  }
  return { z, a, loss, nonFinite };
}

/**
 * Forward and backward over and over on numbers that change: compressed rows in WebAssembly for elementwise layers, the
 * portable passes for everything else (ops, losses, softmax). The two take turns along the topological order. SPEC: W6.
 */
import { backwardNode } from '../backward';
import { activate, preActivations } from '../forward';
import type { Numbers, Plan, PlanNode } from '../plan';
import { LOSSES } from '../registry';
import type { ActivationName } from '../types';
import { CONNECTION_BYTES, GRAPH_ACTIVATIONS, type GraphMemory, graphModule, ROW_BYTES } from './graphModule';

export interface Evaluator {
  /** Parameter arena. Like all that follow a view into the evaluator's own memory: write before `run`. */
  readonly params: Float64Array;
  /** batch x inputCount. */
  readonly inputs: Float64Array;
  /** batch x targetCount. */
  readonly targets: Float64Array;
  /** Mean over the batch, in the parameter arena; the next run overwrites it. */
  readonly gradient: Float64Array;
  /** Forward and backward. Returns the mean loss. */
  run(): number;
}

/** Rows of the table from `first` to before `last` with one activation, or one node that takes the portable way; losses by a shorter one. */
type Segment =
  | { readonly kind: 'rows'; readonly activation: ActivationName; readonly first: number; last: number }
  | { readonly kind: 'node'; readonly node: PlanNode }
  | { readonly kind: 'loss'; readonly node: PlanNode; readonly units: Float64Array; readonly at: Int32Array };

const hasKernel = (node: PlanNode): boolean =>
  node.kind === 'layer' && node.derivative === node.activation && node.activation in GRAPH_ACTIVATIONS;

/** Units with a kernel, in topological order, cut where the activation changes or another node stands between. */
function segmentsOf(plan: Plan): Segment[] {
  const segments: Segment[] = [];
  let rows = 0;
  for (const node of plan.nodes) {
    if (node.kind === 'input') continue;
    if (node.kind === 'loss') {
      const at = node.incoming.flatMap(({ source }) =>
        Array.from({ length: source.size }, (_, i) => source.offset + i),
      );
      segments.push({ kind: 'loss', node, units: new Float64Array(node.taken), at: Int32Array.from(at) });
      continue;
    }
    if (!hasKernel(node)) {
      segments.push({ kind: 'node', node });
      continue;
    }
    const last = segments[segments.length - 1];
    if (last?.kind === 'rows' && last.activation === node.activation) last.last += node.size;
    else segments.push({ kind: 'rows', activation: node.activation, first: rows, last: rows + node.size });
    rows += node.size;
  }
  return segments;
}

function* connectionsInto(node: PlanNode, row: number): Generator<{ source: number; param: number }> {
  for (const { cols, mask, source, weight } of node.incoming) {
    for (let col = 0; col < cols; col++) {
      if (mask?.[row * cols + col] !== 0) {
        yield { source: source.offset + col, param: weight + row * cols + col };
      }
    }
  }
}

const aligned = (bytes: number): number => 16 * Math.ceil(bytes / 16);

/** Evaluates the loss of a plan for `batch` samples at once, in WebAssembly. */
export function createEvaluator(plan: Plan, batch = 1): Evaluator {
  const { unitCount, paramCount } = plan.layout;
  const stride = 16 * Math.ceil(batch / 2);
  const segments = segmentsOf(plan);
  const kernelNodes = plan.nodes.filter(hasKernel);
  let rowCount = 0;
  let connectionCount = 0;
  for (const node of kernelNodes) {
    rowCount += node.size;
    for (const { rows, cols } of node.incoming) connectionCount += rows * cols;
  }
  let end = 0;
  const take = (bytes: number) => {
    const start = end;
    end += aligned(bytes);
    return start;
  };
  // One parameter more: the 0 that units without a bias begin with, and where its gradient goes.
  const memory: GraphMemory = {
    activations: take(unitCount * stride),
    localDerivatives: take(unitCount * stride),
    adjoints: take(unitCount * stride),
    params: take(8 * (paramCount + 1)),
    gradient: take(8 * (paramCount + 1)),
  };
  const inputsAt = take(8 * batch * plan.inputCount);
  const targetsAt = take(8 * batch * plan.targetCount);
  const rowsAt = take(rowCount * ROW_BYTES);
  const connectionsAt = take(connectionCount * CONNECTION_BYTES);
  const shared = plan.edges.some(({ id, owner }) => owner !== null && owner !== id);
  const activations = new Set(kernelNodes.map(({ activation }) => activation));
  const wasmMemory = new WebAssembly.Memory({ initial: Math.ceil((end + 1) / 65536) });
  const module = new WebAssembly.Module(graphModule(activations, batch, shared, memory));
  const { exports } = new WebAssembly.Instance(module, { env: { memory: wasmMemory } });
  const call = exports as Readonly<Record<string, (first: number, last: number) => void>>;
  const view = (start: number, length: number) => new Float64Array(wasmMemory.buffer, start, length);

  const table = new Uint32Array(wasmMemory.buffer);
  let rowAt = rowsAt / 4;
  let next = connectionsAt / 4;
  for (const node of kernelNodes) {
    for (let row = 0; row < node.size; row++) {
      table[rowAt] = (node.offset + row) * stride;
      table[rowAt + 1] = 4 * next;
      for (const { source, param } of connectionsInto(node, row)) {
        table[next] = source * stride;
        table[next + 1] = 8 * param;
        next += 2;
      }
      table[rowAt + 2] = 4 * next;
      table[rowAt + 3] = 8 * (node.bias < 0 ? paramCount : node.bias + row);
      rowAt += ROW_BYTES / 4;
    }
  }

  const inputs = view(inputsAt, batch * plan.inputCount);
  const targets = view(targetsAt, batch * plan.targetCount);
  const params = view(memory.params, paramCount);
  const gradient = view(memory.gradient, paramCount);
  const lane = stride / 8;
  const a = view(memory.activations, unitCount * lane);
  const adjoints = view(memory.adjoints, unitCount * lane);
  /** Values of one sample, for the nodes that take the portable way. */
  const trace = { z: new Float64Array(unitCount), a: new Float64Array(unitCount) };
  const back = { dLda: new Float64Array(unitCount), dLdz: new Float64Array(unitCount), gradient };
  const numbersOf = (sample: number): Numbers => ({
    params,
    inputs: inputs.subarray(sample * plan.inputCount, (sample + 1) * plan.inputCount),
    targets: targets.subarray(sample * plan.targetCount, (sample + 1) * plan.targetCount),
  });
  const samples = Array.from({ length: batch }, (_, sample) => numbersOf(sample));
  function copyIn(node: PlanNode, from: Float64Array, to: Float64Array, sample: number): void {
    for (let unit = node.offset; unit < node.offset + node.size; unit++) to[unit] = from[unit * lane + sample];
  }

  const targetsOf = ({ data, taken }: PlanNode, sample: number) => samples[sample].targets.subarray(data, data + taken);
  function gather({ units, at }: Extract<Segment, { kind: 'loss' }>, sample: number): Float64Array {
    for (let i = 0; i < at.length; i++) units[i] = a[at[i] * lane + sample];
    return units;
  }
  function forwardLoss(segment: Extract<Segment, { kind: 'loss' }>): number {
    let loss = 0;
    for (let sample = 0; sample < batch; sample++) {
      loss += LOSSES[segment.node.loss].value(gather(segment, sample), targetsOf(segment.node, sample)) / batch;
    }
    return loss;
  }
  function backwardLoss(segment: Extract<Segment, { kind: 'loss' }>): void {
    const { node, at } = segment;
    for (let sample = 0; sample < batch; sample++) {
      const local = LOSSES[node.loss].localDerivative(gather(segment, sample), targetsOf(node, sample));
      for (let i = 0; i < at.length; i++) adjoints[at[i] * lane + sample] += local[i] / batch;
    }
  }

  function forwardNode(node: PlanNode): void {
    for (let sample = 0; sample < batch; sample++) {
      for (const { source } of node.incoming) copyIn(source, a, trace.a, sample);
      if (node.kind === 'layer') preActivations(node, params, trace.a, trace.z);
      activate(node, samples[sample], trace.z, trace.a);
      for (let unit = node.offset; unit < node.offset + node.size; unit++) a[unit * lane + sample] = trace.a[unit];
    }
  }

  function backwardPortable(node: PlanNode): void {
    for (let sample = 0; sample < batch; sample++) {
      for (const { source } of node.incoming) {
        copyIn(source, a, trace.a, sample);
        back.dLda.fill(0, source.offset, source.offset + source.size);
      }
      copyIn(node, a, trace.a, sample);
      copyIn(node, adjoints, back.dLda, sample);
      if (node.kind === 'layer') preActivations(node, params, trace.a, trace.z);
      backwardNode(node, samples[sample], trace, back);
      for (const { source } of node.incoming) {
        for (let unit = source.offset; unit < source.offset + source.size; unit++) {
          adjoints[unit * lane + sample] += back.dLda[unit];
        }
      }
    }
  }

  const inputNodes = plan.nodes.filter(({ kind }) => kind === 'input');
  const rowPointer = (row: number) => rowsAt + row * ROW_BYTES;
  /** Where rows write their gradients without adding, what was there need not be cleared. */
  const clears = shared || segments.some((segment) => segment.kind === 'node' && segment.node.kind === 'layer');
  const run = (): number => {
    for (const { offset, size, data } of inputNodes) {
      for (let unit = 0; unit < size; unit++) {
        for (let sample = 0; sample < batch; sample++) {
          a[(offset + unit) * lane + sample] = inputs[sample * plan.inputCount + data + unit];
        }
      }
    }
    adjoints.fill(0);
    if (clears) gradient.fill(0);
    let loss = 0;
    for (const segment of segments) {
      if (segment.kind === 'rows') call[segment.activation](rowPointer(segment.first), rowPointer(segment.last));
      else if (segment.kind === 'loss') loss += forwardLoss(segment);
      else forwardNode(segment.node);
    }
    for (let i = segments.length - 1; i >= 0; i--) {
      const segment = segments[i];
      if (segment.kind === 'rows') call.backward(rowPointer(segment.first), rowPointer(segment.last - 1));
      else if (segment.kind === 'loss') backwardLoss(segment);
      else backwardPortable(segment.node);
    }
    return loss;
  };
  return { params, inputs, targets, gradient, run };
}

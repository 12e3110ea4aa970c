/** Training in WebAssembly: a module for the network at hand, its memory, and the way of numbers in and out. SPEC: W1. */
import type { Plan } from '../plan';
import type { Stepper } from '../train/stepper';
import type { Samples, TrainerOptions } from '../types';
import { CELL } from './optimizers';
import { padded, panelIndex } from './products';
import type { MemoryMap } from './trainMemory';
import { type TrainModule, trainModule } from './trainModule';

const PAGE = 65536;

interface Instance {
  readonly map: MemoryMap;
  readonly floats: Float32Array;
  readonly doubles: Float64Array;
  /** First number of the list of samples' numbers. */
  readonly order: number;
  readonly indices: Uint32Array;
  train(order: number, steps: number): number;
}

/** So many samples are listed for one call. */
export const ORDER_LENGTH = 65536;

function instantiate({ bytes, map }: TrainModule, samples: Samples, batchSize: number): Instance {
  const order = map.data + samples.count * map.rowBytes;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((order + 4 * (ORDER_LENGTH + batchSize)) / PAGE) });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  return {
    map,
    floats: new Float32Array(memory.buffer),
    doubles: new Float64Array(memory.buffer),
    order: order / 4,
    indices: new Uint32Array(memory.buffer),
    train: exports.train as Instance['train'],
  };
}

/** Copies the samples, each node's numbers padded to whole vectors. */
function writeSamples(plan: Plan, { map, floats }: Instance, { inputs, targets, count }: Samples): void {
  for (const node of plan.node.values()) {
    const to = map.row.get(node.id);
    if (to === undefined) continue;
    const isInput = node.kind === 'input';
    const from = isInput ? inputs : targets;
    const width = isInput ? plan.inputCount : plan.targetCount;
    const size = isInput ? node.size : node.targetSize;
    for (let s = 0; s < count; s++) {
      const start = s * width + node.data;
      floats.set(from.subarray(start, start + size), (map.data + s * map.rowBytes) / 4 + to);
    }
  }
}

/** Numbers of an arena in panels from the engine's own, or back. */
function eachParam(plan: Plan, map: MemoryMap, visit: (own: number, panel: number, masked: boolean) => void): void {
  for (const [id, place] of map.matrices) {
    const { offset } = plan.layout.weights[id];
    const mask = plan.edge.get(id)?.mask ?? null;
    for (let row = 0, k = 0; row < place.rows; row++) {
      for (let col = 0; col < place.cols; col++, k++) {
        visit(offset + k, panelIndex(place, row, col), mask !== null && mask[k] === 0);
      }
    }
  }
  for (const [id, start] of map.biases) {
    const { offset, size } = plan.layout.biases[id];
    for (let unit = 0; unit < size; unit++) visit(offset + unit, start + unit, false);
  }
}

function writeParams(plan: Plan, { map, floats }: Instance, params: Float64Array): void {
  const start = map.params / 4;
  const mask = map.mask / 4;
  eachParam(plan, map, (own, panel, masked) => {
    floats[start + panel] = masked ? 0 : params[own];
    floats[mask + panel] = masked ? 0 : 1;
  });
}

/** The kept float64 of a masked entry, of a frozen one and of every other that training left alone stays as it was. */
function readParams(plan: Plan, { map, floats }: Instance, given: Float64Array): Float64Array {
  const out = given.slice();
  const start = map.params / 4;
  eachParam(plan, map, (own, panel, masked) => {
    const now = floats[start + panel];
    if (!masked && now !== Math.fround(given[own])) out[own] = now;
  });
  return out;
}

/** Shares of a batch of which only the first `present` samples count. */
function share({ map, floats }: Instance, batchSize: number, present: number): void {
  const start = map.shares / 4;
  for (let s = 0; s < padded(batchSize); s++) floats[start + s] = s < present ? 1 / present : 0;
}

/** Runs batches: as many whole ones as there are in one call, a short one alone. Returns the sum of their mean losses. */
function runBatches(instance: Instance, batchSize: number, order: Uint32Array): number {
  const { indices } = instance;
  const whole = Math.floor(order.length / batchSize);
  const rest = order.length - whole * batchSize;
  indices.set(order, instance.order);
  let loss = 0;
  if (whole > 0) loss += instance.train(4 * instance.order, whole);
  if (rest > 0) {
    const start = instance.order + whole * batchSize;
    indices.fill(order[0], start + rest, start + batchSize);
    share(instance, batchSize, rest);
    loss += instance.train(4 * start, 1);
    share(instance, batchSize, batchSize);
  }
  return loss;
}

/** Training steps in WebAssembly, float32. */
export function wasmStepper(plan: Plan, params: Float64Array, samples: Samples, options: TrainerOptions): Stepper {
  const instance = instantiate(trainModule(plan, options, false), samples, options.batchSize);
  let given = params.slice();
  writeSamples(plan, instance, samples);
  writeParams(plan, instance, given);
  share(instance, options.batchSize, options.batchSize);
  instance.doubles[CELL.power1 / 8] = 1;
  instance.doubles[CELL.power2 / 8] = 1;
  instance.floats[CELL.fresh / 4] = 1;
  return {
    backend: 'wasm',
    run: (order) => runBatches(instance, options.batchSize, order),
    params: () => readParams(plan, instance, given),
    setParams(next) {
      given = next.slice();
      writeParams(plan, instance, given);
    },
  };
}

/** Mean loss and gradient over all samples, in float32. */
export function wasmBatchGradient(
  plan: Plan,
  params: Float64Array,
  samples: Samples,
): { loss: number; gradient: Float64Array } {
  const batchSize = Math.min(samples.count, 32);
  const options: TrainerOptions = { optimizer: { kind: 'sgd', learningRate: 0 }, batchSize };
  const instance = instantiate(trainModule(plan, options, true), samples, batchSize);
  writeSamples(plan, instance, samples);
  writeParams(plan, instance, params);
  const { map, floats } = instance;
  const gradient = new Float64Array(plan.layout.paramCount);
  const start = map.gradient / 4;
  let loss = 0;
  for (let first = 0; first < samples.count; first += batchSize) {
    const present = Math.min(batchSize, samples.count - first);
    const order = Uint32Array.from({ length: present }, (_, i) => first + i);
    share(instance, batchSize, batchSize);
    loss += (runBatches(instance, batchSize, order) * present) / samples.count;
    eachParam(plan, map, (own, panel, masked) => {
      if (!masked) gradient[own] += (floats[start + panel] * present) / samples.count;
    });
    floats.fill(0, start, start + map.arenaBytes / 4);
  }
  return { loss, gradient };
}

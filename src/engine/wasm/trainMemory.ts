/** Where a training module keeps everything in its memory. */
import type { Plan } from '../plan';
import type { TrainerOptions } from '../types';
import { type Address, at } from './code';
import { CELL, stateCount } from './optimizers';
import { type Panels, padded } from './products';
import { VECTOR_ACTIVATIONS } from './vectorMath';

/** Where a module keeps things, in bytes from the start of its memory. */
export interface MemoryMap {
  /** The arena of parameters in panels, then `arenas - 1` more of its size: states, gradients, masks. */
  readonly params: number;
  readonly arenaBytes: number;
  readonly gradient: number;
  readonly mask: number;
  readonly matrices: ReadonlyMap<string, Panels>;
  /** Node id → place of its biases, in numbers from the start of the arena. */
  readonly biases: ReadonlyMap<string, number>;
  /** One float32 a sample of the batch: its share of the mean. */
  readonly shares: number;
  /** A sample in the data: where each node's numbers begin, in numbers from the start of its row. */
  readonly row: ReadonlyMap<string, number>;
  readonly rowBytes: number;
  readonly data: number;
}

/** Buffers of a node, `stride` bytes a sample. */
export interface Buffers {
  /** Activations, and adjoints (first of a, then of z in their place). */
  readonly a: Address;
  readonly d: Address;
  /** Pre-activations; the same place as `a` unless the derivative needs them. */
  readonly z: Address;
  readonly stride: number;
}

/** Gives everything its place. */
export function layOut(plan: Plan, options: TrainerOptions, gradientOnly: boolean) {
  const matrices = new Map<string, Panels>();
  const biases = new Map<string, number>();
  let numbers = 0;
  for (const edge of plan.edges) {
    if (edge.owner !== edge.id) continue;
    matrices.set(edge.id, { offset: numbers, rows: edge.rows, cols: edge.cols });
    numbers += edge.cols * padded(edge.rows);
  }
  for (const node of plan.nodes) {
    if (node.bias < 0) continue;
    biases.set(node.id, numbers);
    numbers += padded(node.size);
  }
  const arenaBytes = 4 * numbers;
  const states = gradientOnly ? 0 : stateCount(options.optimizer);
  const params = CELL.end;
  const gradient = params + (1 + states) * arenaBytes;
  const mask = gradient + arenaBytes;
  const shares = mask + arenaBytes;
  let end = shares + 4 * padded(options.batchSize);
  const take = (bytes: number) => {
    const start = end;
    end += bytes;
    return at(start);
  };
  const buffers = new Map<string, Buffers>();
  const previous = new Map<string, Address>();
  const targets = new Map<string, { at: Address; stride: number }>();
  const row = new Map<string, number>();
  let rowNumbers = 0;
  let widest = 16;
  for (const node of plan.nodes) {
    if (node.kind === 'loss') {
      if (node.incoming.length === 0) continue;
      const stride = 4 * padded(node.targetSize);
      targets.set(node.id, { at: take(stride * options.batchSize), stride });
      widest = Math.max(widest, stride);
      row.set(node.id, rowNumbers);
      rowNumbers += padded(node.targetSize);
      continue;
    }
    const stride = 4 * padded(node.size);
    const bytes = stride * options.batchSize;
    const a = take(bytes);
    if (node.kind === 'input') {
      buffers.set(node.id, { a, z: a, d: a, stride });
      if (options.batchSize === 1) previous.set(node.id, take(stride));
      row.set(node.id, rowNumbers);
      rowNumbers += padded(node.size);
      continue;
    }
    const separate = node.activation === 'softmax' || VECTOR_ACTIVATIONS[node.activation].localDerivative.of === 'z';
    buffers.set(node.id, { a, z: separate ? take(bytes) : a, d: take(bytes), stride });
  }
  const scratch = take(widest);
  const map: MemoryMap = {
    params,
    arenaBytes,
    gradient,
    mask,
    matrices,
    biases,
    shares,
    row,
    rowBytes: 4 * rowNumbers,
    data: end,
  };
  return { map, buffers, previous, targets, scratch };
}

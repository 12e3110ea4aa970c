/** Random small networks from a seed: every activation, op and loss, masks, ties, skips, several losses. */
import {
  ACTIVATION_NAMES,
  type ActivationName,
  createRandom,
  type EdgeSpec,
  LOSS_NAMES,
  type NetworkSpec,
  type NodeSpec,
  OP_NAMES,
  type Random,
} from '../../../src/engine';

export interface RandomOptions {
  /** Without activations and losses that have kinks or jumps. */
  readonly smooth?: boolean;
  /** Weights, inputs and mask entries are 0 now and then. */
  readonly zeros?: boolean;
}

const SMOOTH: readonly ActivationName[] = ['identity', 'sigmoid', 'tanh', 'gelu', 'silu', 'softplus', 'softmax'];

function pick<T>(random: Random, list: readonly T[]): T {
  return list[random.below(list.length)];
}

/** A network with 1-2 inputs, 2-5 layers and ops, 1-2 losses. */
export function randomNetwork(seed: number, { smooth = false, zeros = false }: RandomOptions = {}): NetworkSpec {
  const random = createRandom(seed);
  const number = () => (zeros && random.next() < 0.15 ? 0 : Math.round(random.normal() * 1000) / 1000);
  const nodes: NodeSpec[] = [];
  const edges: EdgeSpec[] = [];
  const sizes = new Map<string, number>();
  const vector = (n: number) => Float64Array.from({ length: n }, number);

  const add = (node: NodeSpec) => {
    nodes.push(node);
    if (node.kind !== 'loss') sizes.set(node.id, node.size);
  };
  const connect = (source: string, target: string, rows: number | null) => {
    const cols = sizes.get(source) as number;
    const weight = rows === null ? null : vector(rows * cols);
    const masked = rows !== null && random.next() < 0.25;
    const mask = masked
      ? Uint8Array.from({ length: (rows as number) * cols }, () => (random.next() < 0.3 ? 0 : 1))
      : null;
    const twin = edges.find(
      (edge) =>
        edge.weight &&
        edge.tiedTo === null &&
        rows !== null &&
        sizes.get(edge.source) === cols &&
        sizes.get(edge.target) === rows,
    );
    const tied = twin !== undefined && random.next() < 0.35;
    edges.push({
      id: `e${edges.length}`,
      source,
      target,
      weight: tied ? null : weight,
      mask: tied ? null : mask,
      tiedTo: tied ? twin.id : null,
      frozen: false,
    });
  };
  const someOf = (list: readonly string[], most: number) => {
    const shuffled = [...list].sort(() => random.next() - 0.5);
    return shuffled.slice(0, 1 + random.below(Math.min(most, shuffled.length)));
  };

  for (let i = 0; i <= random.below(2); i++) {
    const size = 1 + random.below(3);
    add({ id: `x${i}`, kind: 'input', size, values: vector(size) });
  }
  const inner = 2 + random.below(4);
  for (let i = 0; i < inner; i++) {
    const known = [...sizes.keys()];
    if (random.next() < 0.25) {
      const op = pick(random, OP_NAMES);
      const base = pick(random, known);
      const fitting = op === 'concat' ? known : known.filter((id) => sizes.get(id) === sizes.get(base));
      const sources = [...new Set([base, ...someOf(fitting, 2)])];
      const size =
        op === 'concat' ? sources.reduce((sum, id) => sum + (sizes.get(id) as number), 0) : (sizes.get(base) as number);
      add({ id: `o${i}`, kind: 'op', op, size });
      for (const source of sources) connect(source, `o${i}`, null);
      continue;
    }
    const size = 1 + random.below(3);
    const activation = pick(random, smooth ? SMOOTH : ACTIVATION_NAMES);
    add({ id: `n${i}`, kind: 'layer', size, activation, bias: random.next() < 0.7 ? vector(size) : null });
    for (const source of someOf(known, 3)) connect(source, `n${i}`, size);
  }
  const leaves = [...sizes.keys()].filter((id) => !id.startsWith('x') && !edges.some((edge) => edge.source === id));
  leaves.forEach((leaf, i) => {
    const taken =
      i === 0
        ? [
            leaf,
            ...someOf(
              [...sizes.keys()].filter((id) => id !== leaf),
              1,
            ),
          ]
        : [leaf];
    const size = taken.reduce((sum, id) => sum + (sizes.get(id) as number), 0);
    const usable = LOSS_NAMES.filter((name) => name !== 'bce' && !(smooth && name === 'mae'));
    const loss = pick(random, usable);
    const target =
      loss === 'crossEntropy' ? distribution(random, size) : Float64Array.from({ length: size }, () => random.next());
    nodes.push({ id: `L${i}`, kind: 'loss', loss, target });
    for (const source of taken) connect(source, `L${i}`, null);
  });
  return { nodes, edges };
}

function distribution(random: Random, size: number): Float64Array {
  const raw = Float64Array.from({ length: size }, () => 0.05 + random.next());
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((value) => value / sum);
}

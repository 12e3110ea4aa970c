/** Random networks for property tests, from a seed: every kind of node, skips, masks, ties, several losses. */
import {
  ACTIVATION_NAMES,
  type ActivationName,
  type EdgeSpec,
  LOSS_NAMES,
  type LossName,
  type NetworkSpec,
  type NodeSpec,
} from '../../../src/engine';
import { createRandom, type Random } from '../../../src/engine/random';

export interface NetworkOptions {
  readonly seed: number;
  /** Hidden nodes, besides inputs and losses. */
  readonly hidden?: number;
  readonly maxSize?: number;
  readonly activations?: readonly ActivationName[];
  readonly losses?: readonly LossName[];
  readonly ops?: boolean;
  readonly masks?: boolean;
  readonly ties?: boolean;
  /** Share of weights that are exactly 0. */
  readonly zeros?: number;
}

const pick = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)];

function numbers(random: Random, length: number, scale = 1, zeros = 0): Float64Array {
  return Float64Array.from({ length }, () => {
    const value = (2 * random.next() - 1) * scale;
    return random.next() < zeros ? 0 : value;
  });
}

function targetFor(random: Random, loss: LossName, size: number): Float64Array {
  if (loss === 'crossEntropy') {
    const raw = Array.from({ length: size }, () => 0.1 + random.next());
    const sum = raw.reduce((a, b) => a + b, 0);
    return Float64Array.from(raw, (value) => value / sum);
  }
  if (loss === 'bce' || loss === 'bceWithLogits') return Float64Array.from({ length: size }, () => random.next());
  return numbers(random, size);
}

/** A network that compiles. `bce` gets a sigmoid layer of its own, so that it sees probabilities. */
export function randomNetwork(options: NetworkOptions): NetworkSpec {
  const { seed, hidden = 4, maxSize = 4, activations = ACTIVATION_NAMES, losses = LOSS_NAMES } = options;
  const { ops = true, masks = true, ties = true, zeros = 0 } = options;
  const random = createRandom(seed);
  const nodes: NodeSpec[] = [];
  const edges: EdgeSpec[] = [];
  const sizes = new Map<string, number>();
  const size = () => 1 + random.below(maxSize);

  function weighted(source: string, target: string): void {
    const rows = sizes.get(target) as number;
    const cols = sizes.get(source) as number;
    const base = { id: `w${edges.length}`, source, target, frozen: false };
    const owner = edges.find(
      (edge) =>
        edge.weight !== null &&
        sizes.get(edge.target) === rows &&
        sizes.get(edge.source) === cols &&
        random.next() < 0.5,
    );
    if (ties && owner) {
      edges.push({ ...base, weight: null, mask: null, tiedTo: owner.id });
      return;
    }
    const mask =
      masks && random.next() < 0.3
        ? Uint8Array.from({ length: rows * cols }, () => (random.next() < 0.7 ? 1 : 0))
        : null;
    edges.push({ ...base, weight: numbers(random, rows * cols, 1.2, zeros), mask, tiedTo: null });
  }
  const plain = (source: string, target: string) =>
    edges.push({ id: `e${edges.length}`, source, target, weight: null, mask: null, tiedTo: null, frozen: false });
  /** Up to `most` different nodes among those that are there. */
  function some(most: number, fits: (id: string) => boolean = () => true): string[] {
    const found = [...sizes.keys()].filter(fits);
    const chosen = new Set<string>([pick(random, found)]);
    while (chosen.size < most && random.next() < 0.5) chosen.add(pick(random, found));
    return [...chosen];
  }
  function layer(id: string, activation: ActivationName, units: number, sources: readonly string[]): void {
    const bias = random.next() < 0.7 ? numbers(random, units, 0.5) : null;
    nodes.push({ id, kind: 'layer', size: units, activation, bias });
    sizes.set(id, units);
    for (const source of sources) weighted(source, id);
  }

  for (let i = 0; i < 1 + random.below(2); i++) {
    const units = size();
    nodes.push({ id: `x${i}`, kind: 'input', size: units, values: numbers(random, units, 1.5) });
    sizes.set(`x${i}`, units);
  }
  for (let i = 0; i < hidden; i++) {
    const id = `h${i}`;
    if (ops && random.next() < 0.25) {
      const op = pick(random, ['add', 'multiply', 'concat'] as const);
      const first = pick(random, [...sizes.keys()]);
      const width = sizes.get(first) as number;
      const sources = op === 'concat' ? some(3) : some(3, (other) => sizes.get(other) === width);
      const units = sources.reduce((sum, source) => sum + (sizes.get(source) as number), 0);
      const result = op === 'concat' ? units : (sizes.get(sources[0]) as number);
      nodes.push({ id, kind: 'op', op, size: result });
      sizes.set(id, result);
      for (const source of sources) plain(source, id);
      continue;
    }
    layer(id, pick(random, activations), size(), some(3));
  }
  const outputs = [`h${hidden - 1}`, ...(random.next() < 0.4 ? some(1, (id) => id !== `h${hidden - 1}`) : [])];
  outputs.forEach((output, i) => {
    const loss = pick(random, losses);
    let source = output;
    if (loss === 'bce' || source.startsWith('x')) {
      source = `p${i}`;
      layer(source, 'sigmoid', size(), [output]);
    }
    const units = sizes.get(source) as number;
    nodes.push({ id: `L${i}`, kind: 'loss', loss, target: targetFor(random, loss, units) });
    plain(source, `L${i}`);
  });
  return { nodes, edges };
}

/** Samples for a network: inputs and targets as its own, shaken. */
export function randomSamples(spec: NetworkSpec, count: number, seed: number) {
  const random = createRandom(seed);
  const inputs: number[] = [];
  const targets: number[] = [];
  for (let s = 0; s < count; s++) {
    for (const node of spec.nodes) {
      if (node.kind === 'input') for (let i = 0; i < node.size; i++) inputs.push(2 * random.next() - 1);
      if (node.kind === 'loss') targets.push(...targetFor(random, node.loss, node.target.length));
    }
  }
  return { inputs: Float64Array.from(inputs), targets: Float64Array.from(targets), count };
}

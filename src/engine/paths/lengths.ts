/** How much of a gradient travels along paths of each length, and how many paths there are of it. SPEC: P13. */
import { innerDerivative } from '../local';
import type { LengthShare } from '../types';
import { exists, isSoftmax } from './points';
import type { PathStart } from './starts';
import type { PathSweep } from './sweep';

/** Tangents and numbers of paths that reach a node's units after one number of units. */
interface Share {
  readonly tangent: Float64Array;
  /** Numbers while all counts are exact in float64, bigints (typed as numbers, never mixed) beyond. */
  readonly count: number[];
}
type Shares = Map<number, Share>;

/** Shares of the gradient by number of units on the path, shortest first. Lengths without any path are left out. */
export function gradientByLength(sweep: PathSweep, starts: readonly PathStart[]): LengthShare[] {
  const { plan, numbers, steps, slope, forward } = sweep.graph;
  const zero = (sweep.exact ? 0 : 0n) as number;
  const one = (sweep.exact ? 1 : 1n) as number;
  const activations: Shares[] = plan.nodes.map(() => new Map());
  const place = new Map(plan.nodes.map((node, index) => [node.id, index]));
  const total: Shares = new Map();

  function share(shares: Shares, length: number, size: number): Share {
    let found = shares.get(length);
    if (!found) {
      found = { tangent: new Float64Array(size), count: new Array(size).fill(zero) };
      shares.set(length, found);
    }
    return found;
  }

  plan.nodes.forEach((node, index) => {
    const isLayer = node.kind === 'layer';
    const incoming: Shares = new Map();
    for (const { point, factor } of starts) {
      const unit = point - node.offset;
      if (!isLayer || unit < 0 || unit >= node.size) continue;
      const into = share(incoming, 1, node.size);
      into.tangent[unit] += factor;
      into.count[unit] += one;
    }
    for (const edge of node.incoming) {
      const from = activations[place.get(edge.source.id) as number];
      const local = steps[edge.index];
      for (const [length, { tangent, count }] of from) {
        const into = share(incoming, length + 1, node.size);
        if (local) {
          for (let i = 0; i < local.length; i++) {
            const at = node.kind === 'loss' ? 0 : edge.slot + i;
            into.tangent[at] += local[i] * tangent[i];
            into.count[at] += count[i];
          }
          continue;
        }
        for (let row = 0; row < edge.rows; row++) {
          for (let col = 0; col < edge.cols; col++) {
            if (!exists(edge, row, col)) continue;
            into.tangent[row] += numbers.params[edge.weight + row * edge.cols + col] * tangent[col];
            into.count[row] += count[col];
          }
        }
      }
    }
    for (const [length, { tangent, count }] of incoming) {
      if (node.kind === 'loss') {
        const sum = share(total, length, 1);
        sum.tangent[0] += tangent[0];
        sum.count[0] += count[0];
        continue;
      }
      const out = share(activations[index], isSoftmax(node) ? length + 1 : length, node.size);
      for (let i = 0; i < node.size; i++) {
        if (!isSoftmax(node)) {
          out.tangent[i] += isLayer ? slope[node.offset + i] * tangent[i] : tangent[i];
          out.count[i] += count[i];
          continue;
        }
        for (let j = 0; j < node.size; j++) {
          out.tangent[j] += innerDerivative(node, forward, j, i) * tangent[i];
          out.count[j] += count[i];
        }
      }
    }
  });
  return [...total]
    .map(([length, { tangent, count }]) => ({ length, count: BigInt(count[0]), gradient: tangent[0] }))
    .filter(({ count }) => count > 0n)
    .sort((a, b) => a.length - b.length);
}

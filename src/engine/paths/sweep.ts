/**
 * One backward sweep per pass that answers, for every point, what all its paths to the losses add up to: how many there
 * are, how many of them are live, their absolute mass, and the largest one. SPEC: P4-P6.
 */
import { innerDerivative } from '../local';
import type { PlanNode } from '../plan';
import { exists, isElementwise, type PathGraph } from './points';

/**
 * Logarithms are kept as whole multiples of 2^-34: sums of them are exact in float64, so that two paths with the same
 * factors in another order have exactly the same key, and ties are ties.
 */
const GRID = 2 ** 34;

/** Key of a factor: -Infinity for 0. */
export function keyOf(factor: number): number {
  return factor === 0 ? -Infinity : Math.round(Math.log(Math.abs(factor)) * GRID);
}

export interface PathSweep {
  readonly graph: PathGraph;
  /** Per point; exact while `exact`, else a float64 approximation. */
  readonly structural: Float64Array;
  readonly live: Float64Array;
  /** Sum of |product| over the point's paths. */
  readonly mass: Float64Array;
  /** Key of the largest product among the point's paths; -Infinity when none is live. */
  readonly bound: Float64Array;
  /** True while every count is below 2^53. */
  readonly exact: boolean;
  /** Exact counts, made when they are first asked for. */
  counts(): { readonly structural: readonly bigint[]; readonly live: readonly bigint[] };
}

/** Size of the largest product among a point's paths; 0 when none is live. */
export function largestFrom({ bound }: PathSweep, point: number): number {
  return Math.exp(bound[point] / GRID);
}

const LARGEST_EXACT = 2 ** 53;

/** What is asked of all paths from every point (SPEC: paths), in one backward sweep over a pass. */
export function pathSweep(graph: PathGraph): PathSweep {
  const { plan, numbers, steps, slope, forward } = graph;
  const count = plan.layout.unitCount;
  const structural = new Float64Array(2 * count);
  const live = new Float64Array(2 * count);
  const mass = new Float64Array(2 * count);
  const bound = new Float64Array(2 * count).fill(-Infinity);

  const add = (at: number, to: number, factor: number) => {
    structural[at] += structural[to];
    if (factor === 0) return;
    live[at] += live[to];
    mass[at] += Math.abs(factor) * mass[to];
    if (bound[to] === -Infinity) return;
    const key = keyOf(factor) + bound[to];
    if (key > bound[at]) bound[at] = key;
  };

  for (let n = plan.nodes.length - 1; n >= 0; n--) {
    const node = plan.nodes[n];
    const base = count + node.offset;
    if (node.kind === 'loss') {
      structural[base] = 1;
      live[base] = 1;
      mass[base] = 1;
      bound[base] = 0;
      continue;
    }
    for (const edge of node.outgoing) {
      const { target, rows, cols, weight } = edge;
      const local = steps[edge.index];
      if (local) {
        const loss = target.kind === 'loss';
        for (let i = 0; i < local.length; i++) {
          add(base + i, count + target.offset + (loss ? 0 : edge.slot + i), local[i]);
        }
        continue;
      }
      for (let row = 0; row < rows; row++) {
        for (let col = 0; col < cols; col++) {
          if (exists(edge, row, col)) add(base + col, target.offset + row, numbers.params[weight + row * cols + col]);
        }
      }
    }
    if (isElementwise(node)) {
      for (let i = node.offset; i < node.offset + node.size; i++) add(i, count + i, slope[i]);
    } else if (node.kind === 'layer') {
      for (let i = 0; i < node.size; i++) {
        for (let j = 0; j < node.size; j++) add(node.offset + i, base + j, innerDerivative(node, forward, j, i));
      }
    }
  }
  const exact = structural.every((value) => value < LARGEST_EXACT);
  let counts: ReturnType<PathSweep['counts']> | null = null;
  return {
    graph,
    structural,
    live,
    mass,
    bound,
    exact,
    counts() {
      counts ??= exact
        ? { structural: Array.from(structural, BigInt), live: Array.from(live, BigInt) }
        : { structural: bigCounts(graph, false), live: bigCounts(graph, true) };
      return counts;
    },
  };
}

/** The same counts in whole numbers of any size. A dense block without gaps costs one sum, not one a column. */
function bigCounts(graph: PathGraph, liveOnly: boolean): bigint[] {
  const { plan, numbers, steps, slope, forward } = graph;
  const unitCount = plan.layout.unitCount;
  const counts: bigint[] = new Array(2 * unitCount).fill(0n);
  const counted = (factor: number) => !liveOnly || factor !== 0;
  for (let n = plan.nodes.length - 1; n >= 0; n--) {
    const node: PlanNode = plan.nodes[n];
    const base = unitCount + node.offset;
    if (node.kind === 'loss') counts[base] = 1n;
    for (const edge of node.outgoing) {
      const { target, rows, cols, weight } = edge;
      const local = steps[edge.index];
      if (local) {
        const loss = target.kind === 'loss';
        for (let i = 0; i < local.length; i++) {
          if (counted(local[i])) counts[base + i] += counts[unitCount + target.offset + (loss ? 0 : edge.slot + i)];
        }
        continue;
      }
      const whole = edge.mask === null && !(liveOnly && hasZero(numbers.params, weight, rows * cols));
      if (whole) {
        let sum = 0n;
        for (let row = 0; row < rows; row++) sum += counts[target.offset + row];
        for (let col = 0; col < cols; col++) counts[base + col] += sum;
        continue;
      }
      for (let row = 0; row < rows; row++) {
        for (let col = 0; col < cols; col++) {
          if (exists(edge, row, col) && counted(numbers.params[weight + row * cols + col])) {
            counts[base + col] += counts[target.offset + row];
          }
        }
      }
    }
    if (isElementwise(node)) {
      for (let i = node.offset; i < node.offset + node.size; i++)
        if (counted(slope[i])) counts[i] = counts[unitCount + i];
    } else if (node.kind === 'layer') {
      for (let i = 0; i < node.size; i++) {
        for (let j = 0; j < node.size; j++) {
          if (counted(innerDerivative(node, forward, j, i))) counts[node.offset + i] += counts[base + j];
        }
      }
    }
  }
  return counts;
}

function hasZero(values: Float64Array, start: number, length: number): boolean {
  for (let i = start; i < start + length; i++) if (values[i] === 0) return true;
  return false;
}

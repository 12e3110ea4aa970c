/**
 * The largest paths by their mean over samples. Such a mean is no product, so they are searched for with a bound: best
 * first by the mean of the samples' own |products| times bounds, which no mean of products along that way can exceed.
 * SPEC: P17.
 */
import { Heap } from '../heap';
import type { PlanEdge } from '../plan';
import type { GradientPath, PathFactor } from '../types';
import { describer } from './describe';
import { eachSuccessor, isEnd } from './points';
import type { PathStart } from './starts';
import { largestFrom, type PathSweep } from './sweep';

/** So many beginnings of paths are looked at before the search gives up proving that its list is the largest. */
const LARGEST_SEARCH = 50_000;

/** A beginning of paths: where it has come to, its product in every sample, and the most that its paths can mean. */
interface Beginning {
  readonly start: PathStart;
  readonly points: readonly number[];
  readonly factors: readonly PathFactor[];
  readonly products: Float64Array;
  readonly most: number;
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** A step of all samples. */
interface Step {
  readonly edge: PlanEdge | null;
  readonly row: number;
  /** Local derivative in every sample. */
  readonly factors: Float64Array;
}

function stepsFrom(sweeps: readonly PathSweep[], point: number): Map<number, Step> {
  const steps = new Map<number, Step>();
  sweeps.forEach(({ graph }, sample) => {
    eachSuccessor(graph, point, (to, factor, edge, row) => {
      const step = steps.get(to) ?? { edge, row, factors: new Float64Array(sweeps.length) };
      step.factors[sample] = factor;
      steps.set(to, step);
    });
  });
  return steps;
}

/**
 * `starts`: of every sample, and `meanStarts` with their mean factors. The factors of a path are means as well, and its
 * contribution is the mean of products. `proven` is false when the search ended before it could be sure.
 */
export function largestMeans(
  sweeps: readonly PathSweep[],
  starts: readonly (readonly PathStart[])[],
  meanStarts: readonly PathStart[],
  top: number,
): { readonly paths: GradientPath[]; readonly proven: boolean } {
  const [{ graph }] = sweeps;
  const words = describer(graph);
  const most = (products: Float64Array, point: number): number =>
    mean(products.map((product, sample) => Math.abs(product) * largestFrom(sweeps[sample], point)));
  const open = new Heap<Beginning>(
    (a, b) => a.most > b.most,
    meanStarts.map((start, k) => {
      const products = Float64Array.from(starts, (own) => own[k].factor);
      return { start, points: [start.point], factors: [], products, most: most(products, start.point) };
    }),
  );
  const paths: GradientPath[] = [];
  /** The sizes of the largest found so far, the smallest first. */
  const sizes = new Heap<number>((a, b) => a < b);
  for (let looked = 0; looked < LARGEST_SEARCH; looked++) {
    const next = open.pop();
    if (!next || next.most === 0) return { paths, proven: true };
    // A hair more, for bounds are rounded.
    if (sizes.size === top && (sizes.peek() as number) > next.most * (1 + 1e-9)) return { paths, proven: true };
    const point = next.points[next.points.length - 1];
    if (isEnd(graph, point)) {
      const contribution = mean(next.products);
      const { start, points } = next;
      const path = words.path({ start, units: words.unitsOf(points), factors: [words.source(start), ...next.factors] });
      paths.push({ ...path, contribution, blockedAt: null });
      sizes.push(Math.abs(contribution));
      if (sizes.size > top) sizes.pop();
      continue;
    }
    for (const [to, { edge, row, factors }] of stepsFrom(sweeps, point)) {
      const products = next.products.map((product, sample) => product * factors[sample]);
      const factor = { ...words.step(point, to, 0, edge, row), value: mean(factors) };
      open.push({
        start: next.start,
        points: [...next.points, to],
        factors: [...next.factors, factor],
        products,
        most: most(products, to),
      });
    }
  }
  return { paths, proven: false };
}

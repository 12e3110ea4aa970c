/** All about the paths of one parameter: the largest, the sums, the counts, and the oracle beside them. SPEC: P14, P15. */
import { formatAddress } from '../address';
import { checkGradient } from '../check';
import { EngineError } from '../errors';
import { nonFiniteText } from '../nonFinite';
import type { Numbers, Plan } from '../plan';
import type { BackwardTrace, Flow, ForwardTrace, GradientPath, ParamRef, PathTrace } from '../types';
import { blockedPaths } from './blocked';
import { describer } from './describe';
import { pathFlow } from './flow';
import { largestPaths } from './kbest';
import { gradientByLength } from './lengths';
import { pathGraph } from './points';
import { type PathStart, paramIndex, pathStarts } from './starts';
import { type PathSweep, pathSweep } from './sweep';

/** Products that differ by less than this, relatively, differ by the order of multiplication only. */
const SAME = 1e-12;

/** The sweep that all traces of one pass share. */
export function sweepPaths(plan: Plan, numbers: Numbers, forward: ForwardTrace, backward: BackwardTrace): PathSweep {
  return pathSweep(pathGraph(plan, numbers, forward, backward));
}

function byUnits(a: GradientPath, b: GradientPath): number {
  for (let i = 0; i < Math.min(a.units.length, b.units.length); i++) {
    if (a.units[i] !== b.units[i]) return a.units[i] < b.units[i] ? -1 : 1;
  }
  return a.units.length - b.units.length;
}

/** Largest first; runs of equal size (to rounding) in the order of their units. */
export function inOrder(paths: GradientPath[]): GradientPath[] {
  const sorted = [...paths].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const out: GradientPath[] = [];
  for (let at = 0; at < sorted.length; ) {
    const size = Math.abs(sorted[at].contribution);
    let end = at + 1;
    while (end < sorted.length && size - Math.abs(sorted[end].contribution) <= SAME * size) end += 1;
    out.push(...sorted.slice(at, end).sort(byUnits));
    at = end;
  }
  return out;
}

/** The `top` largest paths from the starts of a parameter: live ones by size, then blocked ones by name. */
export function listPaths(sweep: PathSweep, starts: readonly PathStart[], top: number): GradientPath[] {
  const words = describer(sweep.graph);
  const live: GradientPath[] = [];
  if (top > 0) {
    for (const raw of largestPaths(sweep, starts)) {
      live.push(words.path(raw));
      if (live.length === top) break;
    }
  }
  const listed = inOrder(live);
  if (listed.length >= top) return listed;
  for (const raw of blockedPaths(sweep, starts, words)) {
    listed.push(words.path(raw));
    if (listed.length === top) break;
  }
  return listed;
}

/** Paths of all starts together. */
export function totalOf(starts: readonly PathStart[], counts: readonly bigint[], liveOnly: boolean): bigint {
  return starts.reduce((sum, { point, factor }) => (liveOnly && factor === 0 ? sum : sum + counts[point]), 0n);
}

/**
 * Traces one parameter. Throws EngineError when it does not exist or when the pass holds values that are not finite, for
 * then no sum of products means anything.
 */
export function tracePaths(sweep: PathSweep, param: ParamRef, top: number): PathTrace {
  const { plan, numbers, forward, backward } = sweep.graph;
  const starts = pathStarts(plan, forward, param);
  const fault = forward.nonFinite ?? backward.nonFinite;
  if (fault) {
    throw new EngineError(
      'nonFinite',
      fault.node,
      `${fault.node}[${fault.unit}]: ${fault.quantity} is ${nonFiniteText(fault.value)}, so products along paths mean nothing`,
    );
  }
  const counts = sweep.counts();
  const paths = listPaths(sweep, starts, top);
  const gradient = backward.gradient[paramIndex(plan, param)];
  let listedSum = 0;
  for (const { contribution } of paths) listedSum += contribution;
  let absoluteMass = 0;
  for (const { point, factor } of starts) absoluteMass += Math.abs(factor) * sweep.mass[point];
  return {
    param,
    address: formatAddress(param),
    value: numbers.params[paramIndex(plan, param)],
    gradient,
    pathCount: totalOf(starts, counts.structural, false),
    livePathCount: totalOf(starts, counts.live, true),
    paths,
    listedSum,
    restSum: gradient - listedSum,
    absoluteMass,
    cancellation: absoluteMass === 0 ? null : Math.min(1, Math.abs(gradient) / absoluteMass),
    byLength: gradientByLength(sweep, starts),
    check: checkGradient(plan, numbers, forward, backward, param),
  };
}

/** Path flow of one parameter. Throws EngineError when it does not exist. */
export function flowOf(sweep: PathSweep, param: ParamRef): Flow {
  return pathFlow(sweep, pathStarts(sweep.graph.plan, sweep.graph.forward, param));
}

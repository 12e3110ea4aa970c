/**
 * Paths over a batch: gradient, contributions, flows and mass are means over the samples; a path counts as live when each
 * of its factors is non-zero in some sample. SPEC: P16-P18.
 */
import { backward } from '../backward';
import { relativeErrorOf } from '../check';
import { EngineError } from '../errors';
import { forward } from '../forward';
import type { Plan } from '../plan';
import { sampleNumbers } from '../train/portable';
import type { Flow, GradientCheck, LengthShare, ParamRef, PathTrace, Samples } from '../types';
import { blockedPaths } from './blocked';
import { describer } from './describe';
import { largestMeans, mean } from './meanSearch';
import type { PathGraph } from './points';
import { pathStarts } from './starts';
import { pathSweep } from './sweep';
import { flowOf, inOrder, sweepPaths, totalOf, tracePaths } from './trace';

/** One graph whose local derivatives are the mean sizes of the samples' own: zero only where all are. */
function meanSizes(graphs: readonly PathGraph[]): PathGraph {
  const [first] = graphs;
  const each = (length: number, of: (graph: PathGraph) => Float64Array) => {
    const arrays = graphs.map(of);
    return Float64Array.from({ length }, (_, i) => mean(arrays.map((array) => Math.abs(array[i]))));
  };
  return {
    ...first,
    slope: each(first.slope.length, ({ slope }) => slope),
    steps: first.steps.map((step, k) => step && each(step.length, ({ steps }) => steps[k] as Float64Array)),
  };
}

function meanLengths(all: readonly (readonly LengthShare[])[]): LengthShare[] {
  return all[0].map((share, i) => ({ ...share, gradient: mean(all.map((shares) => shares[i].gradient)) }));
}

function meanFlow(flows: readonly Flow[]): Flow {
  const largest = (of: (flow: Flow) => Uint8Array) =>
    of(flows[0]).map((_, i) => flows.reduce((mark, flow) => Math.max(mark, of(flow)[i]), 0));
  return {
    connections: flows[0].connections.map((_, i) => mean(flows.map(({ connections }) => connections[i]))),
    onPath: largest((flow) => flow.onPath),
    connectionOnPath: largest((flow) => flow.connectionOnPath),
    reachZ: largest((flow) => flow.reachZ),
    reachA: largest((flow) => flow.reachA),
  };
}

function meanCheck(checks: readonly GradientCheck[], gradient: number, loss: number): GradientCheck {
  const finiteDifference = mean(checks.map((check) => check.finiteDifference));
  return {
    finiteDifference,
    relativeError: relativeErrorOf(gradient, finiteDifference, loss),
    differentiable: checks.every(({ differentiable }) => differentiable),
    surrogate: checks[0].surrogate,
  };
}

/**
 * Paths and flow of a parameter for one sample, or as means over all of them. Throws EngineError for a sample that is not
 * there, a parameter that does not exist, and values that are not finite.
 */
export function traceSamples(
  plan: Plan,
  params: Float64Array,
  samples: Samples,
  sample: number | 'mean',
  param: ParamRef,
  top: number,
): { readonly trace: PathTrace; readonly flow: Flow } {
  if (samples.count < 1 || (sample !== 'mean' && !(sample >= 0 && sample < samples.count))) {
    throw new EngineError('shape', 'samples', `there are ${samples.count} samples, asked for ${sample}`);
  }
  const chosen = sample === 'mean' ? Array.from({ length: samples.count }, (_, s) => s) : [sample];
  const sweeps = chosen.map((s) => {
    const numbers = sampleNumbers(plan, params, samples, s);
    const trace = forward(plan, numbers);
    return sweepPaths(plan, numbers, trace, backward(plan, numbers, trace));
  });
  const traces = sweeps.map((sweep) => tracePaths(sweep, param, sample === 'mean' ? 0 : top));
  const flows = sweeps.map((sweep) => flowOf(sweep, param));
  if (sample !== 'mean') return { trace: traces[0], flow: flows[0] };

  const graphs = sweeps.map(({ graph }) => graph);
  const starts = graphs.map((graph) => pathStarts(plan, graph.forward, param));
  const startsWith = (of: (factor: number) => number) =>
    starts[0].map((start, k) => ({ ...start, factor: mean(starts.map((own) => of(own[k].factor))) }));
  const alive = pathSweep(meanSizes(graphs));
  const aliveStarts = startsWith(Math.abs);
  const { paths: found, proven } =
    top > 0
      ? largestMeans(
          sweeps,
          starts,
          startsWith((factor) => factor),
          top,
        )
      : { paths: [], proven: true };
  const paths = inOrder(found).slice(0, top);
  const words = describer(alive.graph);
  for (const raw of blockedPaths(alive, aliveStarts, words)) {
    if (paths.length >= top) break;
    paths.push(words.path(raw));
  }
  const gradient = mean(traces.map((trace) => trace.gradient));
  const listedSum = paths.reduce((sum, { contribution }) => sum + contribution, 0);
  const absoluteMass = mean(traces.map((trace) => trace.absoluteMass));
  const trace: PathTrace = {
    ...traces[0],
    gradient,
    livePathCount: totalOf(aliveStarts, alive.counts().live, true),
    paths,
    proven,
    listedSum,
    restSum: gradient - listedSum,
    absoluteMass,
    cancellation: absoluteMass === 0 ? null : Math.min(1, Math.abs(gradient) / absoluteMass),
    byLength: meanLengths(traces.map(({ byLength }) => byLength)),
    check: meanCheck(
      traces.map(({ check }) => check),
      gradient,
      mean(graphs.map((graph) => graph.forward.loss)),
    ),
  };
  return { trace, flow: meanFlow(flows) };
}

/**
 * The other oracle: a gradient by differences of the loss. Ridders' method (1982): central differences at h, h/2, h/4 …
 * extrapolated to h = 0, the entry of the tableau with the smallest estimated error wins; from several first h, so that a
 * kink nearby, or curvature, gives way to a smaller one and rounding to a larger one. SPEC: G1-G4.
 */
import { allParams, formatAddress } from './address';
import { activate, preActivations } from './forward';
import { paramIndex, pathStarts } from './paths/starts';
import type { Numbers, Plan, PlanNode } from './plan';
import type { BackwardTrace, ForwardTrace, GradientCheck, ParamRef } from './types';

/** Relative errors are relative to at least this (times the loss, where that exceeds 1): smaller gradients drown in rounding. */
const FLOOR = 1e-7;
/** First steps, in the order in which they are tried. */
const STEPS = [1e-2, 2e-1, 1e-4, 1e-6];
const HALVINGS = 6;
/** An estimated error of this much, relatively, is good enough not to try another step. */
const GOOD = 1e-10;

/**
 * Derivative at 0 of a function whose values are near `size`, with an estimate of its error. The estimate holds the
 * rounding of the values: two differences can agree by chance, on the grid of float64.
 */
function ridders(
  f: (delta: number) => number,
  start: number,
  size: number,
): { readonly value: number; readonly error: number } {
  let best = { value: 0, error: Infinity };
  let above: number[] = [];
  for (let i = 0, h = start; i < HALVINGS; i++, h /= 2) {
    const row = [(f(h) - f(-h)) / (2 * h)];
    for (let j = 1; j <= i; j++) {
      const power = 4 ** j;
      row.push((power * row[j - 1] - above[j - 1]) / (power - 1));
      const error = Math.max(Math.abs(row[j] - row[j - 1]), Math.abs(row[j] - above[j - 1])) + (1e-16 * size) / h;
      if (error < best.error) best = { value: row[j], error };
    }
    // Higher orders have begun to get worse: what is left is rounding.
    if (i > 1 && Math.abs(row[i] - above[i - 1]) > 2 * best.error) break;
    if (best.error <= GOOD * Math.abs(best.value)) break;
    above = row;
  }
  return best;
}

/** The loss as a function of one parameter: recomputes only what lies downstream of it. */
function lossAlong(plan: Plan, numbers: Numbers, trace: ForwardTrace, param: ParamRef): (delta: number) => number {
  const starts = pathStarts(plan, trace, param);
  const params = numbers.params.slice();
  const index = paramIndex(plan, param);
  const before = params[index];
  const shifted: Numbers = { ...numbers, params };
  const nodes = plan.nodes;
  const firsts = new Set(
    starts.map(({ point }) => nodes.find(({ offset, size }) => point >= offset && point < offset + size)),
  );
  const affected = new Set<PlanNode>();
  const downstream = nodes.filter((node) => {
    const hit = firsts.has(node) || node.incoming.some(({ source }) => affected.has(source));
    if (hit) affected.add(node);
    return hit;
  });
  const upstreamFixed = downstream.map(
    (node) => firsts.has(node) && !node.incoming.some(({ source }) => affected.has(source)),
  );
  const z = trace.z.slice();
  const a = trace.a.slice();
  const rest =
    trace.loss - downstream.reduce((sum, node) => sum + (node.kind === 'loss' ? trace.a[node.offset] : 0), 0);
  return (delta) => {
    params[index] = before + delta;
    let loss = rest;
    downstream.forEach((node, i) => {
      if (node.kind === 'layer') {
        if (upstreamFixed[i]) {
          // Its sources stand still: only the units that the parameter enters move, by delta times the source.
          for (let u = node.offset; u < node.offset + node.size; u++) z[u] = trace.z[u];
          for (const { point, factor } of starts) {
            if (point >= node.offset && point < node.offset + node.size) z[point] += delta * factor;
          }
        } else {
          preActivations(node, params, a, z);
        }
      }
      activate(node, shifted, z, a);
      if (node.kind === 'loss') loss += a[node.offset];
    });
    return loss;
  };
}

function relativeTo(loss: number): number {
  return FLOOR * Math.max(1, Math.abs(loss));
}

/** How far a gradient and its difference are apart, relative to the larger, or to the floor where both are tiny. */
export function relativeErrorOf(gradient: number, difference: number, loss: number): number {
  return Math.abs(gradient - difference) / Math.max(Math.abs(gradient), Math.abs(difference), relativeTo(loss));
}

/** A kink or a jump at the very point: the two one-sided differences do not come together as h shrinks. */
function isKink(loss: (delta: number) => number, here: number, scale: number, floor: number): boolean {
  const gap = (h: number) => Math.abs((loss(h) - here) / h - (here - loss(-h)) / h);
  const large = gap(1e-4 * scale);
  const small = gap(1e-6 * scale);
  const slope = Math.abs(loss(1e-6 * scale) - loss(-1e-6 * scale)) / (2e-6 * scale);
  return small > 1e-3 * Math.max(slope, 1e3 * floor) && small > 0.5 * large;
}

/** Gradient of one parameter by differences, against the backward pass. */
export function checkGradient(
  plan: Plan,
  numbers: Numbers,
  trace: ForwardTrace,
  back: BackwardTrace,
  param: ParamRef,
): GradientCheck {
  const index = paramIndex(plan, param);
  const gradient = back.gradient[index];
  const loss = lossAlong(plan, numbers, trace, param);
  const here = loss(0);
  const scale = Math.max(1, Math.abs(numbers.params[index]));
  const floor = relativeTo(here);
  let finiteDifference = 0;
  let smallest = Infinity;
  for (const step of STEPS) {
    const { value, error } = ridders(loss, step * scale, Math.abs(here));
    if (error < smallest) {
      smallest = error;
      finiteDifference = value;
    }
    if (smallest <= GOOD * Math.max(Math.abs(finiteDifference), floor)) break;
  }
  const relativeError = relativeErrorOf(gradient, finiteDifference, here);
  const differentiable = !(relativeError > 1e-7 || finiteDifference === 0) || !isKink(loss, here, scale, floor);
  return { finiteDifference, relativeError, differentiable, surrogate: plan.surrogate };
}

/**
 * One-sided differences of the loss at the parameter's value, from below and from above: where they differ the loss has a
 * kink, and no one number is its derivative.
 */
export function oneSidedDifferences(
  plan: Plan,
  numbers: Numbers,
  trace: ForwardTrace,
  param: ParamRef,
): { readonly below: number; readonly above: number } {
  const loss = lossAlong(plan, numbers, trace, param);
  const h = 1e-7 * Math.max(1, Math.abs(numbers.params[paramIndex(plan, param)]));
  const here = loss(0);
  return { below: (here - loss(-h)) / h, above: (loss(h) - here) / h };
}

/** The check of one parameter with all that is shown of it. Throws EngineError when it does not exist. */
export function checkOne(
  plan: Plan,
  numbers: Numbers,
  trace: ForwardTrace,
  back: BackwardTrace,
  param: ParamRef,
): CheckedParam {
  return {
    ...checkGradient(plan, numbers, trace, back, param),
    param: formatAddress(param),
    gradient: back.gradient[paramIndex(plan, param)],
  };
}

export interface CheckedParam extends GradientCheck {
  readonly param: string;
  readonly gradient: number;
}

/**
 * Checks all parameters, or at most `limit` of them spread evenly. Worst first; parameters where the loss is not
 * differentiable come after all others, for there is nothing to agree with.
 */
export function checkAll(
  plan: Plan,
  numbers: Numbers,
  trace: ForwardTrace,
  back: BackwardTrace,
  limit = Infinity,
): { readonly parameters: number; readonly checked: number; readonly worst: readonly CheckedParam[] } {
  const masks = new Map(plan.edges.map((edge) => [edge.id, edge.mask]));
  const params = [...allParams(plan.layout, (edge, k) => masks.get(edge)?.[k] === 0)];
  const stride = Math.max(1, params.length / limit);
  const checked: CheckedParam[] = [];
  for (let at = 0; Math.floor(at) < params.length && checked.length < limit; at += stride) {
    const param = params[Math.floor(at)];
    checked.push(checkOne(plan, numbers, trace, back, param));
  }
  checked.sort((a, b) => Number(b.differentiable) - Number(a.differentiable) || b.relativeError - a.relativeError);
  return { parameters: params.length, checked: checked.length, worst: checked };
}

/**
 * The other oracle: a gradient by differences of the loss. Central differences at h and h/2, extrapolated (Richardson), at
 * several h; the h whose two differences agree best wins, so that rounding (small h) and curvature or a kink nearby
 * (large h) both give way. SPEC: G1-G4.
 */
import { allParams, formatAddress } from './address';
import { activate, preActivations } from './forward';
import { paramIndex, pathStarts } from './paths/starts';
import type { Numbers, Plan, PlanNode } from './plan';
import type { BackwardTrace, ForwardTrace, GradientCheck, ParamRef } from './types';

/** Relative errors are relative to at least this (times the loss, where that exceeds 1): smaller gradients drown in rounding. */
const FLOOR = 1e-7;
const STEPS = [1e-3, 1e-2, 1e-4, 1e-5, 1e-6];
/** Two differences that agree to this are good enough not to try another h. */
const AGREE = 1e-9;

/** The loss as a function of one parameter: recomputes only what lies downstream of it. */
export function lossAlong(
  plan: Plan,
  numbers: Numbers,
  trace: ForwardTrace,
  param: ParamRef,
): (delta: number) => number {
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
  const central = (h: number) => (loss(h) - loss(-h)) / (2 * h);
  let finiteDifference = 0;
  let smallest = Infinity;
  for (const step of STEPS) {
    const h = step * scale;
    const wide = central(h);
    const narrow = central(h / 2);
    const best = (4 * narrow - wide) / 3;
    // The extrapolation's own error is of the order of this difference squared: it only ranks the steps.
    const doubt = Math.abs(best - narrow) + (2e-16 * Math.abs(here)) / h;
    if (doubt < smallest || !Number.isFinite(smallest)) {
      smallest = doubt;
      finiteDifference = best;
    }
    if (doubt <= AGREE * Math.max(Math.abs(best), floor)) break;
  }
  const relativeError =
    Math.abs(gradient - finiteDifference) / Math.max(Math.abs(gradient), Math.abs(finiteDifference), floor);
  const differentiable = !(relativeError > 1e-7 || finiteDifference === 0) || !isKink(loss, here, scale, floor);
  return { finiteDifference, relativeError, differentiable, surrogate: plan.surrogate };
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
    const check = checkGradient(plan, numbers, trace, back, param);
    checked.push({ ...check, param: formatAddress(param), gradient: back.gradient[paramIndex(plan, param)] });
  }
  checked.sort((a, b) => Number(b.differentiable) - Number(a.differentiable) || b.relativeError - a.relativeError);
  return { parameters: params.length, checked: checked.length, worst: checked };
}

/**
 * Results of the engine, stamped with the revision of the numbers they belong to. Views read it and never write it; only
 * the loop between document and worker does.
 */
import { create } from 'zustand';
import type { BackwardTrace, Flow, ForwardTrace, Layout, PathTrace } from '../engine/types';

export interface Passes {
  readonly revision: number;
  readonly layout: Layout;
  readonly forward: ForwardTrace;
  readonly backward: BackwardTrace;
  /** Per connection: local derivative of its target in its source x adjoint of its target (w · ∂L/∂z for a weight). */
  readonly contributions: Float64Array;
}

export interface TraceResult {
  readonly revision: number;
  readonly address: string;
  readonly trace: PathTrace;
  readonly flow: Flow;
}

export interface RunState {
  /** Revision of the numbers on the canvas: results with a smaller one are out of date. */
  readonly wanted: number;
  readonly passes: Passes | null;
  readonly trace: TraceResult | null;
  /** Why the present network cannot be evaluated, and where; null when it can. */
  readonly problem: { readonly message: string; readonly at: string | null } | null;
  /** Why the chosen parameter cannot be traced. */
  readonly traceProblem: string | null;
  /** A training run that is under way. */
  readonly training: { readonly steps: number; readonly loss: number | null } | null;
}

/** Results of the worker, with the revision that they belong to. */
export const useRun = create<RunState>()(() => ({
  wanted: 0,
  passes: null,
  trace: null,
  problem: null,
  traceProblem: null,
  training: null,
}));

/** The passes if they belong to the numbers on the canvas, else null. */
export function currentPasses(state: RunState): Passes | null {
  return state.passes !== null && state.passes.revision === state.wanted && state.problem === null
    ? state.passes
    : null;
}

/** The trace if it belongs to the numbers on the canvas and to `address`, else null. */
export function currentTrace(state: RunState, address: string | null): TraceResult | null {
  const { trace } = state;
  return trace !== null && trace.revision === state.wanted && trace.address === address && state.problem === null
    ? trace
    : null;
}

export interface UnitValues {
  readonly z: number;
  readonly a: number;
  readonly dLdz: number;
  readonly dLda: number;
}

/** Values of one unit, or null when the passes do not know the node. */
export function unitValues(passes: Passes | null, node: string, unit: number): UnitValues | null {
  const slot = passes?.layout.units[node];
  if (!passes || !slot || unit >= slot.size) return null;
  const at = slot.offset + unit;
  return {
    z: passes.forward.z[at],
    a: passes.forward.a[at],
    dLdz: passes.backward.dLdz[at],
    dLda: passes.backward.dLda[at],
  };
}

/** Gradient of one weight of an edge (tied or not), or null. */
export function weightGradient(passes: Passes | null, edge: string, row: number, col: number): number | null {
  const owner = passes?.layout.owner[edge];
  const slot = owner === undefined ? undefined : passes?.layout.weights[owner];
  if (!passes || !slot) return null;
  return passes.backward.gradient[slot.offset + row * slot.cols + col];
}

/** Gradient of one bias, or null. */
export function biasGradient(passes: Passes | null, node: string, unit: number): number | null {
  const slot = passes?.layout.biases[node];
  return passes && slot ? passes.backward.gradient[slot.offset + unit] : null;
}

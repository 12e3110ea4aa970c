/**
 * The wall between page and worker: every message, nothing else.
 *
 * Each request carries an id and the document's revision; each reply repeats both, so that a result which belongs to an
 * older revision is never taken for the present one. A request that cannot be served answers `failed` with one sentence.
 */
import type { BackwardTrace, Flow, ForwardTrace, GradientCheck, Layout, NetworkSpec, PathTrace } from '../engine/types';

/** Replace part of one array of numbers; structure is untouched, so nothing is compiled anew. */
export interface NumberPatch {
  readonly of: 'weight' | 'bias' | 'values' | 'target';
  /** Edge id for `weight`, node id for the others. */
  readonly id: string;
  readonly start: number;
  readonly data: Float64Array;
}

export type RequestBody =
  /** A new structure: compile, then both passes. Answers `run`. */
  | { readonly type: 'load'; readonly spec: NetworkSpec }
  /** New numbers in the same structure: both passes. Answers `run`. */
  | { readonly type: 'patch'; readonly patches: readonly NumberPatch[] }
  /** Paths of one parameter, by address. Answers `trace`. */
  | { readonly type: 'trace'; readonly param: string; readonly top: number }
  /** Gradient check of every parameter (at most `limit` of them, evenly spread). Answers `check`. */
  | { readonly type: 'check'; readonly limit: number };

export type Request = RequestBody & { readonly id: number; readonly revision: number };

export interface RunResult {
  /** Present only in the answer to `load`; the layout stays valid until the next one. */
  readonly layout?: Layout;
  readonly forward: ForwardTrace;
  readonly backward: BackwardTrace;
  /** Per connection of the connection arena: what it hands back to its source in the backward pass. */
  readonly contributions: Float64Array;
}

export interface CheckResult {
  readonly parameters: number;
  readonly checked: number;
  /** Worst first, at most 20. */
  readonly worst: readonly (GradientCheck & { readonly param: string; readonly gradient: number })[];
}

export type ReplyBody =
  | { readonly type: 'run'; readonly run: RunResult }
  | { readonly type: 'trace'; readonly trace: PathTrace; readonly flow: Flow }
  | { readonly type: 'check'; readonly check: CheckResult }
  | { readonly type: 'failed'; readonly message: string; readonly at: string | null };

export type Reply = ReplyBody & { readonly id: number; readonly revision: number };

/**
 * The wall between page and worker: every message, nothing else.
 *
 * Each request carries an id and the document's revision; each reply repeats both, so that a result which belongs to an
 * older revision is never taken for the present one. A request that cannot be served answers `failed` with one sentence.
 */
import type {
  BackwardTrace,
  Flow,
  ForwardTrace,
  GradientCheck,
  Layout,
  NetworkSpec,
  PathTrace,
  Samples,
  TrainerOptions,
} from '../engine/types';

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
  /** The same over samples: one of them by number, or the means over all. Answers `trace`. */
  | {
      readonly type: 'traceBatch';
      readonly param: string;
      readonly top: number;
      readonly samples: Samples;
      readonly sample: number | 'mean';
    }
  /**
   * Training steps on the loaded network. Answers `progress` at most once a frame, then `trained`. A `load`, `patch`,
   * `stop` or another `train` ends it.
   */
  | {
      readonly type: 'train';
      readonly samples: Samples;
      readonly options: TrainerOptions;
      readonly steps: number;
    }
  /** Ends a training within a frame. Answers `stopped`, after the training's own `trained`. */
  | { readonly type: 'stop' }
  /** Gradient check of every parameter (at most `limit` of them, evenly spread). Answers `check`. */
  | { readonly type: 'check'; readonly limit: number }
  /** Gradient check of one parameter, by address. Answers `check` with `sides`. */
  | { readonly type: 'checkOne'; readonly param: string };

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
  /** Of one parameter alone: the differences of the loss from below and from above, which part at a kink. */
  readonly sides?: { readonly below: number; readonly above: number };
}

/** Where a training stands. */
export interface TrainingState {
  /** Steps done since it began. */
  readonly steps: number;
  /** Mean loss over the steps since the last message, each taken before its update; null when there were none. */
  readonly loss: number | null;
  /** Parameters in the parameter arena. */
  readonly params: Float64Array;
  readonly stepsPerSecond: number;
}

export type ReplyBody =
  | { readonly type: 'run'; readonly run: RunResult }
  | { readonly type: 'trace'; readonly trace: PathTrace; readonly flow: Flow }
  | { readonly type: 'check'; readonly check: CheckResult }
  | { readonly type: 'progress'; readonly training: TrainingState }
  | {
      readonly type: 'trained';
      readonly training: TrainingState;
      readonly ended: 'done' | 'stopped' | 'changed' | 'nonFinite';
    }
  | { readonly type: 'stopped' }
  | { readonly type: 'failed'; readonly message: string; readonly at: string | null };

export type Reply = ReplyBody & { readonly id: number; readonly revision: number };

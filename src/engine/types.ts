/**
 * The engine's vocabulary: what goes in (a `NetworkSpec`), what is kept (a `Plan`), what comes out (traces).
 *
 * All numbers are float64 in typed arrays. Units of all nodes live in one arena (`unitCount` long), parameters in
 * another (`paramCount` long), unit-to-unit connections in a third (`connectionCount` long, numbered but never
 * materialised as objects). A node or edge is found in an arena by its slot in `Layout`.
 */

export const ACTIVATION_NAMES = [
  'identity',
  'step',
  'sigmoid',
  'tanh',
  'relu',
  'leakyRelu',
  'elu',
  'gelu',
  'silu',
  'softplus',
  'softmax',
] as const;
export type ActivationName = (typeof ACTIVATION_NAMES)[number];

export const LOSS_NAMES = ['mse', 'halfSquaredError', 'mae', 'bce', 'bceWithLogits', 'crossEntropy'] as const;
export type LossName = (typeof LOSS_NAMES)[number];

export const OP_NAMES = ['add', 'multiply', 'concat'] as const;
export type OpName = (typeof OP_NAMES)[number];

export interface InputSpec {
  readonly id: string;
  readonly kind: 'input';
  readonly size: number;
  /** Length `size`. */
  readonly values: Float64Array;
}

export interface LayerSpec {
  readonly id: string;
  readonly kind: 'layer';
  readonly size: number;
  readonly activation: ActivationName;
  /** Length `size`, or null for a layer without biases. */
  readonly bias: Float64Array | null;
  /** A named activation whose derivative the backward pass uses in place of the layer's own (elementwise ones only). */
  readonly surrogate?: ActivationName | null;
}

export interface OpSpec {
  readonly id: string;
  readonly kind: 'op';
  readonly op: OpName;
  /** The result's size. */
  readonly size: number;
}

export interface LossSpec {
  readonly id: string;
  readonly kind: 'loss';
  readonly loss: LossName;
  /** As long as the loss has incoming units. */
  readonly target: Float64Array;
}

export type NodeSpec = InputSpec | LayerSpec | OpSpec | LossSpec;

export interface EdgeSpec {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** Row-major, rows = target units, columns = source units; null for a tied edge and for edges into ops and losses. */
  readonly weight: Float64Array | null;
  /** Same shape as the matrix; 0 = that connection does not exist. */
  readonly mask: Uint8Array | null;
  /** The edge whose matrix and mask this one shares. */
  readonly tiedTo: string | null;
  /** Training leaves it alone. */
  readonly frozen: boolean;
}

/** A network in file order: the order of edges is the order of the units that a `concat` or a loss sees. */
export interface NetworkSpec {
  readonly nodes: readonly NodeSpec[];
  readonly edges: readonly EdgeSpec[];
}

/** One scalar parameter. Rows count target units, columns source units. */
export type ParamRef =
  | { readonly kind: 'weight'; readonly edge: string; readonly row: number; readonly col: number }
  | { readonly kind: 'bias'; readonly node: string; readonly unit: number };

export interface UnitSlot {
  readonly offset: number;
  readonly size: number;
}

export interface MatrixSlot {
  readonly offset: number;
  readonly rows: number;
  readonly cols: number;
}

/** Where things lie in the arenas. Plain records, so that it crosses to the page as it is. */
export interface Layout {
  readonly unitCount: number;
  readonly paramCount: number;
  readonly connectionCount: number;
  /** Node id → units. A loss has one unit, its value. */
  readonly units: Readonly<Record<string, UnitSlot>>;
  /** Owner edge id → its matrix in the parameter arena (tied edges have none of their own: see `owner`). */
  readonly weights: Readonly<Record<string, MatrixSlot>>;
  /** Node id → its biases in the parameter arena. */
  readonly biases: Readonly<Record<string, UnitSlot>>;
  /**
   * Edge id → its connections in the connection arena. A weighted edge (tied or not): rows x cols. An edge into an op
   * or a loss: one connection per source unit (rows = source size, cols = 1).
   */
  readonly connections: Readonly<Record<string, MatrixSlot>>;
  /** Softmax layer id → its inner connections z[i] → a[j] in the connection arena, row = j, column = i. */
  readonly inner: Readonly<Record<string, MatrixSlot>>;
  /** Weighted edge id → the edge that owns its matrix (itself, unless tied). */
  readonly owner: Readonly<Record<string, string>>;
  /** Edge id → the node it leaves. */
  readonly sources: Readonly<Record<string, string>>;
  /** Node ids in a topological order that follows the file where it can. */
  readonly order: readonly string[];
}

/** The first place, in topological order, where a value stopped being finite. */
export interface NonFinite {
  readonly node: string;
  readonly unit: number;
  readonly quantity: 'z' | 'a' | 'dLdz' | 'dLda';
  readonly value: number;
}

export interface ForwardTrace {
  /** Per unit of the unit arena; layers only, 0 elsewhere. */
  readonly z: Float64Array;
  /** Per unit: inputs hold their value, losses their loss. */
  readonly a: Float64Array;
  /** Sum over the loss nodes; 0 when there is none. */
  readonly loss: number;
  readonly nonFinite: NonFinite | null;
}

export interface BackwardTrace {
  /** Adjoint of every unit's activation. */
  readonly dLda: Float64Array;
  /** Adjoint of every layer unit's pre-activation (delta); 0 elsewhere. */
  readonly dLdz: Float64Array;
  /** Gradient of every parameter, in the parameter arena; tied uses summed, masked entries 0. */
  readonly gradient: Float64Array;
  readonly nonFinite: NonFinite | null;
}

/** One factor of a path's product, in order from the parameter to the loss. */
export interface PathFactor {
  readonly value: number;
  /**
   * `source`: ∂z/∂θ at the parameter's own unit: the source's activation, or 1 for a bias (node, unit = that source, or
   * the biased unit). `activation`: φ'(z) of (node, unit); for softmax ∂a_j/∂z_i with `from` = i. `weight`: the
   * connection `edge[row,col]` into (node, unit). `op`: local derivative of an op's unit in its source `from`.
   * `loss`: ∂loss/∂a of `from`; node = the loss.
   */
  readonly kind: 'source' | 'activation' | 'weight' | 'op' | 'loss';
  readonly node: string;
  readonly unit: number;
  readonly from?: { readonly node: string; readonly unit: number };
  readonly edge?: string;
  readonly row?: number;
  readonly col?: number;
}

export interface GradientPath {
  /** The edge at whose use the path starts (a tied matrix has several), or the node whose bias it is. */
  readonly start: string;
  /** `n1[0]`, in a softmax layer `s.z[0]` then `s[2]`, a loss by its id. */
  readonly units: readonly string[];
  readonly factors: readonly PathFactor[];
  readonly contribution: number;
  /** Index of the first factor that is zero, or null for a live path. */
  readonly blockedAt: number | null;
}

/** Gradient and number of paths by path length (number of `units`). */
export interface LengthShare {
  readonly length: number;
  readonly count: bigint;
  readonly gradient: number;
}

export interface Flow {
  /** Per connection of the connection arena: the exact signed part of the gradient that runs through it. */
  readonly connections: Float64Array;
  /** Per unit: 0 = on no path, 1 = on paths that a zero blocks, 2 = on a live path. For softmax layers: the activation. */
  readonly onPath: Uint8Array;
  /** Per connection, the same three marks. */
  readonly connectionOnPath: Uint8Array;
  /** Per unit, whether the parameter acts on its z, and on its a: 0 = not, 1 = only through a zero factor, 2 = live. */
  readonly reachZ: Uint8Array;
  readonly reachA: Uint8Array;
}

export interface GradientCheck {
  readonly finiteDifference: number;
  readonly relativeError: number;
  /** False where the loss has a kink within the step, so that the difference proves nothing. */
  readonly differentiable: boolean;
  /** True when the backward pass uses a surrogate derivative: the difference then cannot agree, and need not. */
  readonly surrogate: boolean;
}

export interface PathTrace {
  readonly param: ParamRef;
  /** `w11[0,0]`, `n1.bias[0]`. */
  readonly address: string;
  readonly value: number;
  readonly gradient: number;
  readonly pathCount: bigint;
  readonly livePathCount: bigint;
  readonly paths: readonly GradientPath[];
  /** Only for means over samples: false when the search ended before it could be sure that these are the largest. */
  readonly proven?: boolean;
  readonly listedSum: number;
  /** gradient - listedSum: what the paths that are not listed add up to. */
  readonly restSum: number;
  readonly absoluteMass: number;
  /** |gradient| / absoluteMass: 1 when nothing cancels, null when the mass is 0. */
  readonly cancellation: number | null;
  readonly byLength: readonly LengthShare[];
  readonly check: GradientCheck;
}

/**
 * Samples for training and for means over a batch. Sample-major: row s of `inputs` holds the values of all input nodes in
 * file order, row s of `targets` the targets of all loss nodes in file order.
 */
export interface Samples {
  readonly inputs: Float32Array | Float64Array;
  readonly targets: Float32Array | Float64Array;
  readonly count: number;
}

/** Defined as in PyTorch's documentation of `torch.optim`; defaults are PyTorch's. */
export type Optimizer =
  | {
      readonly kind: 'sgd';
      readonly learningRate: number;
      readonly momentum?: number;
      readonly dampening?: number;
      readonly nesterov?: boolean;
    }
  | {
      readonly kind: 'rmsprop';
      readonly learningRate: number;
      readonly alpha?: number;
      readonly epsilon?: number;
      readonly momentum?: number;
      readonly centered?: boolean;
    }
  | {
      readonly kind: 'adam';
      readonly learningRate: number;
      readonly beta1?: number;
      readonly beta2?: number;
      readonly epsilon?: number;
    }
  | {
      readonly kind: 'adamw';
      readonly learningRate: number;
      readonly beta1?: number;
      readonly beta2?: number;
      readonly epsilon?: number;
      readonly weightDecay?: number;
    };

export interface TrainerOptions {
  readonly optimizer: Optimizer;
  readonly batchSize: number;
  /** Seed of the order of samples; 1 when not given. */
  readonly seed?: number;
  /** False = the samples' own order in every epoch. */
  readonly shuffle?: boolean;
  /** Adds l1 · sign(w) to every gradient. */
  readonly l1?: number;
  /** Adds l2 · w to every gradient (PyTorch's `weight_decay`, biases included). */
  readonly l2?: number;
  /** `auto` takes the float32 kernels wherever they cover the network; `portable` is float64; `wasm` throws where they do not. */
  readonly backend?: 'auto' | 'portable' | 'wasm';
}

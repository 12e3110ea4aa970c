/** What a network is compiled to: nodes in topological order with their places in the arenas. */
import type { ActivationName, Layout, LossName, OpName } from './types';

export interface PlanEdge {
  readonly index: number;
  readonly id: string;
  readonly source: PlanNode;
  readonly target: PlanNode;
  /** Rows = target units, columns = source units; an edge without weight has rows = its source's size, cols = 1. */
  readonly rows: number;
  readonly cols: number;
  /** Place of the matrix in the parameter arena (the owner's, when tied); -1 for an edge without weight. */
  readonly weight: number;
  /** Row-major, 0 = no such connection; null = all exist. */
  readonly mask: Uint8Array | null;
  /** Place in the connection arena. */
  readonly connection: number;
  /** First unit of the target that this edge reaches: its place in a concat or in a loss's list of units. */
  readonly slot: number;
  readonly owner: string | null;
  readonly frozen: boolean;
}

export interface PlanNode {
  readonly index: number;
  readonly id: string;
  readonly kind: 'input' | 'layer' | 'op' | 'loss';
  /** Place in the unit arena; a loss has one unit. */
  readonly offset: number;
  readonly size: number;
  readonly activation: ActivationName;
  /** Whose derivative the backward pass uses. */
  readonly derivative: ActivationName;
  readonly op: OpName;
  readonly loss: LossName;
  /** Place of the biases in the parameter arena, -1 for none. */
  readonly bias: number;
  /** Place of an input's values, or of a loss's targets, in their arena; -1 elsewhere. */
  readonly data: number;
  /** How many units a loss takes. */
  readonly taken: number;
  /** How many targets a loss has; 0 elsewhere. */
  readonly targetSize: number;
  /** In the order of the file. */
  readonly incoming: PlanEdge[];
  readonly outgoing: PlanEdge[];
}

/** A compiled network: structure only. Numbers live in `Numbers` and change without compiling anew. */
export interface Plan {
  readonly layout: Layout;
  /** Topological order. */
  readonly nodes: readonly PlanNode[];
  readonly edges: readonly PlanEdge[];
  readonly node: ReadonlyMap<string, PlanNode>;
  readonly edge: ReadonlyMap<string, PlanEdge>;
  readonly inputCount: number;
  readonly targetCount: number;
  /** True when some layer's backward pass uses another activation's derivative than its own. */
  readonly surrogate: boolean;
}

/** The numbers of a network in three arenas. */
export interface Numbers {
  readonly params: Float64Array;
  readonly inputs: Float64Array;
  readonly targets: Float64Array;
}

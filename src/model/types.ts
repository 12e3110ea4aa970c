/**
 * The document: what a `.gradpath` file holds, in memory.
 *
 * Records are immutable. Numbers are typed arrays that nobody writes to once they are in a document: a command makes a
 * new array (a 100,000-weight matrix copies in well under a millisecond), so a record compares by reference, and an undo
 * step keeps only the slices that changed.
 */
import type { ActivationName, LossName, OpName } from '../engine/types';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
/** Fields that this version does not know; they survive open and save. */
export type Extra = Readonly<Record<string, Json>>;

export interface Position {
  readonly x: number;
  readonly y: number;
  readonly extra?: Extra;
}

/** How a node of several units is drawn: unit by unit, or as one block. */
export type NodeView = 'units' | 'block';

interface NodeBase {
  readonly id: string;
  /** What the canvas shows instead of the id; may hold TeX between `$`. */
  readonly label?: string;
  /** Top left corner, canvas pixels. */
  readonly position: Position;
  /** Wished by hand; when absent the size decides. */
  readonly view?: NodeView;
  /** Stays where it is, and stays. */
  readonly locked?: true;
  readonly extra?: Extra;
}

export interface InputNode extends NodeBase {
  readonly kind: 'input';
  readonly size: number;
  readonly values: Float64Array;
}
export interface LayerNode extends NodeBase {
  readonly kind: 'layer';
  readonly size: number;
  readonly activation: ActivationName;
  readonly bias: Float64Array | null;
  readonly surrogate?: ActivationName;
}
export interface OpNode extends NodeBase {
  readonly kind: 'op';
  readonly op: OpName;
  readonly size: number;
}
export interface LossNode extends NodeBase {
  readonly kind: 'loss';
  readonly loss: LossName;
  readonly target: Float64Array;
}
export type NodeRecord = InputNode | LayerNode | OpNode | LossNode;
export type NodeKind = NodeRecord['kind'];

export interface EdgeRecord {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly label?: string;
  /** Row-major, rows = target size, columns = source size; null when tied and on edges into ops and losses. */
  readonly weight: Float64Array | null;
  readonly mask: Uint8Array | null;
  readonly tiedTo: string | null;
  readonly frozen: boolean;
  readonly extra?: Extra;
}

export interface NetworkDocument {
  readonly name: string;
  readonly nodes: readonly NodeRecord[];
  readonly edges: readonly EdgeRecord[];
  /** Unknown top-level fields. */
  readonly extra: Extra;
}

/** Which typed array of the document a numeric change touches. */
export interface NumberSlot {
  readonly of: 'weight' | 'bias' | 'values' | 'target';
  /** Edge id for `weight`, node id for the others. */
  readonly id: string;
}

/** One reversible change. Its inverse swaps before and after. */
export type Change =
  | {
      readonly type: 'node';
      readonly index: number;
      readonly before: NodeRecord | null;
      readonly after: NodeRecord | null;
    }
  | {
      readonly type: 'edge';
      readonly index: number;
      readonly before: EdgeRecord | null;
      readonly after: EdgeRecord | null;
    }
  | {
      readonly type: 'numbers';
      readonly slot: NumberSlot;
      readonly start: number;
      readonly before: Float64Array;
      readonly after: Float64Array;
    }
  | {
      readonly type: 'meta';
      readonly before: { readonly name: string; readonly extra: Extra };
      readonly after: { readonly name: string; readonly extra: Extra };
    };

/** Changes applied in order; the inverse is the reversed list of inverses. */
export type Diff = readonly Change[];

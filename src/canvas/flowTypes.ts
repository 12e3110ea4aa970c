/** What React Flow is handed: our records inside its nodes and edges. */
import type { Edge, Node } from '@xyflow/react';
import type { EdgeRecord, NodeKind, NodeRecord } from '../model/types';
import type { EdgeMark, NodeMark } from './marks';

/** A factor of the hovered path, ready to be shown. */
export interface ShownFactor {
  readonly text: string;
  readonly blocked: boolean;
}

export interface NodeData extends Record<string, unknown> {
  readonly record: NodeRecord;
  readonly mark: NodeMark;
  readonly factor: ShownFactor | null;
  /** An equation points at it. */
  readonly hot: boolean;
}

export interface EdgeData extends Record<string, unknown> {
  readonly record: EdgeRecord;
  readonly mark: EdgeMark;
  readonly factor: ShownFactor | null;
  readonly hot: boolean;
  /** Position of the value on the colour scale, -1 … 1; null where the quantity is not defined. */
  readonly position: number | null;
  /** Lines of the label, or null when there is neither room nor reason for one. */
  readonly label: readonly string[] | null;
  /** Where on the curve the label sits. */
  readonly labelAt: number;
  readonly matrix: boolean;
}

export type FlowNode = Node<NodeData, `${NodeKind}Card`>;
export type FlowEdge = Edge<EdgeData, 'connection'>;

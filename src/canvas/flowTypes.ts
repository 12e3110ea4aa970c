/** What React Flow is handed: our records inside its nodes and edges. */
import type { Edge, Node } from '@xyflow/react';
import type { NodeKind, NodeRecord } from '../model/types';
import type { LineLook } from './edges/looks';
import type { NodeMark } from './marks';
import type { View } from './views';

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
  readonly view: View;
}

export interface EdgeData extends Record<string, unknown> {
  readonly lines: readonly LineLook[];
}

export type FlowNode = Node<NodeData, `${NodeKind}Card`>;
export type FlowEdge = Edge<EdgeData, 'connection'>;

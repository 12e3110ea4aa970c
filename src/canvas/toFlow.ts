/**
 * Document, session and run → what React Flow draws. Pure but for a cache that hands back the same object for the same
 * content, so that a change re-renders only what it touches.
 */
import { isWeighted, matrixOf, nodeById, shapeOfEdge } from '../model/document';
import type { EdgeRecord, NetworkDocument } from '../model/types';
import type { Passes, TraceResult } from '../store/run';
import type { Colouring, KnownQuantity, Place, Selection, SessionState } from '../store/session';
import { formatParam, formatValue } from '../ui/format';
import { scalePosition } from './colour';
import type { EdgeData, FlowEdge, FlowNode, NodeData, ShownFactor } from './flowTypes';
import type { Marks } from './marks';
import { edgeValue, type MeasureInput } from './measure';

/** Size that React Flow measured, by node id: kept outside the document, which does not know pixels of text. */
export type Measured = ReadonlyMap<string, { readonly width: number; readonly height: number }>;

function shownFactor(value: number, name: string): ShownFactor {
  return { text: `${name}${formatValue(value)}`, blocked: value === 0 };
}

function sameRecord<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys(a) as (keyof T)[];
  return keys.every((key) => {
    const x = a[key];
    const y = b[key];
    if (x === y) return true;
    if (Array.isArray(x) && Array.isArray(y)) return x.length === y.length && x.every((item, i) => item === y[i]);
    if (x && y && typeof x === 'object' && typeof y === 'object' && 'text' in x && 'text' in y) {
      return x.text === y.text && (x as unknown as ShownFactor).blocked === (y as unknown as ShownFactor).blocked;
    }
    return false;
  });
}

/** Returns `next`, or the cached object when it says the same. */
export function createCache() {
  const nodes = new Map<string, FlowNode>();
  const edges = new Map<string, FlowEdge>();
  return {
    node(next: FlowNode): FlowNode {
      const old = nodes.get(next.id);
      if (
        old &&
        old.position === next.position &&
        old.selected === next.selected &&
        old.measured?.width === next.measured?.width &&
        old.measured?.height === next.measured?.height &&
        sameRecord(old.data, next.data)
      ) {
        return old;
      }
      nodes.set(next.id, next);
      return next;
    },
    edge(next: FlowEdge): FlowEdge {
      const old = edges.get(next.id);
      if (
        old?.data &&
        next.data &&
        old.source === next.source &&
        old.target === next.target &&
        old.ariaLabel === next.ariaLabel &&
        old.selected === next.selected &&
        sameRecord(old.data, next.data)
      ) {
        return old;
      }
      edges.set(next.id, next);
      return next;
    },
  };
}
export type FlowCache = ReturnType<typeof createCache>;

/** Nodes of the document for React Flow. */
export function flowNodes(
  doc: NetworkDocument,
  selection: Selection,
  marks: Marks,
  measured: Measured,
  place: Place | null,
  cache: FlowCache,
): FlowNode[] {
  return doc.nodes.map((record) => {
    const factor = marks.nodeFactor(record.id);
    const data: NodeData = {
      record,
      mark: marks.node(record.id),
      hot: place !== null && place.edge === null && place.node === record.id,
      factor: factor ? shownFactor(factor.value, factor.kind === 'activation' ? 'φ′ = ' : '∂L = ') : null,
    };
    const size = measured.get(record.id);
    return cache.node({
      id: record.id,
      type: `${record.kind}Card`,
      position: record.position,
      selected: selection.nodes.has(record.id),
      data,
      ...(size ? { measured: size } : {}),
    });
  });
}

export interface EdgeView {
  readonly passes: Passes | null;
  readonly trace: TraceResult | null;
  readonly colouring: Colouring;
  readonly maxAbs: number;
  /** Edge id → where its label has room. */
  readonly labels: ReadonlyMap<string, number>;
  readonly place: Place | null;
  /** What the player has revealed; null = everything. */
  readonly known: SessionState['known'];
}

/** What `connectionValue` needs, bound to a document. */
export function measureInput(
  doc: NetworkDocument,
  view: Pick<EdgeView, 'passes' | 'trace' | 'colouring'>,
): MeasureInput | null {
  if (!view.passes) return null;
  return {
    passes: view.passes,
    trace: view.trace,
    colouring: view.colouring,
    weightAt(edge, row, col) {
      const matrix = matrixOf(doc, edge);
      return matrix ? matrix[row * shapeOfEdge(doc, edge).cols + col] : null;
    },
  };
}

/** Largest absolute value over all edges: the end of the colour scale unless the legend is locked. */
export function largestValue(doc: NetworkDocument, view: Pick<EdgeView, 'passes' | 'trace' | 'colouring'>): number {
  const input = measureInput(doc, view);
  if (!input) return 0;
  let most = 0;
  for (const edge of doc.edges) {
    const value = edgeValue(input, edge);
    if (value !== null && Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  }
  return most;
}

/** A matrix drawn as one line shows its shape; a single weight its name and value. */
export function labelLines(
  doc: NetworkDocument,
  edge: EdgeRecord,
  value: number | null,
  colouring: Colouring,
): readonly string[] | null {
  if (!isWeighted(doc, edge)) return null;
  const name = edge.label ?? edge.id;
  const { rows, cols } = shapeOfEdge(doc, edge);
  if (rows * cols !== 1) return [`${name}  ${rows} × ${cols}`];
  const weight = matrixOf(doc, edge)?.[0] ?? 0;
  const first = `${name} = ${formatParam(weight)}`;
  return value === null || colouring === 'weight' ? [first] : [first, `${SYMBOLS[colouring]} ${formatValue(value)}`];
}

const SYMBOLS: Readonly<Record<Colouring, string>> = {
  gradient: '∂',
  contribution: 'w·δ',
  flow: 'flow',
  weight: 'w',
  activation: 'a',
};

/** Edges of the document for React Flow. */
export function flowEdges(
  doc: NetworkDocument,
  selection: Selection,
  marks: Marks,
  view: EdgeView,
  cache: FlowCache,
): FlowEdge[] {
  const input = measureInput(doc, view);
  return doc.edges.map((record) => {
    // A quantity of the backward pass belongs to the node that the edge enters, once the player has come to it.
    const hidden =
      view.known !== null &&
      view.colouring !== 'weight' &&
      !view.known.get(record.target)?.has(revealedBy(view.colouring));
    const value = input && !hidden ? edgeValue(input, record) : null;
    const mark = marks.edge(record.id);
    const selected = selection.edges.has(record.id);
    const found = marks.edgeFactor(record.id);
    const factor = found ? shownFactor(found.value, found.kind === 'source' ? 'a = ' : '') : null;
    const labelAt = view.labels.get(record.id);
    const lines = factor ? [factor.text] : labelLines(doc, record, value, view.colouring);
    const shape = isWeighted(doc, record) ? shapeOfEdge(doc, record) : null;
    const data: EdgeData = {
      record,
      mark,
      factor,
      hot: view.place?.edge === record.id,
      position: value === null ? null : scalePosition(value, view.maxAbs),
      label: labelAt !== undefined || selected || factor || view.place?.edge === record.id ? lines : null,
      labelAt: labelAt ?? 0.5,
      matrix: shape !== null && shape.rows * shape.cols > 1,
    };
    return cache.edge({
      id: record.id,
      type: 'connection',
      source: record.source,
      target: record.target,
      selected,
      data,
      ariaLabel: ariaOf(doc, record, value, view.colouring),
    });
  });
}

/** Which quantity of its target makes an edge's value known. */
function revealedBy(colouring: Colouring): KnownQuantity {
  return colouring === 'gradient' ? 'gradient' : colouring === 'activation' ? 'z' : 'dLda';
}

function ariaOf(doc: NetworkDocument, edge: EdgeRecord, value: number | null, colouring: Colouring): string {
  const name = (id: string) => nodeById(doc, id)?.label?.replaceAll('$', '') ?? id;
  const what = isWeighted(doc, edge) ? `Weight ${edge.id}` : `Edge ${edge.id}`;
  const amount = value === null ? '' : `, ${colouring} ${formatValue(value)}`;
  return `${what} from ${name(edge.source)} to ${name(edge.target)}${amount}`;
}

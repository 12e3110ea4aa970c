/** Joins document, session and run into what React Flow draws; see toFlow for the pure part. */
import { useCallback, useMemo, useRef, useState } from 'react';
import { shapeOfEdge } from '../model/document';
import type { NetworkDocument } from '../model/types';
import { useDocument } from '../store/document';
import { currentTrace, useRun } from '../store/run';
import { useSession } from '../store/session';
import type { FlowEdge, FlowNode } from './flowTypes';
import { type Box, curveBetween, type LabelRequest, placeLabels } from './geometry';
import { marksOf } from './marks';
import { createCache, flowEdges, flowNodes, largestValue, type Measured } from './toFlow';

/** Beyond this many edges labels appear only for what is chosen: there is no room, and nobody reads a thousand. */
const LABELLED_EDGES = 60;

function boxesOf(doc: NetworkDocument, measured: Measured): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>();
  for (const { id, position } of doc.nodes) {
    const size = measured.get(id);
    if (size) boxes.set(id, { ...position, ...size });
  }
  return boxes;
}

function labelRequests(doc: NetworkDocument, boxes: ReadonlyMap<string, Box>): LabelRequest[] {
  const requests: LabelRequest[] = [];
  for (const edge of doc.edges) {
    const source = boxes.get(edge.source);
    const target = boxes.get(edge.target);
    const { rows, cols } = shapeOfEdge(doc, edge);
    if (!source || !target || rows * cols === 0) continue;
    const curve = curveBetween(
      { x: source.x + source.width, y: source.y + source.height / 2 },
      { x: target.x, y: target.y + target.height / 2 },
    );
    const name = edge.label ?? edge.id;
    requests.push({ id: edge.id, curve, width: 14 + 6.2 * Math.max(name.length + 9, 10), height: 34 });
  }
  return requests;
}

export interface Projection {
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
  readonly setMeasured: (id: string, size: { width: number; height: number }) => void;
  /** All nodes have been measured at least once. */
  readonly ready: boolean;
}

/** Range of the colour scale: locked by the legend, or the largest value drawn. */
export function useColourRange(): number {
  const doc = useDocument((state) => state.doc);
  const passes = useRun((state) => (state.problem === null ? state.passes : null));
  const chosen = useSession((state) => state.chosen);
  // An older trace must not set the scale: its flows belong to other numbers.
  const trace = useRun((state) => currentTrace(state, chosen));
  const colouring = useSession((state) => state.colouring);
  const locked = useSession((state) => state.lockedRange);
  return useMemo(
    () => locked ?? largestValue(doc, { passes, trace, colouring }),
    [doc, passes, trace, colouring, locked],
  );
}

export function useProjection(): Projection {
  const cache = useRef(createCache());
  const [measured, setMeasuredMap] = useState<Measured>(new Map());
  const doc = useDocument((state) => state.doc);
  const passes = useRun((state) => (state.problem === null ? state.passes : null));
  const chosen = useSession((state) => state.chosen);
  const trace = useRun((state) => currentTrace(state, chosen));
  const hovered = useSession((state) => state.hoveredPath);
  const place = useSession((state) => state.place);
  const known = useSession((state) => state.known);
  const selection = useSession((state) => state.selection);
  const colouring = useSession((state) => state.colouring);
  const maxAbs = useColourRange();

  const setMeasured = useCallback((id: string, size: { width: number; height: number }) => {
    setMeasuredMap((old) => {
      const before = old.get(id);
      if (before?.width === size.width && before.height === size.height) return old;
      return new Map(old).set(id, size);
    });
  }, []);

  const marks = useMemo(() => marksOf(passes, trace, hovered), [passes, trace, hovered]);
  const labels = useMemo(() => {
    if (doc.edges.length > LABELLED_EDGES) return new Map<string, number>();
    const boxes = boxesOf(doc, measured);
    return placeLabels(labelRequests(doc, boxes), [...boxes.values()]);
  }, [doc, measured]);
  const nodes = useMemo(
    () => flowNodes(doc, selection, marks, measured, place, cache.current),
    [doc, selection, marks, measured, place],
  );
  const edges = useMemo(
    () => flowEdges(doc, selection, marks, { passes, trace, colouring, maxAbs, labels, place, known }, cache.current),
    [doc, selection, marks, passes, trace, colouring, maxAbs, labels, place, known],
  );
  return { nodes, edges, setMeasured, ready: doc.nodes.every((node) => measured.has(node.id)) };
}

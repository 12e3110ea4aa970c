/** Joins document, session and run into what the canvas draws; see toFlow and edges/ for the pure parts. */
import { useCallback, useMemo, useRef, useState } from 'react';
import { useDocument } from '../store/document';
import { currentPasses, currentTrace, useRun } from '../store/run';
import { useSession, visibleQuantities } from '../store/session';
import type { Measured } from './edges/frames';
import type { Drawn } from './edges/lineTable';
import type { LookInput } from './edges/looks';
import { useLabels } from './edges/useLabels';
import type { FlowEdge, FlowNode } from './flowTypes';
import { flowGroups, type GroupCardNode, type GroupFrameNode } from './groups/flowGroups';
import { foldOf } from './groups/fold';
import { joined } from './lineState';
import { marksOf } from './marks';
import { createCache, flowEdges, flowNodes } from './toFlow';
import { useColourValues, useDrawn, useFrames, useLineMarks, useViews, useWidthValues } from './useLines';
import { useScale } from './useScale';

export interface Projection {
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
  /** Cards and frames of groups. */
  readonly groups: (GroupCardNode | GroupFrameNode)[];
  /** What the edge layer draws. */
  readonly layer: LookInput;
  /** Which lines there are. */
  readonly lines: Drawn;
  /** Canvas pixels that a pixel of a label takes, at least. */
  readonly labelScale: number;
  /** All cards have been measured at least once. */
  readonly ready: boolean;
}

/** Sizes of the cards, as the page measured them, and how it tells of another one. */
export function useCardSizes() {
  const [measured, setMeasuredMap] = useState<Measured>(new Map());
  const setMeasured = useCallback((id: string, size: { width: number; height: number }) => {
    setMeasuredMap((old) => {
      const before = old.get(id);
      if (before?.width === size.width && before.height === size.height) return old;
      return new Map(old).set(id, size);
    });
  }, []);
  return { measured, setMeasured };
}

/** `measured`: sizes of the cards; `moving`: nodes are being dragged. */
export function useProjection(measured: Measured, moving: boolean): Projection {
  const cache = useRef(createCache());
  const doc = useDocument((state) => state.doc);
  const passes = useRun((state) => (state.problem === null ? state.passes : null));
  const visible = useSession(visibleQuantities);
  const said = useRun((state) => (visible === null ? currentPasses(state) : null));
  const chosen = useSession((state) => state.chosen);
  const trace = useRun((state) => currentTrace(state, chosen));
  const hovered = useSession((state) => state.hoveredPath);
  const place = useSession((state) => state.place);
  const selection = useSession((state) => state.selection);
  const regrouping = useSession((state) => state.regrouping);
  const colouring = useSession((state) => state.colouring);
  const locked = useSession((state) => state.lockedRange);
  const hideBelow = useSession((state) => state.hideBelow);
  const unitsUpTo = useSession((state) => state.unitsUpTo);
  const views = useViews();
  const drawn = useDrawn(views);
  const elementValues = useColourValues(drawn.elements);
  const layerValues = useColourValues(drawn.layer);
  const elementWidths = useWidthValues(drawn.elements);
  const layerWidths = useWidthValues(drawn.layer);
  const elementMarks = useLineMarks(drawn.elements);
  const layerMarks = useLineMarks(drawn.layer);
  const maxAbs = locked ?? Math.max(elementValues.maxAbs, layerValues.maxAbs);
  useScale(doc, drawn);

  const frames = useFrames(doc, measured, views);
  const labels = useLabels(
    { doc, frames, colouring },
    { table: drawn.elements, values: elementValues.values, maxAbs, marks: elementMarks, hideBelow },
    { table: drawn.layer, values: layerValues.values, maxAbs, marks: layerMarks, hideBelow },
    measured,
    moving,
  );
  const marks = useMemo(() => marksOf(passes, trace, hovered), [passes, trace, hovered]);
  const nodes = useMemo(
    () => flowNodes(doc, { selection, marks, measured, views, place, said, unitsUpTo }, cache.current),
    [doc, selection, marks, measured, views, place, said, unitsUpTo],
  );
  const groups = useMemo(
    () => flowGroups(doc, { selection, marks, measured, place, regrouping, unitsUpTo }),
    [doc, selection, marks, measured, place, regrouping, unitsUpTo],
  );
  const elements = useMemo<LookInput>(
    () => ({
      doc,
      table: drawn.elements,
      frames,
      values: elementValues.values,
      maxAbs,
      widths: elementWidths && layerWidths && joined(elementWidths, layerWidths),
      marks: elementMarks,
      colouring,
      place,
      hideBelow,
      labels: labels.elements,
    }),
    [
      doc,
      drawn.elements,
      frames,
      elementValues,
      maxAbs,
      elementWidths,
      layerWidths,
      elementMarks,
      colouring,
      place,
      hideBelow,
      labels.elements,
    ],
  );
  const edges = useMemo(() => flowEdges(elements, { selection, said }, cache.current), [elements, selection, said]);
  const layer = useMemo<LookInput>(
    () => ({
      doc,
      table: drawn.layer,
      frames,
      values: layerValues.values,
      maxAbs,
      widths: layerWidths && elementWidths && joined(layerWidths, elementWidths),
      marks: layerMarks,
      colouring,
      place,
      hideBelow,
      labels: labels.layer,
    }),
    [
      doc,
      drawn.layer,
      frames,
      layerValues,
      maxAbs,
      elementWidths,
      layerWidths,
      layerMarks,
      colouring,
      place,
      hideBelow,
      labels.layer,
    ],
  );
  const ready = foldOf(doc).doc.nodes.every((node) => measured.has(node.id));
  return { nodes, groups, edges, layer, lines: drawn, labelScale: labels.scale, ready };
}

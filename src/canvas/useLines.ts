/** The lines of the canvas, with their values and marks: computed once for what draws them, labels them and scales them. */
import { useStore } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import type { NetworkDocument } from '../model/types';
import { useDocument } from '../store/document';
import { currentTrace, useRun } from '../store/run';
import { type Colouring, useSession, visibleQuantities } from '../store/session';
import { framesOf, type Measured } from './edges/frames';
import type { LineMarks } from './edges/lineMarks';
import { type Drawn, drawnLines, type LineTable, sameTable } from './edges/lineTable';
import type { LineValues } from './edges/lineValues';
import { colourValues, marksOfLines, sameForValues, shownPasses, traceFor, widthValues } from './lineState';
import { useKept } from './useKept';
import { type View, viewKey, viewsFromKey } from './views';

/** The views of all nodes; the same map as long as no view has changed. */
export function useViews(): ReadonlyMap<string, View> {
  const doc = useDocument((state) => state.doc);
  const unitsUpTo = useSession((state) => state.unitsUpTo);
  const now = useRef<ReadonlyMap<string, View>>(new Map());
  const key = useStore((state) => viewKey(doc, unitsUpTo, state.transform[2], now.current));
  const nodes = doc.nodes;
  // A move makes new records, but views depend on ids and sizes only, and those are in the key's order.
  const ids = useMemo(() => nodes.map(({ id }) => id).join(' '), [nodes]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids stand for the document.
  const views = useMemo(() => viewsFromKey(doc, key), [ids, key]);
  now.current = views;
  return views;
}

/** Which lines there are; the same tables as long as they number the same lines. */
export function useDrawn(views: ReadonlyMap<string, View>): Drawn {
  const doc = useDocument((state) => state.doc);
  const last = useRef<Drawn | null>(null);
  const next = useMemo(() => drawnLines(doc, views), [doc, views]);
  const old = last.current;
  const keep = (a: LineTable | undefined, b: LineTable) => (a && sameTable(a, b) ? a : b);
  const elements = keep(old?.elements, next.elements);
  const layer = keep(old?.layer, next.layer);
  if (!old || elements !== old.elements || layer !== old.layer) last.current = { elements, layer };
  return last.current as Drawn;
}

/** Where lines leave and arrive; the same array as long as no number in it changes, so that nobody draws them anew. */
export function useFrames(doc: NetworkDocument, measured: Measured, views: ReadonlyMap<string, View>): Float32Array {
  const next = useMemo(() => framesOf(doc, measured, views), [doc, measured, views]);
  return useKept(next, (a, b) => a.length === b.length && a.every((value, at) => value === b[at]));
}

/** The document, the same one as long as it differs in nothing that values of lines depend on. */
export function useValuedDocument(): NetworkDocument {
  const doc = useDocument((state) => state.doc);
  return useKept(doc, sameForValues);
}

/** Values of a table's lines in the colouring that is on. */
export function useColourValues(table: LineTable): LineValues {
  const colouring = useSession((state) => state.colouring);
  return colourValues(table, ...useValueArgs(colouring), colouring, useSession(visibleQuantities));
}

/** Values of a table's lines in the quantity that their width follows; null when it is that of their colour. */
export function useWidthValues(table: LineTable): LineValues | null {
  const widthBy = useSession((state) => state.widthBy);
  const args = useValueArgs(widthBy);
  const known = useSession(visibleQuantities);
  return widthBy === null ? null : widthValues(table, ...args, widthBy, known);
}

function useValueArgs(quantity: Colouring | null) {
  const doc = useDocument((state) => state.doc);
  const passes = useRun(shownPasses);
  const chosen = useSession((state) => state.chosen);
  const trace = useRun((state) => traceFor(quantity, state, chosen));
  return [doc, passes, trace] as const;
}

/** Marks of a table's lines for what is chosen, or for the path under the pointer. */
export function useLineMarks(table: LineTable): LineMarks {
  const passes = useRun(shownPasses);
  const chosen = useSession((state) => state.chosen);
  const trace = useRun((state) => currentTrace(state, chosen));
  const hovered = useSession((state) => state.hoveredPath);
  const cut = useSession((state) => state.hoveredCut);
  return marksOfLines(table, passes, trace, hovered, cut);
}

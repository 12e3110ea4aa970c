/** The lines of the canvas, with their values and marks: computed once for what draws them, labels them and scales them. */
import { useStore } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import { useDocument } from '../store/document';
import { currentTrace, useRun } from '../store/run';
import { useSession, visibleQuantities } from '../store/session';
import { type LineMarks, lineMarks } from './edges/lineMarks';
import { type Drawn, drawnLines, type LineTable, sameTable } from './edges/lineTable';
import { type LineValues, lineValues } from './edges/lineValues';
import { type View, viewKey, viewsFromKey } from './views';

/** The views of all nodes; the same map as long as no view has changed. */
export function useViews(): ReadonlyMap<string, View> {
  const doc = useDocument((state) => state.doc);
  const unitsUpTo = useSession((state) => state.unitsUpTo);
  const key = useStore((state) => viewKey(doc, unitsUpTo, state.transform[2]));
  const nodes = doc.nodes;
  // A move makes new records, but views depend on ids and sizes only, and those are in the key's order.
  const ids = useMemo(() => nodes.map(({ id }) => id).join(' '), [nodes]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids stand for the document.
  return useMemo(() => viewsFromKey(doc, key), [ids, key]);
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

/** Values of a table's lines in the colouring that is on. */
export function useLineValues(table: LineTable): LineValues {
  const doc = useDocument((state) => state.doc);
  const passes = useRun((state) => (state.problem === null ? state.passes : null));
  const chosen = useSession((state) => state.chosen);
  const colouring = useSession((state) => state.colouring);
  // Only flows come from a trace; an older one must not set the scale: its flows belong to other numbers.
  const trace = useRun((state) => (colouring === 'flow' ? currentTrace(state, chosen) : null));
  const known = useSession(visibleQuantities);
  return useMemo(
    () => lineValues({ doc, passes, trace, colouring, known }, table),
    [doc, passes, trace, colouring, known, table],
  );
}

/** Marks of a table's lines for what is chosen, or for the path under the pointer. */
export function useLineMarks(table: LineTable): LineMarks {
  const passes = useRun((state) => (state.problem === null ? state.passes : null));
  const chosen = useSession((state) => state.chosen);
  const trace = useRun((state) => currentTrace(state, chosen));
  const hovered = useSession((state) => state.hoveredPath);
  const cut = useSession((state) => state.hoveredCut);
  return useMemo(() => lineMarks(passes, trace, hovered, table, cut), [passes, trace, hovered, table, cut]);
}

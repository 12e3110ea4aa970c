/**
 * Values, widths and marks of lines, as the stores stand. React's render asks here, and so does the edge layer ahead of it:
 * the answer to a click is under way to the painter before a component has rendered. Each is worked out once.
 */
import type { NetworkDocument, NodeRecord } from '../model/types';
import { useDocument } from '../store/document';
import { currentTrace, type Passes, type RunState, type TraceResult, useRun } from '../store/run';
import { type Colouring, type SessionState, useSession, visibleQuantities } from '../store/session';
import { countHidden } from './edges/hidden';
import { type LineMarks, lineMarks } from './edges/lineMarks';
import type { Drawn, LineTable } from './edges/lineTable';
import { type LineValues, lineValues } from './edges/lineValues';

/** The last result for each table, handed back while the arguments are the same, or make no difference. */
function cachedByTable<A extends readonly unknown[], R>(
  compute: (table: LineTable, ...args: A) => R,
  same: (a: A, b: A) => boolean = allSame,
) {
  const known = new WeakMap<LineTable, { readonly args: A; readonly result: R }>();
  return (table: LineTable, ...args: A): R => {
    const last = known.get(table);
    if (last && same(args, last.args)) return last.result;
    const result = compute(table, ...args);
    known.set(table, { args, result });
    return result;
  };
}

type ValueArgs = readonly [
  doc: NetworkDocument,
  passes: Passes | null,
  trace: TraceResult | null,
  colouring: Colouring,
  known: SessionState['known'],
];

function compute(table: LineTable, ...[doc, passes, trace, colouring, known]: ValueArgs): LineValues {
  return lineValues({ doc, passes, trace, colouring, known }, table);
}

function allSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.every((arg, i) => Object.is(arg, b[i]));
}

/** Whether two documents differ in nothing that a value of a line depends on: in where nodes stand, say. */
export function sameForValues(a: NetworkDocument, b: NetworkDocument): boolean {
  if (a === b) return true;
  if (a.edges !== b.edges || a.nodes.length !== b.nodes.length) return false;
  return a.nodes.every((node, at) => node === b.nodes[at] || sameEnd(node, b.nodes[at]));
}

function sameEnd(a: NodeRecord, b: NodeRecord): boolean {
  return a.id === b.id && a.kind === b.kind;
}

/** A drag makes a document a frame: its lines keep their values, and nobody is told of them anew. */
function sameValues(a: ValueArgs, b: ValueArgs): boolean {
  return sameForValues(a[0], b[0]) && allSame(a.slice(1), b.slice(1));
}

/** Values of a table's lines in the quantity that colours them. */
export const colourValues = cachedByTable(compute, sameValues);
/** Values of a table's lines in the quantity that their width follows. */
export const widthValues = cachedByTable(compute, sameValues);
/** Marks of a table's lines for what is chosen, or for the path or the cut under the pointer. */
export const marksOfLines = cachedByTable(
  (
    table: LineTable,
    passes: Passes | null,
    trace: TraceResult | null,
    hovered: number | null,
    cut: readonly string[] | null,
  ) => lineMarks(passes, trace, hovered, table, cut),
);

/** The passes as the canvas shows them: none while the network cannot be evaluated. */
export function shownPasses(state: RunState): Passes | null {
  return state.problem === null ? state.passes : null;
}

/** Only flows come from a trace; an older one must not set the scale: its flows belong to other numbers. */
export function traceFor(quantity: Colouring | null, run: RunState, chosen: string | null): TraceResult | null {
  return quantity === 'flow' ? currentTrace(run, chosen) : null;
}

/** What the layer's picture needs of the stores. */
export interface LayerState {
  readonly values: Float64Array<ArrayBuffer>;
  readonly maxAbs: number;
  readonly widths: LineValues | null;
  readonly marks: LineMarks;
}

/** What the legend says of the lines. */
export type LineScale = Pick<SessionState, 'range' | 'rangeOwed' | 'broken' | 'hidden'>;

/** The stores as they stand, asked ahead of any render; null when the document is not `doc`. */
function stateNow(doc: NetworkDocument) {
  if (useDocument.getState().doc !== doc) return null;
  const run = useRun.getState();
  const session = useSession.getState();
  const { chosen } = session;
  const passes = shownPasses(run);
  const known = visibleQuantities(session);
  const trace = currentTrace(run, chosen);
  return {
    session,
    colours: (table: LineTable) =>
      colourValues(table, doc, passes, traceFor(session.colouring, run, chosen), session.colouring, known),
    widths: (table: LineTable, quantity: Colouring) =>
      widthValues(table, doc, passes, traceFor(quantity, run, chosen), quantity, known),
    marks: (table: LineTable) => marksOfLines(table, passes, trace, session.hoveredPath, session.hoveredCut),
  };
}

/** The layer's state now; null when the document is not the one that `drawn` was made of. */
export function layerStateNow(doc: NetworkDocument, drawn: Drawn): LayerState | null {
  const now = stateNow(doc);
  if (!now) return null;
  const { colours, widths, marks, session } = now;
  const { lockedRange, widthBy } = session;
  return {
    values: colours(drawn.layer).values,
    maxAbs: lockedRange ?? Math.max(colours(drawn.elements).maxAbs, colours(drawn.layer).maxAbs),
    widths: widthBy && joined(widths(drawn.layer, widthBy), widths(drawn.elements, widthBy)),
    marks: marks(drawn.layer),
  };
}

/** The legend's scale now; null when the document is not the one that `drawn` was made of. */
export function scaleNow(doc: NetworkDocument, { elements, layer }: Drawn): LineScale | null {
  const now = stateNow(doc);
  if (!now) return null;
  const { colours, marks, session } = now;
  const [some, many] = [colours(elements), colours(layer)];
  const range = Math.max(some.maxAbs, many.maxAbs);
  const maxAbs = session.lockedRange ?? range;
  const hiddenOf = (table: LineTable, { values }: LineValues, drawnAsPicture: boolean) =>
    countHidden({ table, values, marks: marks(table).marks, layer: drawnAsPicture }, maxAbs, session.hideBelow);
  return {
    range,
    rangeOwed: some.owed === true || many.owed === true,
    broken: some.broken === true || many.broken === true,
    hidden: hiddenOf(elements, some, false) + hiddenOf(layer, many, true),
  };
}

const scales = new WeakMap<LineValues, LineValues>();

/** The values of one table on the scale of both. */
export function joined(own: LineValues, other: LineValues): LineValues {
  if (own.maxAbs >= other.maxAbs) return own;
  const known = scales.get(own);
  if (known?.maxAbs === other.maxAbs) return known;
  const result = { values: own.values, maxAbs: other.maxAbs };
  scales.set(own, result);
  return result;
}

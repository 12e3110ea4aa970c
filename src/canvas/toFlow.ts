/**
 * Document, session and run → what React Flow draws. Pure but for a cache that hands back the same object for the same
 * content, so that a change re-renders only what it touches.
 */
import { nodeById } from '../model/document';
import type { NetworkDocument, NodeRecord } from '../model/types';
import type { Passes } from '../store/run';
import type { Place, Selection } from '../store/session';
import { formatValue } from '../ui/format';
import { describe, describeNode } from './describe';
import type { Measured } from './edges/frames';
import { lineCount } from './edges/lineTable';
import { type LookInput, lookOf, sameLooks } from './edges/looks';
import type { FlowEdge, FlowNode, NodeData, ShownFactor } from './flowTypes';
import { foldOf } from './groups/fold';
import type { NodeMarks } from './marks';
import { isOpen } from './nodes/unitGeometry';
import type { View } from './views';

function shownFactor(value: number, name: string): ShownFactor {
  return { text: `${name}${formatValue(value)}`, blocked: value === 0 };
}

function sameNodeData(a: NodeData, b: NodeData): boolean {
  return (
    a.record === b.record &&
    a.mark === b.mark &&
    a.hot === b.hot &&
    a.view === b.view &&
    a.factor?.text === b.factor?.text &&
    a.factor?.blocked === b.factor?.blocked
  );
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
        old.style === next.style &&
        old.ariaLabel === next.ariaLabel &&
        old.measured?.width === next.measured?.width &&
        old.measured?.height === next.measured?.height &&
        sameNodeData(old.data, next.data)
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
        sameLooks(old.data.lines, next.data.lines)
      ) {
        return old;
      }
      edges.set(next.id, next);
      return next;
    },
  };
}
export type FlowCache = ReturnType<typeof createCache>;

/** Up to this many nodes carry their value in what is read out; of more, walking and choosing tell it. */
const SAID = 300;

/** What was read out of a record last: a pointer that moves asks for all of them again. */
const known = new WeakMap<NodeRecord, { readonly said: Passes | null; readonly text: string }>();

function labelOf(record: NodeRecord, said: Passes | null): string {
  const last = known.get(record);
  if (last?.said === said) return last.text;
  const text = describeNode(record, said);
  known.set(record, { said, text });
  return text;
}

/** Tab goes to nodes only; Alt and the arrow keys lead on to an edge, which takes the focus then. */
const NO_TAB = { tabIndex: -1 } as const;

const AIR = { pointerEvents: 'none' } as const;

/** What the projection of the nodes follows besides the document. */
export interface FlowView {
  readonly selection: Selection;
  readonly marks: NodeMarks;
  readonly measured: Measured;
  readonly views: ReadonlyMap<string, View>;
  readonly place: Place | null;
  /** Values that may be read out; null = none. */
  readonly said: Passes | null;
  /** The threshold that cards are drawn by. */
  readonly unitsUpTo: number;
}

/** Nodes of the document for React Flow. */
export function flowNodes(doc: NetworkDocument, view: FlowView, cache: FlowCache): FlowNode[] {
  const { selection, marks, measured, views, place } = view;
  const said = doc.nodes.length <= SAID ? view.said : null;
  const { doc: seen } = foldOf(doc, view.unitsUpTo);
  return doc.nodes.flatMap((record) => {
    if (views.get(record.id) === 'hidden') return [];
    const factor = marks.nodeFactor(record.id);
    const data: NodeData = {
      record,
      mark: marks.node(record.id),
      hot: place !== null && place.edge === null && place.node === record.id,
      factor: factor ? shownFactor(factor.value, factor.kind === 'activation' ? 'φ′ = ' : `∂${record.id} = `) : null,
      view: views.get(record.id) ?? 'block',
    };
    const size = measured.get(record.id);
    return cache.node({
      id: record.id,
      type: `${record.kind}Card`,
      position: nodeById(seen, record.id)?.position ?? record.position,
      selected: selection.nodes.has(record.id),
      draggable: record.locked !== true,
      // What is dragged or has just been placed lies on top, and it is selected.
      zIndex: selection.nodes.has(record.id) ? 1 : 0,
      ariaLabel: labelOf(record, said),
      data,
      // The body of a column is open: lines that end at its units are taken by the pointer, not the air around them.
      ...(data.view !== 'block' && isOpen(record) ? { style: AIR } : {}),
      ...(size ? { measured: size } : {}),
    });
  });
}

/** Edges of the document that React Flow draws: those in the table of elements. `said`: values that may be read out. */
export function flowEdges(
  input: LookInput,
  { selection, said }: Pick<FlowView, 'selection' | 'said'>,
  cache: FlowCache,
): FlowEdge[] {
  const { doc, table } = input;
  const { cards } = foldOf(doc);
  const drawn = (at: number) => cards.get(doc.nodes[at].id) ?? doc.nodes[at].id;
  return table.groups.map((group) => {
    const selected = selection.edges.has(group.edge);
    const end = group.first + lineCount(group);
    const lines = [];
    for (let line = group.first; line < end; line++) {
      if (end - group.first > 1 && group.mask?.[line - group.first] === 0) continue;
      // Of several lines it is the chosen weight's that is named, whatever the room.
      const named = selected && (end - group.first === 1 || input.marks.starts.includes(line));
      const look = lookOf(input, group, line, named);
      if (!look.hidden) lines.push(look);
    }
    return cache.edge({
      id: group.edge,
      type: 'connection',
      source: drawn(group.source),
      target: drawn(group.target),
      selected,
      data: { lines },
      domAttributes: NO_TAB,
      ariaLabel: describe(doc, said, { kind: 'edge', id: group.edge }),
    });
  });
}

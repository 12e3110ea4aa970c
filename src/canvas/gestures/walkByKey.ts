/** Alt and the arrow keys walk along edges; where one has come to is selected, focused, brought into view, and read out. */
import { edgeById, nodeById } from '../../model/document';
import type { NetworkDocument } from '../../model/types';
import { useDocument } from '../../store/document';
import { applySelection } from '../../store/selection';
import { useSession } from '../../store/session';
import { sayablePasses, speak } from '../../store/spoken';
import { canvasApi } from '../api';
import { describe, weightStation } from '../describe';
import { foldOf, nodesBehind } from '../groups/fold';
import { readingOrder } from '../readingOrder';
import { type Direction, firstWeight, type MatrixEnd, type Station, stationSeen, walk } from './walk';

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** What is selected; where nothing is, the first node. `focused`: the node that Tab has led to. */
function present(doc: NetworkDocument, focused: string | null): { readonly at: Station; readonly new: boolean } | null {
  const { selection, chosen } = useSession.getState();
  const tabbed = (focused === null ? [] : nodesBehind(doc, [focused])).filter((id) => nodeById(doc, id));
  if (tabbed.length > 0 && !tabbed.some((id) => selection.nodes.has(id)))
    return { at: stationSeen(doc, { kind: 'node', id: tabbed[0] }), new: false };
  const weight = weightStation(doc, chosen);
  if (weight) return { at: stationSeen(doc, weight), new: false };
  const [edge] = selection.edges;
  const [node] = selection.nodes;
  if (edge !== undefined) return { at: stationSeen(doc, { kind: 'edge', id: edge }), new: false };
  if (node !== undefined) return { at: stationSeen(doc, { kind: 'node', id: node }), new: false };
  const [first] = readingOrder(foldOf(doc).doc.nodes);
  return first ? { at: { kind: 'node', id: first.id }, new: true } : null;
}

/** Selects a station, or chooses it, and brings it and the keyboard together. */
function stepOnto(doc: NetworkDocument, to: Station): void {
  if (to.kind === 'node') applySelection({ nodes: new Set(nodesBehind(doc, [to.id])), edges: new Set() });
  else if (to.kind === 'edge') applySelection({ nodes: new Set(), edges: new Set([to.id]) });
  else useSession.getState().choose(`${to.id}[${to.row},${to.col}]`);
  const edge = to.kind === 'node' ? undefined : edgeById(doc, to.id);
  canvasApi()?.reveal(edge ? [edge.source, edge.target] : [to.id]);
  canvasApi()?.focus(to.id);
  // The pointer may rest on another node, which would look like the one that has been come to.
  useSession.getState().set({ place: null, selectedNotes: new Set() });
}

/** Walks a step; false when the key is none of these. What is selected then is said by whoever watches the selection. */
export function walkByKey(key: string, end: MatrixEnd, focused: string | null): boolean {
  const direction = DIRECTIONS[key];
  const { doc } = useDocument.getState();
  const from = present(doc, focused);
  if (!direction || !from) return false;
  const to = from.new ? from.at : walk(doc, from.at, direction, end);
  if (to) stepOnto(doc, to);
  else {
    const way = direction === 'left' || direction === 'right' ? `to the ${direction}` : direction;
    speak(`${describe(doc, sayablePasses(), from.at)}. Nothing further ${way}.`);
  }
  return true;
}

/** From the edge that is selected to the first weight of its matrix. False when it has no several. */
export function enterMatrix(): boolean {
  const { selection, chosen } = useSession.getState();
  const { doc } = useDocument.getState();
  const [id] = selection.edges;
  if (id === undefined || selection.edges.size + selection.nodes.size !== 1 || chosen !== null) return false;
  const to = firstWeight(doc, id);
  if (to) stepOnto(doc, to);
  return to !== null;
}

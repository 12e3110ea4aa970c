/** Alt and the arrow keys walk along edges; where one has come to is selected, brought into view, and read out. */
import { edgeById, isWeighted, matrixOf, nodeById, shapeOfEdge } from '../../model/document';
import type { NetworkDocument } from '../../model/types';
import { useDocument } from '../../store/document';
import { currentPasses, unitValues, useRun, weightGradient } from '../../store/run';
import { applySelection } from '../../store/selection';
import { useSession, visibleQuantities } from '../../store/session';
import { formatParam, formatValue, plural } from '../../ui/format';
import { canvasApi } from '../api';
import { type Direction, type Station, walk } from './walk';

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

function present(doc: NetworkDocument): Station | null {
  const { selection } = useSession.getState();
  const [edge] = selection.edges;
  const [node] = selection.nodes;
  if (edge !== undefined) return { kind: 'edge', id: edge };
  if (node !== undefined) return { kind: 'node', id: node };
  const first = doc.nodes[0];
  return first ? { kind: 'node', id: first.id } : null;
}

/** One sentence about a node or an edge, with its numbers as far as they may be seen. */
export function describe(doc: NetworkDocument, { kind, id }: Station): string {
  const hidden = visibleQuantities(useSession.getState()) !== null;
  const passes = hidden ? null : currentPasses(useRun.getState());
  if (kind === 'node') {
    const node = nodeById(doc, id);
    const values = unitValues(passes, id, 0);
    if (!node) return '';
    if (node.kind === 'loss') return `Loss ${id}${values ? `, ${formatValue(values.a)}` : ''}`;
    if (node.size > 1) return `${node.kind === 'layer' ? 'Layer' : 'Node'} ${id}, ${plural(node.size, 'unit')}`;
    const name = node.kind === 'input' ? 'Input' : node.kind === 'op' ? 'Node' : 'Neuron';
    return `${name} ${id}${values ? `, a ${formatValue(values.a)}` : ''}`;
  }
  const edge = edgeById(doc, id);
  if (!edge) return '';
  const way = `from ${edge.source} to ${edge.target}`;
  if (!isWeighted(doc, edge)) return `Edge ${id} ${way}`;
  const { rows, cols } = shapeOfEdge(doc, edge);
  if (rows * cols !== 1) return `Weights ${id} ${way}, ${rows} by ${cols}`;
  const gradient = weightGradient(passes, id, 0, 0);
  const amount = gradient === null ? '' : `, gradient ${formatValue(gradient)}`;
  return `Weight ${id} ${way}, ${formatParam(matrixOf(doc, edge)?.[0] ?? 0)}${amount}`;
}

/** Walks a step; false when the key is none of these. */
export function walkByKey(key: string): boolean {
  const direction = DIRECTIONS[key];
  const { doc } = useDocument.getState();
  const from = present(doc);
  if (!direction || !from) return false;
  const { selection, set } = useSession.getState();
  const to = selection.nodes.size + selection.edges.size === 0 ? from : walk(doc, from, direction);
  if (to === null) {
    set({
      spoken: `${describe(doc, from)}. Nothing further ${direction === 'left' || direction === 'right' ? `to the ${direction}` : direction}.`,
    });
    return true;
  }
  applySelection(
    to.kind === 'node' ? { nodes: new Set([to.id]), edges: new Set() } : { nodes: new Set(), edges: new Set([to.id]) },
  );
  const edge = to.kind === 'edge' ? edgeById(doc, to.id) : undefined;
  canvasApi()?.reveal(edge ? [edge.source, edge.target] : [to.id]);
  set({ spoken: describe(doc, to) });
  return true;
}

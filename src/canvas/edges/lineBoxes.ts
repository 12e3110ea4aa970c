/** The room that lines take, for what is to be put beside them: small boxes along each. Pure. */
import { nodeById } from '../../model/document';
import type { NetworkDocument, Position } from '../../model/types';
import { type Box, curveBetween, pointAt } from '../geometry';
import { foldOf } from '../groups/fold';
import { type View, viewOf } from '../views';
import { framesOf, type Measured } from './frames';
import { drawnLines, type LineGroup } from './lineTable';
import { endsOf, FRAME, isCurved } from './scene';

/** Edges of a larger network are everywhere: a card could only flee it. */
const FEW_EDGES = 200;
/** Pieces that a line is taken apart into. */
const PIECES = 24;

/** Boxes along one edge; lines between units fill all that lies between the outermost two. */
function boxesOfGroup(group: LineGroup, frames: Float32Array): Box[] {
  const first = new Float32Array(4);
  const last = new Float32Array(4);
  endsOf(group, frames, 0, 0, first);
  endsOf(group, frames, group.rows - 1, group.cols - 1, last);
  const curve = curveBetween({ x: first[0], y: first[1] }, { x: first[2], y: first[3] });
  const curved = isCurved(group, frames);
  const between = (ends: Float32Array, at: number, t: number) => ends[at] + t * (ends[at + 2] - ends[at]);
  const points = Array.from({ length: PIECES + 1 }, (_, i) => {
    const t = i / PIECES;
    const { x, y } = curved ? pointAt(curve, t) : { x: between(first, 0, t), y: between(first, 1, t) };
    return { x, top: y, bottom: curved ? y : between(last, 1, t) };
  });
  return points.slice(1).map((b, i) => {
    const a = points[i];
    const y = Math.min(a.top, b.top);
    return {
      x: Math.min(a.x, b.x),
      y,
      width: Math.abs(b.x - a.x) + 1,
      height: Math.max(a.bottom, b.bottom) - y + 1,
    };
  });
}

/** The edges of a document as they are drawn between cards of these sizes. */
function drawnEdges(doc: NetworkDocument, measured: Measured, unitsUpTo: number) {
  // Units too small to be told apart now are seen after the next zoom.
  const { cards } = foldOf(doc);
  const views = new Map<string, View>(
    doc.nodes.map((node) => [node.id, cards.has(node.id) ? 'hidden' : viewOf(node, unitsUpTo, 1)]),
  );
  const { elements, layer } = drawnLines(doc, views);
  return { groups: [...elements.groups, ...layer.groups], frames: framesOf(doc, measured, views) };
}

/** Boxes along all lines between the cards; none where a network has too many edges to be avoided. */
export function boxesOfLines(doc: NetworkDocument, measured: Measured, unitsUpTo: number): Box[] {
  if (doc.edges.length > FEW_EDGES) return [];
  const { groups, frames } = drawnEdges(doc, measured, unitsUpTo);
  return groups.flatMap((group) => boxesOfGroup(group, frames));
}

/** For every edge the boxes along it, should the cards at its ends stand elsewhere. */
export function waysOf(
  doc: NetworkDocument,
  measured: Measured,
  unitsUpTo: number,
): (edge: string) => (source: Position, target: Position) => Box[] {
  const { groups, frames } = drawnEdges(doc, measured, unitsUpTo);
  const { doc: seen } = foldOf(doc);
  const byEdge = new Map(groups.map((group) => [group.edge, group]));
  const ends = new Float32Array(2 * FRAME);
  const put = (end: number, node: number, { x, y }: Position) => {
    // The frames are those of cards where they are drawn.
    const { position } = nodeById(seen, doc.nodes[node].id) ?? doc.nodes[node];
    const [right, down] = [x - position.x, y - position.y];
    // x, x, y, a distance, y, x, x: see `Scene.frames`.
    const by = [right, right, down, 0, down, right, right];
    for (let i = 0; i < FRAME; i++) ends[end * FRAME + i] = frames[node * FRAME + i] + by[i];
  };
  return (edge) => (source, target) => {
    const group = byEdge.get(edge);
    if (!group) return [];
    put(0, group.source, source);
    put(1, group.target, target);
    return boxesOfGroup({ ...group, source: 0, target: 1 }, ends);
  };
}

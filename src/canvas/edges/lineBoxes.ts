/** The room that lines take, for what is to be put beside them: small boxes along each. Pure. */
import type { NetworkDocument } from '../../model/types';
import { type Box, curveBetween, pointAt } from '../geometry';
import { viewOf } from '../views';
import { framesOf, type Measured } from './frames';
import { drawnLines, type LineGroup } from './lineTable';
import { endsOf, isCurved } from './scene';

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

/** Boxes along all lines between the cards; none where a network has too many edges to be avoided. */
export function boxesOfLines(doc: NetworkDocument, measured: Measured, unitsUpTo: number): Box[] {
  if (doc.edges.length > FEW_EDGES) return [];
  // Units too small to be told apart now are seen after the next zoom.
  const views = new Map(doc.nodes.map((node) => [node.id, viewOf(node, unitsUpTo, 1)]));
  const frames = framesOf(doc, measured, views);
  const { elements, layer } = drawnLines(doc, views);
  return [...elements.groups, ...layer.groups].flatMap((group) => boxesOfGroup(group, frames));
}

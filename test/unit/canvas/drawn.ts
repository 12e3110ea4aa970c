/** The lines of a document as the canvas would draw it, at a zoom of 1 unless told. */
import { framesOf } from '../../../src/canvas/edges/frames';
import { drawnLines } from '../../../src/canvas/edges/lineTable';
import { type View, viewOf } from '../../../src/canvas/views';
import type { NetworkDocument } from '../../../src/model/types';

export function drawn(doc: NetworkDocument, all?: View, unitsUpTo = 16) {
  const views = new Map(doc.nodes.map((node) => [node.id, all ?? viewOf(node, unitsUpTo, 1)]));
  return { views, frames: framesOf(doc, new Map(), views), ...drawnLines(doc, views) };
}

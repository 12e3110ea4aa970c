/** The lines of a document as the canvas would draw it, at a zoom of 1 unless told. */
import { framesOf } from '../../../src/canvas/edges/frames';
import { drawnLines } from '../../../src/canvas/edges/lineTable';
import { type View, viewOf } from '../../../src/canvas/views';
import type { Random } from '../../../src/engine';
import { connect } from '../../../src/model/commands/connect';
import { addNode } from '../../../src/model/commands/nodes';
import { setMask } from '../../../src/model/commands/numbers';
import { applyDiff } from '../../../src/model/diff';
import { emptyDocument } from '../../../src/model/document';
import type { NetworkDocument } from '../../../src/model/types';

export function drawn(doc: NetworkDocument, all?: View, unitsUpTo = 16) {
  const views = new Map(doc.nodes.map((node) => [node.id, all ?? viewOf(node, unitsUpTo, 1)]));
  return { views, frames: framesOf(doc, new Map(), views), ...drawnLines(doc, views) };
}

/** Layers side by side with random sizes and places, each connected to the next and some beyond. */
export function randomLayers(random: Random, layers: number, most: number): NetworkDocument {
  let doc = emptyDocument();
  const put = (result: ReturnType<typeof connect>) => {
    if (!('refused' in result)) doc = applyDiff(doc, result);
  };
  for (let i = 0; i < layers; i++) {
    const position = { x: i * 300, y: Math.round(random.normal() * 200) };
    const size = 1 + random.below(most);
    put(
      addNode(
        doc,
        i === 0 ? { kind: 'input', size, position, id: 'n0' } : { kind: 'layer', size, position, id: `n${i}` },
      ),
    );
    for (let j = 0; j < i; j++) {
      if (j === i - 1 || random.next() < 0.3) put(connect(doc, { source: `n${j}`, target: `n${i}` }));
    }
  }
  const [edge] = doc.edges;
  if (edge) put(setMask(doc, edge.id, 0, 0, false));
  return doc;
}

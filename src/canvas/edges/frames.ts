/** Where the lines of each node arrive and leave: from its place, its size, and how it is drawn. */
import { nodeById } from '../../model/document';
import type { NetworkDocument, NodeRecord } from '../../model/types';
import { CARD, foldOf } from '../groups/fold';
import { BORDER, columnOf, unitsOf } from '../nodes/unitGeometry';
import type { View } from '../views';
import { FRAME } from './scene';

/** Size that was measured, by node id: kept outside the document, which does not know pixels of text. */
export type Measured = ReadonlyMap<string, { readonly width: number; readonly height: number }>;

/** A card that nobody has measured yet. */
const USUAL = { width: 168, height: 92 };

/** Lines leave a block's side between its rounded corners. */
const CORNER = 12;

/** y of the first unit's line along the side of a block, and the distance to the next. */
function alongSide(node: NodeRecord, y: number, height: number): readonly [number, number] {
  const size = unitsOf(node);
  if (size === null) return [y + height / 2, 0];
  const pitch = Math.max(0, height - 2 * CORNER) / size;
  return [y + CORNER + pitch / 2, pitch];
}

/** Numbers of `Scene.frames` for all nodes of a document. */
export function framesOf(doc: NetworkDocument, measured: Measured, views: ReadonlyMap<string, View>): Float32Array {
  const frames = new Float32Array(doc.nodes.length * FRAME);
  const { doc: folded, cards, ports } = foldOf(doc);
  doc.nodes.forEach((node, at) => {
    const card = cards.get(node.id);
    // Lines of what is not drawn end at the card of its group.
    const { x, y } = nodeById(folded, card ?? node.id)?.position ?? node.position;
    const view = views.get(node.id);
    // Units that are too small to be told apart stand where they stood.
    const column = view === 'units' || view === 'far' ? columnOf(node) : null;
    const size = card === undefined ? (measured.get(node.id) ?? USUAL) : CARD;
    const middle = y + (column ? column.height / 2 + BORDER : size.height / 2) + (ports.get(node.id) ?? 0);
    const units = column
      ? [x + column.left, x + column.right, y + column.top, column.pitch]
      : [x, x + size.width, ...(view === 'block' ? alongSide(node, y, size.height) : [middle, 0])];
    const width = column ? column.width + 2 * BORDER : size.width;
    frames.set([...units, middle, x, x + width], at * FRAME);
  });
  return frames;
}

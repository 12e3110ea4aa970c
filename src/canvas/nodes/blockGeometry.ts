/** How large what stands in a block is, and so the block: known before it is drawn. All lengths in canvas pixels. Pure. */
import { incoming, isWeighted, ownerOf, shapeOfEdge } from '../../model/document';
import type { EdgeRecord, NetworkDocument, NodeRecord } from '../../model/types';
import { BORDER } from './unitGeometry';

export const BLOCK_WIDTH = 168;
/** What is left of it for pictures. */
export const BLOCK_INNER = BLOCK_WIDTH - 24;
export const HISTOGRAM_HEIGHT = 30;

/** Heights of a matrix: a wide one is drawn taller than its cells are square, so that its rows can be met. */
const LEAST = 12;
const MOST = 72;
const ROW = 0.75;
/** The name with the room around it; a picture's distance from what is above, and its caption. */
const HEAD = 28;
const APART = 6;
const CAPTION = 16;
const FOOT = 10;
/** An op shows its sign alone. */
const OP_HEIGHT = 56;

/** Columns and rows for n cells: a square picture for 49, 64 … 784 values, else one strip that wraps. */
export function gridOf(count: number): { readonly cols: number; readonly rows: number } {
  const side = Math.sqrt(count);
  if (count >= 49 && Number.isInteger(side)) return { cols: side, rows: side };
  const cols = Math.min(count, 16);
  return { cols, rows: Math.ceil(count / Math.max(1, cols)) };
}

/** How a block's values are shown: an input's square as a picture, all others as a strip. */
export function stripOf({ kind, size }: { readonly kind: NodeRecord['kind']; readonly size: number }) {
  const { rows, cols } = gridOf(size);
  const square = rows === cols;
  return kind === 'input' && square
    ? { height: BLOCK_INNER, columns: undefined }
    : { height: Math.min(48, Math.max(10, rows * 8)), columns: Math.min(size, square ? 24 : 16) };
}

/** Height of the picture of a matrix, one of `pictures` in its block: many share the room of two. */
export function heatHeight(rows: number, cols: number, width: number, pictures = 1): number {
  const most = Math.max(LEAST, Math.min(MOST, (2 * MOST) / pictures));
  return Math.round(Math.max(LEAST, Math.min(most, Math.max((width * rows) / cols, ROW * rows))));
}

/** The edges whose matrices a block shows: all that enter it. */
export function matricesInto(doc: NetworkDocument, node: string): readonly EdgeRecord[] {
  return incoming(doc, node).filter((edge) => isWeighted(doc, edge) && (ownerOf(doc, edge).weight?.length ?? 0) > 0);
}

/** Height of the card of a node that is drawn as a block. */
export function blockHeight(doc: NetworkDocument, record: NodeRecord): number {
  if (record.kind === 'op' || record.kind === 'loss') return OP_HEIGHT + 2 * BORDER;
  let height = 2 * BORDER + HEAD + APART + stripOf(record).height + FOOT;
  if (record.kind === 'layer') height += APART + HISTOGRAM_HEIGHT + CAPTION;
  const matrices = matricesInto(doc, record.id);
  for (const edge of matrices) {
    const { rows, cols } = shapeOfEdge(doc, edge);
    height += APART + heatHeight(rows, cols, BLOCK_INNER, matrices.length) + 2 + CAPTION;
  }
  return height;
}

/** Where the labels of drawn lines have room. Pure. */
import { edgeById } from '../../model/document';
import type { NetworkDocument } from '../../model/types';
import type { Box, Point } from '../geometry';
import { foldOf } from '../groups/fold';
import type { Measured } from './frames';
import { type LabelRequest, type Pieces, placeLabels } from './labelPlaces';
import { type LineGroup, type LineTable, lineCount } from './lineTable';
import { eachPiece, svgOfLine } from './scene';

/** Beyond this many lines labels appear only for what is chosen: there is no room, and nobody reads a thousand. */
const LABELLED_LINES = 60;

/** Boxes of all cards that are drawn. */
export function boxesOf(doc: NetworkDocument, measured: Measured): Box[] {
  return foldOf(doc).doc.nodes.flatMap(({ id, position }) => {
    const size = measured.get(id);
    return size ? [{ ...position, ...size }] : [];
  });
}

/** About how large the label of a line is, canvas pixels; null for a line that has none. */
export function labelBox(doc: NetworkDocument, group: LineGroup, row: number, col: number) {
  const edge = edgeById(doc, group.edge);
  if (!edge || !group.weighted) return null;
  const single = group.rows * group.cols === 1;
  const name = edge.label ?? edge.id;
  // The shape of a matrix stands on one line, a weight has its value on a second.
  if (group.bundle && !single) return { width: 14 + 6.2 * `${name} ${group.rows} × ${group.cols}`.length, height: 18 };
  return { width: 14 + 6.2 * Math.max(name.length + (single ? 0 : `[${row},${col}]`.length) + 9, 10), height: 34 };
}

function piecesOf(group: LineGroup, frames: Float32Array, row: number, col: number): Pieces {
  const pieces: number[] = [];
  eachPiece(group, frames, row, col, (x0, y0, x1, y1) => {
    if (pieces.length === 0) pieces.push(x0, y0);
    pieces.push(x1, y1);
  });
  return pieces;
}

/** Line → where the middle of its label stands: clear of cards and other labels, and of other lines where it can be. */
export function placedLabels(
  doc: NetworkDocument,
  table: LineTable,
  frames: Float32Array,
  measured: Measured,
): ReadonlyMap<number, Point> {
  if (table.count > LABELLED_LINES) return new Map();
  const { requests, lines } = labelRequests(doc, table, frames);
  return placeLabels(requests, boxesOf(doc, measured), lines);
}

/** What asks for a label, and all lines that are in its way. */
export function labelRequests(doc: NetworkDocument, table: LineTable, frames: Float32Array) {
  const requests: LabelRequest[] = [];
  const lines: Pieces[] = [];
  for (const group of table.groups) {
    for (let k = 0; k < lineCount(group); k++) {
      // Of several lines those that do not exist are not drawn.
      if (lineCount(group) > 1 && group.mask?.[k] === 0) continue;
      const row = group.bundle ? 0 : Math.floor(k / group.cols);
      const col = group.bundle ? 0 : k % group.cols;
      const pieces = piecesOf(group, frames, row, col);
      lines.push(pieces);
      const size = labelBox(doc, group, row, col);
      if (size) requests.push({ id: group.first + k, at: svgOfLine(group, frames, row, col).at, pieces, ...size });
    }
  }
  return { requests, lines };
}

/** Where the labels of drawn lines have room. Pure. */
import { edgeById } from '../../model/document';
import type { NetworkDocument } from '../../model/types';
import { type Box, type LabelRequest, placeLabels } from '../geometry';
import { foldOf } from '../groups/fold';
import type { Measured } from './frames';
import { type LineGroup, type LineTable, lineCount } from './lineTable';
import { svgOfLine } from './scene';

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
  const name = `${edge.label ?? edge.id}${single || group.bundle ? '' : `[${row},${col}]`}`;
  return { width: 14 + 6.2 * Math.max(name.length + 9, 10), height: 34 };
}

/** Line → share of its length at which its label touches neither a node nor another label. */
export function placedLabels(
  doc: NetworkDocument,
  table: LineTable,
  frames: Float32Array,
  measured: Measured,
): ReadonlyMap<number, number> {
  if (table.count > LABELLED_LINES) return new Map();
  const requests: LabelRequest[] = [];
  for (const group of table.groups) {
    for (let k = 0; k < lineCount(group); k++) {
      const row = group.bundle ? 0 : Math.floor(k / group.cols);
      const col = group.bundle ? 0 : k % group.cols;
      const size = labelBox(doc, group, row, col);
      if (size) requests.push({ id: group.first + k, at: svgOfLine(group, frames, row, col).at, ...size });
    }
  }
  return placeLabels(requests, boxesOf(doc, measured));
}

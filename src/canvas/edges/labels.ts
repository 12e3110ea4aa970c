/** Where the labels of drawn lines have room. Pure. */
import { edgeById } from '../../model/document';
import type { NetworkDocument } from '../../model/types';
import { type Box, type LabelRequest, placeLabels } from '../geometry';
import { foldOf } from '../groups/fold';
import type { Measured } from './frames';
import { type LineTable, lineCount } from './lineTable';
import { svgOfLine } from './scene';

/** Beyond this many lines labels appear only for what is chosen: there is no room, and nobody reads a thousand. */
const LABELLED_LINES = 60;

function boxesOf(doc: NetworkDocument, measured: Measured): Box[] {
  return foldOf(doc).doc.nodes.flatMap(({ id, position }) => {
    const size = measured.get(id);
    return size ? [{ ...position, ...size }] : [];
  });
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
    const edge = edgeById(doc, group.edge);
    if (!edge || !group.weighted) continue;
    const single = group.rows * group.cols === 1;
    for (let k = 0; k < lineCount(group); k++) {
      const row = group.bundle ? 0 : Math.floor(k / group.cols);
      const col = group.bundle ? 0 : k % group.cols;
      const name = `${edge.label ?? edge.id}${single || group.bundle ? '' : `[${row},${col}]`}`;
      const width = 14 + 6.2 * Math.max(name.length + 9, 10);
      requests.push({ id: group.first + k, at: svgOfLine(group, frames, row, col).at, width, height: 34 });
    }
  }
  return placeLabels(requests, boxesOf(doc, measured));
}

import { describe, expect, it } from 'vitest';
import index from '../../../resources/examples/index.json';
import { framesOf } from '../../../src/canvas/edges/frames';
import { waysOf } from '../../../src/canvas/edges/lineBoxes';
import { drawnLines } from '../../../src/canvas/edges/lineTable';
import { svgOfLine } from '../../../src/canvas/edges/scene';
import { contains } from '../../../src/canvas/geometry';
import { columnOf } from '../../../src/canvas/nodes/unitGeometry';
import { viewOf } from '../../../src/canvas/views';
import { createRandom } from '../../../src/engine';
import { connect } from '../../../src/model/commands/connect';
import { layOut } from '../../../src/model/commands/layout';
import { addNode } from '../../../src/model/commands/nodes';
import type { CommandResult } from '../../../src/model/commands/result';
import { applyDiff } from '../../../src/model/diff';
import { emptyDocument } from '../../../src/model/document';
import type { NetworkDocument, NodeRecord } from '../../../src/model/types';
import { example } from '../examples';

const UNITS_UP_TO = 16;
const views = (doc: NetworkDocument) => new Map(doc.nodes.map((node) => [node.id, viewOf(node, UNITS_UP_TO, 1)]));

/** The size of a card as the canvas draws it. */
function sizeOf(node: NodeRecord) {
  const column = columnOf(node);
  if (column && viewOf(node, UNITS_UP_TO, 1) !== 'block') return { width: column.width + 2, height: column.height + 2 };
  if (column) return { width: 214, height: 192 };
  if (node.kind === 'input') return { width: 106, height: 46 };
  if (node.kind === 'op') return { width: 92, height: 58 };
  return node.kind === 'loss' ? { width: 176, height: 80 } : { width: 170, height: 100 };
}

function laidOut(doc: NetworkDocument): NetworkDocument {
  const boxes = doc.nodes.map((node) => ({ id: node.id, ...node.position, ...sizeOf(node) }));
  const measured = new Map(boxes.map((box) => [box.id, box]));
  const result = layOut(doc, boxes, waysOf(doc, measured, UNITS_UP_TO));
  if ('refused' in result) throw new Error(result.refused);
  return applyDiff(doc, result);
}

/** Which edges run behind which cards, as they are drawn. */
function hidden(doc: NetworkDocument): string[] {
  const frames = framesOf(doc, new Map(doc.nodes.map((node) => [node.id, sizeOf(node)])), views(doc));
  const { elements, layer } = drawnLines(doc, views(doc));
  const found = new Set<string>();
  for (const group of [...elements.groups, ...layer.groups]) {
    for (const row of [0, group.rows - 1]) {
      for (const col of [0, group.cols - 1]) {
        const { at } = svgOfLine(group, frames, group.bundle ? 0 : row, group.bundle ? 0 : col);
        for (const [place, node] of doc.nodes.entries()) {
          if (place === group.source || place === group.target) continue;
          const { width, height } = sizeOf(node);
          const { x, y } = node.position;
          const inner = { x: x + 8, y: y + 1, width: width - 16, height: height - 2 };
          for (let t = 0; t <= 100; t++) if (contains(inner, at(t / 100))) found.add(`${group.edge} behind ${node.id}`);
        }
      }
    }
  }
  return [...found];
}

/** Columns of single units, each fed by some of the column before, and a few edges over one column or more. */
function layered(seed: number): NetworkDocument {
  const random = createRandom(seed);
  let doc = emptyDocument();
  const put = (result: CommandResult) => {
    if (!('refused' in result)) doc = applyDiff(doc, result);
  };
  const columns = Array.from({ length: 3 + random.below(3) }, (_, column) =>
    Array.from({ length: 1 + random.below(3) }, (_, row) => {
      const id = `c${column}r${row}`;
      const position = { x: column * 300, y: row * 150 };
      put(addNode(doc, column === 0 ? { kind: 'input', id, position } : { kind: 'layer', id, position }));
      return id;
    }),
  );
  columns.slice(1).forEach((column, before) => {
    for (const target of column) {
      const sources = columns[before].filter(() => random.next() < 0.6);
      for (const source of sources.length > 0 ? sources : columns[before].slice(0, 1))
        put(connect(doc, { source, target }));
    }
  });
  for (let skips = 0; skips < 1 + random.below(2); skips++) {
    const from = random.below(columns.length - 2);
    const to = from + 2 + random.below(columns.length - from - 2);
    put(connect(doc, { source: columns[from][0], target: columns[to][random.below(columns[to].length)] }));
  }
  return doc;
}

describe('after a layout', () => {
  for (const { id } of index) {
    it(`no edge of ${id} runs behind a card`, () => {
      expect(hidden(laidOut(example(id)))).toEqual([]);
    });
  }
  it('hardly one does in networks with a few edges that skip columns, and once more changes nothing', () => {
    // Where a column can only give way by making more lines cross, it stays: as dagre leaves them, 118 do.
    let behind = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const doc = laidOut(layered(seed));
      behind += hidden(doc).length;
      expect(laidOut(doc)).toEqual(doc);
    }
    expect(behind).toBeLessThanOrEqual(3);
  });
  it('a network with many edges is laid out without a pause', () => {
    let doc = emptyDocument();
    const put = (result: CommandResult) => {
      if (!('refused' in result)) doc = applyDiff(doc, result);
    };
    const random = createRandom(3);
    for (let i = 0; i < 32; i++) put(addNode(doc, { kind: 'layer', id: `n${i}`, position: { x: i * 50, y: 0 } }));
    for (let i = 0; i < 32; i++)
      for (const step of [1 + random.below(6), 6 + random.below(8)])
        put(connect(doc, { source: `n${i}`, target: `n${i + step}` }));
    const start = performance.now();
    laidOut(doc);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

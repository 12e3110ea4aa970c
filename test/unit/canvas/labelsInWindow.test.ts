import { describe, expect, it } from 'vitest';
import { framesOf } from '../../../src/canvas/edges/frames';
import { labelBox } from '../../../src/canvas/edges/labels';
import { connectionOfLine, drawnLines, groupOfLine } from '../../../src/canvas/edges/lineTable';
import { COVERED, MOST_LINES, partWithin, roomyLabels } from '../../../src/canvas/edges/roomyLabels';
import { svgOfLine } from '../../../src/canvas/edges/scene';
import { type Box, overlaps } from '../../../src/canvas/geometry';
import { viewKey, viewsFromKey } from '../../../src/canvas/views';
import { createRandom } from '../../../src/engine';
import { randomLayers } from './drawn';

/** A random drawing of layers with far more lines than are drawn as elements, and a random window on it. */
function drawing(seed: number) {
  const random = createRandom(seed);
  const doc = randomLayers(random, 3, 30);
  const views = viewsFromKey(doc, viewKey(doc, 100, 1));
  const drawn = drawnLines(doc, views);
  const table = drawn.layer.count > 0 ? drawn.layer : drawn.elements;
  const frames = framesOf(doc, new Map(), views);
  const at = { x: 100 + random.next() * 700, y: random.next() * 300 };
  const size = 90 + random.next() * 210;
  const window: Box = { ...at, width: size * 1.6, height: size };
  const obstacles: Box[] = doc.nodes.map(({ position }) => ({ ...position, width: 76, height: 60 }));
  return {
    doc,
    table,
    frames,
    window,
    obstacles,
    scale: 0.5,
    isShown: () => true,
    sizeOf: (line: number) => (line * 7) % 13,
  };
}

function lineAt({ table, frames }: ReturnType<typeof drawing>, line: number) {
  const group = groupOfLine(table, line);
  const place = connectionOfLine(table, line);
  if (!group || !place) throw new Error(`there is no line ${line}`);
  return {
    group,
    row: group.bundle ? 0 : place.row,
    col: group.bundle ? 0 : place.col,
    ...svgOfLine(group, frames, group.bundle ? 0 : place.row, group.bundle ? 0 : place.col),
  };
}

/** Lines of which any of many points lies in the window. */
function crossing(given: ReturnType<typeof drawing>): number {
  let count = 0;
  for (let line = 0; line < given.table.count; line++) {
    const { group, row, col, at } = lineAt(given, line);
    if (!group.bundle && group.mask?.[row * group.cols + col] === 0) continue;
    if (partWithin(at, given.window)) count += 1;
  }
  return count;
}

describe('labels of the picture', () => {
  it('stand on their lines, wholly in the window, and touch neither cards nor each other', () => {
    let labelled = 0;
    for (let seed = 1; seed <= 120; seed++) {
      const given = drawing(seed);
      const labels = roomyLabels(given);
      const taken: Box[] = [...given.obstacles];
      let covered = 0;
      for (const [line, { x, y }] of labels) {
        const { group, row, col, at } = lineAt(given, line);
        const usual = labelBox(given.doc, group, row, col);
        if (!usual) throw new Error('a label without a size');
        const size = { width: usual.width * given.scale, height: usual.height * given.scale };
        const away = Array.from({ length: 401 }, (_, i) => at(i / 400)).map((point) =>
          Math.hypot(point.x - x, point.y - y),
        );
        expect(Math.min(...away)).toBeLessThan(2);
        const box = { x: x - size.width / 2, y: y - size.height / 2, ...size };
        const { window } = given;
        expect(box.x).toBeGreaterThanOrEqual(window.x - 0.01);
        expect(box.y).toBeGreaterThanOrEqual(window.y - 0.01);
        expect(box.x + box.width).toBeLessThanOrEqual(window.x + window.width + 0.01);
        expect(box.y + box.height).toBeLessThanOrEqual(window.y + window.height + 0.01);
        expect(taken.some((other) => overlaps(other, box))).toBe(false);
        taken.push(box);
        covered += box.width * box.height;
        labelled += 1;
      }
      expect(covered).toBeLessThanOrEqual(COVERED * given.window.width * given.window.height);
    }
    expect(labelled).toBeGreaterThan(15);
  });
  it('are left out exactly where more lines cross the window than anybody could read', () => {
    let many = 0;
    for (let seed = 1; seed <= 120; seed++) {
      const given = drawing(seed);
      if (crossing(given) <= MOST_LINES) continue;
      many += 1;
      expect(roomyLabels(given).size).toBe(0);
    }
    expect(many).toBeGreaterThan(5);
  });
  it('are not given to what the threshold hides', () => {
    for (let seed = 1; seed <= 20; seed++) {
      expect(roomyLabels({ ...drawing(seed), isShown: () => false }).size).toBe(0);
    }
  });
});

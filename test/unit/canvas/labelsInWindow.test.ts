import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawnBox } from '../../../src/canvas/drawnBox';
import { framesOf } from '../../../src/canvas/edges/frames';
import { labelBox, MOST_LINES, partWithin, shortBox } from '../../../src/canvas/edges/labelRequests';
import { COVERED, FAR, placedLabels, scalesAt, seenMiddle } from '../../../src/canvas/edges/labels';
import { connectionOfLine, drawnLines, groupOfLine } from '../../../src/canvas/edges/lineTable';
import { svgOfLine } from '../../../src/canvas/edges/scene';
import { type Box, contains, overlaps } from '../../../src/canvas/geometry';
import { viewKey, viewsFromKey } from '../../../src/canvas/views';
import { createRandom } from '../../../src/engine';
import { openText } from '../../../src/model/parse';
import { randomLayers } from './drawn';

/** A random drawing of layers with far more lines than are drawn as elements, and a random window on it. */
function drawing(seed: number) {
  const random = createRandom(seed);
  const doc = randomLayers(random, 3, 30);
  const views = viewsFromKey(doc, viewKey(doc, 100, 1));
  const { elements, layer } = drawnLines(doc, views);
  const frames = framesOf(doc, new Map(), views);
  const at = { x: 100 + random.next() * 700, y: random.next() * 300 };
  const size = 90 + random.next() * 210;
  const window: Box = { ...at, width: size * 1.6, height: size };
  const obstacles: Box[] = doc.nodes.map(({ position }) => ({ ...position, width: 76, height: 60 }));
  const lines = [elements, layer].map((table) => ({
    table,
    isShown: () => true,
  }));
  return { doc, lines, frames, window, obstacles, symbol: '∂' };
}

function lineAt({ lines, frames }: ReturnType<typeof drawing>, of: number, line: number) {
  const { table } = lines[of];
  const group = groupOfLine(table, line);
  const place = connectionOfLine(table, line);
  if (!group || !place) throw new Error(`there is no line ${line}`);
  const [row, col] = group.bundle ? [0, 0] : [place.row, place.col];
  return { group, row, col, ...svgOfLine(group, frames, row, col) };
}

/** Lines of a table of which any of many points lies in the window. */
function crossing(given: ReturnType<typeof drawing>, of: number): number {
  let count = 0;
  for (let line = 0; line < given.lines[of].table.count; line++) {
    const { group, row, col, at } = lineAt(given, of, line);
    if (!group.bundle && group.mask?.[row * group.cols + col] === 0 && group.rows * group.cols > 1) continue;
    if (partWithin(at, given.window)) count += 1;
  }
  return count;
}

const ZOOMS = [0.5, 0.7, 1, 1.3, 2, 4];

describe('labels in the window', () => {
  it('stand at their lines, wholly in the window, and touch neither cards nor each other, at every zoom', () => {
    let labelled = 0;
    for (let seed = 1; seed <= 120; seed++) {
      const given = drawing(seed);
      const { window } = given;
      const { spots, scale } = placedLabels(given, ZOOMS[seed % ZOOMS.length]);
      const taken: Box[] = [...given.obstacles];
      let covered = 0;
      for (const [of, line, { x, y, short }] of spots.flatMap((map, at) =>
        [...map].map(([id, spot]) => [at, id, spot] as const),
      )) {
        const { group, row, col, at } = lineAt(given, of, line);
        const usual = short ? shortBox('∂') : labelBox(given.doc, group, row, col);
        if (!usual) throw new Error('a label without a size');
        const size = { width: usual.width * scale, height: usual.height * scale };
        const box = { x: x - size.width / 2, y: y - size.height / 2, ...size };
        const away = Array.from({ length: 401 }, (_, i) => at(i / 400)).map((point) =>
          Math.hypot(
            Math.max(0, box.x - point.x, point.x - box.x - box.width),
            Math.max(0, box.y - point.y, point.y - box.y - box.height),
          ),
        );
        expect(Math.min(...away)).toBeLessThan(3 * scale + 2);
        expect(box.x).toBeGreaterThanOrEqual(window.x - 0.01);
        expect(box.y).toBeGreaterThanOrEqual(window.y - 0.01);
        expect(box.x + box.width).toBeLessThanOrEqual(window.x + window.width + 0.01);
        expect(box.y + box.height).toBeLessThanOrEqual(window.y + window.height + 0.01);
        expect(taken.some((other) => overlaps(other, box))).toBe(false);
        taken.push(box);
        covered += box.width * box.height;
        labelled += 1;
      }
      expect(covered).toBeLessThanOrEqual(COVERED * window.width * window.height);
    }
    expect(labelled).toBeGreaterThan(20);
  });
  it('are left out where more lines cross the window than anybody could read, and those of few lines are not', () => {
    let many = 0;
    let few = 0;
    for (let seed = 1; seed <= 120; seed++) {
      const given = drawing(seed);
      const { spots } = placedLabels(given, 1);
      for (const [of, { size }] of spots.entries()) {
        if (crossing(given, of) > MOST_LINES) {
          many += 1;
          expect(size).toBe(0);
        } else few += size;
      }
    }
    expect(many).toBeGreaterThan(5);
    expect(few).toBeGreaterThan(10);
  });
  it('are not given to what the threshold hides, nor where they would be too small', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const given = drawing(seed);
      const hidden = { ...given, lines: given.lines.map((lines) => ({ ...lines, isShown: () => false })) };
      for (const [input, zoom] of [
        [hidden, 1],
        [given, FAR - 0.01],
      ] as const) {
        expect(placedLabels(input, zoom).spots.map(({ size }) => size)).toEqual([0, 0]);
      }
    }
  });
  it('are more, or larger, the closer one looks, and never too small to be read', () => {
    let larger = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const given = drawing(seed);
      const count = (zoom: number) => placedLabels(given, zoom).spots.reduce((sum, { size }) => sum + size, 0);
      expect(count(4)).toBeGreaterThanOrEqual(count(1));
      if (count(4) > count(1)) larger += 1;
      const { scale } = placedLabels(given, 2);
      expect(scale).toBeLessThanOrEqual(1);
      expect(2 * scale).toBeGreaterThanOrEqual(1);
    }
    expect(larger).toBeGreaterThan(5);
    for (let zoom = FAR; zoom < 8; zoom *= 1.1) {
      const scales = scalesAt(zoom);
      expect(scales).toEqual([...scales].sort((a, b) => b - a));
      for (const scale of scales) expect(scale * zoom).toBeGreaterThanOrEqual(0.72 - 1e-9);
    }
  });
  it('keep their size on the screen where lines are too many to be labelled: one that is pointed at covers no others', () => {
    let many = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const given = drawing(seed);
      if (crossing(given, 1) <= MOST_LINES) continue;
      many += 1;
      for (const zoom of [2, 4, 8]) expect(placedLabels(given, zoom).scale * zoom).toBeCloseTo(1, 6);
    }
    expect(many).toBeGreaterThan(3);
  });
  it('are numbers alone where less of a line is seen than its name takes', () => {
    const doc = randomLayers(createRandom(3), 2, 1);
    const views = viewsFromKey(doc, viewKey(doc, 100, 1));
    const frames = framesOf(doc, new Map(), views);
    const { elements: table } = drawnLines(doc, views);
    const { at } = svgOfLine(table.groups[0], frames, 0, 0);
    const name = labelBox(doc, table.groups[0], 0, 0)?.width ?? 0;
    const width = (name + shortBox('∂').width) / 2;
    const window = { x: at(0.5).x - width / 2, y: at(0.5).y - 60, width, height: 120 };
    const lines = [{ table, isShown: () => true }];
    const [spots] = placedLabels({ doc, lines, frames, window, obstacles: [], symbol: '∂' }, 1).spots;
    expect(spots.get(0)?.short).toBe(true);
  });
  it('of what is asked for are in sight wherever their line is', () => {
    let moved = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const given = drawing(seed);
      const { count } = given.lines[1].table;
      for (let line = 0; line < count; line += 7) {
        const { at } = lineAt(given, 1, line);
        const spot = seenMiddle(at, given.window);
        const seen = partWithin(at, given.window) !== null;
        expect(contains(given.window, spot)).toBe(seen);
        if (!seen || !contains(given.window, at(0.5))) expect(spot).toEqual(seen ? spot : at(0.5));
        if (seen && !contains(given.window, at(0.5))) moved += 1;
      }
    }
    expect(moved).toBeGreaterThan(50);
  });
  it('make way for each other: lines that cross all have their numbers, in a small window as well', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../resources/examples/mazur-2-2-2.gradpath'), 'utf8');
    const opened = openText(text);
    if (!opened.ok) throw new Error(opened.error.message);
    const { document: doc } = opened;
    const obstacles = doc.nodes.map((node) => drawnBox(doc, node, 16));
    const measured = new Map(doc.nodes.map(({ id }, i) => [id, obstacles[i]]));
    const views = viewsFromKey(doc, viewKey(doc, 16, 1));
    const { elements } = drawnLines(doc, views);
    const lines = [{ table: elements, isShown: () => true }];
    const window: Box = { x: -40, y: -200, width: 1150, height: 860 };
    const given = { doc, lines, frames: framesOf(doc, measured, views), window, obstacles, symbol: '∂' };
    const [spots] = placedLabels(given, 0.74).spots;
    expect(elements.groups.filter(({ weighted }) => weighted).map(({ rows, cols }) => rows * cols)).toEqual([4, 4]);
    expect(spots.size).toBe(8);
  });
});

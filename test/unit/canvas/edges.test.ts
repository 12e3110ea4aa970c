/** The edge layer's pure parts, against brute force on random networks with seeds. */
import { describe, expect, it } from 'vitest';
import { heightOf } from '../../../src/canvas/cardBox';
import { drawnBox } from '../../../src/canvas/drawnBox';
import { classesOf, classOf, MARK, STEPS } from '../../../src/canvas/edges/classes';
import { framesOf } from '../../../src/canvas/edges/frames';
import { connectionOfLine, drawnLines, lineCount, lineOf, MAX_ELEMENTS } from '../../../src/canvas/edges/lineTable';
import { lineValues, UNDEFINED } from '../../../src/canvas/edges/lineValues';
import { lookOf } from '../../../src/canvas/edges/looks';
import { createPainter } from '../../../src/canvas/edges/painter';
import { distanceSquared, linesNear } from '../../../src/canvas/edges/pick';
import { pool } from '../../../src/canvas/edges/pool';
import { createIdBuffer, MAX_LINES, strokePiece } from '../../../src/canvas/edges/raster';
import { boundsOfScene, eachPiece, endsOf, type Scene, svgOfLine } from '../../../src/canvas/edges/scene';
import { createRasterSurface } from '../../../src/canvas/edges/surface';
import { covers, overviewOf, placeOf, viewFor } from '../../../src/canvas/edges/view';
import { matricesInto } from '../../../src/canvas/nodes/blockGeometry';
import { type View, viewKey, viewOf, viewsFromKey } from '../../../src/canvas/views';
import { createRandom } from '../../../src/engine';
import { setMask } from '../../../src/model/commands/numbers';
import { applyDiff } from '../../../src/model/diff';
import { emptyDocument, sizeOf } from '../../../src/model/document';
import type { NetworkDocument } from '../../../src/model/types';
import { randomLayers } from './drawn';

function sceneOf(doc: NetworkDocument, all?: View, unitsUpTo = 1000): Scene & ReturnType<typeof drawnLines> {
  const views = new Map(doc.nodes.map((node) => [node.id, all ?? viewOf(node, unitsUpTo, 1)]));
  const lines = drawnLines(doc, views);
  return { ...lines, groups: lines.layer.groups, count: lines.layer.count, frames: framesOf(doc, new Map(), views) };
}

/** As a threshold leaves them: larger layers are blocks, and lines leave those along their sides. */
const mixed = (doc: NetworkDocument) => sceneOf(doc, undefined, 8);

describe('the table of lines', () => {
  it('numbers every connection once, and finds it again, on random networks', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const doc = randomLayers(createRandom(seed), 4, 12);
      const { layer, elements } = sceneOf(doc);
      expect(new Set([...layer.byEdge.keys(), ...elements.byEdge.keys()]).size).toBe(doc.edges.length);
      expect(elements.count).toBeLessThanOrEqual(MAX_ELEMENTS);
      for (let line = 0; line < layer.count; line++) {
        const found = connectionOfLine(layer, line);
        if (!found) throw new Error(`line ${line} belongs to nothing`);
        expect(lineOf(layer, found.edge, found.row, found.col)).toBe(line);
      }
      expect(connectionOfLine(layer, layer.count)).toBe(null);
    }
  });
  it('shows every weight once: as a line, or as a cell of the block that it enters', () => {
    const VIEWS = ['units', 'block'] as const;
    const seen = { lines: 0, cells: 0 };
    for (let seed = 1; seed <= 60; seed++) {
      const random = createRandom(seed);
      const doc = randomLayers(random, 5, 12);
      const views = new Map(
        doc.nodes.map((node) => [node.id, sizeOf(node) === 1 ? 'block' : VIEWS[random.below(2)]] as const),
      );
      const { elements, layer } = drawnLines(doc, views);
      for (const group of [...elements.groups, ...layer.groups]) {
        const target = doc.nodes[group.target];
        const cells = sizeOf(target) > 1 && views.get(target.id) === 'block';
        expect(group.bundle, `seed ${seed}, ${group.edge}`).toBe(cells);
        if (cells) expect(matricesInto(doc, target.id).map(({ id }) => id)).toContain(group.edge);
        seen[cells ? 'cells' : 'lines'] += group.rows * group.cols;
      }
    }
    expect(Math.min(seen.lines, seen.cells)).toBeGreaterThan(2000);
  });
  it('lets lines leave a block along its side, in the order of its units', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const random = createRandom(seed);
      const doc = randomLayers(random, 3, 400);
      const views = new Map(doc.nodes.map((node) => [node.id, 'block'] as const));
      const height = 60 + random.below(300);
      const measured = new Map(doc.nodes.map(({ id }) => [id, { width: 168, height }]));
      const frames = framesOf(doc, measured, views);
      const ends = new Float32Array(4);
      for (const [at, node] of doc.nodes.entries()) {
        const group = { ...drawnLines(doc, views).elements.groups[0], bundle: false, source: at };
        let last = node.position.y;
        for (let col = 0; col < sizeOf(node); col++) {
          endsOf(group, frames, 0, col, ends);
          expect(ends[0]).toBe(node.position.x + 168);
          expect(ends[1]).toBeGreaterThan(last);
          last = ends[1];
        }
        expect(last).toBeLessThan(node.position.y + height);
      }
    }
  });
});

describe('the room that a card will take', () => {
  it('is that of a block or of a column, as the threshold has it, with all matrices', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const doc = randomLayers(createRandom(seed), 4, 200);
      for (const node of doc.nodes) {
        if (sizeOf(node) < 2) continue;
        const block = sizeOf(node) > 16;
        const { height, width } = drawnBox(doc, node, 16);
        expect(height).toBe(heightOf(doc, node, block ? 'block' : 'units'));
        if (block) expect([width, height < 600]).toEqual([170, true]);
      }
    }
  });
});

describe('more lines than can be told apart', () => {
  it('are as many as can be, and one for each matrix beyond', () => {
    const size = 2000;
    const node = (id: string, kind: 'input' | 'layer') => ({ id, kind, size, position: { x: 0, y: 0 }, view: 'units' });
    const nodes = [node('x', 'input'), ...Array.from({ length: 6 }, (_, i) => node(`h${i}`, 'layer'))];
    const edges = nodes.slice(1).map(({ id }) => ({ id: `w${id}`, source: 'x', target: id, tiedTo: null, mask: null }));
    const doc = { ...emptyDocument(), nodes, edges } as unknown as NetworkDocument;
    const { layer, elements } = drawnLines(doc, new Map(nodes.map(({ id }) => [id, 'units'])));
    expect([layer.count, elements.count]).toEqual([4 * size * size, 2]);
    expect(layer.count).toBeLessThanOrEqual(MAX_LINES);
    expect(layer.count + size * size).toBeGreaterThan(MAX_LINES);
  });
});

describe('a matrix without a single connection', () => {
  it('is one line that says so, however its layers are drawn, and sets no scale', () => {
    let doc = randomLayers(createRandom(8), 2, 9);
    const [edge] = doc.edges;
    const { rows, cols } = drawnLines(doc, new Map()).elements.groups[0];
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++) {
        const result = setMask(doc, edge.id, row, col, false);
        if (!('refused' in result)) doc = applyDiff(doc, result);
      }
    }
    expect(rows * cols).toBeGreaterThan(1);
    for (const view of ['units', 'block'] as const) {
      const { elements, layer, frames } = sceneOf(doc, view);
      expect([elements.count, layer.count]).toEqual([1, 0]);
      const input = { doc, passes: null, trace: null, colouring: 'weight', known: null } as const;
      const { values, maxAbs } = lineValues(input, elements);
      expect([values[0], maxAbs]).toEqual([UNDEFINED, 0]);
      const marks = { marks: null, starts: [], factors: [] };
      const shared = { doc, table: elements, frames, values, maxAbs, widths: null, marks, place: null, hideBelow: 0 };
      const look = lookOf(
        { ...shared, colouring: 'weight', labels: { spots: new Map(), window: null } },
        elements.groups[0],
        0,
        true,
      );
      expect([look.missing, look.label]).toEqual([true, [`${edge.id}: no connection`]]);
    }
  });
});

describe('picking', () => {
  it('finds every drawn weight at its middle, on random networks', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const doc = randomLayers(createRandom(seed), 4, 14);
      const scene = seed % 2 ? sceneOf(doc) : mixed(doc);
      for (const group of scene.groups) {
        for (let k = 0; k < lineCount(group); k++) {
          if (!group.bundle && group.mask?.[k] === 0) continue;
          const { x, y } = svgOfLine(group, scene.frames, Math.floor(k / group.cols), k % group.cols).at(0.5);
          const near = linesNear(
            scene,
            x,
            y,
            6,
            () => true,
            () => 0,
            1000,
          );
          // Others may cross at the very same place: clicks on one spot walk through them.
          const place = near.indexOf(group.first + k);
          expect(place).toBeGreaterThanOrEqual(0);
          const ahead = near.slice(0, place).map((line) => distanceOf(scene, line, x, y));
          for (const distance of ahead) expect(distance).toBeLessThan(0.6);
        }
      }
    }
  });
  it('finds exactly the lines within reach that brute force finds, wherever layers stand, near and far', () => {
    const random = createRandom(31);
    let found = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const doc = randomLayers(createRandom(seed), 4, 40);
      const moved = {
        ...doc,
        nodes: doc.nodes.map((node) => ({ ...node, position: { x: random.normal() * 500, y: random.normal() * 300 } })),
      };
      const scene = seed % 2 ? sceneOf(moved) : mixed(moved);
      const [some] = scene.groups;
      for (let i = 0; some && i < 20; i++) {
        // Beside a line, beyond its ends, and anywhere.
        const k = random.below(lineCount(some));
        const spot = svgOfLine(some, scene.frames, Math.floor(k / some.cols), k % some.cols).at(
          random.next() * 1.2 - 0.1,
        );
        const x = i % 3 === 0 ? random.normal() * 500 : spot.x + random.normal() * 4;
        const y = i % 3 === 0 ? random.normal() * 300 : spot.y + random.normal() * 4;
        const reach = 10 ** (random.next() * 2);
        const all = linesNear(
          scene,
          x,
          y,
          reach,
          () => true,
          () => 0,
          Number.POSITIVE_INFINITY,
        );
        const brute = Array.from({ length: scene.count }, (_, line) => line).filter(
          (line) => distanceOf(scene, line, x, y) <= reach,
        );
        expect(all.sort((a, b) => a - b)).toEqual(brute);
        found += brute.length;
      }
    }
    expect(found).toBeGreaterThan(5000);
  });
  it('agrees with the nearest line found one by one at random points, and takes nothing out of reach or hidden', () => {
    const random = createRandom(5);
    const scene = sceneOf(randomLayers(random, 5, 14));
    for (let i = 0; i < 200; i++) {
      const x = random.next() * 1300;
      const y = random.normal() * 250;
      const all = Array.from({ length: scene.count }, (_, line) => distanceOf(scene, line, x, y));
      const nearest = Math.min(...all);
      const [found] = linesNear(
        scene,
        x,
        y,
        6,
        () => true,
        () => 0,
      );
      if (nearest > 6) expect(found).toBe(undefined);
      else expect(all[found]).toBeLessThan(nearest + 0.26);
      expect(
        linesNear(
          scene,
          x,
          y,
          6,
          (line) => line !== found,
          () => 0,
        ),
      ).not.toContain(found);
    }
  });
});

function distanceOf(scene: Scene, line: number, x: number, y: number): number {
  let best = Number.POSITIVE_INFINITY;
  const group = scene.groups.find(({ first, ...own }) => line >= first && line < first + lineCount({ first, ...own }));
  if (!group) return best;
  const k = line - group.first;
  if (!group.bundle && group.mask?.[k] === 0) return best;
  eachPiece(group, scene.frames, Math.floor(k / group.cols), k % group.cols, (...ends) => {
    best = Math.min(best, distanceSquared(x, y, ...ends));
  });
  return Math.sqrt(best);
}

describe('the id buffer', () => {
  it('covers as many pixels as the stroke is long times wide, and none outside it, for random strokes', () => {
    const random = createRandom(8);
    for (let i = 0; i < 200; i++) {
      const buffer = createIdBuffer(120, 90);
      const [x0, y0, x1, y1] = [
        10 + random.next() * 100,
        10 + random.next() * 70,
        10 + random.next() * 100,
        10 + random.next() * 70,
      ];
      const thickness = 1 + random.next() * 3;
      if (Math.hypot(x1 - x0, y1 - y0) < 20) continue;
      strokePiece(buffer, i % 2 === 0, 4, thickness, x0, y0, x1, y1);
      let area = 0;
      buffer.pixels.forEach((pixel, at) => {
        if (pixel === 0) return;
        expect(pixel >>> 8).toBe(5);
        area += (pixel & 255) / 255;
        const distance = Math.sqrt(distanceSquared((at % 120) + 0.5, Math.floor(at / 120) + 0.5, x0, y0, x1, y1));
        expect(distance).toBeLessThan(thickness / 2 + 1.5);
      });
      expect(area / (Math.hypot(x1 - x0, y1 - y0) * thickness)).toBeGreaterThan(0.85);
      expect(area / (Math.hypot(x1 - x0, y1 - y0) * thickness)).toBeLessThan(1.15);
    }
  });
  it('is the same picture from the top down as from the bottom up, for random crowds with and without dashes', () => {
    const random = createRandom(14);
    let drawn = 0;
    for (let i = 0; i < 30; i++) {
      const [width, height] = [20 + random.below(150), 20 + random.below(150)];
      const strokes = Array.from({ length: 10 ** random.below(4) }, (_, line) => ({
        line,
        thickness: 0.7 + random.next() ** 3 * 6,
        ends: [0, 0, 0, 0].map((_, k) => (random.next() * 1.4 - 0.2) * (k % 2 ? height : width)),
        dash: random.next() < 0.2 ? 1 : 0,
      }));
      const up = createIdBuffer(width, height);
      const down = createIdBuffer(width, height);
      const draw = (buffer: typeof up, under: boolean, { line, thickness, ends, dash }: (typeof strokes)[number]) => {
        const [x0, y0, x1, y1] = ends;
        strokePiece(buffer, under, line, thickness, x0, y0, x1, y1, dash, 3);
      };
      for (const stroke of strokes) draw(up, false, stroke);
      for (const stroke of strokes.toReversed()) draw(down, true, stroke);
      expect(down.pixels.findIndex((pixel, at) => pixel !== up.pixels[at])).toBe(-1);
      drawn += up.pixels.filter((pixel) => pixel !== 0).length;
    }
    expect(drawn).toBeGreaterThan(10_000);
  });
  it('cuts off what lies outside, wherever a stroke runs', () => {
    const random = createRandom(9);
    const buffer = createIdBuffer(40, 30);
    for (let i = 0; i < 500; i++) {
      const far = () => (random.next() - 0.5) * 10 ** (1 + random.next() * 5);
      strokePiece(buffer, i % 2 === 0, i, 2, far(), far(), far(), far());
    }
    expect(buffer.pixels.length).toBe(1200);
  });
});

describe('the box around a scene', () => {
  it('holds every piece of every line, also of curves that run backwards, on random networks', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = createRandom(seed);
      const doc = randomLayers(random, 4, 12);
      const moved = {
        ...doc,
        nodes: doc.nodes.map((node) => ({ ...node, position: { x: random.normal() * 400, y: random.normal() * 300 } })),
      };
      const scene = sceneOf(moved, random.next() < 0.5 ? 'block' : undefined);
      const groups = [...scene.layer.groups, ...scene.elements.groups];
      const box = boundsOfScene({ groups, frames: scene.frames });
      if (!box) throw new Error('a network without lines');
      for (const group of groups) {
        for (let row = 0; row < (group.bundle ? 1 : group.rows); row++) {
          for (let col = 0; col < (group.bundle ? 1 : group.cols); col++) {
            eachPiece(group, scene.frames, row, col, (x0, y0, x1, y1) => {
              expect(Math.min(x0, x1)).toBeGreaterThanOrEqual(box.x - 0.01);
              expect(Math.max(x0, x1)).toBeLessThanOrEqual(box.x + box.width + 0.01);
              expect(Math.min(y0, y1)).toBeGreaterThanOrEqual(box.y - 0.01);
              expect(Math.max(y0, y1)).toBeLessThanOrEqual(box.y + box.height + 0.01);
            });
          }
        }
      }
    }
    expect(boundsOfScene({ groups: [], frames: new Float32Array(0) })).toBe(null);
  });
});

describe('the painter', () => {
  const doc = randomLayers(createRandom(21), 4, 14);
  const scene = sceneOf(doc);
  const random = createRandom(2);
  const values = Float64Array.from({ length: scene.count }, () => random.normal());
  const palette = { colours: Uint32Array.from({ length: STEPS + 2 }, (_, i) => i + 1) };
  const view = { x: 0, y: 300, zoom: 1, width: 1300, height: 700, ratio: 1 };
  const painter = () => {
    const made = createPainter(createRasterSurface());
    made.setPalette(palette);
    made.setScene(scene);
    made.setValues({ values, maxAbs: 3 });
    made.setView(view);
    return made;
  };
  const shown = (made: ReturnType<typeof painter>) => {
    // In many small slices, as the worker does it.
    while (!made.prepare(0));
    return new Uint32Array(made.paint().image.slice().buffer);
  };

  it('recolours every pixel to the new value of its line, and once settled is the picture painted anew', () => {
    const flipped = Float64Array.from(values, (value) => -value);
    const recoloured = painter();
    const before = shown(recoloured);
    recoloured.setValues({ values: flipped, maxAbs: 3 });
    const after = shown(recoloured);
    let drawn = 0;
    // The colour of a class is its number plus one here, and -v has the class 254 - class(v).
    const wrong = before.findIndex((pixel, i) => {
      if (pixel === 0) return after[i] !== 0;
      drawn += 1;
      return (after[i] & 0xffffff) !== 256 - (pixel & 0xffffff);
    });
    expect(wrong).toBe(-1);
    expect(drawn).toBeGreaterThan(1000);
    const fresh = painter();
    fresh.setValues({ values: flipped, maxAbs: 3 });
    recoloured.settle();
    const anew = shown(fresh);
    expect(shown(recoloured).findIndex((pixel, i) => pixel !== anew[i])).toBe(-1);
  });
  it('draws lines as wide as a second quantity says, in the colours and the order of the first', () => {
    const same = painter();
    const other = painter();
    const widths = Float64Array.from(values, (value) => 3 - Math.abs(value));
    other.setValues({ values, maxAbs: 3 }, { values: widths, maxAbs: 3 });
    other.settle();
    /** Pixels of each colour. */
    const area = (made: ReturnType<typeof painter>) => {
      const found = new Map<number, number>();
      for (const pixel of shown(made)) {
        if (pixel !== 0) found.set(pixel & 0xffffff, (found.get(pixel & 0xffffff) ?? 0) + 1);
      }
      return found;
    };
    const before = area(same);
    const after = area(other);
    for (const colour of after.keys()) expect(before.has(colour) || (after.get(colour) as number) < 40).toBe(true);
    const largest =
      palette.colours[
        classOf(
          values.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a)),
          3,
        )
      ];
    expect(after.get(largest) as number).toBeLessThan(0.8 * (before.get(largest) as number));
    // Back to one quantity: back to the same picture.
    other.setValues({ values, maxAbs: 3 });
    other.settle();
    expect(shown(other)).toEqual(shown(same));
  });
  it('shows the lines as they were while new ones are being drawn', () => {
    const made = painter();
    const before = shown(made);
    made.setView({ ...view, x: 60, zoom: 1.2 });
    expect(made.usable()).toBe(true);
    const between = made.paint();
    expect(between.view).toEqual(view);
    const kept = new Uint32Array(between.image.slice().buffer);
    expect(kept.findIndex((pixel, i) => pixel !== before[i])).toBe(-1);
    const after = shown(made);
    expect(made.paint().view.zoom).toBe(1.2);
    expect(after.findIndex((pixel, i) => pixel !== before[i])).not.toBe(-1);
  });
  it('lights a subset on top and sets the rest aside', () => {
    const made = painter();
    const marks = new Uint8Array(scene.count).fill(MARK.aside);
    marks[3] = MARK.lit;
    made.setMarks(marks);
    const pixels = shown(made);
    const lit = palette.colours[classOf(values[3], 3)];
    let bright = 0;
    for (const pixel of pixels) {
      if (pixel >>> 24 > 38) {
        expect(pixel & 0xffffff).toBe(lit);
        bright += 1;
      }
    }
    expect(bright).toBeGreaterThan(20);
  });
  it('hides what is below the threshold, and never what is lit', () => {
    const made = painter();
    made.setHideBelow(0.9);
    for (let line = 0; line < scene.count; line++) {
      expect(made.isShown(line)).toBe(Math.abs(classOf(values[line], 3) - 127) / 127 >= 0.9);
    }
    const marks = new Uint8Array(scene.count).fill(MARK.aside);
    marks[0] = MARK.blocked;
    made.setMarks(marks);
    expect(made.isShown(0)).toBe(true);
  });
  it('tells numbers, no numbers and undefined ones apart', () => {
    expect(classOf(0, 1)).toBe(127);
    expect(classOf(5, 1)).toBe(254);
    expect(classOf(-5, 1)).toBe(0);
    expect(classOf(Number.NaN, 1)).toBe(STEPS);
    expect(classOf(UNDEFINED, 1)).toBe(STEPS + 1);
    expect(classOf(Number.POSITIVE_INFINITY, 1)).toBe(254);
  });
  it('classes many values as it classes one, for random values, scales, and what is no number', () => {
    const random = createRandom(12);
    for (let i = 0; i < 60; i++) {
      const maxAbs = [0, 1e-30, 1e-290, 1e300, 1e40][i] ?? 10 ** (6 * random.normal());
      const values = Float64Array.from({ length: 400 }, (_, k) => {
        if (k < 6) return [0, -0, Number.NaN, UNDEFINED, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY][k];
        return maxAbs * 10 ** (-4 * random.next() + 0.5) * (random.next() < 0.5 ? -1 : 1);
      });
      const one = Array.from(values, (value) => classOf(value, maxAbs));
      expect(Array.from(classesOf(values, maxAbs))).toEqual(one);
    }
  });
});

describe('where a picture lies', () => {
  const random = createRandom(17);
  const viewport = () => ({
    x: random.normal() * 600,
    y: random.normal() * 600,
    zoom: 0.05 + random.next() ** 2 * 3,
    width: 400 + random.below(2000),
    height: 300 + random.below(1200),
  });
  const bounds = () => ({
    x: random.normal() * 500,
    y: random.normal() * 500,
    width: 50 + random.next() * 3000,
    height: 1 + random.next() * 3000,
  });
  it('is enough for the window that it was drawn for, and for small pans of it', () => {
    for (let i = 0; i < 300; i++) {
      const now = viewport();
      const box = bounds();
      const { view, whole } = viewFor(now, box);
      expect(covers(view, now, box)).toBe(true);
      const panned = { ...now, x: now.x + (random.next() - 0.5) * 0.2 * now.width };
      expect(covers(view, panned, box)).toBe(true);
      // A picture of all lines is enough for every window.
      if (whole) expect(covers(view, { ...viewport(), zoom: now.zoom }, box)).toBe(true);
      const { x, y, k } = placeOf(view, now);
      expect(k).toBe(1);
      expect(x + view.x).toBeCloseTo(now.x, 6);
      expect(y + view.y).toBeCloseTo(now.y, 6);
    }
  });
  it('is not enough once lines are seen that it does not hold', () => {
    let missed = 0;
    for (let i = 0; i < 300; i++) {
      const now = viewport();
      const box = bounds();
      const { view, whole } = viewFor(now, box);
      const out = { ...now, zoom: now.zoom / 4, x: now.x / 4 + now.width * 0.375, y: now.y / 4 + now.height * 0.375 };
      if (!whole && !covers(view, out, box)) missed += 1;
    }
    expect(missed).toBeGreaterThan(30);
  });
  it('holds all lines in the overview, at no more than its pixels', () => {
    for (let i = 0; i < 300; i++) {
      const box = bounds();
      const view = overviewOf(box);
      if (!view) throw new Error('there are lines');
      expect(view.width * view.height).toBeLessThan(1.4e6);
      expect(covers(view, { ...viewport() }, box)).toBe(true);
    }
    expect(overviewOf(null)).toBe(null);
  });
});

describe('views', () => {
  it('change at a limit, and back only well beyond it: a zoom that trembles changes nothing', () => {
    for (let seed = 1; seed < 20; seed++) {
      const doc = randomLayers(createRandom(seed), 3, 60);
      let views = viewsFromKey(doc, viewKey(doc, 100, 3));
      let changes = 0;
      const limit = doc.nodes.flatMap((node) => {
        const found = [1.05, 0.05].map((zoom) => viewOf(node, 100, zoom));
        return found[0] !== found[1] ? [node] : [];
      });
      for (let zoom = 1; zoom > 0.1; zoom -= 0.005) {
        for (const wobble of [0, 0.004, -0.004, 0]) {
          const next = viewsFromKey(doc, viewKey(doc, 100, zoom + wobble, views));
          if ([...next].some(([id, view]) => view !== views.get(id))) changes += 1;
          views = next;
        }
      }
      // Each node changes once on the way out, several of a size at once.
      expect(changes).toBeLessThanOrEqual(limit.length);
    }
  });
  it('come back from their key, on random networks and zooms', () => {
    const random = createRandom(4);
    for (let seed = 1; seed < 20; seed++) {
      const doc = randomLayers(createRandom(seed), 5, 40);
      const zoom = 0.05 + random.next() * 3;
      const views = viewsFromKey(doc, viewKey(doc, 16, zoom));
      for (const node of doc.nodes) expect(views.get(node.id)).toBe(viewOf(node, 16, zoom));
    }
  });
});

describe('a pooled matrix', () => {
  it('shows in each cell the largest of its entries, and each entry lies in one cell', () => {
    const random = createRandom(6);
    for (let i = 0; i < 40; i++) {
      const rows = 1 + random.below(30);
      const cols = 1 + random.below(30);
      const values = Float64Array.from({ length: rows * cols }, () => random.normal());
      const { at, ...size } = pool(values, rows, cols, 7, 9);
      expect(at.length).toBe(size.rows * size.cols);
      const largest = Math.max(...values.map(Math.abs));
      expect(Math.max(...Array.from(at, (k) => Math.abs(values[k])))).toBe(largest);
      expect(new Set(at).size).toBe(at.length);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { boxesOfLines } from '../../../src/canvas/edges/lineBoxes';
import { svgOfLine } from '../../../src/canvas/edges/scene';
import { freeSpot, wayBeside } from '../../../src/canvas/freeSpot';
import { contains, overlaps } from '../../../src/canvas/geometry';
import { createRandom } from '../../../src/engine';
import { example } from '../examples';
import { drawn, randomLayers } from './drawn';

const size = { width: 220, height: 60 };
const view = { x: 0, y: 0, width: 900, height: 600 };
const middle = { x: 450, y: 300 };

describe('the place of something new', () => {
  it('is the middle where nothing is', () => {
    expect(freeSpot([], size, middle, view)).toEqual({ x: 340, y: 270 });
  });
  it('covers nothing, and stays in view where there is room', () => {
    const random = createRandom(3);
    for (let i = 0; i < 60; i++) {
      const taken = Array.from({ length: 1 + random.below(12) }, () => ({
        x: random.below(800),
        y: random.below(500),
        width: 100 + random.below(120),
        height: 40 + random.below(80),
      }));
      const spot = freeSpot(taken, size, middle, view);
      expect(taken.some((box) => overlaps({ ...spot, ...size }, box))).toBe(false);
    }
    const wall = [{ x: 0, y: 0, width: 900, height: 500 }];
    expect(freeSpot(wall, size, middle, view).y).toBeGreaterThanOrEqual(500);
  });
  it('keeps off the lines between cards', () => {
    const doc = example('two-routes');
    const cards = doc.nodes.map(({ id, position }) => ({ id, ...position, width: 168, height: 92 }));
    const lines = boxesOfLines(doc, new Map(cards.map((card) => [card.id, card])), 16);
    expect(lines.length).toBeGreaterThan(doc.edges.length);
    const spot = freeSpot([...cards, ...lines], size, middle, view);
    expect([...cards, ...lines].some((box) => overlaps({ ...spot, ...size }, box))).toBe(false);
  });
  it('is not among the lines of large layers', () => {
    const random = createRandom(5);
    for (let i = 0; i < 30; i++) {
      const doc = randomLayers(random, 3, 60);
      const lines = boxesOfLines(doc, new Map(), 100);
      const spot = freeSpot(lines, size, middle, view);
      const within = { ...spot, ...size };
      const { elements, layer, frames } = drawn(doc, undefined, 100);
      let hits = 0;
      for (const group of [...elements.groups, ...layer.groups]) {
        for (let at = 0; at < group.rows * group.cols; at++) {
          const [row, col] = group.bundle ? [0, 0] : [Math.floor(at / group.cols), at % group.cols];
          const { at: point } = svgOfLine(group, frames, row, col);
          for (let t = 0; t <= 20; t++) if (contains(within, point(t / 20))) hits += 1;
        }
      }
      expect(hits).toBe(0);
    }
  });
});

describe('the way beside something', () => {
  it('leads straight to the nearest side where nothing is covered', () => {
    const random = createRandom(8);
    for (let i = 0; i < 100; i++) {
      const box = () => ({
        x: random.below(800),
        y: random.below(500),
        width: 50 + random.below(300),
        height: 40 + random.below(300),
      });
      const one = box();
      const taken = [one, ...Array.from({ length: random.below(20) }, box)];
      const { x, y } = wayBeside(one, taken);
      expect(x === 0 || y === 0).toBe(true);
      const at = (by: number) => ({ ...one, x: one.x + Math.sign(x) * by, y: one.y + Math.sign(y) * by });
      const length = Math.abs(x + y);
      expect(taken.some((other) => overlaps(at(length), other))).toBe(false);
      // Nowhere nearer would there have been room with air around it.
      for (const [dx, dy] of [
        [0, 1],
        [1, 0],
        [0, -1],
        [-1, 0],
      ]) {
        for (let by = 0; by < length - 2; by += 7) {
          const room = {
            x: one.x + dx * by - 16,
            y: one.y + dy * by - 16,
            width: one.width + 32,
            height: one.height + 32,
          };
          expect(taken.some((other) => overlaps(room, other))).toBe(true);
        }
      }
    }
  });
});

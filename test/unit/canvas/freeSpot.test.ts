import { describe, expect, it } from 'vitest';
import { overlaps } from '../../../src/canvas/geometry';
import { boxesOfLines, freeSpot } from '../../../src/canvas/notes/freeSpot';
import { createRandom } from '../../../src/engine';
import { example } from '../examples';

const size = { width: 220, height: 60 };
const view = { x: 0, y: 0, width: 900, height: 600 };
const middle = { x: 450, y: 300 };

describe('the place of a new note', () => {
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
    const cards = new Map(doc.nodes.map(({ id, position }) => [id, { ...position, width: 168, height: 92 }]));
    const lines = boxesOfLines(doc, cards);
    expect(lines.length).toBeGreaterThan(doc.edges.length);
    const spot = freeSpot([...cards.values(), ...lines], size, middle, view);
    expect([...cards.values(), ...lines].some((box) => overlaps({ ...spot, ...size }, box))).toBe(false);
  });
});

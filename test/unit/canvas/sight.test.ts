import { describe, expect, it } from 'vitest';
import { type Box, overlaps } from '../../../src/canvas/geometry';
import { wayToSee } from '../../../src/canvas/sight';
import { createRandom } from '../../../src/engine';

const seen = { x: 0, y: 0, width: 900, height: 600 };
const map = { x: 756, y: 500, width: 132, height: 88 };
const MARGIN = 16;
const shown = (box: Box, { x, y }: { x: number; y: number }) => ({ ...box, x: box.x - x, y: box.y - y });

describe('bringing something into view', () => {
  it('moves nothing for what is seen', () => {
    expect(wayToSee({ x: 100, y: 100, width: 168, height: 92 }, { seen, covered: [map] }, MARGIN)).toEqual({
      x: 0,
      y: 0,
    });
  });
  it('shows all of a box beside what lies over the canvas, by no longer a way than needed', () => {
    const random = createRandom(11);
    for (let i = 0; i < 400; i++) {
      const box = { x: random.below(1400) - 300, y: random.below(1000) - 200, width: 168, height: 92 };
      const way = wayToSee(box, { seen, covered: [map] }, MARGIN);
      const at = shown(box, way);
      expect(at.x).toBeGreaterThanOrEqual(MARGIN);
      expect(at.y).toBeGreaterThanOrEqual(MARGIN);
      expect(at.x + at.width).toBeLessThanOrEqual(seen.width - MARGIN);
      expect(at.y + at.height).toBeLessThanOrEqual(seen.height - MARGIN);
      expect(overlaps(at, map)).toBe(false);
      // What was seen and clear before has not moved.
      const inside = box.x >= 16 && box.y >= 16 && box.x + 168 <= 884 && box.y + 92 <= 584;
      if (inside && !overlaps(box, { x: 740, y: 484, width: 164, height: 120 })) expect(way).toEqual({ x: 0, y: 0 });
    }
  });
  it('shows the top left of what is larger than the canvas', () => {
    const box = { x: 300, y: 300, width: 2000, height: 2000 };
    expect(shown(box, wayToSee(box, { seen, covered: [map] }, MARGIN))).toMatchObject({ x: 16, y: 16 });
  });
});

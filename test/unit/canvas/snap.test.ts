import { describe, expect, it } from 'vitest';
import { snap } from '../../../src/canvas/gestures/snap';
import { createRandom } from '../../../src/engine';

describe('snapping', () => {
  const random = createRandom(12);
  const box = () => ({
    x: Math.round(random.next() * 800),
    y: Math.round(random.next() * 600),
    width: 40 + 2 * random.below(60),
    height: 30 + 2 * random.below(40),
  });
  it('never moves further than its reach, and every guide touches both the dragged card and another', () => {
    let snapped = 0;
    for (let i = 0; i < 500; i++) {
      const moving = box();
      const others = Array.from({ length: 5 }, box);
      const { dx, dy, guides } = snap(moving, others, 6);
      expect(Math.abs(dx)).toBeLessThanOrEqual(6);
      expect(Math.abs(dy)).toBeLessThanOrEqual(6);
      if (dx !== 0 || dy !== 0) snapped += 1;
      const at = { ...moving, x: moving.x + dx, y: moving.y + dy };
      for (const { axis, at: line } of guides) {
        const on = (b: typeof at) =>
          axis === 'x'
            ? [b.x, b.x + b.width / 2, b.x + b.width].some((mark) => Math.abs(mark - line) < 0.01)
            : [b.y, b.y + b.height / 2, b.y + b.height].some((mark) => Math.abs(mark - line) < 0.01);
        expect(on(at)).toBe(true);
        expect(others.some(on)).toBe(true);
      }
      // What lies flush already stays.
      const again = snap(at, others, 6);
      if (guides.some(({ axis }) => axis === 'x')) expect(Math.abs(again.dx)).toBe(0);
      if (guides.some(({ axis }) => axis === 'y')) expect(Math.abs(again.dy)).toBe(0);
    }
    expect(snapped).toBeGreaterThan(100);
  });
  it('takes the nearest of several lines', () => {
    const others = [
      { x: 100, y: 0, width: 50, height: 50 },
      { x: 104, y: 200, width: 50, height: 50 },
    ];
    expect(snap({ x: 103, y: 400, width: 50, height: 50 }, others, 6).dx).toBe(1);
    expect(snap({ x: 300, y: 400, width: 50, height: 50 }, others, 6).dx).toBe(0);
  });
});

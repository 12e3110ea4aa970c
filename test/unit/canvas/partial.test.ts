/** Pictures that are shown before all of their lines are drawn. */
import { describe, expect, it } from 'vitest';
import { STEPS } from '../../../src/canvas/edges/classes';
import { createPainter } from '../../../src/canvas/edges/painter';
import { createRasterSurface } from '../../../src/canvas/edges/surface';
import { createUnderlay } from '../../../src/canvas/edges/underlay';
import type { Box } from '../../../src/canvas/geometry';
import { createRandom } from '../../../src/engine/random';

/** Three layers of `size` units in a row; the lines of the first gap are `weaker` times weaker than those of the second. */
function twoGaps(size: number, weaker: number) {
  const random = createRandom(5);
  const group = (source: number) => ({
    edge: `w${source}`,
    source,
    target: source + 1,
    rows: size,
    cols: size,
    weighted: true,
    bundle: false,
    first: source * size * size,
    targetFirst: -1,
    mask: null,
  });
  // Per layer: left and right end of lines, first unit, pitch, middle, left and right side of the card.
  const frames = Float32Array.from([0, 1, 2].flatMap((i) => [i * 300, i * 300, 10, 6, 200, i * 300, i * 300]));
  const values = Float64Array.from({ length: 2 * size * size }, (_, i) => {
    const value = 1 + random.next();
    return i < size * size ? value / weaker : value;
  });
  return { scene: { groups: [group(0), group(1)], count: values.length, frames }, values };
}

describe('a painter that has no time', () => {
  const { scene, values } = twoGaps(60, 5);
  /** Pixels drawn left and right of the middle layer after one slice. */
  function firstSlice(evenly: boolean) {
    const painter = createPainter(createRasterSurface(), evenly);
    painter.setPalette({ colours: new Uint32Array(STEPS + 2).fill(0xffffff) });
    painter.setScene(scene);
    painter.setValues({ values, maxAbs: 2 });
    painter.setView({ x: 0, y: 0, zoom: 1, width: 600, height: 380, ratio: 1 });
    expect(painter.prepare(0)).toBe(false);
    const { image, width, partial } = painter.paint();
    expect(partial).toBe(true);
    const counts = { left: 0, right: 0 };
    for (let at = 3; at < image.length; at += 4) {
      if (image[at] > 0) counts[((at - 3) / 4) % width < 300 ? 'left' : 'right'] += 1;
    }
    while (!painter.prepare(0));
    expect(painter.paint().partial).toBe(false);
    return counts;
  }

  it('shows the largest of all, or, asked to draw evenly, the largest of each edge', () => {
    // But for the ends of lines at the layer between.
    expect(firstSlice(false).left).toBeLessThan(20);
    const { left, right } = firstSlice(true);
    // The weaker are drawn thinner.
    expect(left).toBeGreaterThan(right / 4);
    expect(right).toBeGreaterThan(left / 4);
  });
});

describe('the coarse picture', () => {
  const shown = () => {
    const canvas = { dataset: {}, style: {} as Record<string, string>, hidden: true };
    const underlay = createUnderlay(canvas as unknown as HTMLElement, { show: () => {} });
    underlay.show({} as ImageBitmap, { x: 0, y: 0, zoom: 0.5, width: 500, height: 500, ratio: 1 });
    return { canvas, underlay };
  };
  const now = { x: 0, y: 0, zoom: 1, width: 400, height: 400 };
  const bounds: Box = { x: 0, y: 0, width: 1000, height: 1000 };

  it('is gone where the fine one has all lines, and lies below all of it where that holds only the first of them', () => {
    const { canvas, underlay } = shown();
    const fine = { x: 50, y: 50, zoom: 1, width: 500, height: 500, ratio: 1 };
    underlay.place(now, fine, bounds);
    expect(canvas.hidden).toBe(true);
    underlay.place(now, null, bounds);
    expect(canvas.hidden).toBe(false);
    expect(canvas.style.clipPath).toBe('');
    // A complete picture of a part of the window leaves the rest to the coarse one.
    underlay.place(now, { ...fine, width: 200 }, bounds);
    expect(canvas.hidden).toBe(false);
    expect(canvas.style.clipPath).toMatch(/^polygon/);
  });
});

import { describe, expect, it } from 'vitest';
import { gapAt, paintDots, radiusAt, WIDEST_GAP } from '../../../src/canvas/ground';

const PAPER = 0xfff6f9fa;
const DOTS = 0xffc3cccf;

describe('the dotted ground', () => {
  const zooms = Array.from({ length: 60 }, (_, i) => 0.01 * 400 ** (i / 59));

  it('keeps its dots apart, and no further than the rim around the window allows', () => {
    for (const zoom of zooms) {
      expect(gapAt(zoom)).toBeGreaterThanOrEqual(14);
      expect(gapAt(zoom)).toBeLessThanOrEqual(WIDEST_GAP);
      expect(2 * radiusAt(zoom)).toBeLessThan(gapAt(zoom));
    }
  });

  it.each([1, 1.5, 2])('has a dot at every place of the pattern, paper between, at a ratio of %d', (ratio) => {
    const width = 331;
    const height = 207;
    for (const zoom of zooms) {
      const gap = gapAt(zoom) * ratio;
      const radius = radiusAt(zoom) * ratio;
      const pixels = new Uint32Array(width * height);
      const bands = paintDots(pixels, width, height, gap, radius, { paper: PAPER, dots: DOTS });
      const inBand = new Set(
        bands.flatMap(({ top, bottom }) => [...Array(bottom - top + 1).keys()].map((i) => top + i)),
      );
      const faults: string[] = [];
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const off = (at: number) => Math.abs(((at + 0.5) % gap) - gap / 2);
          const away = Math.hypot(off(x), off(y));
          const pixel = pixels[y * width + x];
          const right = inBand.has(y)
            ? (away <= radius + 0.75 || pixel === PAPER) && (away >= radius - 0.5 || pixel === DOTS)
            : away > radius - 0.5;
          if (!right) faults.push(`${x}, ${y} at ${zoom}: ${pixel.toString(16)}`);
        }
      }
      expect(faults).toEqual([]);
      const dark = pixels.filter((pixel) => pixel !== 0 && pixel !== PAPER).length;
      expect(dark).toBeGreaterThanOrEqual(Math.floor(width / gap) * Math.floor(height / gap));
    }
  });
});

import { describe, expect, it } from 'vitest';
import { DECADES, scalePosition } from '../../../src/canvas/colour';
import { MARK } from '../../../src/canvas/edges/classes';
import { countHidden } from '../../../src/canvas/edges/hidden';
import { UNDEFINED } from '../../../src/canvas/edges/lineValues';
import { lookOf } from '../../../src/canvas/edges/looks';
import { createPainter } from '../../../src/canvas/edges/painter';
import { createRasterSurface } from '../../../src/canvas/edges/surface';
import { createRandom } from '../../../src/engine';
import { randomDocument } from '../model/documents';
import { drawn } from './drawn';

describe('the threshold', () => {
  it('counts exactly the lines that the page’s elements and the edge layer do not show, on random networks', () => {
    let hiddenAtAll = 0;
    for (let seed = 1; seed <= 80; seed++) {
      const random = createRandom(seed);
      const doc = randomDocument(seed, 80);
      const { elements: table, frames } = drawn(doc, 'units');
      if (table.count === 0) continue;
      const maxAbs = random.next() < 0.1 ? 0 : 10 ** (3 * random.normal());
      const values = Float64Array.from({ length: table.count }, () => {
        const roll = random.next();
        if (roll < 0.1) return UNDEFINED;
        if (roll < 0.2) return 0;
        if (roll < 0.23) return Number.NaN;
        return maxAbs * 10 ** (-1.2 * DECADES * random.next()) * (random.next() < 0.5 ? -1 : 1);
      });
      const marks = seed % 2 ? Uint8Array.from(values, () => random.below(4)) : null;
      const hideBelow = random.next() < 0.1 ? 0 : 0.02 + 0.98 * random.next();

      const lineMarks = { marks: marks as Uint8Array<ArrayBuffer> | null, starts: [], factors: [] };
      const shared = {
        doc,
        table,
        frames,
        values,
        maxAbs,
        widths: null,
        marks: lineMarks,
        hideBelow,
        labels: { spots: new Map(), window: null },
      };
      let onPage = 0;
      for (const group of table.groups) {
        const lines = group.bundle ? 1 : group.rows * group.cols;
        for (let k = 0; k < lines; k++) {
          if (!group.bundle && group.mask?.[k] === 0) continue;
          if (lookOf({ ...shared, colouring: 'gradient', place: null }, group, group.first + k, false).hidden)
            onPage += 1;
        }
      }
      expect(countHidden({ table, values, marks, layer: false }, maxAbs, hideBelow)).toBe(onPage);

      const painter = createPainter(createRasterSurface());
      painter.setScene({ groups: table.groups, count: table.count, frames });
      painter.setValues({ values, maxAbs });
      painter.setMarks(marks);
      painter.setHideBelow(hideBelow);
      let inLayer = 0;
      for (const group of table.groups) {
        const lines = group.bundle ? 1 : group.rows * group.cols;
        for (let k = 0; k < lines; k++) {
          if (!group.bundle && group.mask?.[k] === 0) continue;
          if (!painter.isShown(group.first + k)) inLayer += 1;
          if (marks && marks[group.first + k] >= MARK.blocked) expect(painter.isShown(group.first + k)).toBe(true);
        }
      }
      expect(countHidden({ table, values, marks, layer: true }, maxAbs, hideBelow)).toBe(inLayer);
      hiddenAtAll += onPage;
      expect(scalePosition(0, maxAbs)).toBe(0);
    }
    expect(hiddenAtAll).toBeGreaterThan(100);
  });
});

import { describe, expect, it } from 'vitest';
import { drawnBox } from '../../../src/canvas/drawnBox';
import { PALETTE } from '../../../src/canvas/palette/items';
import { addNode } from '../../../src/model/commands/nodes';
import { emptyDocument } from '../../../src/model/document';
import { UNITS_UP_TO } from '../../../src/store/session';
import { applied } from './folded';

describe('an item of the palette', () => {
  it('is as large as its card will be, but for a few pixels: it is dropped by its middle, and seen whole', () => {
    for (const { id, make, width, height } of PALETTE) {
      if (make.kind === 'note' || make.kind === 'part') continue;
      const doc = applied(emptyDocument(), addNode(emptyDocument(), { ...make, position: { x: 0, y: 0 } }));
      const card = drawnBox(doc, doc.nodes[0], UNITS_UP_TO);
      expect(Math.abs(card.width - width), id).toBeLessThanOrEqual(8);
      expect(Math.abs(card.height - height), id).toBeLessThanOrEqual(8);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { type Station, walk } from '../../../src/canvas/gestures/walk';
import { createRandom } from '../../../src/engine';
import { edgeById, outgoing } from '../../../src/model/document';
import { randomDocument } from '../model/documents';

describe('walking through random networks', () => {
  it('goes right along edges and back by the same way, and never leaves the network', () => {
    const random = createRandom(4);
    for (let seed = 1; seed <= 30; seed++) {
      const doc = randomDocument(seed, 60);
      const [first] = doc.nodes;
      if (!first) continue;
      let at: Station = { kind: 'node', id: first.id };
      for (let i = 0; i < 60; i++) {
        const direction = (['left', 'right', 'up', 'down'] as const)[random.below(4)];
        const to = walk(doc, at, direction);
        if (to === null) continue;
        const exists = to.kind === 'edge' ? edgeById(doc, to.id) : doc.nodes.find(({ id }) => id === to.id);
        expect(exists).toBeDefined();
        expect(to).not.toEqual(at);
        if (at.kind === 'edge' && direction === 'right') expect(to.id).toBe(edgeById(doc, at.id)?.target);
        if (at.kind === 'edge' && direction === 'left') expect(to.id).toBe(edgeById(doc, at.id)?.source);
        const here = at.kind === 'edge' ? edgeById(doc, at.id) : undefined;
        // Among the edges of one node up and down are each other's way back.
        const several = here !== undefined && outgoing(doc, here.source).length > 1;
        if (several && (direction === 'up' || direction === 'down')) {
          const back = walk(doc, to, direction === 'up' ? 'down' : 'up');
          expect(back).toEqual(at);
        }
        at = to;
      }
    }
  });
});

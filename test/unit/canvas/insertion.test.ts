import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawnCards } from '../../../src/canvas/drawnBox';
import { overlaps } from '../../../src/canvas/geometry';
import { dropOnEdge } from '../../../src/canvas/insertion';
import { addAt } from '../../../src/canvas/palette/adding';
import { PALETTE, type PaletteItem } from '../../../src/canvas/palette/items';
import { setLocked } from '../../../src/model/commands/lock';
import { addNode, moveNodes } from '../../../src/model/commands/nodes';
import { nodeById } from '../../../src/model/document';
import type { NetworkDocument } from '../../../src/model/types';
import { useDocument } from '../../../src/store/document';
import { UNITS_UP_TO } from '../../../src/store/session';
import { example } from '../examples';
import { fakeCanvas, mountFake } from './fakeCanvas';
import { applied } from './folded';

const now = () => useDocument.getState().doc;

function open(doc: NetworkDocument): void {
  useDocument.getState().open(doc, { token: null, name: 'test' });
}

/** Pairs of cards that lie over one another. */
function covered(doc: NetworkDocument): string[] {
  const cards = drawnCards(
    doc,
    doc.nodes.map(({ id }) => id),
    UNITS_UP_TO,
  );
  return cards.flatMap((a, i) => cards.slice(i + 1).flatMap((b) => (overlaps(a, b) ? [`${a.id} ${b.id}`] : [])));
}

/** The middle between the cards at an edge's ends. */
function middleOf(source: string, target: string) {
  const [a, b] = fakeCanvas.boxes([source, target]);
  return { x: Math.round((a.x + a.width + b.x) / 2), y: Math.round((a.y + b.y + (a.height + b.height) / 2) / 2) };
}

beforeEach(() => mountFake(true));
afterEach(() => mountFake(false));

describe('a node that is put on an edge of mnist-sized', () => {
  const plain = example('mnist-sized');
  for (const [edge, source, target] of [
    ['w1', 'x', 'h1'],
    ['w2', 'h1', 'h2'],
    ['w3', 'h2', 'logits'],
  ] as const) {
    for (const locked of [[], [target], [source], ['L'], ['x', 'h1', 'h2', 'logits', 'L']]) {
      it(`on ${edge} lies on no card, with ${locked.join(', ') || 'nothing'} locked`, () => {
        const doc = applied(plain, setLocked(plain, locked, true));
        for (const id of ['neuron', 'layer', 'add']) {
          open(doc);
          const item = PALETTE.find((one) => one.id === id) as PaletteItem;
          expect(addAt(item, middleOf(source, target), edge)).toBe(true);
          expect(covered(now())).toEqual([]);
          for (const stays of locked) expect(nodeById(now(), stays)).toEqual(nodeById(doc, stays));
        }
        // By a drag as well, also of an op, which becomes as large as what comes in.
        for (const choice of [{ kind: 'layer' }, { kind: 'op', op: 'add' }] as const) {
          const loose = applied(doc, addNode(doc, { ...choice, id: 'loose', position: { x: 0, y: 2000 } }));
          open(loose);
          const [{ width, height }] = fakeCanvas.boxes(['loose']);
          const { x, y } = middleOf(source, target);
          const there = moveNodes(loose, new Map([['loose', { x: x - width / 2, y: y - height / 2 }]]));
          useDocument.getState().run('Move', there, 'drag');
          dropOnEdge(edge, 'loose', 'drag', null);
          expect(now().edges).toHaveLength(doc.edges.length + 1);
          expect(covered(now())).toEqual([]);
          for (const stays of locked) expect(nodeById(now(), stays)).toEqual(nodeById(doc, stays));
        }
      });
    }
  }
});

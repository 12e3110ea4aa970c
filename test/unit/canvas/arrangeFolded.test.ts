import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { alignSelection, distributeSelection, layOutSelection, nudgeSelection } from '../../../src/canvas/arrange';
import { cardOf, foldOf, nodesBehind } from '../../../src/canvas/groups/fold';
import { createRandom } from '../../../src/engine';
import { nodeById } from '../../../src/model/document';
import { useDocument } from '../../../src/store/document';
import { NOTHING, useSession } from '../../../src/store/session';
import { example } from '../examples';
import { randomDocument } from '../model/documents';
import { mountFake } from './fakeCanvas';
import { collapsed } from './folded';

const file = { token: null, name: 'test' };

let now = 0;
beforeEach(() => {
  // Presses soon after one another are one run.
  now += 5000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
  useSession.setState({ selection: NOTHING, notice: null });
});

describe('the arrow keys on a document with collapsed groups', () => {
  it('move each selected card by the step with all that is behind it, or, where anything behind it is locked, not at all', () => {
    let [moved, held] = [0, 0];
    for (let seed = 1; seed <= 60; seed++) {
      const random = createRandom(seed);
      let doc = randomDocument(seed, 40);
      const some = doc.nodes.filter(() => random.next() < 0.4).map(({ id }) => id);
      if (some.length >= 2) doc = collapsed(doc, some);
      useDocument.getState().open(doc, file);
      const { doc: seen } = foldOf(doc);
      const cards = seen.nodes.filter(() => random.next() < 0.6).map(({ id }) => id);
      // A card is selected when any of its nodes is.
      const nodes = cards.flatMap((id) => nodesBehind(doc, [id]).filter((_, at) => at === 0 || random.next() < 0.5));
      useSession.setState({ selection: { nodes: new Set(nodes), edges: new Set() } });
      expect(nudgeSelection(3, -7)).toBe(nodes.length > 0);
      const after = useDocument.getState().doc;
      for (const card of seen.nodes) {
        const goes = cards.includes(card.id) && card.locked !== true;
        if (cards.includes(card.id)) goes ? moved++ : held++;
        const by = goes ? { x: 3, y: -7 } : { x: 0, y: 0 };
        for (const id of nodesBehind(doc, [card.id])) {
          const [a, b] = [doc, after].map((one) => nodeById(one, id)?.position ?? { x: Number.NaN, y: Number.NaN });
          expect({ x: b.x - a.x, y: b.y - a.y }, `seed ${seed} ${id}`).toEqual(by);
        }
      }
      useDocument.getState().undo();
      expect(useDocument.getState().doc).toEqual(doc);
    }
    expect(moved).toBeGreaterThan(50);
    expect(held).toBeGreaterThan(3);
  });
  it('say which node keeps a card where it is', () => {
    const routes = example('two-routes');
    const doc = collapsed(
      { ...routes, nodes: routes.nodes.map((node) => (node.id === 'n2' ? { ...node, locked: true } : node)) },
      ['n2', 'n3'],
    );
    useDocument.getState().open(doc, file);
    expect(nodeById(foldOf(doc).doc, cardOf('group1'))?.locked).toBe(true);
    useSession.setState({ selection: { nodes: new Set(['n3']), edges: new Set() } });
    nudgeSelection(0, 1);
    expect(useSession.getState().notice?.text).toBe('n2 is locked: it stays where it is.');
    expect(useDocument.getState().doc).toBe(doc);
  });
});

describe('aligning, spacing out and laying out', () => {
  it('say which nodes stay because they are locked, also behind a card; and nothing when none is', () => {
    vi.stubGlobal('window', { matchMedia: () => ({ matches: true }) });
    mountFake(true);
    const routes = example('two-routes');
    const lock = (...ids: string[]) => ({
      ...routes,
      nodes: routes.nodes.map((node) => (ids.includes(node.id) ? { ...node, locked: true as const } : node)),
    });
    const ways = [() => alignSelection('left'), () => distributeSelection('horizontal'), layOutSelection];
    for (const arrange of ways) {
      for (const [doc, said] of [
        [routes, undefined],
        [lock('n2'), 'n2 is locked: it stays where it is.'],
        [lock('n1', 'n2'), 'n1, n2 are locked: they stay where they are.'],
        [collapsed(lock('n2'), ['n2', 'n3']), 'n2 is locked: it stays where it is.'],
      ] as const) {
        useDocument.getState().open(doc, file);
        useSession.setState({
          selection: { nodes: new Set(doc.nodes.map(({ id }) => id)), edges: new Set() },
          notice: null,
        });
        arrange();
        expect(useSession.getState().notice?.text).toBe(said);
        for (const { id, position, locked } of doc.nodes)
          if (locked) expect(nodeById(useDocument.getState().doc, id)?.position).toEqual(position);
      }
    }
    mountFake(false);
    vi.unstubAllGlobals();
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { describeSelection, describe as sentenceOf, weightStation } from '../../../src/canvas/describe';
import { firstWeight, type Station, type WeightStation, walk } from '../../../src/canvas/gestures/walk';
import { walkByKey } from '../../../src/canvas/gestures/walkByKey';
import { cardOf, foldOf, groupOfCard } from '../../../src/canvas/groups/fold';
import { readingOrder } from '../../../src/canvas/readingOrder';
import { createRandom } from '../../../src/engine';
import { connect } from '../../../src/model/commands/connect';
import { addNode } from '../../../src/model/commands/nodes';
import { setMask } from '../../../src/model/commands/numbers';
import { applyDiff } from '../../../src/model/diff';
import { edgeById, emptyDocument, isWeighted, outgoing, ownerOf, shapeOfEdge } from '../../../src/model/document';
import type { NetworkDocument } from '../../../src/model/types';
import { useDocument } from '../../../src/store/document';
import { NOTHING, useSession } from '../../../src/store/session';
import { example } from '../examples';
import { randomDocument } from '../model/documents';
import { collapsed, folded } from './folded';

const DIRECTIONS = ['left', 'right', 'up', 'down'] as const;

describe('walking through random networks', () => {
  it('goes right along edges and back by the same way, and never leaves the network', () => {
    const random = createRandom(4);
    for (let seed = 1; seed <= 30; seed++) {
      const doc = randomDocument(seed, 60);
      const [first] = doc.nodes;
      if (!first) continue;
      let at: Station = { kind: 'node', id: first.id };
      for (let i = 0; i < 60; i++) {
        const direction = DIRECTIONS[random.below(4)];
        const to = walk(doc, at, direction);
        if (to === null) continue;
        const exists = to.kind === 'node' ? doc.nodes.find(({ id }) => id === to.id) : edgeById(doc, to.id);
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

/** Two layers with one matrix between them, some of its weights missing. */
function matrix(rows: number, cols: number, missing: number, seed: number): { doc: NetworkDocument; edge: string } {
  const random = createRandom(seed);
  let doc = emptyDocument();
  const take = (result: ReturnType<typeof addNode>) => {
    if ('refused' in result) throw new Error(result.refused);
    doc = applyDiff(doc, result);
  };
  take(addNode(doc, { kind: 'input', size: cols, position: { x: 0, y: 0 } }));
  take(addNode(doc, { kind: 'layer', size: rows, position: { x: 300, y: 0 } }));
  const [source, target] = doc.nodes;
  take(connect(doc, { source: source.id, target: target.id }));
  const [edge] = doc.edges;
  for (let i = 0; i < missing; i++) take(setMask(doc, edge.id, random.below(rows), random.below(cols), false));
  return { doc, edge: edge.id };
}

describe('walking through networks with collapsed groups', () => {
  afterEach(() => useSession.setState({ selection: NOTHING }));

  /** What a node is seen as. */
  const drawn = (doc: NetworkDocument, id: string) => foldOf(doc).cards.get(id) ?? id;

  it('stands only on what is drawn: cards for the nodes behind them, and edges that leave a card', () => {
    const random = createRandom(6);
    let cards = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const doc = folded(seed);
      const { doc: seen } = foldOf(doc);
      for (const { id } of seen.nodes) {
        const leaving = doc.edges.filter(
          ({ source, target }) => drawn(doc, source) === id && drawn(doc, target) !== id,
        );
        const to = walk(doc, { kind: 'node', id }, 'right');
        if (leaving.length === 0) expect(to).toBe(null);
        else expect(leaving.map((edge) => edge.id)).toContain(to?.id);
      }
      for (const { id } of seen.nodes) {
        let at: Station = { kind: 'node', id };
        for (let i = 0; i < 12; i++) {
          const direction = DIRECTIONS[random.below(4)];
          const to = walk(doc, at, direction);
          if (to === null) continue;
          expect(to).not.toEqual(at);
          if (to.kind === 'node') {
            expect(seen.nodes.some((node) => node.id === to.id)).toBe(true);
            if (groupOfCard(to.id) !== null) cards += 1;
          } else {
            const { source, target } = edgeById(doc, to.id) ?? { source: '', target: '' };
            expect(drawn(doc, source)).not.toBe(drawn(doc, target));
          }
          at = to;
        }
      }
    }
    expect(cards).toBeGreaterThan(40);
  });
  it('meets every edge that leaves a card, up and down', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const doc = folded(seed);
      for (const { id } of foldOf(doc).doc.nodes) {
        const leaving = doc.edges.filter(
          ({ source, target }) => drawn(doc, source) === id && drawn(doc, target) !== id,
        );
        if (leaving.length < 2) continue;
        const met = new Set<string>();
        for (let at = walk(doc, { kind: 'node', id }, 'right'); at; at = walk(doc, at, 'down')) met.add(at.id);
        expect(met).toEqual(new Set(leaving.map((edge) => edge.id)));
      }
    }
  });
  it('goes on from the card that Tab has led to, selects all that is behind one, and says which it is', () => {
    const doc = collapsed(example('two-routes'), ['n1', 'n2', 'n3']);
    useDocument.getState().open(doc, { token: null, name: 'test' });
    const selected = () => useSession.getState().selection;
    expect(walkByKey('ArrowRight', 'target', cardOf('group1'))).toBe(true);
    const [edge] = selected().edges;
    expect(edgeById(doc, edge)).toMatchObject({ source: expect.stringMatching(/^n[23]$/), target: 'L' });
    walkByKey('ArrowLeft', 'target', null);
    expect(selected()).toEqual({ nodes: new Set(['n1', 'n2', 'n3']), edges: new Set() });
    expect(describeSelection(doc, null, selected(), null, [])).toBe('Group Group 1, 3 nodes');
    walkByKey('ArrowUp', 'target', null);
    expect(useSession.getState().spoken).toBe('Group Group 1, 3 nodes. Nothing further up.');
    // What was selected before it was collapsed is seen as the card.
    useSession.setState({ selection: { nodes: new Set(), edges: new Set(['w21']) } });
    walkByKey('ArrowLeft', 'target', null);
    expect(edgeById(doc, [...selected().edges][0])).toMatchObject({ target: 'n1' });
  });
});

describe('walking through the weights of random matrices', () => {
  const there = (doc: NetworkDocument, { id, row, col }: WeightStation) => {
    const edge = edgeById(doc, id);
    if (!edge) return false;
    const { rows, cols } = shapeOfEdge(doc, edge);
    const inside = row >= 0 && col >= 0 && row < rows && col < cols;
    return inside && ownerOf(doc, edge).mask?.[row * cols + col] !== 0;
  };

  it('stands on weights that exist only, keeps its row or its column, and leaves none out on the way', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = createRandom(seed);
      const rows = 1 + random.below(6);
      const cols = rows === 1 ? 2 + random.below(5) : 1 + random.below(6);
      const { doc, edge } = matrix(rows, cols, random.below(rows * cols), seed);
      let at = firstWeight(doc, edge);
      const record = edgeById(doc, edge);
      if (!record) throw new Error('no edge');
      const left = Array.from({ length: rows * cols }, (_, k) => ownerOf(doc, record).mask?.[k] !== 0);
      expect(at === null).toBe(!left.includes(true));
      if (!at) continue;
      expect(at.row * cols + at.col).toBe(left.indexOf(true));
      for (let i = 0; i < 40; i++) {
        const direction = random.next() < 0.5 ? 'up' : 'down';
        const end = random.next() < 0.5 ? 'source' : 'target';
        const to: Station | null = walk(doc, at, direction, end);
        const [fixed, free] = end === 'target' ? (['col', 'row'] as const) : (['row', 'col'] as const);
        const step = direction === 'up' ? -1 : 1;
        const limit = end === 'target' ? rows : cols;
        const stop = to === null ? (step < 0 ? -1 : limit) : (to as WeightStation)[free];
        for (let k = at[free] + step; k !== stop; k += step)
          expect(there(doc, { ...at, [free]: k }), 'left out').toBe(false);
        if (to === null) continue;
        if (to.kind !== 'weight') throw new Error('left the matrix');
        expect(there(doc, to)).toBe(true);
        expect(to[fixed]).toBe(at[fixed]);
        expect(walk(doc, to, direction === 'up' ? 'down' : 'up', end)).toEqual(at);
        at = to;
      }
      expect(walk(doc, at, 'left')).toEqual({ kind: 'node', id: record.source });
      expect(walk(doc, at, 'right')).toEqual({ kind: 'node', id: record.target });
    }
  });

  it('offers no weight of an edge that has none, or that is one itself', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const doc = randomDocument(seed, 60);
      for (const edge of doc.edges) {
        const { rows, cols } = shapeOfEdge(doc, edge);
        const at = firstWeight(doc, edge.id);
        if (!isWeighted(doc, edge) || rows * cols <= 1) expect(at).toBe(null);
        else if (at) expect(weightStation(doc, `${at.id}[${at.row},${at.col}]`)).toEqual(at);
      }
    }
  });
});

describe('what is said', () => {
  const { doc, edge } = matrix(3, 5, 0, 1);
  it('names both units of a weight', () => {
    const [source, target] = doc.nodes;
    const text = sentenceOf(doc, null, { kind: 'weight', id: edge, row: 2, col: 4 });
    expect(text).toMatch(
      new RegExp(`^Weight ${edge}\\[2,4\\] from ${source.id}\\[4\\] to ${target.id}\\[2\\], −?[\\d.]+`),
    );
    expect(sentenceOf(doc, null, { kind: 'edge', id: edge })).toBe(
      `Weights ${edge} from ${source.id} to ${target.id}, 3 by 5`,
    );
  });
  it('counts what is selected, and says so when nothing is', () => {
    const nodes = new Set(doc.nodes.map(({ id }) => id));
    expect(describeSelection(doc, null, { nodes, edges: new Set([edge]) }, null, [])).toBe('2 nodes, 1 edge selected');
    expect(describeSelection(doc, null, { nodes: new Set(), edges: new Set() }, null, [])).toBe('Nothing selected');
    const note = { id: 'note1', text: 'as $x^2$', x: 0, y: 0, width: 200 };
    expect(describeSelection(doc, null, { nodes: new Set(), edges: new Set() }, null, [note])).toBe('Note: as x^2');
  });
});

describe('the reading order', () => {
  it('goes column by column from the left, in each from the top', () => {
    const at = (name: string, x: number, y: number) => ({ name, position: { x, y } });
    const nodes = [at('e', 600, 0), at('c', 310, 200), at('a', 0, 0), at('b', 20, 300), at('d', 300, 400)];
    expect(readingOrder(nodes).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
  it('keeps every node of a random network, once', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { nodes } = randomDocument(seed, 60);
      const ordered = readingOrder(nodes);
      expect(new Set(ordered)).toEqual(new Set(nodes));
      expect(ordered.length).toBe(nodes.length);
    }
  });
});

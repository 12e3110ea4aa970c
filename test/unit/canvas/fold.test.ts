import { afterEach, describe, expect, it } from 'vitest';
import { heightOf } from '../../../src/canvas/cardBox';
import { drawnBox } from '../../../src/canvas/drawnBox';
import { framesOf } from '../../../src/canvas/edges/frames';
import { drawnLines, lineCount } from '../../../src/canvas/edges/lineTable';
import { FRAME } from '../../../src/canvas/edges/scene';
import { CARD, cardOf, drawnIds, foldOf, nodesBehind, unfoldPlaces } from '../../../src/canvas/groups/fold';
import { viewKey, viewsFromKey } from '../../../src/canvas/views';
import { createRandom } from '../../../src/engine';
import { groupNodes, setCollapsed } from '../../../src/model/commands/groups';
import { moveNodes, setSize } from '../../../src/model/commands/nodes';
import { applyDiff } from '../../../src/model/diff';
import { nodeById } from '../../../src/model/document';
import { groupsOf } from '../../../src/model/groups';
import type { NetworkDocument, NodeRecord, Position } from '../../../src/model/types';
import { UNITS_UP_TO, useSession } from '../../../src/store/session';
import { example } from '../examples';
import { applied, folded } from './folded';

/** The same document with every second layer so large that it is drawn as a block. */
function enlarged(doc: NetworkDocument): NetworkDocument {
  let next = doc;
  for (const { id } of doc.nodes.filter(({ kind }, at) => kind === 'layer' && at % 2 === 0)) {
    const result = setSize(next, id, 100);
    if (!('refused' in result)) next = applyDiff(next, result);
  }
  return next;
}

const documents = Array.from({ length: 30 }, (_, seed) => folded(seed + 1));

describe('a document with collapsed groups', () => {
  it('is seen with one card in place of the nodes of each, and every node is behind exactly one thing', () => {
    for (const doc of documents) {
      const { doc: seen, cards } = foldOf(doc);
      const behind = nodesBehind(
        doc,
        seen.nodes.map(({ id }) => id),
      );
      expect([...behind].sort()).toEqual(doc.nodes.map(({ id }) => id).sort());
      expect([...drawnIds(doc, behind)].sort()).toEqual(seen.nodes.map(({ id }) => id).sort());
      expect(
        seen.edges.every(({ source, target }) => source !== target && nodeById(seen, source) && nodeById(seen, target)),
      ).toBe(true);
      if (cards.size === 0) expect(seen).toBe(doc);
    }
  });
  it('draws every edge but those within a card, and ends its lines at the cards', () => {
    let within = 0;
    for (const doc of documents) {
      const views = viewsFromKey(doc, viewKey(doc, 16, 1));
      const { elements, layer } = drawnLines(doc, views);
      const { cards, doc: seen } = foldOf(doc);
      const drawn = new Set([...elements.groups, ...layer.groups].map(({ edge }) => edge));
      for (const { id, source, target } of doc.edges) {
        const inside = cards.has(source) && cards.get(source) === cards.get(target);
        if (inside) within += 1;
        expect(drawn.has(id)).toBe(!inside);
      }
      const frames = framesOf(doc, new Map(), views);
      for (const group of elements.groups) {
        const card = cards.get(doc.nodes[group.target].id);
        if (card === undefined) continue;
        expect(frames[group.target * FRAME]).toBe(nodeById(seen, card)?.position.x);
        // Units behind a card are not told apart: one line a matrix, unless the other side shows its units.
        expect(lineCount(group)).toBeLessThanOrEqual(group.rows * group.cols);
      }
    }
    expect(within).toBeGreaterThan(0);
  });
  it('gives every node with an edge to the outside a port of its own within the card', () => {
    for (const doc of documents) {
      const { cards, ports } = foldOf(doc);
      for (const { collapsed, members } of groupsOf(doc)) {
        if (!collapsed) continue;
        const joined = members.filter((member) =>
          doc.edges.some(
            ({ source, target }) => (source === member || target === member) && cards.get(source) !== cards.get(target),
          ),
        );
        const own = joined.map((member) => ports.get(member) ?? Number.NaN);
        expect(new Set(own).size).toBe(joined.length);
        for (const port of own) expect(Math.abs(port)).toBeLessThan(CARD.height / 2);
        expect(members.filter((member) => ports.has(member)).length).toBe(joined.length);
        if (joined.length === 1) expect(own[0]).toBe(0);
      }
    }
  });
  it('puts each card in the middle of what its nodes cover as they are drawn, blocks among them', () => {
    let blocks = 0;
    const mnist = example('mnist-sized');
    const pair = applied(mnist, groupNodes(mnist, ['h1', 'h2']));
    for (const doc of [...documents.map(enlarged), applied(pair, setCollapsed(pair, ['group1'], true))]) {
      for (const { id, collapsed, members } of groupsOf(doc)) {
        if (!collapsed) continue;
        const records = members.flatMap((member) => nodeById(doc, member) ?? []);
        const boxes = records.map((node) => drawnBox(doc, node, UNITS_UP_TO));
        blocks += records.filter((node) => node.kind !== 'loss' && node.size > UNITS_UP_TO).length;
        const middle = (at: 'x' | 'y', size: 'width' | 'height') =>
          (Math.min(...boxes.map((box) => box[at])) + Math.max(...boxes.map((box) => box[at] + box[size]))) / 2;
        const { x, y } = nodeById(foldOf(doc).doc, cardOf(id))?.position ?? { x: Number.NaN, y: Number.NaN };
        expect(Math.abs(x + CARD.width / 2 - middle('x', 'width'))).toBeLessThanOrEqual(0.5);
        expect(Math.abs(y + CARD.height / 2 - middle('y', 'height'))).toBeLessThanOrEqual(0.5);
      }
    }
    expect(blocks).toBeGreaterThan(10);
  });
  it('moves all nodes behind a card by what the card moves, so that the card comes to lie where it was put', () => {
    for (const [seed, doc] of documents.entries()) {
      const random = createRandom(seed + 100);
      for (const { id, collapsed, members } of groupsOf(doc)) {
        if (!collapsed || members.length < 2 || members.some((member) => nodeById(doc, member)?.locked)) continue;
        const to = { x: Math.round(random.normal() * 500), y: Math.round(random.normal() * 500) };
        const moved = applied(doc, moveNodes(doc, unfoldPlaces(doc, new Map([[cardOf(id), to]]))));
        expect(nodeById(foldOf(moved).doc, cardOf(id))?.position).toEqual(to);
        const [a, b] = members;
        const gap = (from: NetworkDocument) =>
          (nodeById(from, a)?.position.x ?? 0) - (nodeById(from, b)?.position.x ?? 0);
        expect(gap(moved)).toBe(gap(doc));
      }
    }
  });
});

describe('a document whose layers are drawn by another threshold', () => {
  afterEach(() => useSession.setState({ unitsUpTo: UNITS_UP_TO }));
  /** Threshold → how a layer whose record says nothing is drawn. */
  const viewAt = (node: NodeRecord, most: number) => (node.kind !== 'loss' && node.size <= most ? 'units' : 'block');

  it('keeps the middle of every card, and says where nodes stand whatever is moved', () => {
    let shifted = 0;
    for (const doc of documents) {
      for (const unitsUpTo of [1, 2, 128]) {
        useSession.setState({ unitsUpTo });
        const { doc: seen, cards, shifts } = foldOf(doc);
        const places = new Map<string, Position>();
        for (const node of doc.nodes) {
          const drawn = nodeById(seen, node.id);
          if (cards.has(node.id)) continue;
          if (!drawn) throw new Error('not seen');
          places.set(node.id, drawn.position);
          const own = node.kind === 'loss' || node.view !== undefined || node.size < 2;
          const heights = own
            ? [0, 0]
            : [UNITS_UP_TO, unitsUpTo].map((most) => heightOf(doc, node, viewAt(node, most)));
          const [before, after] = [node.position.y + heights[0] / 2, drawn.position.y + heights[1] / 2];
          expect(Math.abs(before - after)).toBeLessThanOrEqual(0.5);
          expect(drawn.position.x).toBe(node.position.x);
        }
        shifted += [...shifts].filter(([id]) => !cards.has(id)).length;
        const back = unfoldPlaces(doc, places);
        for (const [id, at] of back) expect(nodeById(doc, id)?.position).toMatchObject(at);
        // A step of the card is a step of the node.
        const [some] = [...places].filter(([id]) => nodeById(doc, id)?.locked !== true);
        if (!some) continue;
        const to = { x: some[1].x + 7, y: some[1].y - 11 };
        const moved = applied(doc, moveNodes(doc, unfoldPlaces(doc, new Map([[some[0], to]]))));
        expect(nodeById(foldOf(moved).doc, some[0])?.position).toMatchObject(to);
      }
    }
    expect(shifted).toBeGreaterThan(20);
    useSession.setState({ unitsUpTo: UNITS_UP_TO });
    for (const doc of documents) expect(foldOf(doc).shifts.size).toBe(0);
  });
  it('ends its lines at the cards where they are drawn', () => {
    for (const doc of documents) {
      useSession.setState({ unitsUpTo: 1 });
      const views = viewsFromKey(doc, viewKey(doc, 1, 1));
      const frames = framesOf(doc, new Map(), views);
      const { doc: seen, cards } = foldOf(doc);
      doc.nodes.forEach((node, at) => {
        if (cards.has(node.id) || views.get(node.id) !== 'block') return;
        // Nobody has measured them: cards of the usual height.
        expect(frames[at * FRAME + 4]).toBeCloseTo((nodeById(seen, node.id)?.position.y ?? 0) + 46, 3);
      });
    }
  });
});

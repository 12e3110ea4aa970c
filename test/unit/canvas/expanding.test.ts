import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawnCards } from '../../../src/canvas/drawnBox';
import { waysOf } from '../../../src/canvas/edges/lineBoxes';
import { overlaps } from '../../../src/canvas/geometry';
import { toggleCollapsed, toggleCollapsedSelection } from '../../../src/canvas/groups/actions';
import { foldOf, unfoldPlaces } from '../../../src/canvas/groups/fold';
import { createRandom } from '../../../src/engine';
import { layOut } from '../../../src/model/commands/layout';
import { setLocked } from '../../../src/model/commands/lock';
import { moveNodes } from '../../../src/model/commands/nodes';
import { nodeById } from '../../../src/model/document';
import { groupIdOf, groupsOf } from '../../../src/model/groups';
import type { NetworkDocument, Position } from '../../../src/model/types';
import { useDocument } from '../../../src/store/document';
import { NOTHING, UNITS_UP_TO, useSession } from '../../../src/store/session';
import { example } from '../examples';
import { mountFake } from './fakeCanvas';
import { applied, collapsed, folded } from './folded';

const now = () => useDocument.getState().doc;

function open(doc: NetworkDocument): NetworkDocument {
  useDocument.getState().open(doc, { token: null, name: 'test' });
  return doc;
}

const idsOf = (doc: NetworkDocument) => doc.nodes.map(({ id }) => id);

/** The document laid out as it is seen: its collapsed groups as cards. */
function laidOut(doc: NetworkDocument): NetworkDocument {
  const { doc: seen } = foldOf(doc);
  const boxes = drawnCards(doc, idsOf(doc), UNITS_UP_TO);
  const result = layOut(seen, boxes, waysOf(seen, new Map(boxes.map((box) => [box.id, box])), UNITS_UP_TO));
  if ('refused' in result) return doc;
  const places = new Map<string, Position>();
  for (const change of result)
    if (change.type === 'node' && change.after) places.set(change.after.id, change.after.position);
  return applied(doc, moveNodes(doc, unfoldPlaces(doc, places)));
}

/** Pairs of cards that lie over one another, but for those of one group: how they lie is their own affair. */
function covered(doc: NetworkDocument): string[] {
  const cards = drawnCards(doc, idsOf(doc), UNITS_UP_TO);
  const groupOf = (id: string) => {
    const node = nodeById(doc, id);
    return node ? groupIdOf(node) : null;
  };
  return cards.flatMap((a, i) =>
    cards.slice(i + 1).flatMap((b) => {
      const same = groupOf(a.id) !== null && groupOf(a.id) === groupOf(b.id);
      return !same && overlaps(a, b) ? [`${a.id} ${b.id}`] : [];
    }),
  );
}

function expandAll(): void {
  const nodes = groupsOf(now()).flatMap((group) => (group.collapsed ? group.members : []));
  useSession.setState({ selection: { nodes: new Set(nodes), edges: new Set() } });
  toggleCollapsedSelection();
}

beforeEach(() => mountFake(true));
afterEach(() => {
  mountFake(false);
  useSession.setState({ selection: NOTHING, notice: null });
});

describe('expanding groups', () => {
  it('lays nothing over anything after a layout, and is one undo step with the room it makes', () => {
    let made = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const drawn = folded(seed);
      const doc = open(laidOut(applied(drawn, setLocked(drawn, idsOf(drawn), false))));
      if (foldOf(doc).cards.size === 0) continue;
      expect(covered(doc)).toEqual([]);
      expandAll();
      expect(groupsOf(now()).some((group) => group.collapsed)).toBe(false);
      expect(covered(now()), `seed ${seed}`).toEqual([]);
      if (now().nodes.some(({ id, position }) => position !== nodeById(doc, id)?.position)) made += 1;
      expect(useDocument.getState().history.past).toHaveLength(1);
      useDocument.getState().undo();
      expect(now()).toEqual(doc);
    }
    expect(made).toBeGreaterThan(15);
  });
  it('moves no locked node, and lays the nodes of a group that is free on none', () => {
    let clear = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const random = createRandom(seed);
      const drawn = folded(seed);
      const free = laidOut(applied(drawn, setLocked(drawn, idsOf(drawn), false)));
      const { cards } = foldOf(free);
      const some = idsOf(free).filter((id) => !cards.has(id) && random.next() < 0.5);
      const doc = open(applied(free, setLocked(free, some, true)));
      if (foldOf(doc).cards.size === 0 || some.length === 0) continue;
      expandAll();
      for (const id of some) expect(nodeById(now(), id)?.position).toEqual(nodeById(doc, id)?.position);
      expect(covered(now()), `seed ${seed}`).toEqual([]);
      clear += 1;
    }
    expect(clear).toBeGreaterThan(20);
  });
  it('right after collapsing leaves all as it was, also what stands between its nodes', () => {
    for (const name of ['two-routes', 'mnist-sized', 'skip-connection', 'softmax-classifier']) {
      const plain = example(name);
      const random = createRandom(3);
      for (let i = 0; i < 10; i++) {
        const some = idsOf(plain).filter(() => random.next() < 0.5);
        if (some.length < 2) continue;
        const doc = open(collapsed(plain, some));
        toggleCollapsed(groupsOf(doc)[0]);
        for (const { id, position } of plain.nodes) expect(nodeById(now(), id)?.position).toEqual(position);
      }
    }
  });
  it('of mnist-sized after a layout keeps the group about the middle of its card', () => {
    const doc = open(laidOut(collapsed(example('mnist-sized'), ['h1', 'h2'])));
    const [card] = drawnCards(doc, ['h1'], UNITS_UP_TO);
    toggleCollapsed(groupsOf(doc)[0]);
    const boxes = drawnCards(now(), ['h1', 'h2'], UNITS_UP_TO);
    const middle = (Math.min(...boxes.map(({ x }) => x)) + Math.max(...boxes.map(({ x, width }) => x + width))) / 2;
    expect(Math.abs(middle - card.x - card.width / 2)).toBeLessThanOrEqual(1);
    expect(covered(now())).toEqual([]);
  });
});

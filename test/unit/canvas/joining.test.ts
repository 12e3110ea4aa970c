import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { duplicate, paste } from '../../../src/app/copies';
import { drawnCards } from '../../../src/canvas/drawnBox';
import { dropCopy } from '../../../src/canvas/dropCopy';
import { contains } from '../../../src/canvas/geometry';
import { dropOnEdge } from '../../../src/canvas/insertion';
import { addAt } from '../../../src/canvas/palette/adding';
import { PALETTE, type PaletteItem } from '../../../src/canvas/palette/items';
import { createRandom } from '../../../src/engine';
import { copyText } from '../../../src/model/commands/clipboard';
import { groupNodes } from '../../../src/model/commands/groups';
import { addNode, moveNodes } from '../../../src/model/commands/nodes';
import { nodeById } from '../../../src/model/document';
import { groupIdOf } from '../../../src/model/groups';
import type { NetworkDocument } from '../../../src/model/types';
import { useDocument } from '../../../src/store/document';
import { NOTHING, UNITS_UP_TO, useSession } from '../../../src/store/session';
import { example } from '../examples';
import { randomDocument } from '../model/documents';
import { fakeCanvas, mountFake } from './fakeCanvas';
import { applied } from './folded';

function open(doc: NetworkDocument): NetworkDocument {
  useDocument.getState().open(doc, { token: null, name: 'test' });
  return doc;
}

const now = () => useDocument.getState().doc;
const groupOf = (id: string) => {
  const node = nodeById(now(), id);
  return node ? groupIdOf(node) : 'no such node';
};
const item = (id: string) => PALETTE.find((one) => one.id === id) as PaletteItem;

/** One undo step takes everything back. */
function isOneStep(before: NetworkDocument): void {
  expect(useDocument.getState().history.past).toHaveLength(1);
  useDocument.getState().undo();
  expect(now()).toEqual(before);
}

/** Two routes, with n1, n2 and n3 in a group. */
function grouped(): NetworkDocument {
  const routes = example('two-routes');
  return applied(routes, groupNodes(routes, ['n1', 'n2', 'n3']));
}

beforeEach(() => mountFake(true));
afterEach(() => {
  mountFake(false);
  useSession.setState({ selection: NOTHING, notice: null });
});

describe('what is added to a network with groups', () => {
  it('from the palette is in the group in whose frame it was let go, as if it had been dragged there; one undo step', () => {
    let [joined, free] = [0, 0];
    for (let seed = 1; seed <= 80; seed++) {
      const random = createRandom(seed);
      const plain = randomDocument(seed, 30);
      const some = plain.nodes.filter(() => random.next() < 0.3).map(({ id }) => id);
      if (some.length < 2) continue;
      const doc = open(applied(plain, groupNodes(plain, some)));
      const at = { x: Math.round(random.normal() * 300), y: Math.round(random.normal() * 300) };
      const [frame] = fakeCanvas.frames();
      expect(addAt(item(['input', 'neuron', 'layer', 'add'][seed % 4]), at, null)).toBe(true);
      const within = contains(frame.box, at);
      expect(groupOf(now().nodes.at(-1)?.id ?? '')).toBe(within ? frame.group : null);
      within ? joined++ : free++;
      isOneStep(doc);
    }
    expect(joined).toBeGreaterThan(10);
    expect(free).toBeGreaterThan(10);
  });
  it('on an edge is in the group that both its ends are in', () => {
    const doc = open(grouped());
    expect(addAt(item('neuron'), { x: 0, y: 2000 }, 'w21')).toBe(true);
    expect(groupOf(now().nodes.at(-1)?.id ?? '')).toBe('group1');
    isOneStep(doc);
    expect(addAt(item('neuron'), { x: 0, y: 2000 }, 'w11')).toBe(true);
    expect(groupOf(now().nodes.at(-1)?.id ?? '')).toBe(null);
    isOneStep(doc);
  });
  it('by a drag that ends on an edge, as well; without both its ends in one, as that drag alone would', () => {
    for (const [edge, regrouping, group] of [
      ['w21', null, 'group1'],
      ['w11', null, null],
      ['w11', new Map([['free', 'group1']]), 'group1'],
    ] as const) {
      const plain = grouped();
      const doc = open(applied(plain, addNode(plain, { kind: 'layer', id: 'free', position: { x: 0, y: 900 } })));
      useDocument.getState().run('Move', moveNodes(doc, new Map([['free', { x: 300, y: 300 }]])), 'drag');
      dropOnEdge(edge, 'free', 'drag', regrouping);
      expect(groupOf('free')).toBe(group);
      expect(now().edges).toHaveLength(doc.edges.length + 1);
      isOneStep(doc);
    }
  });
  it('as a copy is in the group in whose frame it lies, unless it is a group of its own', () => {
    const doc = open(grouped());
    const text = copyText(doc, new Set(['n2']));
    if (typeof text !== 'string') throw new Error(text.refused);
    useSession.setState({ selection: { nodes: new Set(['n2']), edges: new Set() } });
    const [{ box }] = fakeCanvas.frames();
    const inFrame = (id: string) => {
      const [card] = drawnCards(now(), [id], UNITS_UP_TO);
      return contains(box, { x: card.x + card.width / 2, y: card.y + card.height / 2 });
    };
    duplicate(text);
    const copy = now().nodes.at(-1)?.id ?? '';
    expect(groupOf(copy)).toBe(inFrame(copy) ? 'group1' : null);
    expect(inFrame(copy)).toBe(true);
    isOneStep(doc);
    paste(text);
    const pasted = now().nodes.at(-1)?.id ?? '';
    expect(groupOf(pasted)).toBe(inFrame(pasted) ? 'group1' : null);
    isOneStep(doc);

    const whole = copyText(doc, new Set(['n1', 'n2', 'n3']));
    if (typeof whole !== 'string') throw new Error(whole.refused);
    useSession.setState({ selection: { nodes: new Set(['n1', 'n2', 'n3']), edges: new Set() } });
    duplicate(whole);
    expect(
      now()
        .nodes.slice(-3)
        .map(({ id }) => groupOf(id)),
    ).toEqual(['group2', 'group2', 'group2']);
    isOneStep(doc);
  });
  it('as a copy by a drag joins the frame as it was when the drag began', () => {
    for (const [to, group] of [
      [{ x: 30, y: 30 }, 'group1'],
      [{ x: 0, y: 900 }, null],
    ] as const) {
      const doc = open(grouped());
      const frames = fakeCanvas.frames();
      const from = nodeById(doc, 'n2')?.position ?? { x: 0, y: 0 };
      const there = { x: from.x + to.x, y: from.y + to.y };
      useDocument.getState().run('Move', moveNodes(doc, new Map([['n2', there]])), 'drag');
      dropCopy({ nodes: new Map([['n2', from]]), notes: new Map() }, frames, 'drag');
      expect(now().nodes).toHaveLength(doc.nodes.length + 1);
      expect(groupOf(now().nodes.at(-1)?.id ?? '')).toBe(group);
      expect(nodeById(now(), 'n2')).toEqual(nodeById(doc, 'n2'));
      isOneStep(doc);
    }
  });
});

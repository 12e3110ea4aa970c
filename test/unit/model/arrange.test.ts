import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import dagre from '@dagrejs/dagre';
import { describe, expect, it } from 'vitest';
import { curveBetween, pointAt } from '../../../src/canvas/geometry';
import { createRandom, type Random } from '../../../src/engine';
import { type Alignment, align, type CardBox, distribute } from '../../../src/model/commands/arrange';
import { layOut } from '../../../src/model/commands/layout';
import { setLocked, toggleLocked } from '../../../src/model/commands/lock';
import { addNode, moveNodes } from '../../../src/model/commands/nodes';
import { removeMany } from '../../../src/model/commands/remove';
import { crossings, type Joined } from '../../../src/model/commands/rows';
import { applyDiff, invertDiff } from '../../../src/model/diff';
import { emptyDocument } from '../../../src/model/document';
import { notesOf } from '../../../src/model/notes';
import { openText } from '../../../src/model/parse';
import { serialize } from '../../../src/model/serialize';
import type { Json, NetworkDocument } from '../../../src/model/types';
import { example } from '../examples';
import { randomDocument } from './documents';

function boxesOf(doc: NetworkDocument, random: Random): CardBox[] {
  return doc.nodes.map(({ id, position }) => ({
    id,
    x: position.x,
    y: position.y,
    width: 2 * (40 + random.below(80)),
    height: 2 * (20 + random.below(60)),
  }));
}

function moved(doc: NetworkDocument, boxes: readonly CardBox[], result: ReturnType<typeof align>): CardBox[] {
  if ('refused' in result) throw new Error(result.refused);
  const after = applyDiff(doc, result);
  expect(serialize(applyDiff(after, invertDiff(result)))).toBe(serialize(doc));
  return boxes.map((box) => {
    const node = after.nodes.find(({ id }) => id === box.id);
    return { ...box, ...(node?.position ?? {}) };
  });
}

/** Edges from the middle of one card's side to that of the other's, as curves. */
const wayOf = () => (source: CardBox, target: CardBox) => {
  const from = { x: source.x + source.width, y: source.y + source.height / 2 };
  const curve = curveBetween(from, { x: target.x, y: target.y + target.height / 2 });
  return Array.from({ length: 40 }, (_, i) => ({ ...pointAt(curve, i / 39), width: 8, height: 1 }));
};

/** The layout as dagre leaves it. */
function byDagre(doc: NetworkDocument, boxes: readonly CardBox[]): CardBox[] {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', ranksep: 150, nodesep: 40, edgesep: 20 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { source, target } of doc.edges) graph.setEdge(source, target);
  dagre.layout(graph);
  return boxes.map((box) => {
    const { x, y } = graph.node(box.id) as { x: number; y: number };
    return { ...box, x: x - box.width / 2, y: y - box.height / 2 };
  });
}

function unlocked(doc: NetworkDocument): NetworkDocument {
  const diff = setLocked(
    doc,
    doc.nodes.map(({ id }) => id),
    false,
  );
  return 'refused' in diff ? doc : applyDiff(doc, diff);
}

function documents(): { doc: NetworkDocument; boxes: CardBox[] }[] {
  return Array.from({ length: 25 }, (_, seed) => {
    const random = createRandom(seed + 1);
    // Locked nodes would rightly stay where they are.
    const doc = unlocked(randomDocument(seed + 1, 40));
    return { doc, boxes: boxesOf(doc, random) };
  }).filter(({ doc }) => doc.nodes.length >= 3);
}

describe('arranging random networks', () => {
  it("aligns and spaces out notes with the nodes, one of a node's own name among them", () => {
    for (const { doc, boxes } of documents().slice(0, 8)) {
      const lists: Json = [{ id: 'note1', text: 'a', x: -300, y: 40, width: 100, colour: 'red' }];
      const noted: NetworkDocument = {
        ...doc,
        nodes: doc.nodes.map((node, i) => (i === 0 ? { ...node, id: 'note1' } : node)),
        edges: [],
        extra: { notes: lists },
      };
      const note: CardBox = { id: 'note1', note: true, x: -300, y: 40, width: 100, height: 30 };
      const all = [note, ...boxes.map((box, i) => (i === 0 ? { ...box, id: 'note1' } : box))];
      const right = Math.max(...all.map(({ x, width }) => x + width));
      const aligned = align(noted, all, 'right');
      if ('refused' in aligned) throw new Error(aligned.refused);
      const after = applyDiff(noted, aligned);
      expect(after.extra.notes).toEqual([{ id: 'note1', text: 'a', x: right - 100, y: 40, width: 100, colour: 'red' }]);
      expect(after.nodes[0].position.x).toBe(right - boxes[0].width);
      // Spaced out downwards, it is one of them.
      const spread = distribute(noted, all, 'vertical');
      if ('refused' in spread) throw new Error(spread.refused);
      const [{ y }] = notesOf(applyDiff(noted, spread));
      const places = applyDiff(noted, spread).nodes.map(({ position }, i) => ({ ...boxes[i], y: position.y }));
      const sorted = [{ ...note, y }, ...places].sort((a, b) => a.y + a.height / 2 - b.y - b.height / 2);
      const gaps = sorted.slice(1).map((box, i) => box.y - sorted[i].y - sorted[i].height);
      expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(2);
    }
  });
  it('aligns what it says, within the enclosing box, and is undone to the same bytes', () => {
    const line: Record<Alignment, (box: CardBox) => number> = {
      left: (box) => box.x,
      centre: (box) => box.x + box.width / 2,
      right: (box) => box.x + box.width,
      top: (box) => box.y,
      middle: (box) => box.y + box.height / 2,
      bottom: (box) => box.y + box.height,
    };
    for (const { doc, boxes } of documents()) {
      for (const how of Object.keys(line) as Alignment[]) {
        const lines = moved(doc, boxes, align(doc, boxes, how)).map(line[how]);
        expect(Math.max(...lines) - Math.min(...lines)).toBeLessThanOrEqual(1);
      }
    }
  });
  it('distributes with equal gaps, and leaves the outermost where they are', () => {
    for (const { doc, boxes } of documents()) {
      const after = moved(doc, boxes, distribute(doc, boxes, 'horizontal'));
      const middle = (box: CardBox) => box.x + box.width / 2;
      const order = boxes.map((_, i) => i).sort((a, b) => middle(boxes[a]) - middle(boxes[b]));
      const sorted = order.map((i) => after[i]);
      expect(sorted[0].x).toBe(boxes[order[0]].x);
      expect(sorted[sorted.length - 1].x).toBe(boxes[order[order.length - 1]].x);
      const gaps = sorted.slice(1).map((box, i) => box.x - sorted[i].x - sorted[i].width);
      expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(2);
    }
  });
  it('lays out without overlap, every edge from left to right', () => {
    for (const { doc, boxes } of documents()) {
      const after = moved(doc, boxes, layOut(doc, boxes, wayOf));
      after.forEach((a, i) => {
        for (const b of after.slice(i + 1)) {
          const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
          expect(apart).toBe(true);
        }
      });
      const at = new Map(after.map((box) => [box.id, box]));
      for (const { source, target } of doc.edges) {
        const a = at.get(source);
        const b = at.get(target);
        if (a && b) expect(a.x + a.width).toBeLessThanOrEqual(b.x);
      }
    }
  });
  it('lays out with no more crossings than dagre, and once more changes nothing', () => {
    let kept = 0;
    for (const { doc, boxes } of documents()) {
      const lines = doc.edges.map(({ source, target }): Joined => {
        const at = (node: string) => boxes.findIndex(({ id }) => id === node);
        return [at(source), at(target)];
      });
      const result = layOut(doc, boxes, wayOf);
      const after = moved(doc, boxes, result);
      expect(crossings(after, lines)).toBeLessThanOrEqual(crossings(byDagre(doc, boxes), lines));
      if ('refused' in result) continue;
      expect(layOut(applyDiff(doc, result), after, wayOf)).toEqual([]);
      // Turned upside down by hand, it stays so.
      const low = Math.max(...after.map(({ y, height }) => y + height));
      const turned = after.map((box) => ({ ...box, y: low - box.y - box.height }));
      const again = moved(doc, turned, layOut(doc, turned, wayOf));
      const above = (cards: readonly CardBox[], a: number, b: number) => cards[a].y < cards[b].y;
      again.forEach((a, i) => {
        again.forEach((b, j) => {
          if (i === j || a.x + a.width / 2 !== b.x + b.width / 2) return;
          if (after[i].x + after[i].width / 2 !== after[j].x + after[j].width / 2) return;
          expect(above(again, i, j)).toBe(above(turned, i, j));
          kept += 1;
        });
      });
    }
    expect(kept).toBeGreaterThan(50);
  });
  it('leaves what stands above what in two-routes', () => {
    const opened = openText(readFileSync(join(import.meta.dirname, '../../fixtures/two-routes.gradpath'), 'utf8'));
    if (!opened.ok) throw new Error(opened.error.message);
    const doc = opened.document;
    const boxes = doc.nodes.map(({ id, position }) => ({ id, ...position, width: 168, height: 92 }));
    const y = new Map(moved(doc, boxes, layOut(doc, boxes, wayOf)).map((box) => [box.id, box.y]));
    expect(y.get('x1')).toBeLessThan(y.get('x2') as number);
    expect(y.get('n2')).toBeLessThan(y.get('n3') as number);
    const turned = boxes.map((box) => ({ ...box, y: -box.y }));
    const other = new Map(moved(doc, turned, layOut(doc, turned, wayOf)).map((box) => [box.id, box.y]));
    expect(other.get('x2')).toBeLessThan(other.get('x1') as number);
    expect(other.get('n3')).toBeLessThan(other.get('n2') as number);
  });
  it('refuses what it cannot do, in a sentence', () => {
    const { doc, boxes } = documents()[0];
    expect(align(doc, boxes.slice(0, 1), 'left')).toEqual({
      refused: 'Select at least two nodes or notes to align them.',
    });
    expect(layOut(doc, [], wayOf)).toEqual({ refused: 'There is nothing to lay out yet.' });
  });
});

/** The same document with about a third of its nodes locked. */
function partlyLocked(doc: NetworkDocument, random: Random): NetworkDocument {
  const some = doc.nodes.filter(() => random.next() < 0.35).map(({ id }) => id);
  const diff = setLocked(doc, some, true);
  if ('refused' in diff) throw new Error(diff.refused);
  return applyDiff(doc, diff);
}

const apart = (a: CardBox, b: CardBox) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

describe('arranging among locked nodes', () => {
  it('spaces the others evenly between one that stays and the next, over none of them where there is room', () => {
    let spaced = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const random = createRandom(seed);
      const drawn = unlocked(randomDocument(seed, 40));
      const wide = drawn.nodes.map((node) => ({ ...node, position: { ...node.position, x: 4 * node.position.x } }));
      const doc = partlyLocked({ ...drawn, nodes: wide }, random);
      if (doc.nodes.length < 3) continue;
      const boxes = boxesOf(doc, random);
      const after = moved(doc, boxes, distribute(doc, boxes, 'horizontal'));
      const middle = (box: CardBox) => box.x + box.width / 2;
      const order = boxes.map((_, i) => i).sort((a, b) => middle(boxes[a]) - middle(boxes[b]));
      const outermost = [order[0], order[order.length - 1]];
      const stays = (i: number) => outermost.includes(i) || doc.nodes[i].locked === true;
      boxes.forEach((box, i) => {
        if (stays(i)) expect(after[i].x).toBe(box.x);
      });
      // Those that move keep their order.
      const moving = order.filter((i) => !stays(i));
      for (const [k, i] of moving.slice(1).entries()) expect(after[i].x).toBeGreaterThanOrEqual(after[moving[k]].x);
      const sorted = [...order].sort((a, b) => middle(after[a]) - middle(after[b]));
      for (let k = 0; k < sorted.length; ) {
        let end = k + 1;
        while (end < sorted.length && !stays(sorted[end])) end += 1;
        const run = sorted.slice(k, end + 1);
        const gaps = run.slice(1).map((i, g) => after[i].x - after[run[g]].x - after[run[g]].width);
        // One that stays may reach over the next that does; then the room begins, or ends, with it.
        const fixed = boxes.filter((_, i) => stays(i));
        const [first, last] = [after[run[0]], after[run[run.length - 1]]];
        const plain = fixed.every((box) => box.x + box.width <= first.x + first.width || box.x >= last.x);
        if (plain && run.length > 2 && Math.min(...gaps) > 1) {
          expect(Math.max(...gaps) - Math.min(...gaps), `seed ${seed}`).toBeLessThanOrEqual(2);
          spaced += 1;
        }
        k = end;
      }
    }
    expect(spaced).toBeGreaterThan(15);
  });
  it('leaves no card over another in a row that has room for all', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = createRandom(seed);
      const count = 3 + random.below(6);
      // Fixed cards well apart, the others anywhere between the outermost.
      const boxes = Array.from({ length: count }, (_, i): CardBox => {
        const place = i < 2 ? i * 2600 : 150 + random.below(2300);
        return { id: `n${i}`, x: place, y: 0, width: 40 + random.below(60), height: 50 };
      });
      let doc = emptyDocument();
      for (const { id, x, y } of boxes) {
        const made = addNode(doc, { kind: 'input', id, position: { x, y } });
        if ('refused' in made) throw new Error(made.refused);
        doc = applyDiff(doc, made);
      }
      const locks = boxes.filter(({ id }, i) => id !== 'n0' && i % 3 === 2);
      const clear = locks.every((a, i) => locks.slice(i + 1).every((b) => Math.abs(a.x - b.x) > 120));
      if (!clear) continue;
      const locking = setLocked(
        doc,
        locks.map(({ id }) => id),
        true,
      );
      if ('refused' in locking) throw new Error(locking.refused);
      doc = applyDiff(doc, locking);
      const after = moved(doc, boxes, distribute(doc, boxes, 'horizontal'));
      after.forEach((a, i) => {
        for (const b of after.slice(i + 1)) expect(apart(a, b), `seed ${seed} ${a.id} ${b.id}`).toBe(true);
      });
    }
  });
  it('lays out the others over none of them, nor over one another', () => {
    let [pairs, agreed] = [0, 0];
    for (let seed = 1; seed <= 60; seed++) {
      const random = createRandom(seed);
      const doc = partlyLocked(unlocked(randomDocument(seed, 40)), random);
      if (doc.nodes.length < 3) continue;
      const boxes = boxesOf(doc, random);
      const after = moved(doc, boxes, layOut(doc, boxes, wayOf));
      const locked = (i: number) => doc.nodes[i].locked === true;
      after.forEach((a, i) => {
        if (locked(i)) expect(a).toEqual(boxes[i]);
        after.slice(0, i).forEach((b, j) => {
          // Locked ones may lie over one another as they did.
          if (locked(i) && locked(j)) return;
          expect(apart(a, b), `seed ${seed} ${a.id} ${b.id}`).toBe(true);
          pairs += 1;
        });
      });
      // Around a single one the layout is that of the network without a lock.
      const free = unlocked(doc);
      const laid = moved(free, boxes, layOut(free, boxes, wayOf));
      const locking = setLocked(free, [doc.nodes[random.below(doc.nodes.length)].id], true);
      if ('refused' in locking) throw new Error(locking.refused);
      const one = applyDiff(free, locking);
      const around = moved(one, boxes, layOut(one, boxes, wayOf));
      const [dx, dy] = [around[0].x - laid[0].x, around[0].y - laid[0].y];
      around.forEach((box, i) => {
        expect(Math.abs(box.x - laid[i].x - dx)).toBeLessThanOrEqual(2);
        expect(Math.abs(box.y - laid[i].y - dy)).toBeLessThanOrEqual(2);
      });
      agreed += 1;
    }
    expect(pairs).toBeGreaterThan(500);
    expect(agreed).toBeGreaterThan(20);
  });
  it('lays out two-routes beside its loss, which was locked between the columns', () => {
    const opened = example('two-routes');
    const away = moveNodes(opened, new Map([['L', { x: 330, y: 117 }]]));
    if ('refused' in away) throw new Error(away.refused);
    const locking = setLocked(applyDiff(opened, away), ['L'], true);
    if ('refused' in locking) throw new Error(locking.refused);
    const doc = applyDiff(applyDiff(opened, away), locking);
    const boxes = doc.nodes.map(({ id, position }) => ({ id, ...position, width: 168, height: 92 }));
    const after = moved(doc, boxes, layOut(doc, boxes, wayOf));
    after.forEach((a, i) => {
      for (const b of after.slice(i + 1)) expect(apart(a, b), `${a.id} ${b.id}`).toBe(true);
    });
  });
  it('spaces the others of softmax-classifier as its locked layer leaves room', () => {
    const opened = example('softmax-classifier');
    const hidden = opened.nodes.filter(({ kind }) => kind === 'layer')[0];
    const locking = setLocked(opened, [hidden.id], true);
    if ('refused' in locking) throw new Error(locking.refused);
    const doc = applyDiff(opened, locking);
    const boxes = doc.nodes.map(({ id, position }) => ({ id, ...position, width: 150, height: 92 }));
    const after = moved(doc, boxes, distribute(doc, boxes, 'horizontal')).sort((a, b) => a.x - b.x);
    const gaps = after.slice(1).map((box, i) => box.x - after[i].x - after[i].width);
    expect(after[1].id).toBe(hidden.id);
    expect(Math.abs(gaps[1] - gaps[2])).toBeLessThanOrEqual(1);
  });
});

describe('a locked node', () => {
  it('is neither moved nor deleted, and can be unlocked again', () => {
    const { doc } = documents()[0];
    const [{ id, position }] = doc.nodes;
    const locking = setLocked(doc, [id], true);
    if ('refused' in locking) throw new Error(locking.refused);
    const locked = applyDiff(doc, locking);
    expect(moveNodes(locked, new Map([[id, { x: position.x + 9, y: position.y }]]))).toEqual([]);
    expect(removeMany(locked, [id])).toEqual({ refused: `${id} is locked: unlock it before deleting it.` });
    const unlocking = toggleLocked(locked, [id]);
    if ('refused' in unlocking) throw new Error(unlocking.refused);
    expect(serialize(applyDiff(locked, unlocking))).toBe(serialize(doc));
  });
});

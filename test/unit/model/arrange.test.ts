import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../src/engine';
import { type Alignment, align, type CardBox, distribute } from '../../../src/model/commands/arrange';
import { layOut } from '../../../src/model/commands/layout';
import { setLocked, toggleLocked } from '../../../src/model/commands/lock';
import { moveNodes } from '../../../src/model/commands/nodes';
import { removeMany } from '../../../src/model/commands/remove';
import { applyDiff, invertDiff } from '../../../src/model/diff';
import { serialize } from '../../../src/model/serialize';
import type { NetworkDocument } from '../../../src/model/types';
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
      const after = moved(doc, boxes, layOut(doc, boxes));
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
  it('refuses what it cannot do, in a sentence', () => {
    const { doc, boxes } = documents()[0];
    expect(align(doc, boxes.slice(0, 1), 'left')).toEqual({ refused: 'Select at least two nodes to align them.' });
    expect(layOut(doc, [])).toEqual({ refused: 'There is nothing to lay out yet.' });
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

import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../src/engine';
import type { CardBox } from '../../../src/model/commands/arrange';
import { roomFor } from '../../../src/model/commands/room';
import { roomAround } from '../../../src/model/commands/roomAround';

const apart = (a: CardBox, b: CardBox) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

const cardAnywhere = (random: Random, id: string): CardBox => ({
  id,
  x: random.below(1200),
  y: random.below(700),
  width: 60 + random.below(200),
  height: 30 + random.below(120),
});

/** Some cards, none over another. */
function cards(random: Random): CardBox[] {
  const boxes: CardBox[] = [];
  for (let i = 0; i < 12; i++) {
    const next = cardAnywhere(random, `n${i}`);
    if (boxes.every((other) => apart(other, next))) boxes.push(next);
  }
  return boxes;
}

describe('making room for a card', () => {
  it('leaves it over no other, moves only to the right, by one way, and pushes nothing over anything', () => {
    let moves = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const random = createRandom(seed);
      const boxes = cards(random);
      const card = cardAnywhere(random, 'new');
      const room = roomFor(card, boxes, 'n0');
      if (!room) throw new Error('nothing is locked');
      const { place, moved } = room;
      const placed = { ...card, ...place };
      const after = boxes.map((other) => ({ ...other, ...(moved.get(other.id) ?? {}) }));
      expect(place.y).toBe(card.y);
      expect(place.x).toBeGreaterThanOrEqual(card.x);
      for (const other of after) expect(apart(placed, other), `seed ${seed} ${other.id}`).toBe(true);
      after.forEach((a, i) => {
        for (const b of after.slice(i + 1)) expect(apart(a, b), `seed ${seed} ${a.id} ${b.id}`).toBe(true);
      });
      const ways = new Set(after.map((now, i) => now.x - boxes[i].x).filter((by) => by !== 0));
      expect(ways.size).toBeLessThanOrEqual(1);
      for (const by of ways) expect(by).toBeGreaterThan(0);
      expect(after.map(({ y }) => y)).toEqual(boxes.map(({ y }) => y));
      if (ways.size > 0) moves += 1;
      if (boxes.every((other) => apart({ ...card, x: card.x - 60, width: card.width + 120 }, other))) {
        expect({ place, moved: moved.size }).toEqual({ place: { x: card.x, y: card.y }, moved: 0 });
      }
    }
    expect(moves).toBeGreaterThan(100);
  });
  it('moves none that stays, nor anything on one, and answers nothing where one is in the way', () => {
    let [made, blocked] = [0, 0];
    for (let seed = 1; seed <= 400; seed++) {
      const random = createRandom(seed);
      const boxes = cards(random);
      const stays = new Set(boxes.filter(() => random.next() < 0.2).map(({ id }) => id));
      const card = cardAnywhere(random, 'new');
      const room = roomFor(card, boxes, 'n0', stays);
      const free = roomFor(card, boxes, 'n0');
      if (!room) {
        blocked += 1;
        // Without locks one of them would have moved.
        expect([...stays].some((id) => free?.moved.has(id))).toBe(true);
        continue;
      }
      if (free?.moved.size) made += 1;
      const after = [
        { ...card, ...room.place },
        ...boxes.map((other) => ({ ...other, ...(room.moved.get(other.id) ?? {}) })),
      ];
      for (const id of stays) expect(room.moved.has(id)).toBe(false);
      after.forEach((a, i) => {
        for (const b of after.slice(i + 1)) expect(apart(a, b), `seed ${seed} ${a.id} ${b.id}`).toBe(true);
      });
    }
    expect(Math.min(made, blocked)).toBeGreaterThan(30);
  });
});

describe('making room around what grows in its place', () => {
  it('leaves nothing under it, pushes nothing over anything, and moves none that stays', () => {
    let [made, blocked] = [0, 0];
    for (let seed = 1; seed <= 600; seed++) {
      const random = createRandom(seed);
      const box = (id: string): CardBox => ({
        id,
        x: random.below(1500),
        y: random.below(1000),
        width: 60 + random.below(200),
        height: 30 + random.below(120),
      });
      const core = { ...box('core'), x: 600, y: 450 };
      const boxes: CardBox[] = [];
      for (let i = 0; i < 25; i++) {
        const next = box(`n${i}`);
        if ([core, ...boxes].every((other) => apart(other, next))) boxes.push(next);
      }
      const by = { x: random.below(300), y: random.below(300) };
      const grown = {
        x: core.x - by.x,
        y: core.y - by.y,
        width: core.width + 2 * by.x,
        height: core.height + 2 * by.y,
      };
      const stays = new Set(seed % 2 === 0 ? [] : boxes.filter(() => random.next() < 0.2).map(({ id }) => id));
      const moved = roomAround(grown, core, boxes, stays);
      if (!moved) {
        expect(stays.size).toBeGreaterThan(0);
        blocked += 1;
        continue;
      }
      if (moved.size > 0) made += 1;
      for (const id of stays) expect(moved.has(id)).toBe(false);
      const after = [
        { ...grown, id: 'grown' },
        ...boxes.map((other) => ({ ...other, ...(moved.get(other.id) ?? {}) })),
      ];
      after.forEach((a, i) => {
        for (const b of after.slice(i + 1)) expect(apart(a, b), `seed ${seed} ${a.id} ${b.id}`).toBe(true);
      });
    }
    expect(made).toBeGreaterThan(200);
    expect(blocked).toBeGreaterThan(50);
  });
});

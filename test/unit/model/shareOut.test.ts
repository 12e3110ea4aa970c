import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine';
import { shareOut } from '../../../src/model/commands/shareOut';

/** Whether the things fit at all, tried out: as many as can into each room, from the front. */
function fitsAll(sizes: readonly number[], rooms: readonly number[]): boolean {
  let at = 0;
  for (const room of rooms) {
    for (let left = room; at < sizes.length && sizes[at] <= left; at++) left -= sizes[at];
  }
  return at === sizes.length;
}

describe('sharing a row of things out among rooms', () => {
  it('keeps their order, fills no room beyond its size, grants wishes that can be, and finds a way wherever there is one', () => {
    let [granted, moved, refused] = [0, 0, 0];
    for (let seed = 1; seed <= 2000; seed++) {
      const random = createRandom(seed);
      const rooms = Array.from({ length: 1 + random.below(4) }, () => random.below(100) - 10);
      const sizes = Array.from({ length: random.below(7) }, () => 1 + random.below(30));
      const wishes = sizes.map(() => random.below(rooms.length)).sort((a, b) => a - b);
      const shared = shareOut(sizes, rooms, wishes);
      expect(shared !== null, `seed ${seed}`).toBe(fitsAll(sizes, rooms));
      if (!shared) {
        refused += 1;
        continue;
      }
      expect([...shared]).toEqual([...shared].sort((a, b) => a - b));
      const full = (share: readonly number[]) =>
        rooms.every((room, at) => {
          const inside = sizes.filter((_, i) => share[i] === at);
          return inside.length === 0 || inside.reduce((sum, size) => sum + size, 0) <= room;
        });
      expect(full(shared), `seed ${seed}`).toBe(true);
      if (full(wishes)) {
        expect(shared).toEqual(wishes);
        granted += 1;
      } else moved += 1;
    }
    expect(Math.min(granted, moved, refused)).toBeGreaterThan(100);
  });
});

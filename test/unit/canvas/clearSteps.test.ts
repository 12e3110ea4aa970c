import { describe, expect, it } from 'vitest';
import { clearSteps } from '../../../src/canvas/clearSteps';

const STEP = { x: 32, y: 32 };
const card = (x: number, y: number, width = 100, height = 100) => ({ x, y, width, height });

describe('where copies can be seen', () => {
  it('is where they are, when no card lies over most of one', () => {
    expect(clearSteps([card(0, 0)], [], STEP)).toBe(0);
    expect(clearSteps([card(0, 0)], [card(50, 0)], STEP)).toBe(0);
    expect(clearSteps([], [card(0, 0)], STEP)).toBe(0);
  });
  it('is so many steps on that every copy is clear of every card', () => {
    expect(clearSteps([card(0, 0)], [card(0, 0)], STEP)).toBe(1);
    expect(clearSteps([card(0, 0)], [card(0, 0), card(32, 32), card(64, 64)], STEP)).toBe(3);
    expect(clearSteps([card(0, 0), card(500, 0)], [card(532, 32), card(500, 0)], STEP)).toBe(2);
    // A large card hides a small one for longer.
    expect(clearSteps([card(0, 0)], [card(0, 0, 400, 400)], STEP)).toBe(11);
  });
  it('is not sought for ever', () => {
    expect(clearSteps([card(0, 0)], [card(0, 0, 1e9, 1e9)], STEP)).toBe(0);
  });
});

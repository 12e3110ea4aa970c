/** How far copies are moved on so that each can be seen. Pure. */
import type { Position } from '../model/types';
import type { Box } from './geometry';

/** A card under which more than this share of another lies hides it; a neuron one step from its copy is seen well enough. */
const HIDDEN = 0.6;
/** Steps that are tried; beyond them a copy lies where it would have. */
const MOST = 400;

function shared(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

/** The least number of steps after which no copy lies mostly under one card; all go together, as they were copied. */
export function clearSteps(copies: readonly Box[], taken: readonly Box[], step: Position): number {
  for (let count = 0; count <= MOST; count++) {
    const hidden = copies.some((copy) => {
      const at = { ...copy, x: copy.x + step.x * count, y: copy.y + step.y * count };
      return taken.some((card) => shared(at, card) > HIDDEN * at.width * at.height);
    });
    if (!hidden) return count;
  }
  return 0;
}

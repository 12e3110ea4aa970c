/** The order in which Tab goes through the canvas: column by column from the left, in each from the top. Pure. */
import type { Position } from '../model/types';

/** Cards whose left sides are no further apart than this stand in one column. */
const COLUMN = 60;

/** Things in reading order; those at the same place keep theirs. */
export function readingOrder<T extends { readonly position: Position }>(things: readonly T[]): T[] {
  const sorted = [...things].sort((a, b) => a.position.x - b.position.x);
  const ordered: T[] = [];
  for (let at = 0; at < sorted.length; ) {
    const left = sorted[at].position.x;
    let end = at + 1;
    while (end < sorted.length && sorted[end].position.x - left <= COLUMN) end++;
    ordered.push(...sorted.slice(at, end).sort((a, b) => a.position.y - b.position.y));
    at = end;
  }
  return ordered;
}

import type { Node } from '@xyflow/react';
import { contains, type Point } from '../geometry';

/** The topmost card at a point of the canvas: a node's, open in its body or not, or a collapsed group's. */
export function cardAt(nodes: readonly Node[], point: Point): string | null {
  const card = nodes.findLast(({ type, position, measured }) => {
    if (type === 'note' || type === 'groupFrame' || !measured?.width || !measured.height) return false;
    return contains({ ...position, width: measured.width, height: measured.height }, point);
  });
  return card?.id ?? null;
}

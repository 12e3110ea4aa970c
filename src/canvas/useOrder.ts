/** The order of React Flow's nodes in the page, which is the one in which Tab goes through them. */
import type { Node, XYPosition } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import { readingOrder } from './readingOrder';

type Places = ReadonlyMap<string, { readonly at: number; readonly position: XYPosition }>;

/** What lies behind others is below zero; a selected card is above, and keeps its turn. */
const behind = ({ zIndex = 0 }: Node) => Math.min(0, zIndex);

/** Cards in reading order, then notes, then frames of groups: these lie behind, whatever their place in the page. */
function ordered<T extends Node>(nodes: readonly T[]): T[] {
  return readingOrder(nodes).sort((a, b) => behind(b) - behind(a));
}

/**
 * React Flow's nodes in the order of Tab. While something is dragged the order stays: its elements would change places
 * under the pointer.
 */
export function useOrder<T extends Node>(lists: readonly (readonly T[])[], moving: boolean): T[] {
  const places = useRef<Places>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lists are what can change, not the list of them.
  return useMemo(() => {
    const nodes = lists.flat();
    const known = places.current;
    const stays = ({ id, position }: T) => known.has(id) && (moving || known.get(id)?.position === position);
    if (nodes.length === known.size && nodes.every(stays)) {
      const inPlace: T[] = new Array(nodes.length);
      for (const node of nodes) inPlace[known.get(node.id)?.at ?? 0] = node;
      return inPlace;
    }
    const result = ordered(nodes);
    places.current = new Map(result.map(({ id, position }, at) => [id, { at, position }]));
    return result;
  }, [...lists, moving]);
}

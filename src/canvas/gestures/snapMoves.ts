/** Applies snapping to the places that a drag asks for. */
import type { NetworkDocument, Position } from '../../model/types';
import type { Box } from '../geometry';
import { type Guide, snap } from './snap';

/** How near a line has to be, pixels of the screen. */
const REACH = 6;
/** Beyond this many cards a guide is found for every place, and says nothing. */
const MOST = 300;

type Sizes = ReadonlyMap<string, { readonly width: number; readonly height: number }>;

/** The places of dragged nodes, moved together so that the box around them lies flush with the others. */
export function snapMoves(
  doc: NetworkDocument,
  sizes: Sizes,
  moves: ReadonlyMap<string, Position>,
  zoom: number,
  along?: 'x' | 'y',
): { readonly moves: ReadonlyMap<string, Position>; readonly guides: readonly Guide[] } {
  const boxes: Box[] = [];
  for (const [id, { x, y }] of moves) {
    const size = sizes.get(id);
    if (size) boxes.push({ x, y, ...size });
  }
  const others = doc.nodes.flatMap(({ id, position }): Box[] => {
    const size = sizes.get(id);
    return size && !moves.has(id) ? [{ ...position, ...size }] : [];
  });
  if (boxes.length === 0 || others.length > MOST) return { moves, guides: [] };
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const width = Math.max(...boxes.map((box) => box.x + box.width)) - x;
  const height = Math.max(...boxes.map((box) => box.y + box.height)) - y;
  const { dx, dy, guides } = snap({ x, y, width, height }, others, REACH / zoom, along);
  const placed = new Map([...moves].map(([id, at]) => [id, { x: Math.round(at.x + dx), y: Math.round(at.y + dy) }]));
  return { moves: placed, guides };
}

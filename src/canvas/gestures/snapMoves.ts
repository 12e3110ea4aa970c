/** Applies snapping to the places that a drag asks for. */
import { notesOf } from '../../model/notes';
import type { NetworkDocument, Position } from '../../model/types';
import type { Box } from '../geometry';
import { flowIdOfNote } from '../notes/useNotes';
import { type Guide, snap } from './snap';

/** How near a line has to be, pixels of the screen. */
const REACH = 6;
/** Beyond this many cards and notes a guide is found for every place, and says nothing. */
const MOST = 300;

type Sizes = ReadonlyMap<string, { readonly width: number; readonly height: number }>;

/** The places of what is dragged, moved together so that the box around it lies flush with other cards and notes. */
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
  const all = [
    ...doc.nodes.map(({ id, position }) => ({ id, ...position })),
    ...notesOf(doc).map(({ id, x, y }) => ({ id: flowIdOfNote(id), x, y })),
  ];
  const others = all.flatMap(({ id, x, y }): Box[] => {
    const size = sizes.get(id);
    return size && !moves.has(id) ? [{ x, y, ...size }] : [];
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

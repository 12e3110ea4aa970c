/** Making room for a card that comes to stand between others. Pure on boxes. */
import type { Position } from '../types';
import type { CardBox } from './arrange';

/** The least room beside the new card: enough for a line to be seen. */
const GAP = 60;

const NOTHING: ReadonlySet<string> = new Set();

export interface Room {
  /** Where the card itself goes: to the right of what it would cover on its left. */
  readonly place: Position;
  /** Where those go that lie to the right of it: all by the same way, so that they keep their order. */
  readonly moved: ReadonlyMap<string, Position>;
}

function near(a: CardBox, b: CardBox): boolean {
  const beside = a.x < b.x + b.width + GAP && b.x < a.x + a.width + GAP;
  return beside && a.y < b.y + b.height && b.y < a.y + a.height;
}

const middle = ({ x, width }: CardBox) => x + width / 2;

function covers(a: CardBox, b: CardBox): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/**
 * Room for a card among others, behind the one that feeds it. `stays`: those that nothing moves; null where one of them is
 * in the way.
 */
export function roomFor(
  card: CardBox,
  others: readonly CardBox[],
  source: string,
  stays: ReadonlySet<string> = NOTHING,
): Room | null {
  const before = others.filter((box) => near(card, box) && (box.id === source || middle(box) < middle(card)));
  const x = Math.ceil(Math.max(card.x, ...before.map((box) => box.x + box.width + GAP)));
  const placed = { ...card, x };
  const behind = others.filter((box) => !before.includes(box));
  const from = Math.min(...behind.filter((box) => near(placed, box)).map((box) => box.x));
  const by = Math.ceil(x + card.width + GAP - from);
  const moved = new Map<string, Position>();
  for (const box of behind) if (box.x >= from && !stays.has(box.id)) moved.set(box.id, { x: box.x + by, y: box.y });
  const fixed = others.filter(({ id }) => stays.has(id));
  const pushed = others.flatMap((box) => (moved.has(box.id) ? [{ ...box, ...moved.get(box.id) }] : []));
  const blocked = fixed.some((box) => near(placed, box) && !before.includes(box));
  if (blocked || fixed.some((box) => pushed.some((other) => covers(box, other)))) return null;
  return { place: { x, y: card.y }, moved };
}

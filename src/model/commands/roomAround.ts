/**
 * Making room for what grows in its place, as a group does that is expanded: what stands above and below it gives way up
 * and down, everything beside it to its own side. Pure on boxes.
 */
import type { Position } from '../types';
import type { CardBox } from './arrange';

/** The least room beside it, for a line, and above and below it. */
const BESIDE = 60;
const ABOVE = 40;

type Area = Omit<CardBox, 'id' | 'note'>;

const middleX = ({ x, width }: Area) => x + width / 2;
const middleY = ({ y, height }: Area) => y + height / 2;
const overX = (a: Area, b: Area) => a.x < b.x + b.width && b.x < a.x + a.width;
const overY = (a: Area, b: Area) => a.y < b.y + b.height && b.y < a.y + a.height;

/** A box as it is upside down. */
const turned = <T extends Area>(box: T): T => ({ ...box, y: -box.y - box.height });
/** A box as it is in a mirror. */
const mirrored = <T extends Area>(box: T): T => ({ ...box, x: -box.x - box.width });

/** Cards of which those above the middle have given way up: those right above what grew, and what these would cover. */
function upwards(grown: Area, core: Area, cards: readonly CardBox[]): readonly CardBox[] {
  const above = cards.filter((card) => middleY(card) < middleY(grown)).sort((a, b) => middleY(b) - middleY(a));
  const pushed: { readonly was: CardBox; readonly now: CardBox }[] = [];
  for (const card of above) {
    const bottom = card.y + card.height;
    // Cards keep the distances they have where those are less.
    const limits = pushed.flatMap(({ was, now }) =>
      overX(was, card) ? [now.y - Math.min(ABOVE, was.y - bottom)] : [],
    );
    if (overX(core, card)) limits.push(Math.floor(grown.y) - ABOVE);
    const y = Math.min(card.y, ...limits.map((limit) => limit - card.height));
    if (y < card.y) pushed.push({ was: card, now: { ...card, y } });
  }
  const moved = new Map(pushed.map(({ now }) => [now.id, now]));
  return cards.map((card) => moved.get(card.id) ?? card);
}

/** Cards of which all that stand left of what grew, or would be covered by it, have given way to the left, by one way. */
function leftwards(grown: Area, cards: readonly CardBox[], stays: ReadonlySet<string>): readonly CardBox[] {
  const left = cards.filter((card) => middleX(card) < middleX(grown));
  const near = left.filter((card) => overY(card, grown) && card.x + card.width > grown.x - BESIDE);
  if (near.length === 0) return cards;
  const last = Math.max(...near.map(({ x, width }) => x + width));
  const by = Math.ceil(last + BESIDE - grown.x);
  const moving = new Set(left.flatMap(({ id, x, width }) => (x + width <= last && !stays.has(id) ? [id] : [])));
  return cards.map((card) => (moving.has(card.id) ? { ...card, x: card.x - by } : card));
}

/**
 * Where cards go so that none lies under what has grown out of `core`, and none comes to lie on another. `stays`: those that
 * nothing moves; null where one of them is in the way.
 */
export function roomAround(
  grown: Area,
  core: Area,
  others: readonly CardBox[],
  stays: ReadonlySet<string>,
): ReadonlyMap<string, Position> | null {
  const up = upwards(grown, core, others);
  const down = upwards(turned(grown), turned(core), up.map(turned)).map(turned);
  const left = leftwards(grown, down, stays);
  const placed = leftwards(mirrored(grown), left.map(mirrored), stays).map(mirrored);
  const moved = placed.filter(({ x, y }, at) => x !== others[at].x || y !== others[at].y);
  const fixed = others.filter(({ id }) => stays.has(id));
  const covers = (a: Area, b: Area) => overX(a, b) && overY(a, b);
  const blocked =
    moved.some((card) => stays.has(card.id) || fixed.some((other) => covers(card, other))) ||
    fixed.some((other) => covers(grown, other));
  return blocked ? null : new Map(moved.map(({ id, x, y }) => [id, { x, y }]));
}

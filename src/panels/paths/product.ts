/** The products of a list of paths as numbers on one line each. Pure. */
import { formatValue } from '../../ui/format';

/** Digits that a factor has at most, and at least. */
const MOST = 4;
const FEWEST = 2;
/** The dots between this many factors, or more, stand closer. */
export const MANY = 6;
/** Free pixels on both sides of such a dot together, and of another. */
const SPACE = { close: 4, wide: 8 };

/** A factor's number, or what stands in place of several of them. */
export type Part =
  | { readonly factor: number; readonly text: string }
  | { readonly left: number; readonly text: string };

/** How wide a text is, in the same unit as the room. */
type Width = (text: string) => number;

const numbers = (values: readonly number[], digits: number) =>
  values.map((value) => {
    const text = formatValue(value, digits);
    return value < 0 ? `(${text})` : text;
  });

const gapOf = (count: number, width: Width) => width('·') + (count >= MANY ? SPACE.close : SPACE.wide);

function widthOf(texts: readonly string[], gap: number, width: Width): number {
  return texts.reduce((sum, text) => sum + width(text), gap * (texts.length - 1));
}

/** With how many digits all products of a list are written: as many as each of them has room for. */
export function digitsFor(products: readonly (readonly number[])[], width: Width, room: number): number {
  let digits = MOST;
  for (const values of products) {
    const gap = gapOf(values.length, width);
    while (digits > FEWEST && widthOf(numbers(values, digits), gap, width) > room) digits -= 1;
    if (digits === FEWEST) break;
  }
  return digits;
}

/** A product on one line: all factors, or, where they have no room, the outer ones and how many there are between them. */
export function productParts(values: readonly number[], digits: number, width: Width, room: number): readonly Part[] {
  const texts = numbers(values, digits);
  const gap = gapOf(values.length, width);
  const all = texts.map((text, factor) => ({ factor, text }));
  if (widthOf(texts, gap, width) <= room) return all;
  for (let left = 1; left < texts.length - 1; left++) {
    // An odd one out stays on the side of the parameter.
    const first = Math.ceil((texts.length - left) / 2);
    const more = { left, text: `… ${left} more …` };
    const parts = [...all.slice(0, first), more, ...all.slice(first + left)];
    if (
      widthOf(
        parts.map(({ text }) => text),
        gap,
        width,
      ) <= room ||
      left === texts.length - 2
    )
      return parts;
  }
  return all;
}

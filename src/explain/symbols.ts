/** Names as TeX and as plain text, in the two notations: z/a (pre-activation, activation), p/q (what enters, what leaves). */
import { nonFiniteText } from '../engine';
import { nodeById, sizeOf } from '../model/document';
import { idTex } from '../model/names';
import type { NetworkDocument } from '../model/types';

export type Notation = 'z' | 'p';

/** A unit's place as an index: the node, and the unit's number where the node has more than one. */
function place(doc: NetworkDocument, node: string, unit: number, tex: boolean): string {
  const record = nodeById(doc, node);
  const name = tex ? idTex(node) : node;
  return record && sizeOf(record) > 1 ? `${name}[${unit}]` : name;
}

const LETTERS = { z: { z: 'z', a: 'a' }, p: { z: 'p', a: 'q' } } as const;

/** z or a of a unit, as TeX. */
export function unitTex(
  doc: NetworkDocument,
  notation: Notation,
  which: 'z' | 'a',
  node: string,
  unit: number,
): string {
  return `${LETTERS[notation][which]}_{${place(doc, node, unit, true)}}`;
}

/** z or a of a unit, as plain text. */
export function unitText(
  doc: NetworkDocument,
  notation: Notation,
  which: 'z' | 'a',
  node: string,
  unit: number,
): string {
  return `${LETTERS[notation][which]}_${place(doc, node, unit, false)}`;
}

/** δ of a unit, short for ∂L/∂z, as TeX and as plain text. */
export function deltaNames(doc: NetworkDocument, node: string, unit: number): { tex: string; text: string } {
  return { tex: `\\delta_{${place(doc, node, unit, true)}}`, text: `δ_${place(doc, node, unit, false)}` };
}

/** ∂y/∂x as TeX. */
export function partialTex(y: string, x: string): string {
  return `\\frac{\\partial ${y}}{\\partial ${x}}`;
}

/** A number without exponent and with ten significant digits, readable by TeX and by programs. */
export function decimal(value: number, digits = 10): string {
  if (!Number.isFinite(value)) return nonFiniteText(value).replace('−', '-');
  if (value === 0) return '0';
  const places = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))));
  const text = value.toFixed(Math.min(100, places));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

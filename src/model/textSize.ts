/**
 * How long the text of a network can become, without making it: whatever its numbers are, and whichever of its weights are
 * taken out, since no command that changes these asks again.
 */
import { shapeOfEdge } from './document';
import { CHARACTERS_A_WEIGHT } from './limits';
import { BASE64_FROM, print } from './serialize';
import type { EdgeRecord, Extra, Json, NetworkDocument, NodeRecord } from './types';

/** Names of fields, brackets, the place of a card: what a record takes besides its texts and numbers. */
const RECORD = 400;
/** The longest number, `-1.2345678901234567e-308`, with the comma behind it. */
const NUMBER = 26;
/** A line of its own: how far it is moved in, its brackets, its comma. */
const LINE = 14;
/** The most that a character of a text takes: `\u0007`. */
const ESCAPED = 6;
/** How far the values of unknown fields are moved in at most: those of a position. */
const DEEPEST = ' '.repeat(8);

const known = new WeakMap<object, number>();

/** Unknown fields can hold anything, also all of a training set, and stay as they are for long. */
function sizeOfJson(value: Json): number {
  const measure = () => new TextEncoder().encode(print(value, DEEPEST)).length;
  if (typeof value !== 'object' || value === null) return measure();
  let size = known.get(value);
  if (size === undefined) {
    size = measure();
    known.set(value, size);
  }
  return size;
}

function sizeOfExtra(extra: Extra | undefined): number {
  let size = 0;
  for (const [key, value] of Object.entries(extra ?? {})) size += LINE + ESCAPED * key.length + sizeOfJson(value);
  return size;
}

function sizeOfNode(node: NodeRecord): number {
  const numbers =
    node.kind === 'input'
      ? node.values.length
      : node.kind === 'loss'
        ? node.target.length
        : node.kind === 'layer'
          ? (node.bias?.length ?? 0)
          : 0;
  const texts = node.id.length + ESCAPED * (node.label?.length ?? 0);
  return RECORD + texts + NUMBER * numbers + sizeOfExtra(node.extra) + sizeOfExtra(node.position.extra);
}

function sizeOfEdge(doc: NetworkDocument, edge: EdgeRecord): number {
  const texts = edge.id.length + edge.source.length + edge.target.length + ESCAPED * (edge.label?.length ?? 0);
  const count = edge.weight?.length ?? 0;
  const each = count >= BASE64_FROM ? CHARACTERS_A_WEIGHT : NUMBER + 3;
  // Both the matrix and its mask may stand there row by row.
  const lines = count === 0 ? 0 : 2 * shapeOfEdge(doc, edge).rows;
  return RECORD + texts + each * count + LINE * lines + sizeOfExtra(edge.extra);
}

/** Bytes of UTF-8, and so characters too, that a file of this network takes at most. */
export function textSize(doc: NetworkDocument): number {
  let size = RECORD + ESCAPED * doc.name.length + sizeOfExtra(doc.extra);
  for (const node of doc.nodes) size += sizeOfNode(node);
  for (const edge of doc.edges) size += sizeOfEdge(doc, edge);
  return size;
}

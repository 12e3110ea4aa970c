/**
 * Document → text: pretty-printed, stable key order, so that two saves of the same network are the same bytes and a diff
 * reads well. A vector takes one line, a matrix one line a row; large ones are base64. Masks are 0 and 1 row by row, however
 * large: as base64 of float64 they would take as much room as the weights.
 */
import { shapeOfEdge } from './document';
import { toBase64 } from './fileNumbers';
import { FORMAT_NAME, FORMAT_VERSION } from './schema';
import type { EdgeRecord, Extra, Json, NetworkDocument, NodeRecord } from './types';

/** Entries from which a matrix is written as base64: nobody reads more by eye. */
export const BASE64_FROM = 257;

/** A value that is printed in its own way. */
class Raw {
  constructor(readonly print: (indent: string) => string) {}
}
type Printable = Json | Raw | { readonly [key: string]: Printable } | readonly Printable[];

/** Shortest text that reads back as the same float64; JSON.stringify would lose the sign of -0. */
function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : JSON.stringify(value);
}

function vector(values: ArrayLike<number>): Raw {
  return new Raw(() => `[${Array.from(values, numberText).join(', ')}]`);
}

/** A matrix row by row. */
function rowsOf(values: Float64Array | Uint8Array, rows: number, cols: number): Printable {
  const lines = Array.from({ length: rows }, (_, row) => vector(values.subarray(row * cols, (row + 1) * cols)));
  if (rows === 1) return new Raw((indent) => `[${lines[0].print(indent)}]`);
  return lines;
}

function matrix(values: Float64Array, rows: number, cols: number): Printable {
  if (rows * cols < BASE64_FROM) return rowsOf(values, rows, cols);
  return { shape: vector([rows, cols]), data: toBase64(values) };
}

/** A value of a file as it is written; `indent`: of the line that it begins in. */
export function print(value: Printable, indent = ''): string {
  if (value instanceof Raw) return value.print(indent);
  if (value === null || typeof value !== 'object')
    return typeof value === 'number' ? numberText(value) : JSON.stringify(value);
  const inner = `${indent}  `;
  const list = Array.isArray(value);
  const parts = list
    ? value.map((item: Printable) => print(item, inner))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${JSON.stringify(key)}: ${print(item as Printable, inner)}`);
  const [open, close] = list ? '[]' : '{}';
  if (parts.length === 0) return open + close;
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
}

/** Known fields first, in their order; unknown ones after them, in theirs. */
function withExtra(known: Record<string, Printable | undefined>, extra: Extra | undefined): Printable {
  const entries = [...Object.entries(known), ...Object.entries(extra ?? {})].filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { readonly [key: string]: Printable };
}

function nodeText(node: NodeRecord): Printable {
  const { x, y, extra } = node.position;
  const position = extra
    ? withExtra({ x, y }, extra)
    : new Raw(() => `{ "x": ${numberText(x)}, "y": ${numberText(y)} }`);
  const { view, locked } = node;
  const head = { id: node.id, kind: node.kind, label: node.label };
  switch (node.kind) {
    case 'input':
      return withExtra({ ...head, size: node.size, values: vector(node.values), position, view, locked }, node.extra);
    case 'layer':
      return withExtra(
        {
          ...head,
          size: node.size,
          activation: node.activation,
          bias: node.bias && vector(node.bias),
          surrogate: node.surrogate,
          position,
          view,
          locked,
        },
        node.extra,
      );
    case 'op':
      return withExtra({ ...head, op: node.op, size: node.size, position, view, locked }, node.extra);
    case 'loss':
      return withExtra({ ...head, loss: node.loss, target: vector(node.target), position, view, locked }, node.extra);
  }
}

function edgeText(doc: NetworkDocument, edge: EdgeRecord): Printable {
  const { rows, cols } = shapeOfEdge(doc, edge);
  return withExtra(
    {
      id: edge.id,
      source: edge.source,
      target: edge.target,
      label: edge.label,
      weight: edge.weight ? matrix(edge.weight, rows, cols) : undefined,
      mask: edge.mask ? rowsOf(edge.mask, rows, cols) : undefined,
      tiedTo: edge.tiedTo ?? undefined,
      frozen: edge.frozen || undefined,
    },
    edge.extra,
  );
}

/** The text of a `.gradpath` file. */
export function serialize(doc: NetworkDocument): string {
  const file = withExtra(
    {
      format: FORMAT_NAME,
      version: FORMAT_VERSION,
      name: doc.name,
      nodes: doc.nodes.map(nodeText),
      edges: doc.edges.map((edge) => edgeText(doc, edge)),
    },
    doc.extra,
  );
  return `${print(file)}\n`;
}

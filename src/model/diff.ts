/** Applying, inverting and merging diffs. A document is never written to: what changes is copied. */
import { edgeIndex, nodeIndex } from './document';
import type { Change, Diff, EdgeRecord, NetworkDocument, NodeRecord, NumberSlot } from './types';

function putRecord<T>(list: T[], index: number, before: T | null, after: T | null): void {
  if (before === null && after !== null) list.splice(index, 0, after);
  else if (after === null) list.splice(index, 1);
  else list[index] = after;
}

function overwrite(old: Float64Array, start: number, part: Float64Array): Float64Array {
  const next = old.slice();
  next.set(part, start);
  return next;
}

function withNumbers(node: NodeRecord, slot: NumberSlot, start: number, part: Float64Array): NodeRecord {
  if (node.kind === 'input' && slot.of === 'values') return { ...node, values: overwrite(node.values, start, part) };
  if (node.kind === 'layer' && slot.of === 'bias' && node.bias) {
    return { ...node, bias: overwrite(node.bias, start, part) };
  }
  if (node.kind === 'loss' && slot.of === 'target') return { ...node, target: overwrite(node.target, start, part) };
  throw new Error(`${slot.id} has no ${slot.of}`);
}

/** The document after the changes, in their order. */
export function applyDiff(doc: NetworkDocument, diff: Diff): NetworkDocument {
  let nodes: NodeRecord[] | null = null;
  let edges: EdgeRecord[] | null = null;
  let meta = { name: doc.name, extra: doc.extra };
  // As long as no record changed, places are those of the document, whose index knows them at once.
  let nodesAsIndexed = true;
  let edgesAsIndexed = true;
  for (const change of diff) {
    if (change.type === 'meta') {
      meta = change.after;
    } else if (change.type === 'node') {
      nodes ??= [...doc.nodes];
      nodesAsIndexed = false;
      putRecord(nodes, change.index, change.before, change.after);
    } else if (change.type === 'edge') {
      edges ??= [...doc.edges];
      edgesAsIndexed = false;
      putRecord(edges, change.index, change.before, change.after);
    } else if (change.slot.of === 'weight') {
      edges ??= [...doc.edges];
      const { id } = change.slot;
      const at = edgesAsIndexed ? edgeIndex(doc, id) : edges.findIndex((edge) => edge.id === id);
      const edge = edges[at];
      if (!edge?.weight) throw new Error(`${id} has no weight`);
      edges[at] = { ...edge, weight: overwrite(edge.weight, change.start, change.after) };
    } else {
      nodes ??= [...doc.nodes];
      const { id } = change.slot;
      const at = nodesAsIndexed ? nodeIndex(doc, id) : nodes.findIndex((node) => node.id === id);
      if (at < 0) throw new Error(`there is no node ${id}`);
      nodes[at] = withNumbers(nodes[at], change.slot, change.start, change.after);
    }
  }
  return { ...meta, nodes: nodes ?? doc.nodes, edges: edges ?? doc.edges };
}

function invertChange(change: Change): Change {
  return { ...change, before: change.after, after: change.before } as Change;
}

/** The diff that takes back another. */
export function invertDiff(diff: Diff): Diff {
  return diff.map(invertChange).reverse();
}

function sameSlice(a: Change, b: Change): boolean {
  return (
    a.type === 'numbers' &&
    b.type === 'numbers' &&
    a.slot.of === b.slot.of &&
    a.slot.id === b.slot.id &&
    a.start === b.start &&
    a.after.length === b.after.length
  );
}

function sameRecord(a: Change, b: Change): boolean {
  return (
    (a.type === 'node' || a.type === 'edge') &&
    a.type === b.type &&
    a.index === b.index &&
    a.after !== null &&
    a.after === b.before &&
    a.before !== null &&
    b.after !== null
  );
}

function sameMeta(a: Change, b: Change): boolean {
  return a.type === 'meta' && b.type === 'meta' && a.after.extra === b.before.extra && a.after.name === b.before.name;
}

/**
 * One diff for two in a row. Where both change the same thing step by step (a drag, a run of arrow keys) only the first
 * before and the last after are kept, so that a long gesture does not grow.
 */
export function mergeDiffs(first: Diff, second: Diff): Diff {
  const same = (a: Change, b: Change) => sameSlice(a, b) || sameRecord(a, b) || sameMeta(a, b);
  const fits = first.length === second.length && first.every((a, i) => same(a, second[i]));
  if (!fits) return [...first, ...second];
  return first.map((a, i) => ({ ...second[i], before: a.before }) as Change);
}

/** Equal as they would be saved: fields in the same order; long rows of numbers only when they are the very same. */
function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (ArrayBuffer.isView(a) || ArrayBuffer.isView(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const entries = Object.entries(a);
  const others = Object.entries(b);
  return (
    entries.length === others.length &&
    entries.every(([key, value], i) => key === others[i][0] && sameValue(value, others[i][1]))
  );
}

/** True when a diff leaves everything as it was: numbers, places and notes that came back to what they were. */
export function isIdle(diff: Diff): boolean {
  return diff.every((change) =>
    change.type === 'numbers'
      ? change.before.every((number, i) => Object.is(number, change.after[i]))
      : sameValue(change.before, change.after),
  );
}

/** About how much memory a diff keeps alive, in bytes. */
export function diffBytes(diff: Diff): number {
  let bytes = 0;
  for (const change of diff) {
    bytes += 64;
    if (change.type === 'numbers') bytes += change.before.byteLength + change.after.byteLength;
    else if (change.type === 'node' || change.type === 'edge') {
      const { before, after } = change;
      const arrays = new Set([...arraysOf(before), ...arraysOf(after)]);
      bytes += 400;
      // What both have in common is kept once.
      for (const array of arrays) bytes += array.byteLength;
    }
  }
  return bytes;
}

function arraysOf(record: NodeRecord | EdgeRecord | null): (Float64Array | Uint8Array)[] {
  if (!record) return [];
  if ('tiedTo' in record) return [record.weight, record.mask].filter((array) => array !== null);
  if (record.kind === 'input') return [record.values];
  if (record.kind === 'loss') return [record.target];
  return record.kind === 'layer' && record.bias ? [record.bias] : [];
}

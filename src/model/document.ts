/** Reading a document: lookups, shapes, ids. Nothing here changes it. */
import type { EdgeRecord, NetworkDocument, NodeRecord } from './types';

/** A document with nothing in it. */
export function emptyDocument(): NetworkDocument {
  return { name: 'Untitled', nodes: [], edges: [], extra: {} };
}

interface Index {
  readonly nodes: ReadonlyMap<string, { readonly record: NodeRecord; readonly at: number }>;
  readonly edges: ReadonlyMap<string, { readonly record: EdgeRecord; readonly at: number }>;
  readonly incoming: ReadonlyMap<string, readonly EdgeRecord[]>;
  readonly outgoing: ReadonlyMap<string, readonly EdgeRecord[]>;
}

/** Documents are immutable, so an index lives as long as its document and is made once. */
const indices = new WeakMap<NetworkDocument, Index>();

function group(edges: readonly EdgeRecord[], end: 'source' | 'target'): ReadonlyMap<string, readonly EdgeRecord[]> {
  const groups = new Map<string, EdgeRecord[]>();
  for (const edge of edges) {
    const list = groups.get(edge[end]);
    if (list) list.push(edge);
    else groups.set(edge[end], [edge]);
  }
  return groups;
}

function indexOf(doc: NetworkDocument): Index {
  let index = indices.get(doc);
  if (!index) {
    index = {
      nodes: new Map(doc.nodes.map((record, at) => [record.id, { record, at }])),
      edges: new Map(doc.edges.map((record, at) => [record.id, { record, at }])),
      incoming: group(doc.edges, 'target'),
      outgoing: group(doc.edges, 'source'),
    };
    indices.set(doc, index);
  }
  return index;
}

/** The node of this id. */
export function nodeById(doc: NetworkDocument, id: string): NodeRecord | undefined {
  return indexOf(doc).nodes.get(id)?.record;
}

/** The edge of this id. */
export function edgeById(doc: NetworkDocument, id: string): EdgeRecord | undefined {
  return indexOf(doc).edges.get(id)?.record;
}

/** Place of a node in `doc.nodes`, or -1. */
export function nodeIndex(doc: NetworkDocument, id: string): number {
  return indexOf(doc).nodes.get(id)?.at ?? -1;
}

/** Place of an edge in `doc.edges`, or -1. */
export function edgeIndex(doc: NetworkDocument, id: string): number {
  return indexOf(doc).edges.get(id)?.at ?? -1;
}

/** Edges that enter a node, in the order of the file. */
export function incoming(doc: NetworkDocument, id: string): readonly EdgeRecord[] {
  return indexOf(doc).incoming.get(id) ?? [];
}

/** Edges that leave a node, in the order of the file. */
export function outgoing(doc: NetworkDocument, id: string): readonly EdgeRecord[] {
  return indexOf(doc).outgoing.get(id) ?? [];
}

/** Units of a node; a loss has one, its value. */
export function sizeOf(node: NodeRecord): number {
  return node.kind === 'loss' ? 1 : node.size;
}

/** True for an edge into a layer: it draws a matrix, its own or a shared one. */
export function isWeighted(doc: NetworkDocument, edge: EdgeRecord): boolean {
  return nodeById(doc, edge.target)?.kind === 'layer';
}

/** Rows = target units, columns = source units; 0 x 0 for an edge without weight. */
export function shapeOfEdge(doc: NetworkDocument, edge: EdgeRecord): { readonly rows: number; readonly cols: number } {
  const source = nodeById(doc, edge.source);
  const target = nodeById(doc, edge.target);
  if (!source || target?.kind !== 'layer') return { rows: 0, cols: 0 };
  return { rows: target.size, cols: sizeOf(source) };
}

/** The edge whose matrix this one uses: itself unless tied. */
export function ownerOf(doc: NetworkDocument, edge: EdgeRecord): EdgeRecord {
  return (edge.tiedTo === null ? undefined : edgeById(doc, edge.tiedTo)) ?? edge;
}

/** Row-major matrix of an edge, the shared one when tied; null for an edge without weight. */
export function matrixOf(doc: NetworkDocument, edge: EdgeRecord): Float64Array | null {
  return ownerOf(doc, edge).weight;
}

/** Units that a loss, or a concat, takes: those of its sources, in the order of its edges. */
export function takenUnits(doc: NetworkDocument, id: string, edges = incoming(doc, id)): number {
  let units = 0;
  for (const edge of edges) {
    const source = nodeById(doc, edge.source);
    if (source) units += sizeOf(source);
  }
  return units;
}

/** True when a path of edges leads from one node to another (or they are the same). */
export function reaches(doc: NetworkDocument, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    for (const edge of outgoing(doc, id)) open.push(edge.target);
  }
  return false;
}

/** The first of `stem1`, `stem2`, … that neither a node nor an edge has, nor is in `taken`. */
export function freshId(doc: NetworkDocument, stem: string, taken: ReadonlySet<string> = new Set()): string {
  const { nodes, edges } = indexOf(doc);
  for (let n = 1; ; n++) {
    const id = `${stem}${n}`;
    if (!nodes.has(id) && !edges.has(id) && !taken.has(id)) return id;
  }
}

/** What an id has to look like: it names parameters. */
export const ID_PATTERN = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/**
 * Which line is which: a matrix is drawn as one line a weight where it enters units, and as one line for all where it enters
 * a block, which shows it as a heat map. Lines are numbered through; a group is the lines of one edge.
 */
import { incoming, isWeighted, ownerOf, shapeOfEdge, sizeOf, takenUnits } from '../../model/document';
import type { EdgeRecord, NetworkDocument, NodeRecord } from '../../model/types';
import { foldOf } from '../groups/fold';
import type { View } from '../views';
import { MAX_LINES } from './raster';

export interface LineGroup {
  readonly edge: string;
  /** Places of source and target in `doc.nodes`. */
  readonly source: number;
  readonly target: number;
  /** Connections of the edge: rows = target units, cols = source units; an edge without weight has one row. */
  readonly rows: number;
  readonly cols: number;
  readonly weighted: boolean;
  /** One line stands for all connections. */
  readonly bundle: boolean;
  /** Number of the first line; a group has `bundle ? 1 : rows * cols` lines, row by row. */
  readonly first: number;
  /** Unit of the target that the first source unit enters, on an edge into an op; -1 = the target's middle. */
  readonly targetFirst: number;
  /** 0 = that connection does not exist; null = all do. */
  readonly mask: Uint8Array | null;
}

export interface LineTable {
  readonly groups: readonly LineGroup[];
  /** Number of lines. */
  readonly count: number;
  /** Edge id → place in `groups`. */
  readonly byEdge: ReadonlyMap<string, number>;
}

/** Beyond this many lines, elements of the page cost more than they give, and the edge layer draws them. */
export const MAX_ELEMENTS = 120;

export interface Drawn {
  /** Lines that are elements of the page, with labels, focus and handles of their own. */
  readonly elements: LineTable;
  /** Lines of the edge layer. */
  readonly layer: LineTable;
}

function isBundle(source: NodeRecord, target: NodeRecord, views: ReadonlyMap<string, View>) {
  const single = (node: NodeRecord) => sizeOf(node) === 1;
  const open = (node: NodeRecord) => views.get(node.id) === 'units';
  const hidden = (node: NodeRecord) => views.get(node.id) === 'hidden';
  if (single(source) && single(target)) return false;
  // Lines leave a block along its side: no other card would show the weights.
  if (target.kind === 'layer') return hidden(source) || hidden(target) || !(open(target) || single(target));
  // Into an op or a loss a unit has one connection of its own: it is drawn wherever the source shows its units.
  return !open(source);
}

/** Where in an op's units the source's first one goes: concat puts its sources one after another. */
function firstUnitEntered(doc: NetworkDocument, edge: EdgeRecord, target: NodeRecord): number {
  if (target.kind !== 'op') return -1;
  if (target.op !== 'concat') return 0;
  const before = incoming(doc, target.id);
  return takenUnits(doc, target.id, before.slice(0, before.indexOf(edge)));
}

/** True for an edge between two nodes behind the same card. */
function isInside(doc: NetworkDocument, { source, target }: EdgeRecord): boolean {
  const { cards } = foldOf(doc);
  const card = cards.get(source);
  return card !== undefined && card === cards.get(target);
}

/** True for a mask that leaves no connection. */
export function isEmpty(mask: Uint8Array): boolean {
  return mask.every((exists) => exists === 0);
}

/** Splits the edges of a document between React Flow's elements and the edge layer. */
export function drawnLines(doc: NetworkDocument, views: ReadonlyMap<string, View>): Drawn {
  const place = new Map(doc.nodes.map((node, at) => [node.id, at]));
  const groups: LineGroup[] = [];
  let room = MAX_LINES;
  for (const record of doc.edges) {
    const source = doc.nodes[place.get(record.source) ?? -1];
    const target = doc.nodes[place.get(record.target) ?? -1];
    if (!source || !target || isInside(doc, record)) continue;
    const weighted = isWeighted(doc, record);
    const mask = weighted ? ownerOf(doc, record).mask : null;
    const group = {
      edge: record.id,
      source: place.get(record.source) as number,
      target: place.get(record.target) as number,
      ...(weighted ? shapeOfEdge(doc, record) : { rows: 1, cols: sizeOf(source) }),
      weighted,
      // An edge without a single connection is still there to be chosen.
      bundle: isBundle(source, target, views) || (mask !== null && isEmpty(mask) && mask.length > 1),
      first: 0,
      targetFirst: views.get(target.id) === 'units' ? firstUnitEntered(doc, record, target) : -1,
      mask,
    };
    // Beyond what a picture can tell apart a matrix is one line, however its layer is drawn.
    const bundle = group.bundle || group.rows * group.cols > room;
    groups.push({ ...group, bundle });
    room -= bundle ? 1 : group.rows * group.cols;
  }
  const one = groups.filter((group) => lineCount(group) === 1);
  const lines = groups.reduce((sum, group) => sum + lineCount(group), 0);
  const elements = lines <= MAX_ELEMENTS ? groups : one.length <= MAX_ELEMENTS ? one : [];
  const taken = new Set(elements);
  return { elements: numbered(elements), layer: numbered(groups.filter((group) => !taken.has(group))) };
}

/** Lines of a group. */
export function lineCount(group: LineGroup): number {
  return group.bundle ? 1 : group.rows * group.cols;
}

function numbered(groups: readonly LineGroup[]): LineTable {
  let count = 0;
  const result = groups.map((group) => {
    const first = count;
    count += lineCount(group);
    return { ...group, first };
  });
  return { groups: result, count, byEdge: new Map(result.map((group, at) => [group.edge, at])) };
}

/** True when both number the same lines between the same nodes, so that what was made of one holds for the other. */
export function sameTable(a: LineTable, b: LineTable): boolean {
  if (a.count !== b.count || a.groups.length !== b.groups.length) return false;
  return a.groups.every((group, at) => {
    const other = b.groups[at];
    return (
      group.edge === other.edge &&
      group.source === other.source &&
      group.target === other.target &&
      group.rows === other.rows &&
      group.cols === other.cols &&
      group.bundle === other.bundle &&
      group.weighted === other.weighted &&
      group.targetFirst === other.targetFirst &&
      group.mask === other.mask
    );
  });
}

/** The connection that a line draws; null for a bundle or a number outside the table. */
export function connectionOfLine(
  table: LineTable,
  line: number,
): { readonly edge: string; readonly row: number; readonly col: number } | null {
  const group = groupOfLine(table, line);
  if (!group) return null;
  const at = line - group.first;
  return { edge: group.edge, row: Math.floor(at / group.cols), col: at % group.cols };
}

/** The group that holds a line, by bisection; null outside the table. */
export function groupOfLine(table: LineTable, line: number): LineGroup | null {
  if (line < 0 || line >= table.count) return null;
  let low = 0;
  let high = table.groups.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (table.groups[middle].first <= line) low = middle;
    else high = middle - 1;
  }
  return table.groups[low];
}

/** Number of the line of a connection, or -1 when the layer draws none for it. */
export function lineOf(table: LineTable, edge: string, row: number, col: number): number {
  const at = table.byEdge.get(edge);
  if (at === undefined) return -1;
  const group = table.groups[at];
  if (group.bundle) return group.first;
  return row < group.rows && col < group.cols ? group.first + row * group.cols + col : -1;
}

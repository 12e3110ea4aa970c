/** Automatic layout: layers from left to right, few crossings. */
import dagre from '@dagrejs/dagre';
import { nodeById } from '../document';
import type { NetworkDocument, Position } from '../types';
import type { CardBox } from './arrange';
import { anchorOf, clearOf } from './fixed';
import { moveNodes } from './nodes';
import { type CommandResult, refuse } from './result';
import { keepRows } from './rows';
import { clearWays, type Led, type WayBetween } from './ways';

/** Room between columns (for a line and its label) and between the cards of one. */
const BETWEEN_LAYERS = 150;
const BETWEEN_CARDS = 40;

/**
 * Lays out the given cards by the edges among them; their common top left corner stays where it is, and so does what
 * stands above what, where it may. Locked ones stay: the others are laid around them. `wayOf`: where an edge is drawn, so that no card stands in its way.
 */
export function layOut(
  doc: NetworkDocument,
  boxes: readonly CardBox[],
  wayOf: (edge: string) => WayBetween,
): CommandResult {
  if (boxes.length === 0) return refuse('There is nothing to lay out yet.');
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', ranksep: BETWEEN_LAYERS, nodesep: BETWEEN_CARDS, edgesep: BETWEEN_CARDS / 2 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { source, target } of doc.edges) {
    if (graph.hasNode(source) && graph.hasNode(target)) graph.setEdge(source, target);
  }
  dagre.layout(graph);
  const laid = boxes.map((box) => {
    // Its places are those of middles.
    const { x, y } = graph.node(box.id) as { x: number; y: number };
    return { ...box, x: x - box.width / 2, y: y - box.height / 2 };
  });
  const at = new Map(boxes.map(({ id }, index) => [id, index]));
  const lines = doc.edges.flatMap(({ id, source, target }): Led[] => {
    const from = at.get(source);
    const to = at.get(target);
    return from === undefined || to === undefined ? [] : [{ line: [from, to], way: wayOf(id) }];
  });
  const rows = keepRows(
    laid,
    boxes,
    lines.map(({ line }) => line),
  );
  const places = new Map<string, Position>();
  for (const { id, x, y } of put(doc, clearWays(rows, lines), boxes))
    places.set(id, { x: Math.round(x), y: Math.round(y) });
  return moveNodes(doc, places);
}

/** A layout where it belongs: at the corner where its cards were, or, where some of them are locked, around those. */
function put(doc: NetworkDocument, laid: readonly CardBox[], before: readonly CardBox[]): readonly CardBox[] {
  const corner = (boxes: readonly CardBox[]): Position => ({
    x: Math.min(...boxes.map(({ x }) => x)),
    y: Math.min(...boxes.map(({ y }) => y)),
  });
  const stays = before.map(({ id }) => nodeById(doc, id)?.locked === true);
  const fixed = before.filter((_, at) => stays[at]);
  const pairs = laid.flatMap((box, at) => (stays[at] ? [[box, before[at]] as const] : []));
  const by = anchorOf(pairs.length > 0 ? pairs : [[corner(laid), corner(before)]]);
  const placed = laid.map((box) => ({ ...box, x: box.x + by.x, y: box.y + by.y }));
  return clearOf(
    placed.filter((_, at) => !stays[at]),
    fixed,
  );
}

/** How nodes are drawn, as far as the document remembers it. */
import { nodeById } from '../document';
import type { Change, NetworkDocument, NodeView, Position } from '../types';
import { refusePlaces } from './fits';
import { type CommandResult, nodeChange } from './result';

/**
 * Draws nodes unit by unit or as blocks; null = as their size says. `places`: where a node goes whose card becomes larger
 * or smaller, so that it keeps its middle.
 */
export function setView(
  doc: NetworkDocument,
  ids: readonly string[],
  view: NodeView | null,
  places: ReadonlyMap<string, Position> = new Map(),
): CommandResult {
  const far = refusePlaces(places.values());
  if (far) return far;
  const changes: Change[] = [];
  for (const id of ids) {
    const node = nodeById(doc, id);
    if (!node || (node.view ?? null) === view) continue;
    const { view: _, ...rest } = node;
    const place = places.get(id);
    const position = place ? { ...node.position, ...place } : node.position;
    changes.push(nodeChange(doc, node, view === null ? { ...rest, position } : { ...rest, position, view }));
  }
  return changes;
}

/** Locked nodes stay where they are, and are not deleted. */
import { nodeById } from '../document';
import type { Change, NetworkDocument } from '../types';
import { type CommandResult, nodeChange } from './result';

/** Locks nodes, or unlocks them. */
export function setLocked(doc: NetworkDocument, ids: readonly string[], locked: boolean): CommandResult {
  const changes: Change[] = [];
  for (const id of ids) {
    const node = nodeById(doc, id);
    if (!node || (node.locked === true) === locked) continue;
    const { locked: _, ...rest } = node;
    changes.push(nodeChange(doc, node, locked ? { ...rest, locked } : rest));
  }
  return changes;
}

/** Locks nodes that are not, or unlocks them when all are. */
export function toggleLocked(doc: NetworkDocument, ids: readonly string[]): CommandResult {
  return setLocked(
    doc,
    ids,
    ids.some((id) => nodeById(doc, id)?.locked !== true),
  );
}

/** What the player has not come to yet stays blank in the panel too. Pure. */
import { edgeById, nodeById } from '../model/document';
import type { NetworkDocument } from '../model/types';
import type { KnownQuantity, Selection, SessionState } from '../store/session';

/** What of a node has to be known for everything that a panel says of it. */
const LAST: Readonly<Record<string, KnownQuantity>> = { layer: 'gradient', op: 'dLda', loss: 'a' };

/** The node whose numbers the player still owes, for what is selected; null when all may be shown. */
export function stillBlank(doc: NetworkDocument, known: SessionState['known'], selection: Selection): string | null {
  if (known === null) return null;
  const nodes = [...selection.nodes, ...[...selection.edges].flatMap((id) => edgeById(doc, id)?.target ?? [])];
  const owed = nodes.find((id) => {
    const last = LAST[nodeById(doc, id)?.kind ?? ''];
    return last !== undefined && known.get(id)?.has(last) !== true;
  });
  return owed ?? null;
}

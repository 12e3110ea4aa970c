/** Switching how layers are drawn; each keeps its middle, so that its neighbours' lines stay where they were. */
import { setView } from '../model/commands/view';
import { nodeById } from '../model/document';
import type { NodeRecord, NodeView, Position } from '../model/types';
import { useDocument } from '../store/document';
import { useSession } from '../store/session';
import { attempt } from './attempt';
import { heightOf } from './cardBox';
import { foldOf } from './groups/fold';
import { columnOf } from './nodes/unitGeometry';
import { viewOf } from './views';

/** How a node is drawn now; null for one that has no units to show. */
export function drawnAs(record: NodeRecord): NodeView | null {
  if (columnOf(record) === null) return null;
  return viewOf(record, useSession.getState().unitsUpTo, 1) === 'block' ? 'block' : 'units';
}

/** Draws nodes unit by unit or as blocks: one undo step. Nodes of a single unit are left alone. */
export function drawAs(ids: readonly string[], view: NodeView): void {
  const { doc } = useDocument.getState();
  const { doc: seen } = foldOf(doc);
  const places = new Map<string, Position>();
  for (const id of ids) {
    const record = nodeById(doc, id);
    const now = record && drawnAs(record);
    if (!record || !now || now === view) continue;
    // From where it is seen: what is drawn by hand stands where the document says.
    const { x, y } = nodeById(seen, id)?.position ?? record.position;
    places.set(id, { x, y: Math.round(y + (heightOf(doc, record, now) - heightOf(doc, record, view)) / 2) });
  }
  const names = [...places.keys()];
  if (names.length === 0) return;
  const what = names.length === 1 ? names[0] : `${names.length} layers`;
  attempt(
    view === 'units' ? `Draw ${what} unit by unit` : `Draw ${what} as a block`,
    setView(doc, names, view, places),
  );
}

/** The other way round: blocks become units, and units a block (several follow the first). */
export function toggleDrawnAs(ids: readonly string[]): void {
  const { doc } = useDocument.getState();
  const several = ids.filter((id) => {
    const record = nodeById(doc, id);
    return record && drawnAs(record) !== null;
  });
  const first = several[0] === undefined ? undefined : nodeById(doc, several[0]);
  if (first) drawAs(several, drawnAs(first) === 'units' ? 'block' : 'units');
  else useSession.getState().say('Select a layer of several units first: one unit is drawn as itself.', 'refused');
}

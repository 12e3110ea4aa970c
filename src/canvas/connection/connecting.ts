/** Drawing edges by hand: one, or one from each of the selected nodes. */
import { connectMany } from '../../model/commands/build';
import { canConnect } from '../../model/commands/connect';
import { useDocument } from '../../store/document';
import { initNow, useSession } from '../../store/session';
import { attempt } from '../attempt';

/** Why no edge ends at the card of a collapsed group. */
export const EXPAND_FIRST = 'Expand the group first: an edge ends at one of its nodes.';

/** The node an edge is dragged from, or all selected ones when it is one of several. */
export function sourcesOf(node: string): readonly string[] {
  const { nodes } = useSession.getState().selection;
  return nodes.has(node) && nodes.size > 1 ? [...nodes] : [node];
}

/** Connects nodes to a target in one undo step. */
export function connect(sources: readonly string[], target: string): void {
  const { doc } = useDocument.getState();
  const able = sources.filter((source) => canConnect(doc, source, target).ok);
  const label = able.length > 1 ? `Connect ${able.length} nodes` : 'Connect';
  attempt(label, connectMany(doc, sources, target, initNow()));
}

/** Connects what is dragged from to a target; a whole selection in one undo step. */
export function connectByHand(source: string, target: string): void {
  connect(
    sourcesOf(source).filter((id) => id !== target),
    target,
  );
}

/** Says why an edge that was dropped on a node was not drawn. */
export function sayRefusal(source: string, target: string): void {
  const verdict = canConnect(useDocument.getState().doc, source, target);
  if (!verdict.ok) useSession.getState().say(verdict.reason, 'refused');
}

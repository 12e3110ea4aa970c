/** What menu, keys and the canvas do with groups: each one undo step. */
import { groupNodes, setCollapsed, ungroup } from '../../model/commands/groups';
import { type Group, groupsOf } from '../../model/groups';
import { useDocument } from '../../store/document';
import { useSession } from '../../store/session';
import { attempt } from '../attempt';
import { expand } from './expanding';

/** The groups of which anything is selected. */
function touched(): readonly Group[] {
  const { nodes } = useSession.getState().selection;
  return groupsOf(useDocument.getState().doc).filter(({ members }) => members.some((id) => nodes.has(id)));
}

/** Makes one group of the selected nodes. */
export function groupSelection(): void {
  attempt('Group', groupNodes(useDocument.getState().doc, useSession.getState().selection.nodes));
}

/** Dissolves the selected groups. */
export function ungroupSelection(): void {
  const ids = touched().map(({ id }) => id);
  if (ids.length === 0) useSession.getState().say('Select a group, or a node in one, to dissolve it.', 'refused');
  else attempt('Ungroup', ungroup(useDocument.getState().doc, ids));
}

/** Draws one group as a card, or its nodes again. */
export function toggleCollapsed({ id, collapsed }: Group): void {
  const { doc } = useDocument.getState();
  if (collapsed) attempt('Expand a group', expand(doc, [id]));
  else attempt('Collapse a group', setCollapsed(doc, [id], true));
}

/** Collapses the selected groups, or expands them when all are collapsed. */
export function toggleCollapsedSelection(): void {
  const groups = touched();
  if (groups.length === 0) {
    useSession.getState().say('Select a group, or a node in one, to collapse or expand it.', 'refused');
    return;
  }
  const collapse = groups.some(({ collapsed }) => !collapsed);
  const ids = groups.map(({ id }) => id);
  const { doc } = useDocument.getState();
  if (collapse) attempt('Collapse', setCollapsed(doc, ids, true));
  else attempt('Expand', expand(doc, ids));
}

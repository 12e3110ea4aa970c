/** Commands on groups. */
import { applyDiff } from '../diff';
import { nodeById } from '../document';
import { type Group, groupIdOf, groupsOf, isGroupId } from '../groups';
import type { Change, Json, NetworkDocument, NodeRecord } from '../types';
import { canKeep, entriesOf, idOfEntry, listsChange, takeId } from './extraList';
import { fitting } from './fits';
import { type CommandResult, nodeChange, refuse } from './result';

/** Characters of a group's name. */
export const LONGEST_GROUP_NAME = 80;

/** A node put into a group, or taken out of its own (null). */
export function inGroup<T extends NodeRecord>(node: T, group: string | null): T {
  const { extra, ...rest } = node;
  const { group: _, ...others } = extra ?? {};
  const next = group === null ? others : { ...others, group };
  return (Object.keys(next).length === 0 ? rest : { ...rest, extra: next }) as T;
}

/** Groups nodes under a new name ("Group 1", …); those that were in other groups leave them. */
export function groupNodes(doc: NetworkDocument, ids: Iterable<string>, name?: string): CommandResult {
  const nodes = [...new Set(ids)].flatMap((id) => nodeById(doc, id) ?? []);
  if (nodes.length < 2) return refuse('Select at least two nodes to group them.');
  if (!canKeep(doc.extra, 'groups')) {
    return refuse('This file uses its field groups for something else, so no group can be kept in it.');
  }
  const entries = entriesOf(doc.extra, 'groups');
  const taken = new Set<unknown>([...entries.map(idOfEntry), ...groupsOf(doc).map((group) => group.id)]);
  const id = takeId('group', taken);
  const moved = new Set(nodes.map((node) => node.id));
  // Of our own entries only those stay that still have nodes; others may be somebody else's.
  const left = new Set(
    groupsOf(doc).flatMap((group) => (group.members.every((member) => moved.has(member)) ? [] : [group.id])),
  );
  const kept = entries.filter((entry) => !isGroupId(idOfEntry(entry)) || left.has(idOfEntry(entry) as string));
  const names = new Set(groupsOf(doc).map((group) => group.name));
  let number = 1;
  while (names.has(`Group ${number}`)) number += 1;
  return fitting(doc, [
    ...nodes.map((node) => nodeChange(doc, node, inGroup(node, id))),
    listsChange(doc, { groups: [...kept, { id, name: name ?? `Group ${number}` }] }),
  ]);
}

/** Puts nodes into groups, or takes them out of their own (null); a group that is left without nodes goes. */
export function regroup(doc: NetworkDocument, to: ReadonlyMap<string, string | null>): CommandResult {
  const changes: Change[] = [];
  for (const [id, group] of to) {
    const node = nodeById(doc, id);
    if (node && groupIdOf(node) !== group) changes.push(nodeChange(doc, node, inGroup(node, group)));
  }
  const left = new Set(groupsOf(applyDiff(doc, changes)).map(({ id }) => id));
  const gone = groupsOf(doc).flatMap(({ id }) => (left.has(id) ? [] : [id]));
  if (gone.length === 0 || !canKeep(doc.extra, 'groups')) return changes;
  const kept = entriesOf(doc.extra, 'groups').filter((entry) => !gone.includes(idOfEntry(entry) as string));
  return [...changes, listsChange(doc, { groups: kept })];
}

/** Dissolves groups; their nodes stay where they are. */
export function ungroup(doc: NetworkDocument, ids: readonly string[]): CommandResult {
  const gone = new Set(ids);
  const changes: Change[] = [];
  for (const node of doc.nodes) {
    const id = groupIdOf(node);
    if (id !== null && gone.has(id)) changes.push(nodeChange(doc, node, inGroup(node, null)));
  }
  if (changes.length === 0) return [];
  const kept = entriesOf(doc.extra, 'groups').filter((entry) => !gone.has(idOfEntry(entry) as string));
  return canKeep(doc.extra, 'groups') ? [...changes, listsChange(doc, { groups: kept })] : changes;
}

/** Changes what the file says of groups; other fields of their entries stay. */
function describe(doc: NetworkDocument, ids: readonly string[], part: { readonly [key: string]: Json }): CommandResult {
  if (!canKeep(doc.extra, 'groups')) return refuse('This file uses its field groups for something else.');
  const entries = entriesOf(doc.extra, 'groups');
  const there = new Set(entries.map(idOfEntry));
  const fresh = ids.filter((id) => !there.has(id)).map((id) => ({ id, name: id }));
  const next = [...entries, ...fresh].map((entry) =>
    ids.includes(idOfEntry(entry) as string) ? { ...(entry as { [key: string]: Json }), ...part } : entry,
  );
  return [listsChange(doc, { groups: next })];
}

function groupById(doc: NetworkDocument, id: string): Group | undefined {
  return groupsOf(doc).find((group) => group.id === id);
}

/** Gives a group another name. */
export function renameGroup(doc: NetworkDocument, id: string, name: string): CommandResult {
  const group = groupById(doc, id);
  const text = name.trim();
  if (!group) return refuse(`There is no group ${id}.`);
  if (text === '' || text === group.name) return [];
  if (text.length > LONGEST_GROUP_NAME) {
    return refuse(`A group's name has at most ${LONGEST_GROUP_NAME} characters; this one has ${text.length}.`);
  }
  const renamed = describe(doc, [id], { name: text });
  return 'refused' in renamed ? renamed : fitting(doc, renamed);
}

/** Draws groups as one card each, or shows their nodes again. */
export function setCollapsed(doc: NetworkDocument, ids: readonly string[], collapsed: boolean): CommandResult {
  const changed = ids.filter((id) => {
    const group = groupById(doc, id);
    return group && group.collapsed !== collapsed;
  });
  return changed.length === 0 ? [] : describe(doc, changed, { collapsed });
}

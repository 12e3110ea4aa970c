/**
 * Groups of nodes: named, and drawn as one card when collapsed. The engine never sees them. A node names its group in its
 * field `group`; names and states are kept in the file's field `groups`.
 */
import type { Json, NetworkDocument, NodeRecord } from './types';

export interface Group {
  readonly id: string;
  readonly name: string;
  /** Drawn as one card. */
  readonly collapsed: boolean;
  /** Ids of its nodes, in the document's order; never empty. */
  readonly members: readonly string[];
}

const ID = /^group\d{1,9}$/;

/** Whether something is the id of a group. */
export function isGroupId(id: unknown): id is string {
  return typeof id === 'string' && ID.test(id);
}

/** The group that a node is in, or null. A field of that name that somebody else uses counts as none. */
export function groupIdOf(node: NodeRecord): string | null {
  const id = node.extra?.group;
  return isGroupId(id) ? id : null;
}

function described(
  entries: Json | undefined,
): ReadonlyMap<string, { readonly name: string; readonly collapsed: boolean }> {
  const found = new Map<string, { name: string; collapsed: boolean }>();
  if (!Array.isArray(entries)) return found;
  for (const entry of entries as readonly Json[]) {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) continue;
    const { id, name, collapsed } = entry as { readonly [key: string]: Json };
    if (!isGroupId(id) || found.has(id)) continue;
    found.set(id, { name: typeof name === 'string' && name !== '' ? name : id, collapsed: collapsed === true });
  }
  return found;
}

const cache = new WeakMap<NetworkDocument, readonly Group[]>();

/** The groups of a document that have nodes, in the order of their first ones. */
export function groupsOf(doc: NetworkDocument): readonly Group[] {
  const known = cache.get(doc);
  if (known) return known;
  const members = new Map<string, string[]>();
  for (const node of doc.nodes) {
    const id = groupIdOf(node);
    if (id === null) continue;
    const list = members.get(id);
    if (list) list.push(node.id);
    else members.set(id, [node.id]);
  }
  const texts = members.size > 0 ? described(doc.extra.groups) : new Map();
  const groups = [...members].map(([id, list]): Group => {
    const { name, collapsed } = texts.get(id) ?? { name: id, collapsed: false };
    return { id, name, collapsed, members: list };
  });
  cache.set(doc, groups);
  return groups;
}

/** The group whose nodes are exactly the given ones, or null. */
export function groupOfExactly(doc: NetworkDocument, nodes: ReadonlySet<string>): Group | null {
  return (
    groupsOf(doc).find(({ members }) => members.length === nodes.size && members.every((id) => nodes.has(id))) ?? null
  );
}

/** What has been done to a document, in one sentence for the ear. Pure. */
import { edgeById, nodeById } from '../../model/document';
import { notesOf } from '../../model/notes';
import type { Diff, NetworkDocument } from '../../model/types';
import { plural } from '../../ui/format';

/** Up to this many things are called by their names. */
const NAMED = 3;

interface Things {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  readonly notes: number;
}

/** What the first document has and the second has not. */
function missing(from: NetworkDocument, to: NetworkDocument): Things {
  const ids = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id);
  const kept = new Set(notesOf(to).map(({ id }) => id));
  return {
    nodes: ids(from.nodes).filter((id) => !nodeById(to, id)),
    edges: ids(from.edges).filter((id) => !edgeById(to, id)),
    notes: from.extra.notes === to.extra.notes ? 0 : notesOf(from).filter(({ id }) => !kept.has(id)).length,
  };
}

function named(ids: readonly string[], word: string): string[] {
  if (ids.length === 0) return [];
  return ids.length <= NAMED ? [...ids] : [plural(ids.length, word)];
}

/** `n2, 4 edges`: edges by name only where they are all there is. */
function listOf({ nodes, edges, notes }: Things): string {
  const lines = nodes.length === 0 ? named(edges, 'edge') : edges.length === 0 ? [] : [plural(edges.length, 'edge')];
  const texts = notes === 0 ? [] : notes === 1 ? ['a note'] : [plural(notes, 'note')];
  return [...named(nodes, 'node'), ...lines, ...texts].join(', ');
}

/** The node that has been put on an edge, new or not: the edge leads to it, or from it, now; null for any other change. */
function insertedOn(before: NetworkDocument, after: NetworkDocument, { nodes, notes }: Things): string | null {
  if (nodes.length > 1 || notes > 0) return null;
  for (const { id, source, target } of after.edges) {
    const old = edgeById(before, id);
    if (!old || (old.source === source && old.target === target)) continue;
    const node = old.target === target ? source : target;
    // An end that was drawn elsewhere puts nothing between.
    const [from, to] = node === target ? [node, old.target] : [old.source, node];
    const through = after.edges.some((edge) => edge.source === from && edge.target === to);
    if (!through || (nodes.length === 1 && nodes[0] !== node)) return null;
    return nodes.length === 1 ? `Added ${node} on ${id}` : `Put ${node} on ${id}`;
  }
  return null;
}

/** `Deleted n2, 4 edges`, `Added n4`, `Added n4 on w1`, `Put n4 on w1`; null when nothing has come or gone. What was cut is said to be: it can be pasted. */
export function deedBetween(
  before: NetworkDocument,
  after: NetworkDocument,
  verb: 'Deleted' | 'Cut' = 'Deleted',
): string | null {
  const sameCount =
    before.nodes.length === after.nodes.length &&
    before.edges.length === after.edges.length &&
    before.extra.notes === after.extra.notes;
  // A drag changes the document with every frame, and what is renamed has neither come nor gone.
  if (sameCount) return null;
  const come = missing(after, before);
  const added = listOf(come);
  const came = insertedOn(before, after, come) ?? (added === '' ? [] : `Added ${added}`);
  const gone = listOf(missing(before, after));
  const sentences = [came, gone === '' ? [] : `${verb} ${gone}`].flat();
  return sentences.length === 0 ? null : sentences.join('. ');
}

/** `Copied n2, a note`: nodes and notes, with the edges among them. */
export function copiedSentence(doc: NetworkDocument, nodes: ReadonlySet<string>, notes: number): string {
  const among = doc.edges.filter(({ source, target }) => nodes.has(source) && nodes.has(target));
  return `Copied ${listOf({ nodes: [...nodes], edges: among.map(({ id }) => id), notes })}`;
}

/** The one node or edge that a diff is about, or null. */
function subjectOf(diff: Diff): string | null {
  const ids = new Set<string>();
  for (const change of diff) {
    if (change.type === 'numbers') ids.add(change.slot.id);
    else if (change.type !== 'meta') for (const record of [change.before, change.after]) if (record) ids.add(record.id);
  }
  const [only] = ids;
  return ids.size === 1 ? only : null;
}

/** `Undid Move n1`: the step's label, with the name of what it was about unless the label has it. */
export function undoneSentence(verb: 'Undid' | 'Redid', label: string, diff: Diff): string {
  const subject = subjectOf(diff);
  const silent = subject === null || label.split(/[^A-Za-z0-9_]+/).includes(subject);
  return `${verb} ${label}${silent ? '' : ` ${subject}`}`;
}

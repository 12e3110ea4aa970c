/** What a step has done to things that stay: moved, laid out, grouped, locked, a weight less or more. In one short sentence for the ear. Pure. */
import { groupIdOf, groupsOf } from '../../model/groups';
import type { Step } from '../../model/history';
import { notesOf } from '../../model/notes';
import type { Diff, NetworkDocument, NodeRecord } from '../../model/types';
import { plural } from '../../ui/format';

type Said = Pick<Step, 'label' | 'diff'>;

/** Ids of the nodes that differ in something; a step that was joined from several frames counts from end to end. */
function changedNodes(diff: Diff, differ: (before: NodeRecord, after: NodeRecord) => boolean): readonly string[] {
  const first = new Map<string, NodeRecord>();
  const last = new Map<string, NodeRecord>();
  for (const change of diff) {
    if (change.type !== 'node' || !change.before || !change.after) continue;
    const { id } = change.after;
    if (!first.has(id)) first.set(id, change.before);
    last.set(id, change.after);
  }
  return [...first].flatMap(([id, before]) => (differ(before, last.get(id) ?? before) ? [id] : []));
}

/** The document as it was before the step, as far as its extra fields go. */
function withOldExtra(diff: Diff, doc: NetworkDocument): NetworkDocument {
  const change = diff.find(({ type }) => type === 'meta');
  return change?.type === 'meta' ? { ...doc, extra: change.before.extra } : doc;
}

function movedNotes(diff: Diff, doc: NetworkDocument): number {
  const old = new Map(notesOf(withOldExtra(diff, doc)).map((note) => [note.id, note]));
  return notesOf(doc).filter(({ id, x, y }) => {
    const note = old.get(id);
    return note !== undefined && (note.x !== x || note.y !== y);
  }).length;
}

/** `n1`, `3 nodes`, `2 nodes, a note`; empty when there is nothing. */
function things(nodes: readonly string[], notes = 0): string {
  const cards = nodes.length === 0 ? [] : [nodes.length === 1 ? nodes[0] : plural(nodes.length, 'node')];
  const texts = notes === 0 ? [] : [notes === 1 ? 'a note' : plural(notes, 'note')];
  return [...cards, ...texts].join(', ');
}

function moved({ diff }: Said, doc: NetworkDocument): string {
  const nodes = changedNodes(diff, (a, b) => a.position.x !== b.position.x || a.position.y !== b.position.y);
  return things(nodes, movedNotes(diff, doc));
}

function regrouped({ diff }: Said): string {
  return things(changedNodes(diff, (a, b) => groupIdOf(a) !== groupIdOf(b)));
}

function locked({ diff }: Said, to: boolean): string {
  return things(
    changedNodes(diff, (a, b) => (a.locked === true) !== (b.locked === true) && (b.locked === true) === to),
  );
}

/** The name of a group that is drawn otherwise than before, or how many are. */
function folded({ diff }: Said, doc: NetworkDocument): string {
  const old = new Map(groupsOf(withOldExtra(diff, doc)).map(({ id, collapsed }) => [id, collapsed]));
  const changed = groupsOf(doc).filter(({ id, collapsed }) => old.get(id) !== collapsed);
  return changed.length === 1 ? changed[0].name : changed.length === 0 ? '' : plural(changed.length, 'group');
}

/** What undo steps are called by → how they are said; an empty answer says nothing. */
const SENTENCES: readonly (readonly [RegExp, (step: Said, doc: NetworkDocument) => string])[] = [
  [/^(Move|Nudge)\b/, (step, doc) => after('Moved', moved(step, doc))],
  [
    /^(Align|Distribute|Lay out)\b/,
    ({ label }) =>
      label
        .replace(/^Align/, 'Aligned')
        .replace(/^Lay/, 'Laid')
        .replace(/^Distribute/, 'Distributed'),
  ],
  [/^(Lock|Unlock)\b/, (step) => after('Locked', locked(step, true)) || after('Unlocked', locked(step, false))],
  [/^Group$/, (step) => after('Grouped', regrouped(step))],
  [/^Ungroup$/, (step) => after('Ungrouped', regrouped(step))],
  [/^Delete \w+\[/, ({ label }) => label.replace(/^Delete/, 'Deleted')],
  [/^Bring back\b/, ({ label }) => label.replace(/^Bring/, 'Brought')],
  [/^Collapse\b/, (step, doc) => after('Collapsed', folded(step, doc))],
  [/^Expand\b/, (step, doc) => after('Expanded', folded(step, doc))],
];

function after(verb: string, what: string): string {
  return what === '' ? '' : `${verb} ${what}`;
}

/** `Moved 2 nodes`, `Locked n1`, `Laid out`; null when the step is of another kind. `doc`: the document after it. */
export function arrangedIn(step: Said, doc: NetworkDocument): string | null {
  const found = SENTENCES.find(([label]) => label.test(step.label));
  return found?.[1](step, doc) || null;
}

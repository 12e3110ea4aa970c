/** Copy and paste as text: a small network in the file's own format, so that it can be mailed and pasted anywhere. */
import { applyDiff } from '../diff';
import { edgeById, nodeById } from '../document';
import { type Group, groupIdOf, groupsOf } from '../groups';
import { notesOf } from '../notes';
import { serialize } from '../serialize';
import type { Change, Json, NetworkDocument, NodeRecord, Position } from '../types';
import { canKeep, entriesOf, idOfEntry, listsChange, takeId } from './extraList';
import { refusePlaces } from './fits';
import { inGroup } from './groups';
import { openMailed } from './mailed';
import { MOST_NOTES } from './notes';
import { without } from './remove';
import { type CommandResult, refuse } from './result';
import { withRepairs } from './sizes';

const NONE: ReadonlySet<string> = new Set();

/**
 * The given nodes with the edges among them, and notes; a weight that is shared with the rest becomes an own copy, and a
 * group comes along when all of it does.
 */
export function copyText(
  doc: NetworkDocument,
  nodes: ReadonlySet<string>,
  notes: ReadonlySet<string> = NONE,
): string | { readonly refused: string } {
  const others = doc.nodes.filter((node) => !nodes.has(node.id)).map((node) => node.id);
  const rest = without(doc, others);
  if ('refused' in rest) return rest;
  const copy = applyDiff(doc, rest);
  const whole = new Set(groupsOf(doc).flatMap(({ id, members }) => (members.every((at) => nodes.has(at)) ? [id] : [])));
  const groups = entriesOf(doc.extra, 'groups').filter((entry) => whole.has(idOfEntry(entry) as string));
  const kept: readonly Json[] = entriesOf(doc.extra, 'notes').filter((entry) => notes.has(idOfEntry(entry) as string));
  return serialize({
    ...copy,
    nodes: copy.nodes.map((node) => (whole.has(groupIdOf(node) ?? '') ? node : inGroup(node, null))),
    extra: { ...(kept.length > 0 ? { notes: kept } : {}), ...(groups.length > 0 ? { groups } : {}) },
  });
}

export interface Pasted {
  readonly result: CommandResult;
  /** Ids of the new nodes and notes. */
  readonly nodes: readonly string[];
  readonly notes: readonly string[];
}

/** `h12` → `h`: what a copy's number is put behind; short enough for any number within the 64 characters of an id. */
function stemOf(id: string): string {
  return (id.replace(/\d+$/, '') || id).slice(0, 54);
}

/** How far a paste is moved: by so much, or so that its middle comes to lie somewhere. */
export type Shift = Position | { readonly middle: Position };

function shiftOf(document: NetworkDocument, shift: Shift): Position {
  if (!('middle' in shift)) return shift;
  const places = [...document.nodes.map(({ position }) => position), ...notesOf(document)];
  if (places.length === 0) return { x: 0, y: 0 };
  const mid = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  return {
    // Places are top left corners; half a usual card brings the middle of the whole under the pointer.
    x: Math.round(shift.middle.x - mid(places.map(({ x }) => x)) - 84),
    y: Math.round(shift.middle.y - mid(places.map(({ y }) => y)) - 46),
  };
}

/** Adds a copied network, moved by `shift`, under ids that are free here. */
export function pasteText(doc: NetworkDocument, text: string, shift: Shift): Pasted {
  const opened = openMailed(text);
  if (!opened.ok) return { result: refuse('The clipboard holds no part of a network.'), nodes: [], notes: [] };
  const { document } = opened;
  const by = shiftOf(document, shift);
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id } of [...document.nodes, ...document.edges]) {
    let to = id;
    for (let n = 1; taken.has(to) || nodeById(doc, to) || edgeById(doc, to); n++) to = `${stemOf(id)}${n}`;
    taken.add(to);
    ids.set(id, to);
  }
  const placed = ({ position: { x, y } }: NodeRecord) => ({ x: x + by.x, y: y + by.y });
  const renamed = (id: string) => ids.get(id) ?? id;
  const groups = pastedGroups(doc, document);
  const changes: Change[] = document.nodes.map((node, i) => {
    const after = { ...node, id: renamed(node.id), position: { ...node.position, ...placed(node) } };
    const group = groupIdOf(node);
    return {
      type: 'node',
      index: doc.nodes.length + i,
      before: null,
      after: group === null ? after : inGroup(after, groups.ids.get(group) ?? null),
    };
  });
  document.edges.forEach((edge, i) => {
    changes.push({
      type: 'edge',
      index: doc.edges.length + i,
      before: null,
      after: {
        ...edge,
        id: renamed(edge.id),
        source: renamed(edge.source),
        target: renamed(edge.target),
        tiedTo: edge.tiedTo === null ? null : renamed(edge.tiedTo),
      },
    });
  });
  const notes = pastedNotes(doc, document, by);
  const lists = {
    ...(groups.entries.length > 0 ? { groups: [...entriesOf(doc.extra, 'groups'), ...groups.entries] } : {}),
    ...(notes.length > 0 ? { notes: [...entriesOf(doc.extra, 'notes'), ...notes] } : {}),
  };
  const meta = Object.keys(lists).length > 0 ? [listsChange(doc, lists)] : [];
  const far = refusePlaces([...document.nodes.map(placed), ...notes]);
  return {
    result: far ?? withRepairs(doc, [...changes, ...meta]),
    nodes: document.nodes.map((node) => renamed(node.id)),
    notes: notes.map(({ id }) => id),
  };
}

/** Groups of a pasted network under ids that are free here; names may be the same. */
function pastedGroups(doc: NetworkDocument, document: NetworkDocument) {
  const ids = new Map<string, string>();
  const entries: { id: string; name: string; collapsed?: true }[] = [];
  if (!canKeep(doc.extra, 'groups')) return { ids, entries };
  const here: readonly Group[] = groupsOf(doc);
  const taken = new Set<unknown>([...here.map(({ id }) => id), ...entriesOf(doc.extra, 'groups').map(idOfEntry)]);
  for (const { id, name, collapsed } of groupsOf(document)) {
    const to = takeId('group', taken);
    ids.set(id, to);
    entries.push({ id: to, name, ...(collapsed ? { collapsed } : {}) });
  }
  return { ids, entries };
}

/** Notes of a pasted network, as many as there is room for. */
function pastedNotes(doc: NetworkDocument, document: NetworkDocument, by: Position) {
  if (!canKeep(doc.extra, 'notes')) return [];
  const entries = entriesOf(doc.extra, 'notes');
  const taken = new Set<unknown>(entries.map(idOfEntry));
  return notesOf(document)
    .slice(0, Math.max(0, MOST_NOTES - entries.length))
    .map(({ text, x, y, width }) => ({ id: takeId('note', taken), text, x: x + by.x, y: y + by.y, width }));
}

/** What the find box offers for a query: pure, so that it can be tested without a window. */
import { ACTIVATIONS, LOSSES, OPS } from '../../engine/registry';
import { groupsOf } from '../../model/groups';
import { notesOf } from '../../model/notes';
import type { NetworkDocument, NodeRecord } from '../../model/types';
import type { Passes } from '../../store/run';
import { parseNumberQuery, parseValueQuery } from './byValue';
import { COMMANDS } from './findCommands';
import { bestRank, type FindItem } from './items';
import { itemsByAddress, itemsByValue } from './params';

export type { FindItem } from './items';

/** From so many letters on a kind or a function is looked for by its beginning: `sig`, `loss`. */
const WORD = 3;

/** What people call a node, what it computes as its card says it, and by its other name. */
function words(node: NodeRecord): readonly string[] {
  if (node.kind === 'layer') {
    return [node.size === 1 ? 'neuron' : 'layer', node.activation, ACTIVATIONS[node.activation].title];
  }
  if (node.kind === 'loss') return ['loss', LOSSES[node.loss].title, node.loss];
  return node.kind === 'op' ? ['op', OPS[node.op].title, node.op] : ['input'];
}

function asideOf(node: NodeRecord): string {
  const [kind, does] = words(node);
  return does === undefined ? kind : `${kind}, ${does}`;
}

/** Nodes by id, label, kind or function; those that are meant exactly apart from the others. */
function nodeItems(doc: NetworkDocument, wanted: string) {
  const exact: FindItem[] = [];
  const named: FindItem[] = [];
  const byWord: FindItem[] = [];
  for (const node of doc.nodes) {
    const item: FindItem = {
      kind: 'node',
      key: `node ${node.id}`,
      title: node.label ? `${node.label}  ${node.id}` : node.id,
      aside: asideOf(node),
      id: node.id,
    };
    const rank = bestRank([node.id, node.label ?? node.id], wanted);
    if (rank === 0) exact.push(item);
    else if (rank !== null) named.push(item);
    else if (wanted.length >= WORD && words(node).some((word) => word.toLowerCase().startsWith(wanted)))
      byWord.push(item);
  }
  return { exact, others: [...named, ...byWord] };
}

function groupItems(doc: NetworkDocument, wanted: string): FindItem[] {
  return groupsOf(doc)
    .filter(({ name }) => bestRank([name], wanted) !== null)
    .map(({ id, name, members }) => ({
      kind: 'group',
      key: `group ${id}`,
      title: name,
      aside: `group of ${members.length}`,
      members,
    }));
}

function noteItems(doc: NetworkDocument, wanted: string): FindItem[] {
  return notesOf(doc)
    .filter(({ text }) => bestRank([text], wanted) !== null)
    .map(({ id, text }) => ({ kind: 'note', key: `note ${id}`, title: text.split('\n')[0], aside: 'note', id }));
}

function commandItems(wanted: string): FindItem[] {
  return COMMANDS.filter(({ title }) => bestRank([title], wanted) !== null).map((command) => ({
    ...command,
    kind: 'command',
    key: `command ${command.command}`,
    aside: '',
  }));
}

/** Items that fit the query, best first. An empty query offers commands, groups and nodes. */
export function findItems(doc: NetworkDocument, passes: Passes | null, text: string): FindItem[] {
  const wanted = text.trim().toLowerCase();
  const query = parseValueQuery(wanted);
  if (query) return itemsByValue(doc, passes, query);
  const nodes = nodeItems(doc, wanted);
  const groups = groupItems(doc, wanted);
  const commands = commandItems(wanted);
  if (wanted === '') return [...commands, ...groups, ...nodes.exact, ...nodes.others];
  const params = itemsByAddress(doc, passes, wanted);
  const number = parseNumberQuery(wanted);
  const equal = number ? itemsByValue(doc, passes, number) : [];
  const found = [
    ...params.exact,
    ...nodes.exact,
    ...equal,
    ...groups,
    ...nodes.others,
    ...params.others,
    ...noteItems(doc, wanted),
    ...commands,
  ];
  const keys = new Set<string>();
  return found.filter(({ key }) => !keys.has(key) && keys.add(key));
}

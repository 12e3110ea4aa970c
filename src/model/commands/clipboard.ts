/** Copy and paste as text: a small network in the file's own format, so that it can be mailed and pasted anywhere. */
import { applyDiff } from '../diff';
import { edgeById, nodeById } from '../document';
import { openText } from '../parse';
import { serialize } from '../serialize';
import type { Change, NetworkDocument } from '../types';
import { removeMany } from './remove';
import { type CommandResult, refuse } from './result';
import { withRepairs } from './sizes';

/** The given nodes with the edges among them; a weight that is shared with the rest becomes an own copy. */
export function copyText(doc: NetworkDocument, nodes: ReadonlySet<string>): string | { readonly refused: string } {
  const others = doc.nodes.filter((node) => !nodes.has(node.id)).map((node) => node.id);
  const without = removeMany(doc, others);
  if ('refused' in without) return without;
  return serialize({ ...applyDiff(doc, without), extra: {} });
}

export interface Pasted {
  readonly result: CommandResult;
  /** Ids of the new nodes. */
  readonly nodes: readonly string[];
}

/** `h12` → `h`: what a copy's number is put behind; short enough for any number within the 64 characters of an id. */
function stemOf(id: string): string {
  return (id.replace(/\d+$/, '') || id).slice(0, 54);
}

/** Adds a copied network, moved by `shift`, under ids that are free here. */
export function pasteText(
  doc: NetworkDocument,
  text: string,
  shift: { readonly x: number; readonly y: number },
): Pasted {
  const opened = openText(text);
  if (!opened.ok) return { result: refuse('The clipboard holds no part of a network.'), nodes: [] };
  const { document } = opened;
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id } of [...document.nodes, ...document.edges]) {
    let to = id;
    for (let n = 1; taken.has(to) || nodeById(doc, to) || edgeById(doc, to); n++) to = `${stemOf(id)}${n}`;
    taken.add(to);
    ids.set(id, to);
  }
  const renamed = (id: string) => ids.get(id) ?? id;
  const changes: Change[] = document.nodes.map((node, i) => ({
    type: 'node',
    index: doc.nodes.length + i,
    before: null,
    after: {
      ...node,
      id: renamed(node.id),
      position: { ...node.position, x: node.position.x + shift.x, y: node.position.y + shift.y },
    },
  }));
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
  return { result: withRepairs(doc, changes), nodes: document.nodes.map((node) => renamed(node.id)) };
}

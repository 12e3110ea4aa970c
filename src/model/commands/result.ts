/** What every command answers: a diff, or one sentence why not. */
import { edgeIndex, nodeIndex } from '../document';
import type { Change, Diff, EdgeRecord, Extra, NetworkDocument, NodeRecord } from '../types';

export type CommandResult = Diff | { readonly refused: string };

/** A command's refusal, in one sentence that says what and where. */
export function refuse(sentence: string): { readonly refused: string } {
  return { refused: sentence };
}

/** A node that becomes another version of itself. */
export function nodeChange(doc: NetworkDocument, before: NodeRecord, after: NodeRecord): Change {
  return { type: 'node', index: nodeIndex(doc, before.id), before, after };
}

/** An edge that becomes another version of itself. */
export function edgeChange(doc: NetworkDocument, before: EdgeRecord, after: EdgeRecord): Change {
  return { type: 'edge', index: edgeIndex(doc, before.id), before, after };
}

/** The network's name, or its extra fields, as something else. */
export function metaChange(
  { name, extra }: NetworkDocument,
  part: { readonly name?: string; readonly extra?: Extra },
): Change {
  return { type: 'meta', before: { name, extra }, after: { name, extra, ...part } };
}

/** The changes of several commands on the same document as one; the first refusal, if there is one. */
export function together(...results: readonly CommandResult[]): CommandResult {
  const changes: Change[] = [];
  for (const result of results) {
    if ('refused' in result) return result;
    changes.push(...result);
  }
  return changes;
}

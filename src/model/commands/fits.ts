/** What can be built can be held, saved and opened again: the others are refused, each in one sentence. */
import { applyDiff } from '../diff';
import { excess, LARGEST_TEXT } from '../limits';
import { textSize } from '../textSize';
import type { Diff, NetworkDocument, Position } from '../types';
import { type CommandResult, refuse } from './result';

/** The refusal of a network that is too large for memory; null when it is not. `size`: units of a node, where not yet as in the record. */
export function refuseExcess(doc: NetworkDocument, size?: (id: string) => number): { readonly refused: string } | null {
  const large = excess(doc, size);
  return large === null ? null : refuse(`${large[0].toUpperCase()}${large.slice(1)}.`);
}

/** The refusal of places that no file can hold; null when all can be. A file from elsewhere may bring cards to the end of numbers. */
export function refusePlaces(places: Iterable<Position>): { readonly refused: string } | null {
  for (const { x, y } of places) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return refuse('That place is too far away to be kept in a file.');
  }
  return null;
}

/**
 * A diff, unless the network would not fit into a file afterwards. A file from elsewhere may be beyond that already: what
 * makes it no larger is done all the same.
 */
export function fitting(doc: NetworkDocument, diff: Diff): CommandResult {
  if (diff.length === 0) return diff;
  const now = applyDiff(doc, diff);
  const refused = refuseExcess(now);
  if (refused) return refused;
  const size = textSize(now);
  if (size <= LARGEST_TEXT || size <= textSize(doc)) return diff;
  const megabytes = (bytes: number) => Math.ceil(bytes / 2 ** 20).toLocaleString('en');
  return refuse(
    `The network could take ${megabytes(size)} MB as a file, more than the ${megabytes(LARGEST_TEXT)} MB that can be opened again.`,
  );
}

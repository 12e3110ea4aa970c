/** What the network's own names look like in formulas: for everything that shows them, panels and canvas alike. */
import type { NetworkDocument, NodeRecord } from './types';

/** A name as TeX, and as plain text. */
export interface Name {
  readonly tex: string;
  readonly text: string;
}

/** An id as TeX: letters, then what follows as an index (`w11` → w with index 11). */
export function idTex(id: string): string {
  const parts = /^([A-Za-z]+?)_?(\d+)$/.exec(id);
  const letters = (text: string) => (text.length === 1 ? text : `\\mathrm{${text.replaceAll('_', '\\_')}}`);
  return parts ? `${letters(parts[1])}_{${parts[2]}}` : letters(id);
}

const TOTAL: Name = { tex: 'L', text: 'L' };
const known = new WeakMap<readonly NodeRecord[], Name>();

/** What gradients are gradients of: the loss by its own id when there is one, L for a sum of several and for none. */
export function lossName({ nodes }: NetworkDocument): Name {
  const before = known.get(nodes);
  if (before) return before;
  const losses = nodes.filter((node) => node.kind === 'loss');
  const name = losses.length === 1 ? { tex: idTex(losses[0].id), text: losses[0].id } : TOTAL;
  known.set(nodes, name);
  return name;
}

/** What the find box lists. */
import type { MenuCommand } from '../../../electron/shared/ipc';

interface ItemBase {
  readonly key: string;
  readonly title: string;
  /** Quiet text at the right: what kind of thing it is, or its value. */
  readonly aside: string;
}
export type FindItem = ItemBase &
  (
    | { readonly kind: 'command'; readonly command: MenuCommand; readonly keys?: string }
    | { readonly kind: 'node'; readonly id: string }
    | { readonly kind: 'group'; readonly members: readonly string[] }
    | { readonly kind: 'note'; readonly id: string }
    | { readonly kind: 'param'; readonly address: string; readonly near: readonly string[] }
  );

/** How well a name fits what is asked: 0 exactly, 1 it begins so, 2 it holds it; null not at all. `wanted` in lower case. */
export function rankOf(name: string, wanted: string): 0 | 1 | 2 | null {
  const text = name.toLowerCase();
  if (text === wanted) return 0;
  if (text.startsWith(wanted)) return 1;
  return text.includes(wanted) ? 2 : null;
}

/** The best of several ranks. */
export function bestRank(names: readonly string[], wanted: string): 0 | 1 | 2 | null {
  let best: 0 | 1 | 2 | null = null;
  for (const name of names) {
    const rank = rankOf(name, wanted);
    if (rank !== null && (best === null || rank < best)) best = rank;
  }
  return best;
}

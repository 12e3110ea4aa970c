/**
 * Files by token: the page names a file by a token that only its own window can use, and never sees a path. With each
 * goes what the file looked like on disk when this window last read or saved it.
 */
import { randomUUID } from 'node:crypto';

interface Known {
  readonly path: string;
  /** Its stamp (`files`); null = neither read nor saved by this window. */
  seen: string | null;
}

const files = new Map<number, Map<string, Known>>();

/** A token for a path, valid for one window. */
export function tokenFor(window: number, path: string): string {
  const mine = files.get(window) ?? new Map<string, Known>();
  files.set(window, mine);
  for (const [token, known] of mine) if (known.path === path) return token;
  const token = randomUUID();
  mine.set(token, { path, seen: null });
  return token;
}

/** The path behind a token, or null for one this window was never given. */
export function pathOf(window: number, token: string): string | null {
  return files.get(window)?.get(token)?.path ?? null;
}

/** A window has read or saved a file, which looked like this. Answers its token. */
export function see(window: number, path: string, stamp: string | null): string {
  const token = tokenFor(window, path);
  const known = files.get(window)?.get(token);
  if (known) known.seen = stamp;
  return token;
}

/** What a file looked like when the window last read or saved it; null when it never did. */
export function seenBy(window: number, path: string): string | null {
  const known = [...(files.get(window)?.values() ?? [])].find((candidate) => candidate.path === path);
  return known?.seen ?? null;
}

/** Forgets a window's tokens. */
export function forgetTokens(window: number): void {
  files.delete(window);
}

/** Files by token: the page names a file by a token that only its own window can use, and never sees a path. */
import { randomUUID } from 'node:crypto';

const paths = new Map<number, Map<string, string>>();

/** A token for a path, valid for one window. */
export function tokenFor(window: number, path: string): string {
  const mine = paths.get(window) ?? new Map<string, string>();
  paths.set(window, mine);
  for (const [token, known] of mine) if (known === path) return token;
  const token = randomUUID();
  mine.set(token, path);
  return token;
}

/** The path behind a token, or null for one this window was never given. */
export function pathOf(window: number, token: string): string | null {
  return paths.get(window)?.get(token) ?? null;
}

/** Forgets a window's tokens. */
export function forgetTokens(window: number): void {
  paths.delete(window);
}

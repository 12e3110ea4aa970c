/** Reading and writing files: size cap, UTF-8, atomic saves. Main moves text and never looks into it. */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { app } from 'electron';
import writeFileAtomic from 'write-file-atomic';
import { changeSettings, settings } from './settings';

/** Bytes: a network of ten million weights fits. */
const LARGEST = 256 * 2 ** 20;
const RECENTS = 12;

export type Read =
  | { readonly ok: true; readonly path: string; readonly text: string }
  | { readonly ok: false; readonly message: string };

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this user may not read or write it',
  EPERM: 'this user may not read or write it',
  EISDIR: 'this is a folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'its folder does not exist',
  EMFILE: 'too many files are open',
};

function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}

/** A file's text. Never throws. */
export function readText(path: string): Read {
  const name = basename(path);
  try {
    const { size } = statSync(path);
    if (size > LARGEST) return { ok: false, message: `${name}: the file is larger than ${LARGEST / 2 ** 20} MB.` };
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    return { ok: true, path, text };
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, message: `${name}: this is not UTF-8 text.` };
    return { ok: false, message: `${name}: ${reason(error)}.` };
  }
}

/** A file named on the command line, relative to where the user stood. */
export function readRequested(file: string, workingDirectory: string): Read {
  return readText(resolve(workingDirectory, file));
}

/** Renames that Windows refuses while a scanner holds the file go through a moment later. */
const RETRIES = [50, 150, 400];

/** Writes all of it or nothing: a temporary file beside it, flushed, then renamed over it. Null, or why not. */
export async function writeText(path: string, data: string | Uint8Array): Promise<string | null> {
  for (let tries = 0; ; tries++) {
    try {
      await writeFileAtomic(path, typeof data === 'string' ? data : Buffer.from(data));
      return null;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      const again = process.platform === 'win32' && ['EPERM', 'EBUSY', 'EACCES'].includes(code);
      if (!again || tries >= RETRIES.length) return `${basename(path)}: ${reason(error)}.`;
      await wait(RETRIES[tries]);
    }
  }
}

/** Removes what a process that was killed while saving left beside a file (`name.<number>`). */
export function sweepLeftovers(path: string): void {
  const folder = dirname(path);
  const stem = `${basename(path)}.`;
  try {
    for (const name of readdirSync(folder)) {
      if (name.startsWith(stem) && /^\d+$/.test(name.slice(stem.length))) rmSync(join(folder, name), { force: true });
    }
  } catch {
    // A folder that cannot be listed is no reason not to have saved.
  }
}

/** Puts a file at the head of the recent ones. */
export function remember(path: string): void {
  app.addRecentDocument(path);
  changeSettings({ recents: [path, ...settings().recents.filter((other) => other !== path)].slice(0, RECENTS) });
}

/** The app's own folder, made when missing. */
export function ownFolder(name: string): string {
  const folder = join(app.getPath('userData'), name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

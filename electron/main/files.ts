/** Reading and writing files: size cap, UTF-8, atomic saves. Main moves text and never looks into it. */
import { randomUUID } from 'node:crypto';
import {
  type BigIntStats,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { access } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { app } from 'electron';
import writeFileAtomic from 'write-file-atomic';
import { changeSettings, settings } from './settings';

/** Bytes that are read, and so written: what commands let a network grow to (`model/limits`). */
export const LARGEST_FILE = 300 * 2 ** 20;
const RECENTS = 12;

export type Read =
  | { readonly ok: true; readonly path: string; readonly text: string; readonly stamp: string }
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

const stampFrom = ({ mtimeNs, size }: BigIntStats): string => `${mtimeNs} ${size}`;

/** What a file looks like from outside: another stamp means that somebody has written it. Null when it is not there. */
export function stampOf(path: string): string | null {
  try {
    return stampFrom(statSync(path, { bigint: true }));
  } catch {
    return null;
  }
}

/** A file's text. Never throws. */
export function readText(path: string): Read {
  const name = basename(path);
  try {
    const entry = statSync(path, { bigint: true });
    // A device or a pipe would be waited for without end.
    if (!entry.isFile() && !entry.isDirectory()) return { ok: false, message: `${name}: this is not a file.` };
    if (entry.size > LARGEST_FILE)
      return { ok: false, message: `${name}: the file is larger than ${LARGEST_FILE / 2 ** 20} MB.` };
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    // Looked at before it was read: what is written in between is noticed at the next save.
    return { ok: true, path, text, stamp: stampFrom(entry) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      return { ok: false, message: `${name}: this is not UTF-8 text.` };
    return { ok: false, message: `${name}: ${reason(error)}.` };
  }
}

/** Renames that Windows refuses while a scanner holds the file go through a moment later. */
const RETRIES = [50, 150, 400];

/**
 * Writes all of it or nothing: a temporary file beside it, flushed, then renamed over it. Null, or why not. The temporary
 * file is noted before it is made, so that a later start can remove it, and nothing else, after a kill.
 */
export async function writeText(path: string, data: string | Uint8Array): Promise<string | null> {
  if (Buffer.byteLength(data) > LARGEST_FILE) {
    return `${basename(path)}: this would be larger than ${LARGEST_FILE / 2 ** 20} MB, and could not be opened again.`;
  }
  const note = join(app.getPath('userData'), 'saving', randomUUID());
  const tmpfileCreated = (temporary: string) => noteDown(note, temporary);
  for (let tries = 0; ; tries++) {
    try {
      await mayReplace(path);
      await writeFileAtomic(path, typeof data === 'string' ? data : Buffer.from(data), { tmpfileCreated });
      return null;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      const again = process.platform === 'win32' && ['EPERM', 'EBUSY', 'EACCES'].includes(code);
      if (!again || tries >= RETRIES.length) return `${basename(path)}: ${reason(error)}.`;
      await wait(RETRIES[tries]);
    } finally {
      rmSync(note, { force: true });
    }
  }
}

function noteDown(note: string, temporary: string): void {
  try {
    mkdirSync(dirname(note), { recursive: true });
    writeFileSync(note, temporary);
  } catch {
    // Nothing is lost without the note but tidiness after a kill: no reason not to save.
  }
}

/** Throws for a file that is marked read-only: a rename would replace it all the same. */
async function mayReplace(path: string): Promise<void> {
  try {
    await access(path, constants.W_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Removes the temporary files of saves that a killed process began. Called once, before any save. */
export function sweepUnfinished(): void {
  const folder = ownFolder('saving');
  for (const name of readdirSync(folder)) {
    const note = join(folder, name);
    try {
      const temporary = readFileSync(note, 'utf8');
      if (/\.\d+$/.test(temporary)) rmSync(temporary, { force: true });
      rmSync(note, { force: true });
    } catch {
      // Its folder is gone or out of reach: the note stays, and the next start tries again.
    }
  }
}

/** How a network is to be named on disk: what was typed, with the ending it needs. */
export function withEnding(path: string): string {
  return /\.gradpath$/i.test(path) ? path : `${path}.gradpath`;
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

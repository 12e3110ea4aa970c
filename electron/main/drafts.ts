/**
 * Unsaved work, kept beside the settings so that a crash, a kill or a full disk elsewhere costs a second at most. One file
 * a window; files that are there at a start belong to nobody alive (one process at a time holds the lock).
 */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { ownFolder } from './files';

const stored = z.object({
  name: z.string(),
  path: z.string().nullable(),
  text: z.string(),
  /** What the file looked like when the window last read or saved it (`tokens`). */
  seen: z.string().nullable().default(null),
});
/** A draft as main keeps it: with the path of the file that it belongs to. */
export type StoredDraft = z.infer<typeof stored>;

/** Names this process' drafts. Not its number: after a restart of the machine, or in a container, that comes again. */
const RUN = randomUUID();

/** Names of the files of windows that write into another one than their first. */
const names = new Map<number, string>();

function fileOf(window: number): string {
  return join(ownFolder('drafts'), names.get(window) ?? `${RUN}-${window}.json`);
}

/** Writes a window's draft. Null, or why it could not be written. */
export function writeDraft(window: number, draft: StoredDraft): string | null {
  try {
    writeFileAtomic.sync(fileOf(window), JSON.stringify(draft));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A window's own draft, for when its page has crashed. */
export function readDraft(window: number): StoredDraft | null {
  return read(fileOf(window));
}

/** Deletes a window's draft: its work is saved, or not wanted. */
export function discardDraft(window: number): void {
  rmSync(fileOf(window), { force: true });
}

function read(file: string): StoredDraft | null {
  try {
    return stored.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** A draft that an earlier process left, and its file. */
export type OrphanDraft = StoredDraft & { readonly file: string };

/** Drafts that earlier processes left, after clearing away what they were still writing when they ended. */
export function takeOrphanDrafts(): OrphanDraft[] {
  const folder = ownFolder('drafts');
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name);
    if (/\.json\.\d+$/.test(name)) rmSync(file, { force: true });
    const draft = name.endsWith('.json') && !name.startsWith(RUN) ? read(file) : null;
    return draft ? [{ ...draft, file }] : [];
  });
}

/** Hands an orphan over to a window: from now on its file is that window's draft. Nothing on disk changes. */
export function adoptDraft(window: number, { file }: OrphanDraft): void {
  names.set(window, basename(file));
}

/** Leaves a window's draft to later starts, for it could not be shown: the window goes on with a file of its own. */
export function setDraftAside(window: number): void {
  const file = fileOf(window);
  // Under its first name it would be taken for this process' own, and the window might come to use it again.
  names.set(window, `${RUN}-${window}-${randomUUID()}.json`);
  try {
    renameSync(file, join(ownFolder('drafts'), `${randomUUID()}.json`));
  } catch {
    // It stays under the name it has: another process finds it all the same.
  }
}

/**
 * Reusable parts: pieces of networks that a user keeps for all networks, one file each beside the settings. Main never
 * looks into their text. What is damaged is left out, and left on disk.
 */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PartRef } from '../shared/ipc';
import { ownFolder, writeText } from './files';

/** Most parts that are kept. */
const MOST = 200;

const stored = z.object({ name: z.string().min(1).max(500), text: z.string(), at: z.number() });
type Part = z.infer<typeof stored>;

const UUID = /^[0-9a-f-]{36}$/;

function fileOf(id: string): string {
  return join(ownFolder('parts'), `${id}.json`);
}

function read(id: string): Part | null {
  try {
    return stored.parse(JSON.parse(readFileSync(fileOf(id), 'utf8')));
  } catch {
    return null;
  }
}

/** All parts, the oldest first. */
export function listParts(): readonly PartRef[] {
  const found: (PartRef & { at: number })[] = [];
  for (const file of readdirSync(ownFolder('parts'))) {
    const id = file.replace(/\.json$/, '');
    const part = UUID.test(id) ? read(id) : null;
    if (part) found.push({ id, name: part.name, at: part.at });
  }
  return found.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).map(({ id, name }) => ({ id, name }));
}

/** A part's text; null when it is not there any more. */
export function partText(id: string): string | null {
  return read(id)?.text ?? null;
}

/** Keeps a part. Null, or one sentence why not. A name that is taken gets a number. */
export async function keepPart(name: string, text: string): Promise<string | null> {
  const parts = listParts();
  if (parts.length >= MOST) return `At most ${MOST} parts are kept: remove one first.`;
  const taken = new Set(parts.map((part) => part.name));
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name} ${n}`;
  return await writeText(fileOf(randomUUID()), JSON.stringify({ name: free, text, at: Date.now() }));
}

/** Removes a part. */
export function removePart(id: string): void {
  rmSync(fileOf(id), { force: true });
}

/** Settings and other small facts that outlive a run, in one JSON file. A damaged one counts as none. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, nativeTheme } from 'electron';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { Settings } from '../shared/ipc';

const stored = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  /** A window has once been shown to this user. */
  shown: z.boolean().catch(false),
  recents: z.array(z.string()).max(50).catch([]),
  size: z.object({ width: z.number(), height: z.number(), maximized: z.boolean() }).nullable().catch(null),
});
export type Stored = z.infer<typeof stored>;

let current: Stored = stored.parse({});

function path(): string {
  return join(app.getPath('userData'), 'settings.json');
}

/** Reads the file; called once, before the first window. */
export function loadSettings(): void {
  try {
    current = stored.parse(JSON.parse(readFileSync(path(), 'utf8')));
  } catch {
    current = stored.parse({});
  }
  nativeTheme.themeSource = current.theme;
}

/** The settings as they are now. */
export function settings(): Stored {
  return current;
}

/** What the page is told. */
export function pageSettings(): Settings {
  return { theme: current.theme };
}

/** Changes some of it and writes the file. A disk that refuses costs the setting at the next start, nothing more. */
export function changeSettings(part: Partial<Stored>): void {
  current = { ...current, ...part };
  nativeTheme.themeSource = current.theme;
  try {
    mkdirSync(app.getPath('userData'), { recursive: true });
    writeFileAtomic.sync(path(), `${JSON.stringify(current, null, 2)}\n`);
  } catch (error) {
    console.error(`settings could not be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

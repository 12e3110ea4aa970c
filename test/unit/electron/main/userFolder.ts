/** Electron's app as main's file duties need it: a user folder of its own for each test file. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const kept = globalThis as { gradpathUserFolder?: string };
// Kept outside the module: a test that loads main anew, as a new process would, finds the same folder.
kept.gradpathUserFolder ??= mkdtempSync(join(tmpdir(), 'gradpath-unit-'));
export const userFolder = kept.gradpathUserFolder;

export const app = {
  getPath: () => userFolder,
  addRecentDocument: () => {},
};
export const nativeTheme = { themeSource: 'system' };

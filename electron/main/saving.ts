/** Where something is written: asked for, and nothing of the user's replaced unasked. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { dialog } from 'electron';
import { stampOf, withEnding } from './files';
import { seenBy } from './tokens';
import type { WindowState } from './windows';

/** What the dialogs for networks offer. */
export const FILTERS = [{ name: 'Gradpath network', extensions: ['gradpath'] }];

/** A path from the save dialog, as it was typed; null when it was cancelled. */
export async function askWhere(
  state: WindowState,
  suggestedName: string,
  filters: Electron.FileFilter[],
): Promise<string | null> {
  const answer = await dialog.showSaveDialog(state.window, { defaultPath: suggestedName, filters });
  return answer.canceled || !answer.filePath ? null : answer.filePath;
}

/** A place for a network. The dialog asked about the name as typed; a file that only its ending leads to is asked about here. */
async function askForNetwork(state: WindowState, suggested: string): Promise<string | null> {
  const typed = await askWhere(state, suggested, FILTERS);
  if (typed === null) return null;
  const path = withEnding(typed);
  if (path === typed || !existsSync(path)) return path;
  const { response } = await dialog.showMessageBox(state.window, {
    type: 'warning',
    message: `Replace ${basename(path)}?`,
    detail: 'There is a file of this name already.',
    buttons: ['Replace', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0 ? path : null;
}

/** True when the file is not what this window last read or saved. One that is gone is nobody's to lose. */
function changedElsewhere(state: WindowState, path: string): boolean {
  const seen = seenBy(state.window.id, path);
  const now = stampOf(path);
  return seen !== null && now !== null && now !== seen;
}

/** Where a window's network goes; null when the user would rather not. `known`: the file that it has. */
export async function placeFor(
  state: WindowState,
  known: string | null,
  suggestedName: string,
  as: boolean,
): Promise<string | null> {
  if (as || known === null) return await askForNetwork(state, known ?? suggestedName);
  if (!changedElsewhere(state, known)) return known;
  const { response } = await dialog.showMessageBox(state.window, {
    type: 'warning',
    message: `${basename(known)} has been changed outside this window since it was opened here: overwrite it?`,
    buttons: ['Overwrite', 'Save As…', 'Cancel'],
    defaultId: 1,
    cancelId: 2,
  });
  if (response === 0) return known;
  return response === 1 ? await askForNetwork(state, known) : null;
}

/** `--snapshot`: one window, one picture, exit. For documentation and bug reports. */
import { resolve } from 'node:path';
import { app, type BrowserWindow, nativeTheme } from 'electron';
import type { SnapshotRequest } from './arguments';
import { readText, writeText } from './files';
import { openWindow } from './windows';

let pending: SnapshotRequest | null = null;

/** However busy the machine: a picture that has not come by then (milliseconds) never will. */
const PATIENCE = 300_000;

/** Ends the run: 2 when what was asked for is at fault, 1 when we are. */
function fail(message: string, status: 1 | 2 = 2): void {
  console.error(`gradpath: ${message}`);
  app.exit(status);
}

/** Opens the window; the page says when it can be drawn. */
export async function runSnapshot(request: SnapshotRequest, path: string | null): Promise<void> {
  const file = path === null ? null : readText(path);
  if (file && !file.ok) return fail(file.message);
  pending = request;
  nativeTheme.themeSource = request.theme;
  const { webContents } = openWindow({ path, snapshot: request });
  webContents.on('render-process-gone', (_event, { reason }) => fail(`the window could not be drawn (${reason}).`, 1));
  setTimeout(() => fail(`the window was not drawn within ${PATIENCE / 60_000} minutes.`, 1), PATIENCE);
}

/** Takes the picture and ends the run. */
export async function snapshotReady(window: BrowserWindow, problem: string | null): Promise<void> {
  if (!pending) return;
  if (problem !== null) return fail(problem);
  const image = await window.webContents.capturePage();
  const out = resolve(pending.out);
  const failure = await writeText(out, image.toPNG());
  if (failure !== null) return fail(failure);
  console.log(out);
  app.exit(0);
}

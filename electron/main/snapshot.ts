/** `--snapshot`: one window, one picture, exit. For documentation and bug reports. */
import { resolve } from 'node:path';
import { app, type BrowserWindow, nativeTheme } from 'electron';
import type { SnapshotRequest } from './arguments';
import { type Read, writeText } from './files';
import { openWindow } from './windows';

let pending: SnapshotRequest | null = null;

function fail(message: string): void {
  console.error(`gradpath: ${message}`);
  app.exit(2);
}

/** Opens the window; the page says when it can be drawn. */
export async function runSnapshot(request: SnapshotRequest, file: Read | null): Promise<void> {
  if (request.out === '' || request.out.startsWith('-')) return fail('--snapshot needs the name of a PNG file.');
  if (file && !file.ok) return fail(file.message);
  pending = request;
  nativeTheme.themeSource = request.theme;
  openWindow({ file, snapshot: request });
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

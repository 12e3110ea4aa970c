/** A file is open in one window at most: whoever opens it again is led there, so that no two windows save over each other. */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BrowserWindow } from 'electron';
import { openWindow, userStates, userWindows } from './windows';

/** The path by which a file is the same however it was named; of one that is not there, as it stands. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return resolve(path);
  }
}

/** The window that shows a file, or null. `but`: one that is not meant. */
export function windowHolding(path: string, but?: BrowserWindow): BrowserWindow | null {
  const wanted = realPath(path);
  const found = userStates().find(
    ({ window, path: held }) => window !== but && held !== null && realPath(held) === wanted,
  );
  return found?.window ?? null;
}

/** Brings a window before the others. */
export function comeForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** Shows a file: in the window that has it already, or else in a new one. */
export function openFile(path: string): void {
  const holding = windowHolding(path);
  if (holding) comeForward(holding);
  else openWindow({ path });
}

/** A start without a file: the window that is open shows itself. */
export function openAnything(): void {
  const [window] = userWindows();
  if (window) comeForward(window);
  else openWindow({});
}

/** The app under test: the built one, in a real Electron window, with a user folder of its own. */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { GradpathWindow } from './pages/window';

export const ROOT = resolve(import.meta.dirname, '../..');

export interface Launched {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly win: GradpathWindow;
  readonly userData: string;
}

export interface LaunchOptions {
  readonly args?: readonly string[];
  readonly userData?: string;
}

/** The runtime that `npm test` found. */
function executable(): string {
  const path = process.env.GRADPATH_ELECTRON;
  if (!path) throw new Error('run the end-to-end tests with `npm test`: it finds an Electron and a display');
  return path;
}

/** How long a handshake may take, and how often it is tried. */
const HANDSHAKE = 40_000;
const TRIES = 3;

/**
 * Starts Electron. Once in some fifty starts the debugger's handshake with Electron 33 never ends, before a line of the
 * app has run; such a process is killed by its mark and started again.
 */
async function start(
  args: readonly string[],
  folder: () => string,
): Promise<{ readonly app: ElectronApplication; readonly userData: string }> {
  for (let tries = 1; ; tries++) {
    // What a start wrote before it hung must not make the next one a second one.
    const userData = folder();
    const mark = `--test-run=${randomUUID()}`;
    const launching = _electron.launch({
      executablePath: executable(),
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), mark, ROOT, ...args],
      chromiumSandbox: process.getuid?.() !== 0,
      env: { ...(process.env as Record<string, string>), GRADPATH_USER_DATA: userData },
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), HANDSHAKE);
    });
    const app = await Promise.race([launching, late]);
    clearTimeout(timer);
    if (app) return { app, userData };
    launching.catch(() => {});
    spawnSync('pkill', ['-9', '-f', '--', mark]);
    if (tries === TRIES) throw new Error(`Electron did not start in ${TRIES} tries`);
  }
}

export async function launchApp({ args = [], userData }: LaunchOptions = {}): Promise<Launched> {
  const { app, userData: used } = await start(args, () => userData ?? mkdtempSync(join(tmpdir(), 'gradpath-e2e-')));
  const page = await app.firstWindow();
  await page.locator('html[data-ready]').waitFor();
  // The pointer of a display rests in its middle, over whatever comes to lie there.
  await page.mouse.move(1, 1);
  return { app, page, win: new GradpathWindow(page), userData: used };
}

/** Ends the app whatever it holds unsaved. */
export async function quit({ app }: Launched): Promise<void> {
  await app.evaluate(({ app: electron }) => electron.exit(0)).catch(() => {});
  await app.close().catch(() => {});
}

/** Answers the next save dialog with a path, and every open dialog too. */
export async function answerDialogs({ app }: Launched, path: string): Promise<void> {
  await app.evaluate(({ dialog }, file) => {
    dialog.showSaveDialog = (() =>
      Promise.resolve({ canceled: false, filePath: file })) as typeof dialog.showSaveDialog;
    dialog.showOpenDialog = (() =>
      Promise.resolve({ canceled: false, filePaths: [file] })) as typeof dialog.showOpenDialog;
  }, path);
}

/** Answers the question about unsaved changes: 0 save, 1 do not save, 2 cancel. Counts how often it was asked. */
export async function answerUnsaved({ app }: Launched, response: 0 | 1 | 2): Promise<void> {
  await app.evaluate(({ dialog }, button) => {
    const counter = globalThis as { asked?: number };
    dialog.showMessageBox = (() => {
      counter.asked = (counter.asked ?? 0) + 1;
      return Promise.resolve({ response: button, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
  }, response);
}

export async function timesAsked({ app }: Launched): Promise<number> {
  return await app.evaluate(() => (globalThis as { asked?: number }).asked ?? 0);
}

/** A launched app for each test, ended after it. */
export const test = base.extend<{ gradpath: Launched; launch: (options?: LaunchOptions) => Promise<Launched> }>({
  // biome-ignore lint/correctness/noEmptyPattern: playwright reads the fixtures from the pattern.
  launch: async ({}, use) => {
    const open: Launched[] = [];
    await use(async (options) => {
      const launched = await launchApp(options);
      open.push(launched);
      return launched;
    });
    for (const launched of open) {
      await quit(launched);
      rmSync(launched.userData, { recursive: true, force: true, maxRetries: 5 });
    }
  },
  gradpath: async ({ launch }, use) => {
    await use(await launch());
  },
});
export { expect } from '@playwright/test';

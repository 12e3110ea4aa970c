/** Restored work that cannot be shown is not lost either. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerUnsaved, expect, ROOT, test, timesAsked } from './app';

const EXAMPLE = readFileSync(join(ROOT, 'resources/examples/two-routes.gradpath'), 'utf8');

/** A user folder in which an earlier process has left a draft. */
function left(text: string): { userData: string; kept: () => string[] } {
  const userData = mkdtempSync(join(tmpdir(), 'gradpath-drafts-'));
  const drafts = join(userData, 'drafts');
  mkdirSync(drafts);
  writeFileSync(join(drafts, 'left.json'), JSON.stringify({ name: 'a.gradpath', path: null, text }));
  return { userData, kept: () => readdirSync(drafts).map((name) => readFileSync(join(drafts, name), 'utf8')) };
}

test('a draft that this version cannot open is kept, whatever is done in its window', async ({ launch }) => {
  const newer = EXAMPLE.replace('"version": 1', '"version": 7');
  const { userData, kept } = left(newer);
  const gradpath = await launch({ userData });
  const { app, page, win } = gradpath;
  await expect(win.notice).toContainText('a.gradpath: version: 7 is newer than this Gradpath reads (1)');
  await expect(win.notice).toContainText('the unsaved work is kept for a later start');
  await win.dragFromPalette('input', 200, 200);
  await expect(page.getByTestId('dirty')).toBeVisible();
  // The new work has a draft of its own.
  await expect.poll(() => kept().length).toBe(2);
  await answerUnsaved(gradpath, 1);
  const ended = new Promise((resolve) => app.process().once('exit', resolve));
  await app.evaluate(({ BrowserWindow }) => setTimeout(() => BrowserWindow.getAllWindows()[0].close()));
  await expect.poll(() => timesAsked(gradpath).catch(() => 1)).toBe(1);
  await ended;
  expect(kept()).toHaveLength(1);
  expect(JSON.parse(kept()[0]).text).toBe(newer);
});

test('restored work whose window is closed asks, and is kept until the answer', async ({ launch }) => {
  const { userData, kept } = left(EXAMPLE);
  const gradpath = await launch({ userData });
  await expect(gradpath.win.notice).toContainText('Restored unsaved work on a.gradpath');
  await answerUnsaved(gradpath, 2);
  await gradpath.app.evaluate(({ BrowserWindow }) => setTimeout(() => BrowserWindow.getAllWindows()[0].close()));
  await expect.poll(() => timesAsked(gradpath)).toBe(1);
  expect(kept()).toHaveLength(1);
});

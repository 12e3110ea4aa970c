/** One file, one window; and nothing that others have written into it is replaced unasked. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerDialogs, answerUnsaved, expect, type Launched, type LaunchOptions, ROOT, test, timesAsked } from './app';
import { chooseMenu } from './menu';

const EXAMPLE = readFileSync(join(ROOT, 'resources/examples/two-routes.gradpath'), 'utf8');
const theirs = EXAMPLE.replace('"sigmoid"', '"tanh"');

/** A window on a file of its own. */
async function onFile(launch: (options: LaunchOptions) => Promise<Launched>) {
  const folder = mkdtempSync(join(tmpdir(), 'gradpath-same-'));
  const file = join(folder, 'a.gradpath');
  writeFileSync(file, EXAMPLE);
  const gradpath = await launch({ args: [file] });
  await expect(gradpath.page.getByTestId('document-name')).toHaveText('a.gradpath');
  await gradpath.win.clickEdge('w11');
  return { gradpath, folder, file };
}

const titles = ({ app }: Launched) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle()));

/** Opens another, empty window. */
async function another(gradpath: Launched) {
  const opened = gradpath.app.waitForEvent('window');
  await chooseMenu(gradpath, 'File', 'New Window');
  const page = await opened;
  await page.locator('html[data-ready]').waitFor();
  await expect.poll(async () => (await titles(gradpath)).length).toBe(2);
  return page;
}

test('a file that a window shows is not opened in a second one, by whatever way or name', async ({ launch }) => {
  const { gradpath, folder, file } = await onFile(launch);
  const { app } = gradpath;
  const alias = join(folder, 'alias.gradpath');
  symlinkSync(file, alias);
  await chooseMenu(gradpath, 'File', 'Open Recent', 'a.gradpath');
  await app.evaluate(({ app: electron }, path) => {
    electron.emit('second-instance', {}, ['electron', '/app', path], '/');
    electron.emit('open-file', { preventDefault: () => {} }, path);
  }, alias);
  const page = await another(gradpath);
  await answerDialogs(gradpath, alias);
  // From the dialog of the other window, which stays as it is.
  const led = await page.evaluate(async () => {
    const reply = await window.api.invoke('file:choose');
    return reply.status === 'chosen' && (await window.api.invoke('file:elsewhere', { token: reply.token }));
  });
  expect(led).toBe(true);
  await expect(page.getByTestId('document-name')).toHaveText('Untitled');
  // Nor can the other window save its own network into it.
  const reply = await page.evaluate(() =>
    window.api.invoke('file:save', { token: null, suggestedName: 'x', text: 'other', as: true }),
  );
  expect(reply).toEqual({ status: 'failed', message: 'alias.gradpath: this file is open in another window.' });
  expect(readFileSync(file, 'utf8')).toBe(EXAMPLE);
  expect(await titles(gradpath)).toHaveLength(2);
});

test('a file that was changed on disk is overwritten only by whoever says so', async ({ launch }) => {
  const { gradpath, folder, file } = await onFile(launch);
  const { page, win } = gradpath;
  await win.type(page.getByTestId('param-value'), '0.8125');
  writeFileSync(file, theirs);
  utimesSync(file, new Date(), new Date(Date.now() + 5000));

  await answerUnsaved(gradpath, 2);
  await chooseMenu(gradpath, 'File', 'Save');
  await expect.poll(() => timesAsked(gradpath)).toBe(1);
  expect(readFileSync(file, 'utf8')).toBe(theirs);
  await expect(page.getByTestId('dirty')).toBeVisible();

  await answerUnsaved(gradpath, 1);
  await answerDialogs(gradpath, join(folder, 'mine.gradpath'));
  await chooseMenu(gradpath, 'File', 'Save');
  await expect(page.getByTestId('document-name')).toHaveText('mine.gradpath');
  expect(readFileSync(file, 'utf8')).toBe(theirs);
  expect(readFileSync(join(folder, 'mine.gradpath'), 'utf8')).toContain('0.8125');

  // What the window has written itself is no change by others.
  const asked = await timesAsked(gradpath);
  await win.type(page.getByTestId('param-value'), '0.9375');
  await chooseMenu(gradpath, 'File', 'Save');
  await expect.poll(() => readFileSync(join(folder, 'mine.gradpath'), 'utf8')).toContain('0.9375');
  // The window says so once it has looked at what it wrote.
  await expect(page.getByTestId('dirty')).toBeHidden();
  writeFileSync(join(folder, 'mine.gradpath'), theirs);
  await win.type(page.getByTestId('param-value'), '0.6875');
  await answerUnsaved(gradpath, 0);
  await chooseMenu(gradpath, 'File', 'Save');
  await expect.poll(() => readFileSync(join(folder, 'mine.gradpath'), 'utf8')).toContain('0.6875');
  expect(await timesAsked(gradpath)).toBe(asked + 1);
});

test('a draft knows what its file was like: changed since, it is not overwritten unasked', async ({ launch }) => {
  const { gradpath, file } = await onFile(launch);
  await gradpath.win.type(gradpath.page.getByTestId('param-value'), '0.8125');
  const drafts = join(gradpath.userData, 'drafts');
  await expect.poll(() => existsSync(drafts) && readdirSync(drafts).length).toBe(1);
  const gone = new Promise((resolve) => gradpath.app.process().once('exit', resolve));
  gradpath.app.process().kill('SIGKILL');
  await gone;
  writeFileSync(file, theirs);
  // The file that is asked for is the one that the draft belongs to: one window.
  const second = await launch({ userData: gradpath.userData, args: [file] });
  await expect(second.win.notice).toContainText('Restored unsaved work on a.gradpath');
  expect(await titles(second)).toHaveLength(1);
  await answerUnsaved(second, 2);
  await chooseMenu(second, 'File', 'Save');
  await expect.poll(() => timesAsked(second)).toBe(1);
  expect(readFileSync(file, 'utf8')).toBe(theirs);
});

test('a page that crashes without unsaved work comes back with its file', async ({ launch }) => {
  const { gradpath } = await onFile(launch);
  const { app } = gradpath;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].webContents.forcefullyCrashRenderer());
  // The Page object is dead after a crash: the new page is asked through the app, and a dead one never answers.
  const shown = () =>
    app.evaluate(({ BrowserWindow }) =>
      Promise.race([
        BrowserWindow.getAllWindows()[0].webContents.executeJavaScript(
          '[document.querySelector("[data-testid=document-name]")?.textContent, document.querySelectorAll("[data-testid^=node-]").length > 0].join(" ")',
        ),
        new Promise((resolve) => setTimeout(() => resolve(''), 1000)),
      ]).catch(() => ''),
    );
  await expect.poll(shown).toBe('a.gradpath true');
});

/** The user's work survives: saving, refusing, asking, crashing, a killed process. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerDialogs, answerUnsaved, expect, test, timesAsked } from './app';
import { chooseMenu } from './menu';

const folder = () => mkdtempSync(join(tmpdir(), 'gradpath-files-'));

test('a damaged and a newer file are refused in one sentence that says where; the open network stays', async ({
  launch,
}) => {
  const at = folder();
  const damaged = join(at, 'damaged.gradpath');
  const text = readFileSync('resources/examples/two-routes.gradpath', 'utf8');
  writeFileSync(damaged, text.replace('"activation": "sigmoid"', '"activation": "swish"'));
  const newer = join(at, 'newer.gradpath');
  writeFileSync(newer, text.replace('"version": 1', '"version": 7'));
  const gradpath = await launch();
  await expect(gradpath.win.gradient).toHaveText('−0.07678');
  await answerDialogs(gradpath, damaged);
  await chooseMenu(gradpath, 'File', 'Open…');
  await expect(gradpath.win.notice).toContainText('damaged.gradpath: nodes[2].activation: expected one of identity');
  await answerDialogs(gradpath, newer);
  await chooseMenu(gradpath, 'File', 'Open…');
  await expect(gradpath.win.notice).toContainText('newer.gradpath: version: 7 is newer than this Gradpath reads (1)');
  await expect(gradpath.win.gradient).toHaveText('−0.07678');
});

test('unsaved changes are asked about before they are lost; cancel keeps them', async ({ gradpath }) => {
  const { win, page } = gradpath;
  await win.type(page.getByTestId('param-value'), '0.75');
  await expect(page.getByTestId('dirty')).toBeVisible();
  await answerUnsaved(gradpath, 2);
  await chooseMenu(gradpath, 'File', 'Examples', 'Cancellation');
  await expect.poll(() => timesAsked(gradpath)).toBe(1);
  await gradpath.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].close());
  await expect.poll(() => timesAsked(gradpath)).toBe(2);
  await expect(page.getByTestId('param-value')).toHaveValue('0.75');
  // Undoing to what was opened leaves nothing to ask about.
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByTestId('dirty')).toBeHidden();
});

test('a file that cannot be written is said, and the work is still there', async ({ gradpath }) => {
  const { win, page } = gradpath;
  await win.type(page.getByTestId('param-value'), '0.75');
  const target = join(folder(), 'taken.gradpath');
  mkdirSync(target);
  await answerDialogs(gradpath, target);
  await chooseMenu(gradpath, 'File', 'Save');
  await expect(win.notice).toContainText('taken.gradpath');
  await expect(page.getByTestId('dirty')).toBeVisible();
  await expect(page.getByTestId('param-value')).toHaveValue('0.75');
});

test('a killed process loses nothing: the next start brings the unsaved work back', async ({ launch }) => {
  const first = await launch();
  await first.win.type(first.page.getByTestId('param-value'), '0.75');
  await expect(first.page.getByTestId('dirty')).toBeVisible();
  const drafts = join(first.userData, 'drafts');
  await expect.poll(() => existsSync(drafts) && first.app.process().pid !== undefined).toBe(true);
  await first.page.waitForTimeout(1600);
  first.app.process().kill('SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, 500));
  const second = await launch({ userData: first.userData });
  await expect(second.win.notice).toContainText('Restored unsaved work');
  await expect(second.page.getByTestId('dirty')).toBeVisible();
  await second.win.clickEdge('w11');
  await expect(second.page.getByTestId('param-value')).toHaveValue('0.75');
});

test('a crashed page comes back with its work', async ({ gradpath }) => {
  const { app, win, page } = gradpath;
  await win.type(page.getByTestId('param-value'), '0.75');
  await page.waitForTimeout(1600);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].webContents.forcefullyCrashRenderer());
  // The Page object is dead after a crash: the new page is asked through the app, and a dead one never answers.
  const weight = () =>
    app.evaluate(({ BrowserWindow }) =>
      Promise.race([
        BrowserWindow.getAllWindows()[0].webContents.executeJavaScript(
          'document.querySelector("[data-testid=dirty]") && document.querySelector("[data-testid=edge-w11]")?.textContent + document.body.textContent',
        ),
        new Promise((resolve) => setTimeout(() => resolve(''), 1000)),
      ]).catch(() => ''),
    );
  await expect.poll(weight).toContain('w11 = 0.75');
});

test('reopening gives the same picture: positions, selection-free, the same bytes', async ({ launch }) => {
  const at = join(folder(), 'copy.gradpath');
  const text = readFileSync('resources/examples/skip-connection.gradpath', 'utf8');
  writeFileSync(at, text);
  const gradpath = await launch({ args: [at] });
  await expect(gradpath.win.node('sum')).toBeVisible();
  await chooseMenu(gradpath, 'File', 'Save');
  await gradpath.page.waitForTimeout(500);
  expect(readFileSync(at, 'utf8')).toBe(text);
});

test('what main refuses is said', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await page.evaluate(() => {
    void window.api.invoke('clipboard:write', { text: 5 } as never);
  });
  await expect(win.notice).toContainText('That could not be done: clipboard:write: text was refused');
});

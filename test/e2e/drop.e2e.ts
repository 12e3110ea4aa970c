/** Files that are dropped onto the window, as the system hands them over. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerUnsaved, expect, type Launched, ROOT, test } from './app';

/** Drops a file or a folder onto the canvas. */
async function drop({ page }: Launched, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 500, y: 400, data });
  }
  await session.detach();
}

test('a network is opened, what is none is refused in one sentence', async ({ gradpath }) => {
  const { page, win } = gradpath;
  const at = mkdtempSync(join(tmpdir(), 'gradpath-drop-'));
  mkdirSync(join(at, 'folder'));
  await drop(gradpath, join(at, 'folder'));
  await expect(win.notice).toContainText('folder: this is a folder, or a file that cannot be read');
  writeFileSync(join(at, 'latin.gradpath'), Buffer.from([0xe9, 0x74, 0xe9]));
  await drop(gradpath, join(at, 'latin.gradpath'));
  await expect(win.notice).toContainText('latin.gradpath: this is not UTF-8 text.');
  const text = readFileSync(join(ROOT, 'resources/examples/skip-connection.gradpath'), 'utf8');
  writeFileSync(join(at, 'a.gradpath'), text);
  await drop(gradpath, join(at, 'a.gradpath'));
  await expect(page.getByTestId('document-name')).toHaveText('a.gradpath');
});

test('a file that is dropped onto its own unsaved window never shows what was there before the save', async ({
  launch,
}) => {
  const file = join(mkdtempSync(join(tmpdir(), 'gradpath-drop-')), 'a.gradpath');
  writeFileSync(file, readFileSync(join(ROOT, 'resources/examples/two-routes.gradpath')));
  const gradpath = await launch({ args: [file] });
  const { page, win } = gradpath;
  await win.clickEdge('w11');
  await win.type(page.getByTestId('param-value'), '0.8125');
  await answerUnsaved(gradpath, 0);
  await drop(gradpath, file);
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('0.8125');
  // Chromium does not read a file that has changed since the drop: the window stays, and holds what was saved.
  await expect(win.notice).toContainText('a.gradpath: this is a folder, or a file that cannot be read or has changed');
  await expect(page.getByTestId('dirty')).toBeHidden();
  await expect(page.getByTestId('param-value')).toHaveValue('0.8125');
});

/** What is being typed is part of the work: saved with it, asked about before it is lost. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerUnsaved, expect, type Launched, type LaunchOptions, ROOT, test, timesAsked } from './app';
import { chooseMenu } from './menu';

/** A window on a file of its own. */
async function onFile(launch: (options: LaunchOptions) => Promise<Launched>, example = 'two-routes') {
  const file = join(mkdtempSync(join(tmpdir(), 'gradpath-typing-')), 'a.gradpath');
  writeFileSync(file, readFileSync(join(ROOT, `resources/examples/${example}.gradpath`)));
  const gradpath = await launch({ args: [file] });
  await expect(gradpath.page.getByTestId('document-name')).toHaveText('a.gradpath');
  return { gradpath, text: () => readFileSync(file, 'utf8') };
}

const title = ({ app }: Launched) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].getTitle());

test('a note that is being written is saved as it stands, and can be written on', async ({ launch }) => {
  const { gradpath, text } = await onFile(launch);
  const { page, win } = gradpath;
  await win.dragFromPalette('note', 420, 560);
  const field = page.getByTestId('note1').locator('textarea');
  await expect(field).toBeFocused();
  await page.keyboard.type('First half');
  await chooseMenu(gradpath, 'File', 'Save');
  await expect.poll(text).toContain('First half');
  await expect(page.getByTestId('dirty')).toBeHidden();
  await page.keyboard.type(', second half');
  await expect(field).toHaveValue('First half, second half');
  await expect.poll(() => title(gradpath)).toContain('•');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('note1')).toContainText('First half, second half');
  // Putting it down and writing it stay one undo step.
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByTestId('note1')).toHaveCount(0);
});

test('a label and a number that are being typed are saved, and the caret stays in their field', async ({ launch }) => {
  const { gradpath, text } = await onFile(launch);
  const { page, win } = gradpath;
  await win.node('n1').click();
  const label = page.getByTestId('label-field');
  await label.fill('Hidden one');
  await chooseMenu(gradpath, 'File', 'Save');
  await expect.poll(text).toContain('"Hidden one"');
  await expect(label).toBeFocused();
  await win.clickEdge('w11');
  const value = page.getByTestId('param-value');
  await value.fill('0.8125');
  await chooseMenu(gradpath, 'File', 'Save');
  await expect.poll(text).toContain('0.8125');
  await expect(value).toBeFocused();
});

test('so are a weight in its matrix and the name of a group', async ({ launch }) => {
  const { gradpath, text } = await onFile(launch, 'mazur-2-2-2');
  const { page, win } = gradpath;
  await win.clickEdge('w1');
  const cell = page.getByTestId('matrix-cell-0-0');
  await cell.dblclick();
  await cell.locator('input').fill('0.8125');
  await chooseMenu(gradpath, 'File', 'Save');
  await expect.poll(text).toContain('0.8125');
  // The keyboard is where Enter would have left it.
  await expect(page.getByTestId('matrix')).toBeFocused();
  await expect(page.getByTestId('dirty')).toBeHidden();

  await page.keyboard.press('Escape');
  await chooseMenu(gradpath, 'Edit', 'Select All');
  await chooseMenu(gradpath, 'Arrange', 'Group');
  const frame = page.getByTestId('frame-group1');
  await frame.getByTitle(/Drag to move/).dblclick();
  await frame.locator('input').fill('Everything');
  await chooseMenu(gradpath, 'File', 'Save');
  await expect.poll(text).toContain('"Everything"');
  await expect(frame.locator('input')).toBeFocused();
  await frame.locator('input').press('Enter');
  await expect(page.getByTestId('dirty')).toBeHidden();
});

test('a window whose only change is still being typed asks before it closes', async ({ launch }) => {
  const { gradpath } = await onFile(launch);
  const { app, page, win } = gradpath;
  await win.clickEdge('w11');
  await page.getByTestId('param-value').fill('0.8125');
  await answerUnsaved(gradpath, 2);
  await expect.poll(() => title(gradpath)).toContain('•');
  await app.evaluate(({ BrowserWindow }) => setTimeout(() => BrowserWindow.getAllWindows()[0].close()));
  await expect.poll(() => timesAsked(gradpath)).toBe(1);
  await expect(page.getByTestId('param-value')).toHaveValue('0.8125');
  await expect(page.getByTestId('dirty')).toBeVisible();
});

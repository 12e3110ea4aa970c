/** The main job, by hand: the two-routes network from an empty canvas, its paths, undo and redo all the way, save, reopen. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerDialogs, answerUnsaved, expect, quit, test } from './app';
import { chooseMenu } from './menu';

test('build two-routes by drag and drop, read both products and their sum, undo, redo, save, quit, reopen', async ({
  launch,
}) => {
  const file = join(mkdtempSync(join(tmpdir(), 'gradpath-')), 'mine.gradpath');
  const first = await launch();
  const { win, page } = first;
  await answerUnsaved(first, 1);
  await chooseMenu(first, 'File', 'New');
  await expect(page.getByText('Drag an input, a neuron and a loss here.')).toBeVisible();

  await win.dragFromPalette('input', 90, 120);
  await win.dragFromPalette('input', 90, 360);
  await win.dragFromPalette('neuron', 290, 240);
  await win.dragFromPalette('neuron', 540, 110);
  await win.dragFromPalette('neuron', 540, 370);
  await win.dragFromPalette('loss', 740, 240);
  for (const id of ['x1', 'x2', 'n1', 'n2', 'n3', 'L1']) await expect(win.node(id)).toBeVisible();

  for (const [source, target] of [
    ['x1', 'n1'],
    ['x2', 'n1'],
    ['n1', 'n2'],
    ['n1', 'n3'],
    ['n2', 'L1'],
    ['n3', 'L1'],
  ]) {
    await win.connect(source, target);
  }
  await expect(page.locator('.react-flow__edge')).toHaveCount(6);

  const setWeight = async (edge: string, value: string) => {
    await win.clickEdge(edge);
    await expect(page.getByTestId('paths-panel')).toBeVisible();
    await win.type(page.getByTestId('param-value'), value);
  };
  await setWeight('w1', '1/2');
  await setWeight('w2', '-0.5');
  await setWeight('w3', '1.5');
  await setWeight('w4', '-2');
  await win.node('x1').click();
  await win.type(page.getByTestId('number-values-0'), '2');
  await win.node('L1').click();
  await win.type(page.getByTestId('number-target-0'), '1');

  await win.clickEdge('w1');
  await expect(win.gradient).toHaveText('−0.07678');
  await expect(page.getByTestId('path-count')).toHaveText('2 paths');
  await expect(win.pathRows).toHaveCount(2);
  await expect(page.getByTestId('path-contribution')).toHaveText(['−0.04030', '−0.03648']);
  await expect(win.pathRows.nth(0)).toContainText('2.000');
  await expect(win.pathRows.nth(0)).toContainText('0.2350');
  await expect(page.getByTestId('listed-sum')).toHaveText('−0.0767793');
  await expect(page.getByTestId('rest-sum')).toHaveText('0');
  await expect(page.getByTestId('backward-gradient')).toHaveText('−0.0767793');
  await expect(page.getByTestId('central-difference')).toHaveText('−0.0767793');
  await expect(page.getByTestId('relative-error')).toContainText('agree');
  await expect(win.edge('w2')).toHaveAttribute('data-mark', 'aside');
  await expect(win.edge('w1')).toHaveAttribute('data-mark', 'start');
  for (const id of ['w3', 'w4', 'e1', 'e2']) await expect(win.edge(id)).toHaveAttribute('data-mark', 'lit');

  // Hovering a row lights that one path and puts its factors on the canvas.
  await win.pathRows.nth(1).hover();
  await expect(win.edge('w3')).toHaveAttribute('data-mark', 'aside');
  await expect(win.edge('w4')).toHaveAttribute('data-mark', 'lit');
  await expect(page.getByTestId('edge-label-w4')).toHaveText('−2.000');
  await page.mouse.move(400, 5);

  const undo = page.getByRole('button', { name: /^Undo/ });
  const redo = page.getByRole('button', { name: /^Redo/ });
  let steps = 0;
  for (; await undo.isEnabled(); steps++) await undo.click();
  await expect(page.locator('.react-flow__node')).toHaveCount(0);
  // Six cards, six edges, six numbers: one gesture, one step.
  expect(steps).toBe(18);
  while (await redo.isEnabled()) await redo.click();
  await expect(page.locator('.react-flow__node')).toHaveCount(6);
  await win.clickEdge('w1');
  await expect(win.gradient).toHaveText('−0.07678');

  await answerDialogs(first, file);
  await expect(page.getByTestId('dirty')).toBeVisible();
  await chooseMenu(first, 'File', 'Save');
  await expect(page.getByTestId('dirty')).toBeHidden();
  await expect(page.getByTestId('document-name')).toHaveText('mine.gradpath');
  const saved = readFileSync(file, 'utf8');
  expect(JSON.parse(saved)).toMatchObject({ format: 'gradpath', version: 1 });
  await quit(first);

  const second = await launch({ args: [file] });
  await expect(second.page.getByTestId('document-name')).toHaveText('mine.gradpath');
  await second.win.clickEdge('w1');
  await expect(second.win.gradient).toHaveText('−0.07678');
  await expect(second.page.getByTestId('path-contribution')).toHaveText(['−0.04030', '−0.03648']);
  await answerDialogs(second, file);
  await chooseMenu(second, 'File', 'Save');
  await expect.poll(() => readFileSync(file, 'utf8')).toBe(saved);
});

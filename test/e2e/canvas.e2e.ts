import { join } from 'node:path';
import { answerUnsaved, expect, ROOT, test } from './app';
import { chooseMenu } from './menu';

test('the first start shows two-routes with w11 chosen; the next one the start screen', async ({ launch }) => {
  const first = await launch();
  await expect(first.win.gradient).toHaveText('−0.07678');
  await expect(first.win.pathRows).toHaveCount(2);
  const second = await launch({ userData: first.userData.replace(/$/, '-2') });
  await second.app.evaluate(({ app }) => app.exit(0)).catch(() => {});
  const third = await launch({ userData: second.userData });
  await expect(third.page.getByText('Examples, one idea each')).toBeVisible();
  await third.page.getByTestId('example-mazur-2-2-2').click();
  await expect(third.page.getByTestId('status-loss')).toHaveText('0.2984');
});

test('refuses cycles, doubled edges and what does not fit, and says why', async ({ gradpath }) => {
  const { win, page } = gradpath;
  await expect(win.gradient).toHaveText('−0.07678');
  await win.connect('n2', 'n1');
  await expect(win.notice).toContainText('cycle');
  await win.connect('x1', 'n1');
  await expect(win.notice).toContainText('already an edge');
  await expect(page.locator('.react-flow__edge')).toHaveCount(6);
});

test('a drag is one undo step, a selection is deleted and comes back', async ({ gradpath }) => {
  const { win, page } = gradpath;
  const before = await win.node('n2').boundingBox();
  if (!before) throw new Error('n2 is not on screen');
  await page.mouse.move(before.x + 40, before.y + 14);
  await page.mouse.down();
  await page.mouse.move(before.x + 60, before.y - 20, { steps: 8 });
  await page.mouse.move(before.x + 70, before.y - 40, { steps: 8 });
  await page.mouse.up();
  await expect.poll(async () => (await win.node('n2').boundingBox())?.y).not.toBeCloseTo(before.y, 0);
  await page.getByRole('button', { name: /^Undo Move/ }).click();
  await expect.poll(async () => (await win.node('n2').boundingBox())?.y).toBeCloseTo(before.y, 0);

  await win.node('n2').click();
  await page.keyboard.press('Delete');
  await expect(page.locator('.react-flow__node')).toHaveCount(5);
  await expect(page.locator('.react-flow__edge')).toHaveCount(4);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.locator('.react-flow__node')).toHaveCount(6);
  await expect(page.locator('.react-flow__edge')).toHaveCount(6);
  await win.clickEdge('w11');
  await expect(win.gradient).toHaveText('−0.07678');
});

test('unit steps: the path is shown as blocked, and where', async ({ gradpath }) => {
  const { win, page } = gradpath;
  await answerUnsaved(gradpath, 1);
  await chooseMenu(gradpath, 'File', 'Examples', 'Unit steps');
  await expect(page.getByTestId('status-loss')).toHaveText('0.5000');
  await expect(win.gradient).toHaveText('0');
  await expect(win.pathRows).toHaveCount(1);
  await expect(win.pathRows.first()).toContainText('blocked at f');
  await expect(win.pathRows.first()).toContainText(': the derivative of its unit step is 0');
});

test('a bias can be chosen, a cell of a matrix too, and the keyboard walks the list of paths', async ({ gradpath }) => {
  const { win, page } = gradpath;
  await win.node('n1').click();
  await page.getByRole('button', { name: 'Show the paths of n1.bias[0]' }).click();
  await expect(win.gradient).toHaveText('−0.03839');

  await answerUnsaved(gradpath, 1);
  await chooseMenu(gradpath, 'File', 'Examples', 'A worked example, 2-2-2');
  await expect(win.gradient).toHaveText('0.0004386');
  await win.clickEdge('w2');
  await page.getByTestId('matrix-cell-0-0').click();
  await expect(win.gradient).toHaveText('0.08217');
  await win.clickEdge('w1');
  await page.getByTestId('matrix-cell-0-0').click();
  await expect(win.gradient).toHaveText('0.0004386');
  await page.mouse.move(400, 5);
  await page.getByRole('listbox').focus();
  await page.keyboard.press('ArrowDown');
  await expect(win.pathRows.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('End');
  await expect(win.pathRows.nth(1)).toHaveAttribute('aria-selected', 'true');
});

test('colourings, a locked legend, and a problem that is said', async ({ gradpath }) => {
  const { win, page } = gradpath;
  const legend = page.getByTestId('legend');
  await expect(legend).toContainText('+0.0768');
  await legend.getByRole('button').click();
  await win.type(page.getByTestId('param-value'), '3');
  await expect(win.gradient).not.toHaveText('−0.07678');
  await expect(legend).toContainText('+0.0768');
  await page.getByRole('radio', { name: 'Weight' }).click();
  await expect(legend).toContainText('+3.00');
  await page.getByRole('radio', { name: 'Path flow' }).click();
  await expect(legend).toContainText('path flow');
});

test('the width of lines can show another quantity than their colour, and the legend says so', async ({ gradpath }) => {
  const { win, page } = gradpath;
  await expect(win.gradient).toHaveText('−0.07678');
  await win.canvas.click({ position: { x: 20, y: 20 } });
  const widthOf = (edge: string) =>
    win
      .edge(edge)
      .locator('.react-flow__edge-path')
      .evaluate((path) => Number.parseFloat(getComputedStyle(path).strokeWidth));
  const before = [await widthOf('w11'), await widthOf('w12')];
  await page.getByRole('combobox', { name: 'Quantity that the width of lines follows' }).selectOption('weight');
  await expect(page.getByTestId('legend')).toContainText('gradient ∂L/∂w, width: weight w');
  // The largest weight of the network has the largest width there is.
  const widths = await Promise.all(['w11', 'w12', 'w21', 'w31'].map(widthOf));
  expect(Math.max(...widths)).toBeCloseTo(6, 3);
  expect(widths.slice(0, 2)).not.toEqual(before);
  await page.getByRole('radio', { name: 'Weight' }).click();
  await expect(page.getByTestId('legend')).not.toContainText('width');
  expect(await Promise.all(['w11', 'w12', 'w21', 'w31'].map(widthOf))).toEqual(widths);
});

test('the keyboard builds, connects, chooses and traces', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await answerUnsaved(gradpath, 1);
  await chooseMenu(gradpath, 'File', 'New');
  for (const item of ['input', 'neuron', 'loss']) {
    await page.getByTestId(`palette-${item}`).focus();
    await page.keyboard.press('Enter');
  }
  await expect(page.locator('.react-flow__node')).toHaveCount(3);
  const connectTo = async (source: string, target: string) => {
    await page.locator(`.react-flow__node[data-id="${source}"]`).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel(`Connect ${source} to`).selectOption(target);
  };
  await connectTo('x1', 'n1');
  await connectTo('n1', 'L1');
  await expect(page.locator('.react-flow__edge')).toHaveCount(2);
  await page.locator('.react-flow__edge[data-id="w1"]').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('path-count')).toHaveText('1 path');
  await expect(win.pathRows).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('network-panel')).toBeVisible();
});

test('the chain rule stands beside the paths, and its factors and the canvas light each other up', async ({
  gradpath,
}) => {
  const { page, win } = gradpath;
  await expect(win.gradient).toHaveText('−0.07678');
  await expect(page.getByTestId('equation-factor')).toHaveCount(10);
  await expect(page.getByTestId('equation-value')).toHaveText('−0.0767793');
  await page.getByRole('radio', { name: 'Numbers' }).click();
  await expect(page.getByTestId('equation-factor').first()).toHaveText('2.000');
  await page.getByRole('radio', { name: 'Symbols' }).click();
  await win.node('n3').hover();
  await expect(page.locator('[data-testid=equation-factor].bg-accent-soft')).toHaveCount(1);
  await page.getByRole('button', { name: 'LaTeX' }).click();
  const copied = await gradpath.app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toContain('\\frac{\\partial L}{\\partial w_{11}}');
});

test('diagnostics name what is wrong and mend it in one undo step', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await answerUnsaved(gradpath, 1);
  await chooseMenu(gradpath, 'File', 'Examples', 'Unit steps');
  await expect(page.getByTestId('status-loss')).toHaveText('0.5000');
  await win.canvas.click({ position: { x: 20, y: 20 } });
  const blocked = page.getByTestId('diagnosis-blockedByStep');
  await expect(blocked).toHaveCount(4);
  await blocked.first().getByRole('button', { name: 'Use a sigmoid', exact: true }).click();
  await expect(blocked).toHaveCount(3);
  await page.getByRole('button', { name: /^Undo Use a sigmoid/ }).click();
  await expect(blocked).toHaveCount(4);
});

test('training steps lower the loss and are one undo step', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await expect(win.gradient).toHaveText('−0.07678');
  await win.canvas.click({ position: { x: 20, y: 20 } });
  const loss = page.getByTestId('status-loss');
  await expect(loss).toHaveText('0.06481');
  await page.getByTestId('train-1').click();
  await expect(loss).not.toHaveText('0.06481');
  await page.getByRole('button', { name: 'Undo Train 1 step' }).click();
  await expect(loss).toHaveText('0.06481');
  await page.getByTestId('train-1000').click();
  await expect.poll(async () => Number(await loss.textContent())).toBeLessThan(0.02);
  await page.getByRole('button', { name: 'Undo Train 1000 steps' }).click();
  await expect(loss).toHaveText('0.06481');
});

test('the player steps through both passes; what is not known yet stays blank', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await expect(win.gradient).toHaveText('−0.07678');
  await page.getByRole('button', { name: 'Step through the passes' }).click();
  const count = page.getByTestId('player-count');
  await expect(count).toHaveText('forward, 1 of 24');
  await expect(win.node('n1')).toContainText('0.5000');
  await expect(win.node('n2')).not.toContainText('0.9337');
  await expect(win.node('L')).not.toContainText('0.06481');
  await page.getByTestId('player').getByLabel('Step', { exact: true }).focus();
  await page.keyboard.press('End');
  await expect(count).toHaveText('update, 24 of 24');
  await expect(win.node('n2')).toContainText('0.9337');
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: 'Step forward' }).click();
  await expect(page.getByTestId('player-title')).toContainText('activation');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(count).toHaveText(/^forward, [4-9] of 24/, { timeout: 30_000 });
  await page.getByRole('button', { name: 'Close the player' }).click();
  await expect(win.node('L')).toContainText('0.06481');
});

test('a large network opens, traces 640 paths of a weight, and trains by WebAssembly under the policy', async ({
  gradpath,
}) => {
  const { page, win } = gradpath;
  await answerUnsaved(gradpath, 1);
  await chooseMenu(gradpath, 'File', 'Examples', 'Digit-sized');
  await expect(page.getByTestId('path-count')).toContainText('640 paths');
  await expect(page.getByTestId('relative-error')).toContainText('agree');
  await page.getByTestId('matrix-cell-5-300').click();
  await win.canvas.click({ position: { x: 20, y: 20 } });
  const loss = page.getByTestId('status-loss');
  const before = Number(await loss.textContent());
  await page.getByTestId('learning-rate').click();
  await page.getByTestId('learning-rate').fill('0.01');
  await page.getByTestId('learning-rate').press('Enter');
  await page.getByTestId('train-100').click();
  await expect.poll(async () => Number(await loss.textContent())).toBeLessThan(before / 2);
  await page.getByRole('button', { name: 'Undo Train 100 steps' }).click();
  await expect(loss).toHaveText(String(before));
});

test('a click on the label of a line chooses its weight, also where it lies beside its line and over another', async ({
  launch,
}) => {
  const { page } = await launch({ args: [join(ROOT, 'resources/examples/forward-step.gradpath')] });
  for (const weight of ['w22', 'w11', 'w31', 'w32']) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    const label = await page.getByTestId(`edge-label-${weight}`).boundingBox();
    if (!label) throw new Error(`${weight} has no label`);
    // The second click, a little beside the first, is on the label of what is chosen already.
    for (const beside of [0, 5]) {
      await page.mouse.click(label.x + label.width / 2 + beside, label.y + label.height / 2);
      await page.waitForTimeout(100);
      await expect(page.getByTestId('paths-panel').getByRole('listbox')).toHaveAttribute(
        'aria-label',
        new RegExp(`${weight}\\b`),
      );
    }
  }
});

/** The player, driven end to end: both passes, jumps, the update, and one undo step that takes it back. */
import { join } from 'node:path';
import { expect, ROOT, test } from './app';
import { chooseMenu } from './menu';

test('steps on to the update w ← w − η g, applies it as one undo step, and starts again with the new numbers', async ({
  gradpath,
}) => {
  const { page, win } = gradpath;
  await expect(win.gradient).toHaveText('−0.07678');
  await page.getByRole('button', { name: 'Step through the passes' }).click();
  const count = page.getByTestId('player-count');
  const title = page.getByTestId('player-title');
  const equation = page.getByTestId('player-equation').locator('annotation');
  const apply = page.getByTestId('apply-update');
  await expect(count).toHaveText('forward, 1 of 24');
  await expect(apply).toBeDisabled();

  await page.getByTestId('player').getByLabel('Step', { exact: true }).focus();
  for (let i = 1; i < 18; i++) await page.keyboard.press('ArrowRight');
  await expect(count).toHaveText('update, 18 of 24');
  await expect(title).toContainText('one step against its gradient');
  await expect(equation).toContainText('\\leftarrow');
  await expect(equation).toContainText('0.5 - 0.1 \\cdot (-0.07678) = 0.507678');

  // Another rate, by hand: the same step with its numbers.
  await win.type(page.getByTestId('player-rate'), '1/2');
  await expect(equation).toContainText('0.5 - 0.5 \\cdot (-0.07678) = 0.53839');
  await expect(apply).toBeDisabled();
  await page.getByTestId('player').getByLabel('Step', { exact: true }).focus();
  await page.keyboard.press('End');
  await expect(count).toHaveText('update, 24 of 24');
  await apply.click();

  await expect(count).toHaveText('forward, 1 of 24');
  const loss = page.getByTestId('status-loss');
  // The passes start afresh: what comes out of them is not known yet.
  await expect(loss).toHaveText('–');
  const scrub = page.getByTestId('player').getByLabel('Step', { exact: true });
  await scrub.press('End');
  await expect(loss).toHaveText(/^0\.\d+$/);
  await expect(loss).not.toHaveText('0.06481');
  await expect(win.notice).toContainText('The loss was 0.06481');
  await page.getByRole('button', { name: 'Undo Gradient step' }).click();
  await scrub.press('End');
  await expect(loss).toHaveText('0.06481');
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeDisabled();
});

test('a key that is pressed while new numbers are on their way is not lost', async ({ gradpath }) => {
  const { page } = gradpath;
  await page.getByRole('button', { name: 'Step through the passes' }).click();
  const count = page.getByTestId('player-count');
  await expect(count).toHaveText('forward, 1 of 24');
  await page.getByTestId('player').getByLabel('Step', { exact: true }).press('End');
  await page.getByTestId('apply-update').click();
  await expect(count).toHaveText('forward, 1 of 24');
  // Before any message can come: the worker's answer is one.
  await page.evaluate(async () => {
    document.querySelector<HTMLElement>('[aria-label^="Undo"]')?.click();
    for (let i = 0; i < 10; i++) await Promise.resolve();
    const scrub = document.querySelector('[data-testid="player"] input[type="range"]');
    scrub?.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
  });
  await expect(count).toHaveText('update, 24 of 24');
});

test('has the keyboard once it is opened, gives it back, and is whole in the smallest window', async ({ gradpath }) => {
  const { page, app } = gradpath;
  const node = page.locator('.react-flow__node[data-id="n1"]');
  await node.focus();
  await chooseMenu(gradpath, 'Network', 'Step Through the Passes');
  const count = page.getByTestId('player-count');
  await expect(count).toHaveText('forward, 1 of 24');
  await page.keyboard.press('ArrowRight');
  await expect(count).toHaveText('forward, 2 of 24');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].setContentSize(960, 600));
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(960);
  for (const name of ['Close the player', 'Apply update']) {
    const button = page.getByTestId('player').getByRole('button', { name });
    const seen = () =>
      button.evaluate((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const at = (x: number, y: number) => element.contains(document.elementFromPoint(x, y));
        return at(left + 2, (top + bottom) / 2) && at(right - 2, (top + bottom) / 2);
      });
    await expect.poll(seen, name).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('player')).toHaveCount(0);
  await expect(node).toBeFocused();
});

test('jumps to a node by a click on it or from the list: first its forward step, then its backward one, then its update', async ({
  gradpath,
}) => {
  const { page, win } = gradpath;
  await expect(win.gradient).toHaveText('−0.07678');
  await page.getByRole('button', { name: 'Step through the passes' }).click();
  const count = page.getByTestId('player-count');
  const title = page.getByTestId('player-title');
  await expect(count).toHaveText('forward, 1 of 24');
  await win.node('n2').click();
  await expect(count).toHaveText(/^forward/);
  await expect(title).toContainText('weighted sum');
  await expect(win.node('n3')).not.toContainText('∞');
  await win.node('n2').click();
  await expect(count).toHaveText(/^backward/);
  await expect(title).toContainText('its adjoint is the sum over what it feeds');
  await win.node('n2').click();
  await expect(count).toHaveText(/^update/);
  await win.node('n2').click();
  await expect(count).toHaveText(/^forward/);
  await page.getByLabel('Jump to a node').selectOption('L');
  await expect(title).toContainText('the loss');
  await win.node('x1').click();
  await expect(win.notice).toContainText('x1 is given');
});

test('moves nothing by itself and slides nothing under reduced motion, in the dark and in a small window', async ({
  gradpath,
}) => {
  const { page, app } = gradpath;
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].setContentSize(1280, 720));
  await page.getByRole('button', { name: 'Step through the passes' }).click();
  const count = page.getByTestId('player-count');
  await expect(count).toHaveText('forward, 1 of 24');
  const durations = await page.locator('[data-testid="player"] *, [data-testid="canvas"] *').evaluateAll((elements) =>
    elements.flatMap((element) => {
      const { transitionDuration, animationDuration } = getComputedStyle(element);
      return `${transitionDuration}, ${animationDuration}`.split(', ').map(Number.parseFloat);
    }),
  );
  expect(durations.length).toBeGreaterThan(50);
  expect(Math.max(...durations)).toBe(0);
  await page.waitForTimeout(1500);
  await expect(count).toHaveText('forward, 1 of 24');
  // Everything of the bar is inside it.
  const bar = await page.getByTestId('player').boundingBox();
  for (const control of await page.getByTestId('player').locator('button, select, input').all()) {
    const box = await control.boundingBox();
    expect(box && bar && box.x >= bar.x && box.x + box.width <= bar.x + bar.width).toBe(true);
  }
  await page.getByTestId('player').getByLabel('Step', { exact: true }).focus();
  await page.keyboard.press('End');
});

test('the paths as CSV, and path flow whose every cut is the gradient', async ({ gradpath }) => {
  const { page, win, app } = gradpath;
  await expect(win.gradient).toHaveText('−0.07678');
  await page.getByRole('button', { name: 'Copy as CSV' }).click();
  await expect(win.notice).toContainText('Copied 2 paths as CSV');
  const csv = await app.evaluate(({ clipboard }) => clipboard.readText());
  const rows = csv.trimEnd().split(/\r?\n/);
  expect(rows[0]).toMatch(/^rank,path,factor 1,.*,contribution,cumulative sum$/);
  expect(rows.length).toBe(5);
  expect(rows[1]).toContain('n1[0] > n2[0] > L');
  expect(rows.at(-2)).toContain('rest (0 paths)');
  expect(Number(rows.at(-1)?.split(',').at(-1))).toBeCloseTo(-0.0767793, 7);

  await expect(page.getByTestId('cuts')).toHaveCount(0);
  await page.getByRole('radio', { name: 'Path flow' }).click();
  await expect(page.getByTestId('cuts')).toContainText('Across every cut flows −0.07678');
  await expect(page.getByTestId('cut')).toHaveCount(2);
  await expect(page.getByTestId('cut').first()).toContainText('w21 + w31');
  await expect(page.getByTestId('cut').first()).toContainText('= −0.07678');
  await expect(page.getByTestId('cuts')).toContainText('All 2 are the gradient');
  await page.getByTestId('cut').first().hover();
  await expect(win.edge('w21')).toHaveAttribute('data-mark', 'lit');
  await expect(win.edge('e1')).toHaveAttribute('data-mark', 'aside');
  await page.getByTestId('cut').nth(1).hover();
  await expect(win.edge('w21')).toHaveAttribute('data-mark', 'aside');
  await expect(win.edge('e1')).toHaveAttribute('data-mark', 'lit');
  await page.mouse.move(400, 60);
  await expect(win.edge('w21')).toHaveAttribute('data-mark', 'lit');
});

test('a gradient check of the chosen parameter: both ways agree, and at a kink it says that there is no derivative', async ({
  gradpath,
}) => {
  const { page, win } = gradpath;
  await expect(win.gradient).toHaveText('−0.07678');
  await chooseMenu(gradpath, 'Network', 'Gradient Check of the Chosen Parameter…');
  const dialog = page.getByTestId('dialog');
  await expect(dialog).toContainText('w11[0,0] was checked by central differences.');
  await expect(dialog).toContainText('They agree');
  await expect(dialog.locator('tbody tr')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await win.canvas.click({ position: { x: 20, y: 20 } });
  await chooseMenu(gradpath, 'Network', 'Gradient Check of the Chosen Parameter…');
  await expect(win.notice).toContainText('Choose a weight or a bias first');

  // A ReLU whose z is exactly 0 stands on its kink.
  await win.node('n2').click();
  await page.getByLabel('Activation', { exact: true }).selectOption('relu');
  await win.clickEdge('w21');
  await win.type(page.getByTestId('param-value'), '0');
  await chooseMenu(gradpath, 'Network', 'Gradient Check of the Chosen Parameter…');
  await expect(dialog).toContainText('not differentiable here');
  await expect(dialog).toContainText('from below its slope is');
});

test('the threshold hides the small and says how many, never what lies on a lit path', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await expect(win.gradient).toHaveText('−0.07678');
  const hidden = page.getByTestId('hidden-count');
  await expect(hidden).toHaveText('');
  await page.getByTestId('threshold').fill('0.9');
  await expect(hidden).toHaveText('1 hidden');
  await win.canvas.click({ position: { x: 20, y: 20 } });
  await expect(hidden).toHaveText('3 hidden');
  await page.getByTestId('threshold').fill('0');
  await expect(hidden).toHaveText('');
});

test('the loss stays blank everywhere until the player has come to it', async ({ launch }) => {
  const { page, win } = await launch({ args: [join(ROOT, 'resources/examples/two-routes.gradpath')] });
  await expect(page.getByTestId('status-loss')).toHaveText('0.06481');
  await page.getByRole('button', { name: /Step through the passes/ }).click();
  await expect(win.node('L')).toContainText('–');
  await expect(page.getByTestId('status-loss')).toHaveText('–');
  await expect(page.getByTestId('loss-value')).toHaveText('–');
  await expect(page.getByTestId('diagnostics')).toHaveCount(0);
  await page.getByTestId('player').getByLabel('Step', { exact: true }).press('End');
  await expect(page.getByTestId('status-loss')).toHaveText('0.06481');
  await expect(page.getByTestId('loss-value')).toHaveText('0.06481');
});

test('the panel shows no number that the player has not come to', async ({ launch }) => {
  const { page, win } = await launch({ args: [join(ROOT, 'resources/examples/two-routes.gradpath')] });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Step through/ }).click();
  await win.node('n2').click({ position: { x: 20, y: 8 } });
  await expect(page.getByTestId('blank')).toContainText('n2');
  await expect(page.getByTestId('node-inspector')).toHaveCount(0);
  await page.getByTestId('player').getByRole('slider').first().press('End');
  await expect(page.getByTestId('node-inspector')).toBeVisible();
});

test('neither the legend nor a plot says what is not known yet, and nothing moves when it is', async ({ launch }) => {
  const { page, win } = await launch({ args: [join(ROOT, 'resources/examples/two-routes.gradpath')] });
  await page.keyboard.press('Escape');
  const legend = page.getByTestId('legend');
  await expect(legend).toContainText('+0.0768');
  const dots = page.getByTestId('activation-dot');
  await expect(dots).toHaveCount(3);
  const places = () => legend.locator('> *').evaluateAll((all) => all.map((each) => each.getBoundingClientRect().x));
  const curve = win.node('n1').locator('polyline');
  const before = { places: await places(), curve: await curve.getAttribute('points') };
  await page.getByRole('button', { name: /Step through/ }).click();
  await expect(legend).not.toContainText('0.0768');
  await expect(legend.getByRole('img')).toHaveAttribute('aria-label', /^Colour scale, logarithmic/);
  await expect(dots).toHaveCount(0);
  expect({ places: await places(), curve: await curve.getAttribute('points') }).toEqual(before);
  const scrub = page.getByTestId('player').getByLabel('Step', { exact: true });
  await scrub.press('ArrowRight');
  await expect(dots).toHaveCount(1);
  await scrub.press('End');
  await expect(legend).toContainText('+0.0768');
  await expect(dots).toHaveCount(3);
  expect({ places: await places(), curve: await curve.getAttribute('points') }).toEqual(before);
});

test('a block shows no gradient that the player has not come to', async ({ launch }) => {
  const { page } = await launch({ args: [join(ROOT, 'resources/examples/mnist-sized.gradpath')] });
  await page.keyboard.press('Escape');
  const heat = page.getByTestId('heat-w2');
  const caption = page.getByTestId('node-h2').locator('figcaption').last();
  await heat.hover({ position: { x: 40, y: 12 } });
  await expect(caption).toContainText('∂');
  await page.getByRole('button', { name: /Step through/ }).click();
  await heat.hover({ position: { x: 42, y: 12 } });
  await expect(caption).toContainText(/^\[\d+,\d+\] /);
  await expect(caption).not.toContainText('∂');
});

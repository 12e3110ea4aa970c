/** Thousands of drawn weights in the real app: picture, picking, highlight, views. */
import { expect, test } from './app';
import { dense, pictures, pointOn } from './networks';

test('5,000 drawn weights: a click on a weight chooses it, and its paths are lit; the view is one undo step', async ({
  launch,
}) => {
  const { page } = await launch({ args: [dense([20, 50, 60, 15])] });
  const layer = page.getByTestId('edge-layer');
  await expect(layer).toHaveAttribute('data-lines', '4915');
  await expect.poll(() => pictures(page)).toBeGreaterThan(0);
  await page.waitForTimeout(300);
  // On the rim of the bundle, where no other line runs through the middle.
  for (const [col, row] of [
    [0, 0],
    [19, 49],
    [0, 1],
  ]) {
    const { x, y } = await pointOn(page, 'l0', col, 'l1', row);
    const wanted = new RegExp(`w1\\[${row},${col}\\]`);
    await page.mouse.move(x, y);
    await expect(page.getByTestId(`edge-label-w1[${row},${col}]`)).toBeVisible();
    await page.mouse.click(x, y);
    await expect(page.getByTestId('paths-panel')).toContainText(wanted);
    await expect(page.getByTestId('path-row').first()).toBeVisible();
  }
  // A click where nothing is clears the choice.
  const canvas = await page.getByTestId('canvas').boundingBox();
  if (!canvas) throw new Error('no canvas');
  await page.mouse.click(canvas.x + 12, canvas.y + canvas.height - 12);
  await expect(page.getByTestId('gradient')).toHaveCount(0);

  await page.getByTestId('node-l2').getByText('l2', { exact: true }).dblclick();
  await expect(page.getByTestId('heat-w2')).toBeVisible();
  await expect(layer).toHaveAttribute('data-lines', '1015');
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(layer).toHaveAttribute('data-lines', '4915');
});

test('close to a few of many lines, labels with their numbers stand where there is room', async ({ launch }) => {
  const { page } = await launch({ args: [dense([12, 12])] });
  await expect(page.getByTestId('edge-layer')).toHaveAttribute('data-lines', /\d/);
  const labels = page.locator('[data-testid^="edge-label-w"]');
  await expect.poll(() => pictures(page)).toBeGreaterThan(0);
  const { x, y } = await pointOn(page, 'l0', 0, 'l0', 0);
  await page.mouse.move(x, y);
  await page.keyboard.down('Control');
  for (let i = 0; i < 40; i++) await page.mouse.wheel(0, -60);
  await page.keyboard.up('Control');
  await page.mouse.move(4, 4);
  await expect(labels).not.toHaveCount(0);
  const text = (await labels.first().textContent()) ?? '';
  const [, k, row, col, shown] = /w(\d)\[(\d+),(\d+)\] = ([−-]?[\d.]+)/.exec(text) ?? [];
  const weight = Math.sin(1 + Number(row) * 7.3 + Number(col) * 1.7 + Number(k) - 1);
  expect(Math.abs(Number(shown.replace('−', '-')) - weight)).toBeLessThan(0.001);
});

test('a layer becomes a block and units again at once where motion is unwanted, and gently elsewhere', async ({
  launch,
}) => {
  const { page } = await launch({ args: [dense([3, 12, 3])] });
  const card = page.getByTestId('node-l1');
  const running = () => card.evaluate((element) => element.getAnimations().length);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  // Stopped at once, so that a busy machine cannot miss it.
  await card.evaluate((element) => {
    const animate = element.animate.bind(element);
    element.animate = (...given) => {
      const animation = animate(...given);
      animation.pause();
      return animation;
    };
  });
  await expect.poll(running).toBe(0);
  await card.getByText('l1', { exact: true }).dblclick();
  await expect.poll(running).toBe(1);
  await card.evaluate((element) => {
    for (const animation of element.getAnimations()) animation.finish();
  });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await card.getByText('l1', { exact: true }).dblclick();
  await expect(page.getByTestId('heat-w1')).toHaveCount(0);
  expect(await running()).toBe(0);
});

/** The edge layer drawn by a graphics card, here one that the processor plays, against the processor's own picture. */
import type { Page } from '@playwright/test';
import { expect, test } from './app';
import { atRest, dense, pixels } from './networks';

/** As `pixels`, once no other picture comes. */
async function pixelsAtRest(page: Page) {
  await atRest(page);
  return pixels(page);
}

type Pixels = Awaited<ReturnType<typeof pixels>>;

/** Share of the drawn pixels that differ by more than a rounding; and how many are drawn. */
function differing(a: Pixels, b: Pixels) {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  let drawn = 0;
  let wrong = 0;
  a.data.forEach((first, i) => {
    const second = b.data[i];
    if (first === 0 && second === 0) return;
    drawn += 1;
    const far = [0, 8, 16, 24].some((at) => Math.abs(((first >>> at) & 255) - ((second >>> at) & 255)) > 8);
    if (far) wrong += 1;
  });
  return { drawn, wrong: wrong / drawn };
}

for (const [what, sizes] of [
  ['dashed lines', [14, 12, 3]],
  ['thousands of thin lines', [20, 50, 60, 15]],
] as const) {
  test(`a graphics card draws the same picture as the processor: ${what}`, async ({ launch }) => {
    const path = dense(sizes);
    const seen: Record<string, Pixels[]> = {};
    for (const by of ['cpu', 'gpu']) {
      const { page } = await launch({ args: [path, '--lines', by] });
      const layer = page.getByTestId('edge-layer');
      await expect(layer).toHaveAttribute('data-by', by);
      const taken: Pixels[] = [];
      const take = async () => taken.push(await pixelsAtRest(page));
      await take();
      await page.getByRole('radio', { name: 'Weight' }).click();
      await take();
      await page.getByRole('button', { name: /^Find/ }).click();
      await page.keyboard.type('w1[2,3]');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('paths-panel')).toContainText('w1[2,3]');
      await take();
      seen[by] = taken;
    }
    seen.cpu.forEach((first, i) => {
      const { drawn, wrong } = differing(first, seen.gpu[i]);
      expect(drawn).toBeGreaterThan(2000);
      expect(wrong).toBeLessThan(0.005);
    });
    // The three are three pictures.
    expect(differing(seen.cpu[0], seen.cpu[1]).wrong).toBeGreaterThan(0.1);
    expect(differing(seen.cpu[1], seen.cpu[2]).wrong).toBeGreaterThan(0.1);
  });
}

test('the page and the worker draw the same, and each knows what the other was told', async ({ launch }) => {
  const { page } = await launch({ args: [dense([14, 12, 3])] });
  const layer = page.getByTestId('edge-layer');
  const showAll = () => page.keyboard.press('Shift+Digit1');
  const colour = (name: string) => page.getByRole('radio', { name }).click();
  await expect(layer).toHaveAttribute('data-at', 'page');
  await showAll();
  const gradient = await pixelsAtRest(page);
  await colour('Weight');
  const weight = await pixelsAtRest(page);
  expect(differing(gradient, weight).wrong).toBeGreaterThan(0.1);

  // What is changed while the worker draws, the page has to know when it is its turn again; and the other way round.
  const box = await page.getByTestId('canvas').boundingBox();
  if (!box) throw new Error('no canvas');
  const enlarge = async () => {
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.keyboard.down('Control');
    for (let i = 0; i < 4; i++) await page.mouse.wheel(0, -120);
    await page.keyboard.up('Control');
    await expect(layer).toHaveAttribute('data-at', 'worker');
  };
  await enlarge();
  const largeWeight = await pixelsAtRest(page);
  await colour('Gradient');
  const largeGradient = await pixelsAtRest(page);
  await showAll();
  await expect(layer).toHaveAttribute('data-at', 'page');
  expect(differing(await pixelsAtRest(page), gradient).wrong).toBeLessThan(0.001);
  await colour('Weight');
  expect(differing(await pixelsAtRest(page), weight).wrong).toBeLessThan(0.001);
  await enlarge();
  expect(differing(await pixelsAtRest(page), largeWeight).wrong).toBeLessThan(0.001);
  expect(differing(largeWeight, largeGradient).wrong).toBeGreaterThan(0.1);
});

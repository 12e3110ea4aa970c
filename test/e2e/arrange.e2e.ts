/** Arranging in the real app: by button, by menu, by key; each is one undo step. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, ROOT, test } from './app';
import { chooseMenu } from './menu';

async function lefts(page: Page, ids: readonly string[]): Promise<number[]> {
  const boxes = await Promise.all(ids.map((id) => page.getByTestId(`node-${id}`).boundingBox()));
  return boxes.map((box) => Math.round(box?.x ?? Number.NaN));
}

test('align, lay out, nudge and take back', async ({ launch }) => {
  const launched = await launch({ args: [join(ROOT, 'resources/examples/two-routes.gradpath')] });
  const { page } = launched;
  await expect(page.getByTestId('node-n2')).toBeVisible();
  await page.getByTestId('node-n1').click({ position: { x: 20, y: 10 } });
  await page.getByTestId('node-n2').click({ position: { x: 20, y: 10 }, modifiers: ['Shift'] });
  const before = await lefts(page, ['n1', 'n2']);
  expect(before[0]).not.toBe(before[1]);
  await page.getByRole('button', { name: 'Align left' }).click();
  await expect.poll(async () => new Set(await lefts(page, ['n1', 'n2'])).size).toBe(1);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(() => lefts(page, ['n1', 'n2'])).toEqual(before);
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeDisabled();

  await page.getByTestId('canvas').locator('.react-flow__node').first().focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await lefts(page, ['n1']))[0]).toBeGreaterThan(before[0]);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(() => lefts(page, ['n1', 'n2'])).toEqual(before);

  // Thrown into disorder, then laid out: every edge runs from left to right.
  const card = await page.getByTestId('node-n2').boundingBox();
  if (!card) throw new Error('n2 is not on screen');
  await page.keyboard.press('Escape');
  await page.mouse.move(card.x + 20, card.y + 10);
  await page.mouse.down();
  await page.mouse.move(card.x - 260, card.y + 160, { steps: 6 });
  await page.mouse.up();
  await chooseMenu(launched, 'Arrange', 'Lay Out');
  await expect
    .poll(async () => {
      const [x, n1, n2, loss] = await lefts(page, ['x1', 'n1', 'n2', 'L']);
      return x < n1 && n1 < n2 && n2 < loss;
    })
    .toBe(true);
});

/** Which edges run behind which cards, on the screen. */
async function hiddenEdges(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const edge of document.querySelectorAll('.react-flow__edge')) {
      const path = edge.querySelector<SVGPathElement>('.react-flow__edge-path');
      const matrix = path?.getScreenCTM();
      if (!path || !matrix) continue;
      const length = path.getTotalLength();
      for (const card of document.querySelectorAll('[data-testid^="node-"]')) {
        const { left, right, top, bottom } = card.getBoundingClientRect();
        const inside = Array.from({ length: 201 }, (_, i) => path.getPointAtLength((length * i) / 200)).filter((at) => {
          const { x, y } = new DOMPoint(at.x, at.y).matrixTransform(matrix);
          return x > left + 8 && x < right - 8 && y > top + 1 && y < bottom - 1;
        });
        if (inside.length > 3) found.push(`${edge.getAttribute('data-id')} behind ${card.getAttribute('data-testid')}`);
      }
    }
    return found;
  });
}

test('a layout leads no edge behind a card', async ({ launch }) => {
  for (const name of ['skip-connection', 'cancellation', 'tied-weights']) {
    const launched = await launch({ args: [join(ROOT, `resources/examples/${name}.gradpath`)] });
    await expect(launched.page.locator('.react-flow__edge').first()).toBeVisible();
    await chooseMenu(launched, 'Arrange', 'Lay Out');
    await expect(launched.page.getByTestId('spoken')).toHaveText('Laid out');
    await launched.page.waitForTimeout(300);
    expect(await hiddenEdges(launched.page)).toEqual([]);
  }
});

test('all that was laid out is in view afterwards, whether nothing or everything was selected', async ({ launch }) => {
  const launched = await launch({ args: [join(ROOT, 'resources/examples/skip-connection.gradpath')] });
  const { page } = launched;
  await expect(page.getByTestId('node-L')).toBeVisible();
  for (const select of [false, true]) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByTestId('canvas').focus();
    for (let i = 0; i < 4; i++) await chooseMenu(launched, 'View', 'Zoom In');
    if (select) await chooseMenu(launched, 'Edit', 'Select All');
    await chooseMenu(launched, 'Arrange', 'Lay Out');
    await expect(async () => {
      const canvas = await page.getByTestId('canvas').boundingBox();
      const cards = await page.locator('.react-flow__node').all();
      for (const card of cards) {
        const box = await card.boundingBox();
        if (!canvas || !box) throw new Error('not on screen');
        expect(box.x).toBeGreaterThanOrEqual(canvas.x);
        expect(box.x + box.width).toBeLessThanOrEqual(canvas.x + canvas.width);
        expect(box.y).toBeGreaterThanOrEqual(canvas.y);
        expect(box.y + box.height).toBeLessThanOrEqual(canvas.y + canvas.height);
      }
    }).toPass({ timeout: 3000 });
  }
});

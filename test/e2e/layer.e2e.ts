/** Thousands of drawn weights in the real app: picture, picking, highlight, views. */
import type { Page } from '@playwright/test';
import { expect, ROOT, test } from './app';
import { dense, pictures, pixels, pointOn } from './networks';

/** How many dots of a column are ringed and how many stand back; whether the rings lie around unit `unit`, and only there. */
async function dotMarks(page: Page, node: string, unit: number) {
  return page.getByTestId(`node-${node}`).evaluate((card, at) => {
    const [veil, rings] = card.querySelectorAll('[data-testid^="marks-"] path');
    const parts = (path: Element) => path.getAttribute('d')?.match(/M/g)?.length ?? 0;
    const ring = rings.getBoundingClientRect();
    const dot = card.querySelectorAll('circle')[at].getBoundingClientRect();
    const middle = (box: DOMRect) => [box.x + box.width / 2, box.y + box.height / 2];
    const around = middle(ring).every((place, axis) => Math.abs(place - middle(dot)[axis]) < 0.5);
    return { ringed: parts(rings), veiled: parts(veil), around };
  }, unit);
}

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
  // w1[1,0] leads from unit 0 to unit 1, and on to all of the layers after it; the dots of all others step back.
  expect(await dotMarks(page, 'l0', 0)).toEqual({ ringed: 1, veiled: 19, around: true });
  expect(await dotMarks(page, 'l1', 1)).toEqual({ ringed: 1, veiled: 49, around: true });
  expect(await dotMarks(page, 'l2', 0)).toMatchObject({ ringed: 60, veiled: 0 });
  // A double click means the line of the first click, and its value.
  const rim = await pointOn(page, 'l0', 0, 'l1', 0);
  await page.mouse.dblclick(rim.x, rim.y);
  await expect(page.getByTestId('paths-panel')).toContainText('w1[0,0]');
  await expect(page.getByTestId('param-value')).toBeFocused();
  // A click where nothing is clears the choice.
  const canvas = await page.getByTestId('canvas').boundingBox();
  if (!canvas) throw new Error('no canvas');
  await page.mouse.click(canvas.x + 12, canvas.y + canvas.height - 12);
  await expect(page.getByTestId('gradient')).toHaveCount(0);
  expect(await dotMarks(page, 'l1', 1)).toMatchObject({ ringed: 0, veiled: 0 });

  // The block's own matrix is a heat map; the lines that leave it are those that there were.
  await page.getByTestId('node-l2').getByText('l2', { exact: true }).dblclick();
  await expect(page.getByTestId('heat-w2')).toBeVisible();
  await expect(layer).toHaveAttribute('data-lines', '1915');
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
  const text = (await labels.filter({ hasText: '=' }).first().textContent()) ?? '';
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

test('nodes never stand without lines: from one weight to the whole and along it, at 20,000 weights', async ({
  launch,
}) => {
  const { page } = await launch({ args: [dense([100, 100, 100])] });
  await expect.poll(() => pictures(page)).toBeGreaterThan(0);
  const pane = await page.locator('.react-flow__pane').boundingBox();
  if (!pane) throw new Error('no canvas');
  await page.mouse.move(pane.x + pane.width / 2, pane.y + pane.height / 2);
  await page.keyboard.down('Control');
  for (let i = 0; i < 14; i++) await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  // There is a coarse picture of everything once the fine one of what is seen has come to rest.
  await expect(page.getByTestId('edge-overview')).toHaveAttribute('data-shown', /\d/);
  // The largest part of the lines' room in the window that no picture covers, over all frames.
  await page.evaluate(() => {
    const watched = window as unknown as { bare: number; watching: boolean };
    watched.bare = 0;
    watched.watching = true;
    const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
    const look = () => {
      const cards = [...document.querySelectorAll('[data-testid^="node-l"]')].map((card) =>
        card.getBoundingClientRect(),
      );
      const seen = box('.react-flow__pane');
      const fine = box('[data-testid="edge-layer"]');
      const coarse = box('[data-testid="edge-overview"]');
      if (!seen || !fine || !coarse) return;
      const left = Math.max(seen.left, Math.min(...cards.map((card) => card.left)) + 70);
      const right = Math.min(seen.right, Math.max(...cards.map((card) => card.right)) - 70);
      const top = Math.max(seen.top, Math.min(...cards.map((card) => card.top)) + 40);
      const bottom = Math.min(seen.bottom, Math.max(...cards.map((card) => card.bottom)) - 40);
      const area = (r: DOMRect) =>
        Math.max(0, Math.min(right, r.right) - Math.max(left, r.left)) *
        Math.max(0, Math.min(bottom, r.bottom) - Math.max(top, r.top));
      const all = Math.max(0, right - left) * Math.max(0, bottom - top);
      if (all > 0) watched.bare = Math.max(watched.bare, 1 - Math.max(area(fine), area(coarse)) / all);
      if (watched.watching) requestAnimationFrame(look);
    };
    look();
  });
  for (let i = 0; i < 40; i++) await page.mouse.wheel(15, 25);
  await page.keyboard.press('Shift+Digit1');
  await expect.poll(async () => (await page.getByTestId('node-l0').boundingBox())?.x ?? -1).toBeGreaterThan(0);
  await page.keyboard.down('Control');
  for (let i = 0; i < 8; i++) await page.mouse.wheel(0, 120);
  await page.keyboard.up('Control');
  await page.waitForTimeout(300);
  const bare = await page.evaluate(() => {
    const watched = window as unknown as { bare: number; watching: boolean };
    watched.watching = false;
    return watched.bare;
  });
  expect(bare).toBeLessThan(0.06);
});

test('lines stay with a layer that is dragged, on both of its sides, and all of them while the hand rests', async ({
  launch,
}) => {
  // Of its 20,000 lines those to the right have the larger gradients.
  const { page } = await launch({ args: [dense([100, 100, 100])] });
  await expect.poll(() => pictures(page)).toBeGreaterThan(0);
  const card = await page.getByTestId('node-l1').boundingBox();
  if (!card) throw new Error('l1 is not on screen');
  await page.mouse.move(card.x + card.width / 2, card.y + 6);
  await page.mouse.down();
  await page.mouse.move(card.x + card.width / 2 + 20, card.y + 40, { steps: 5 });
  const live = page.getByTestId('live-lines');
  await expect(live).toBeVisible();
  // They begin and end where the cards are now: the box around them is that of the two gaps beside l1.
  const lines = await live.boundingBox();
  const from = await page.getByTestId('node-l0').boundingBox();
  const to = await page.getByTestId('node-l2').boundingBox();
  if (!lines || !from || !to) throw new Error('nothing is drawn');
  expect(lines.x).toBeLessThan(from.x + from.width);
  expect(lines.x + lines.width).toBeGreaterThan(to.x);
  /** Share of the pixels that are drawn, in the left and in the right half. */
  const drawn = async () => {
    const { width, data } = await pixels(page, 'live-lines');
    const counts = [0, 0];
    for (const [at, pixel] of data.entries()) if (pixel !== 0) counts[at % width < width / 2 ? 0 : 1] += 1;
    return counts.map((count) => (2 * count) / data.length);
  };
  for (const share of await drawn()) expect(share).toBeGreaterThan(0.2);
  await expect.poll(async () => Math.min(...(await drawn()))).toBeGreaterThan(0.7);
  await page.mouse.up();
  await expect(live).toBeHidden();
});

test('close to a small matrix each of its weights shows its number, and a chosen one does wherever its line is seen', async ({
  launch,
}) => {
  const { page } = await launch({ args: [`${ROOT}/resources/examples/mazur-2-2-2.gradpath`] });
  const canvas = await page.getByTestId('canvas').boundingBox();
  if (!canvas) throw new Error('no canvas');
  const labels = page.locator('[data-testid^="edge-label-w2["]');
  await expect(page.getByTestId('edge-w2')).toBeVisible();
  const right = async (id: string) => {
    const box = await page.getByTestId(`node-${id}`).boundingBox();
    if (!box) throw new Error(`no ${id}`);
    return { x: box.x + box.width, y: box.y + box.height / 2, left: box.x };
  };
  const [from, to] = [await right('h'), await right('o')];
  await page.mouse.move((from.x + to.left) / 2, from.y);
  await page.keyboard.down('Control');
  for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  await expect(labels).toHaveCount(4);
  const numbers = await labels.allTextContents();
  expect(numbers.every((text) => /∂ [−-]?0\.0\d+/.test(text))).toBe(true);
  const boxes = await labels.evaluateAll((all) => all.map((label) => label.getBoundingClientRect().toJSON()));
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(i + 1))
      expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
  // Chosen, it is told in full; away from its middle, where it is still seen.
  const first = boxes[0];
  const id = await labels.first().getAttribute('data-testid');
  await page.mouse.click(first.x + first.width / 2, first.y + first.height / 2);
  const chosen = page.getByTestId(id ?? '');
  await expect(chosen).toContainText('=');
  await page.mouse.move(canvas.x + 300, canvas.y + 60);
  const middle = (from.x + to.left) / 2;
  await page.mouse.wheel(middle - canvas.x + 40, 0);
  await expect(async () => {
    const box = await chosen.boundingBox();
    if (!box) throw new Error('no label');
    expect(box.x + box.width / 2).toBeGreaterThanOrEqual(canvas.x);
    expect(box.x).toBeLessThan(canvas.x + 200);
  }).toPass();
});

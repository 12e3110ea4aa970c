/** Layers as blocks: paths run through them, cells are weights, and both ways of drawing show the same choice. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, ROOT, test } from './app';

const DIGITS = join(ROOT, 'resources/examples/mnist-sized.gradpath');

/** Pixels of a node's strip of units in the accent colour: bars of units on lit paths. */
async function litPixels(page: Page, node: string): Promise<number> {
  return page.evaluate((id) => {
    const strip = document.querySelector<HTMLCanvasElement>(`[data-testid="node-${id}"] canvas[role="img"]`);
    const context = strip?.getContext('2d');
    if (!strip || !context) throw new Error('no strip');
    const probe = new OffscreenCanvas(1, 1).getContext('2d');
    if (!probe) throw new Error('no canvas');
    probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--accent');
    probe.fillRect(0, 0, 1, 1);
    const [r, g, b] = probe.getImageData(0, 0, 1, 1).data;
    const { data } = context.getImageData(0, 0, strip.width, strip.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] === r && data[at + 1] === g && data[at + 2] === b && data[at + 3] === 255) count += 1;
    }
    return count;
  }, node);
}

test('within a block the units on lit paths are marked, and the chosen weight is ringed in its matrix', async ({
  launch,
}) => {
  const { page } = await launch({ args: [DIGITS] });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('heat-chosen')).toHaveCount(0);
  await expect.poll(() => litPixels(page, 'h2')).toBe(0);
  await page.getByTestId('heat-w1').click({ position: { x: 40, y: 12 } });
  await expect(page.getByTestId('path-count')).toContainText('640 paths');
  await expect(page.getByTestId('node-h1').getByTestId('heat-chosen')).toHaveCount(1);
  // All 64 units of h2 lie on a path, one of h1.
  await expect.poll(() => litPixels(page, 'h2')).toBeGreaterThan(100);
  const all = await litPixels(page, 'h2');
  const one = await litPixels(page, 'h1');
  expect(one).toBeGreaterThan(0);
  expect(one).toBeLessThan(all / 10);
});

test('a cell is named with its weight, walked to by the arrow keys and chosen; a double click edits and does not unfold', async ({
  launch,
}) => {
  const { page } = await launch({ args: [DIGITS] });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  const heat = page.getByTestId('heat-w2');
  // What is not known yet is not told.
  await expect(page.getByText('1.736').first()).toBeVisible();
  await heat.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('spoken')).toHaveText(/^w2\[1,1\] [−-]?\d.*, ∂ /);
  await expect(page.getByTestId('node-h2').locator('figcaption').last()).toHaveText(/^\[1,1\] [−-]?\d/);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('paths-panel')).toContainText('w2[1,1]');
  await heat.dblclick();
  await expect(heat).toBeVisible();
  await expect(page.getByTestId('param-value')).toBeFocused();
});

test('the histogram shows a or z', async ({ launch }) => {
  const { page } = await launch({ args: [DIGITS] });
  const letter = page.getByTestId('histogram-h1');
  await expect(letter).toHaveText('a');
  const caption = page.getByTestId('node-h1').locator('figure').first();
  // A ReLU's activations begin at 0, its pre-activations do not.
  await expect(caption).toHaveText(/^0/);
  await letter.click();
  await expect(letter).toHaveText('z');
  await expect(page.getByTestId('histogram-h2')).toHaveText('z');
  await expect(caption).toHaveText(/^−/);
});

test('a layer drawn the other way keeps what is chosen, there and back', async ({ launch }) => {
  const { page } = await launch({ args: [DIGITS] });
  await page.getByTestId('heat-w1').click({ position: { x: 40, y: 12 } });
  await expect(page.getByTestId('path-count')).toContainText('640 paths');
  await page.getByTestId('node-h2').getByText('h2', { exact: true }).dblclick();
  await expect(page.getByTestId('heat-w2')).toHaveCount(0);
  await expect(page.getByTestId('path-count')).toContainText('640 paths');
  await page.getByRole('button', { name: /^Undo Draw h2/ }).click();
  await expect(page.getByTestId('heat-w2')).toBeVisible();
  await expect(page.getByTestId('path-count')).toContainText('640 paths');
});

test('another threshold draws layers around the same middle, all in view, and changes nothing of the network', async ({
  launch,
}) => {
  const { page } = await launch({ args: [DIGITS] });
  await page.keyboard.press('Escape');
  await page.getByTestId('canvas').click({ position: { x: 20, y: 20 } });
  const ids = ['x', 'h1', 'h2', 'logits', 'L'];
  const zoom = () =>
    page.locator('.react-flow__viewport').evaluate((view) => new DOMMatrix(getComputedStyle(view).transform).a);
  const boxes = async () => {
    const all = await Promise.all(ids.map((id) => page.getByTestId(`node-${id}`).boundingBox()));
    return all.map((box) => {
      if (!box) throw new Error('a card is not on screen');
      return box;
    });
  };
  /** Middles of the cards as the canvas has them, from that of the loss. */
  const middles = async () => {
    const [scale, all] = [await zoom(), await boxes()];
    const middle = ({ y, height }: { y: number; height: number }) => (y + height / 2) / scale;
    return all.map((box) => Math.round(middle(box) - middle(all[4])));
  };
  const near = (a: number[], b: number[]) => a.every((at, i) => Math.abs(at - b[i]) <= 3);
  const settled = async () => {
    let before = '';
    await expect
      .poll(async () => {
        const now = JSON.stringify(await boxes());
        const same = now === before;
        before = now;
        return same;
      })
      .toBe(true);
  };
  const before = await middles();
  const undo = page.getByRole('button', { name: /^Undo/ });
  const field = page.getByTestId('units-up-to');
  // More than a picture could be asked for with.
  await field.fill('1000001');
  await field.press('Enter');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill('128');
  await field.press('Enter');
  await expect.poll(async () => (await boxes())[1].height / (await zoom())).toBeGreaterThan(1000);
  await settled();
  expect(near(await middles(), before)).toBe(true);
  await expect(undo).toBeDisabled();
  const canvas = await page.getByTestId('canvas').boundingBox();
  for (const { x, y, width, height } of await boxes()) {
    expect(canvas && y >= canvas.y && y + height <= canvas.y + canvas.height).toBe(true);
    expect(canvas && x >= canvas.x && x + width <= canvas.x + canvas.width).toBe(true);
  }

  // What is dragged stays under the pointer, and undo brings it back.
  const [, , h2] = await boxes();
  await page.mouse.move(h2.x + h2.width / 2, h2.y + 6);
  await page.mouse.down();
  await page.mouse.move(h2.x + h2.width / 2 + 10, h2.y + 46);
  await page.mouse.move(h2.x + h2.width / 2 + 20, h2.y + 76);
  await page.mouse.up();
  await expect.poll(async () => Math.abs((await boxes())[2].y - h2.y - 70)).toBeLessThan(8);
  await undo.click();
  await expect.poll(async () => Math.abs((await boxes())[2].y - h2.y)).toBeLessThan(1);

  // By hand it keeps its middle as well, and so it does with the usual threshold again.
  await page.getByTestId('node-h1').getByText('h1', { exact: true }).dblclick();
  await expect(page.getByTestId('heat-w1')).toBeVisible();
  await settled();
  expect(near(await middles(), before)).toBe(true);
  await undo.click();
  await page.getByTestId('canvas').click({ position: { x: 20, y: 20 } });
  await field.fill('16');
  await field.press('Enter');
  await expect(page.getByTestId('heat-w2')).toBeVisible();
  await settled();
  expect(await middles()).toEqual(before);
  await expect(undo).toBeDisabled();
});

test('the closer one looks at a large matrix, the more of its weights are cells of their own, in the end all', async ({
  launch,
}) => {
  const { page } = await launch({ args: [DIGITS] });
  const heat = page.getByTestId('heat-w1');
  const cells = () => heat.locator('canvas').evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.height]);
  const [few] = await cells();
  expect(few).toBeLessThan(200);
  const box = await heat.boundingBox();
  if (!box) throw new Error('no heat map');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(at.x, at.y);
  await page.keyboard.down('Control');
  for (let i = 0; i < 24; i++) await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  await expect.poll(cells).toEqual([784, 128]);
  const named = new Set<string | null>();
  // A cell is half as wide again as a pixel of the screen.
  for (let x = 0; x < 24; x += 2) {
    await page.mouse.move(at.x + x, at.y);
    named.add(await page.getByTestId('node-h1').locator('figcaption').last().textContent());
  }
  expect(named.size).toBe(12);
});

test('a cell that is pointed at is told in full, and its card stays as it is', async ({ launch }) => {
  const { page } = await launch({ args: [DIGITS] });
  const card = page.getByTestId('node-h1');
  const heat = page.getByTestId('heat-w1');
  const box = await heat.boundingBox();
  const before = await card.boundingBox();
  if (!box) throw new Error('no heat map');
  for (let i = 1; i < 12; i++) {
    await page.mouse.move(box.x + (i * box.width) / 12, box.y + (i * box.height) / 12);
    const caption = card.locator('figcaption').last();
    await expect(caption).toHaveText(/^\[\d+,\d+\] .*∂ /);
    // Nothing cuts it: neither itself nor what is around it, up to the canvas.
    const cut = await caption.evaluate((element) => {
      const right = element.querySelector('span')?.getBoundingClientRect().right ?? 0;
      for (let around: Element | null = element; around && !around.matches('.react-flow__viewport'); ) {
        const { right: end } = around.getBoundingClientRect();
        if (getComputedStyle(around).overflowX !== 'visible' && right > end + 0.5) return around.className;
        around = around.parentElement;
      }
      return null;
    });
    expect(cut).toBe(null);
  }
  expect(await card.boundingBox()).toEqual(before);
});

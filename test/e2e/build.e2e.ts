/** Building by hand in the real app: quick-connect, a node on an edge, a whole selection connected, a copy by dragging. */
import { join } from 'node:path';
import { expect, ROOT, test } from './app';
import { chooseMenu } from './menu';

const FILE = join(ROOT, 'resources/examples/two-routes.gradpath');

test('an edge let go in the open asks what to put there; keyboard and one undo step', async ({ launch }) => {
  const { page, win } = await launch({ args: [FILE] });
  const handle = await win.node('n3').locator('.react-flow__handle.source').boundingBox();
  if (!handle) throw new Error('n3 has no handle on screen');
  await page.mouse.move(handle.x + 5, handle.y + 5);
  await page.mouse.down();
  await page.mouse.move(handle.x + 60, handle.y + 90, { steps: 5 });
  await page.mouse.up();
  await expect(page.getByTestId('quick-menu')).toBeVisible();
  await expect(page.getByTestId('quick-neuron')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(win.node('n4')).toBeVisible();
  await expect(page.locator('.react-flow__edge')).toHaveCount(7);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(win.node('n4')).toHaveCount(0);
  await expect(page.locator('.react-flow__edge')).toHaveCount(6);
});

test('a layer at the end of an edge that was let go near the rim comes into view, clear of the minimap', async ({
  launch,
}) => {
  for (const [left, up] of [
    [4, 200],
    [70, 50],
    [300, 4],
  ]) {
    const { page, win } = await launch({ args: [FILE] });
    await page.keyboard.press('Escape');
    const handle = await win.node('n3').locator('.react-flow__handle.source').boundingBox();
    const canvas = await win.canvas.boundingBox();
    const map = await page.locator('.canvas-minimap').boundingBox();
    if (!handle || !canvas || !map) throw new Error('the canvas is not on screen');
    await page.mouse.move(handle.x + 5, handle.y + 5);
    await page.mouse.down();
    await page.mouse.move(canvas.x + canvas.width - left, canvas.y + canvas.height - up, { steps: 5 });
    await page.mouse.up();
    await page.getByTestId('quick-layer').click();
    await expect(win.node('layer1')).toBeVisible();
    await expect(async () => {
      const card = await win.node('layer1').boundingBox();
      if (!card) throw new Error('layer1 is not on screen');
      const [right, bottom] = [card.x + card.width, card.y + card.height];
      expect(card.x).toBeGreaterThanOrEqual(canvas.x);
      expect(card.y).toBeGreaterThanOrEqual(canvas.y);
      expect(right).toBeLessThanOrEqual(canvas.x + canvas.width);
      expect(bottom).toBeLessThanOrEqual(canvas.y + canvas.height);
      expect(right <= map.x || bottom <= map.y).toBe(true);
    }).toPass({ timeout: 3000 });
    await expect(page.locator('.react-flow__edge')).toHaveCount(7);
  }
});

test('a node dropped on an edge stands on it; dragged with Alt a node is copied', async ({ launch }) => {
  const { page, win } = await launch({ args: [FILE] });
  await win.edge('e2').waitFor({ state: 'attached' });
  const spot = await page.evaluate(() => {
    const path = document.querySelector<SVGPathElement>('[data-testid="edge-e2"] .react-flow__edge-path');
    const at = path?.getPointAtLength(path.getTotalLength() / 2);
    const matrix = path?.getScreenCTM();
    return at && matrix ? new DOMPoint(at.x, at.y).matrixTransform(matrix).toJSON() : null;
  });
  const canvas = await win.canvas.boundingBox();
  if (!spot || !canvas) throw new Error('e2 is not on screen');
  await win.dragFromPalette('neuron', spot.x - canvas.x, spot.y - canvas.y);
  await expect(win.node('n4')).toBeVisible();
  await expect(page.locator('.react-flow__edge')).toHaveCount(7);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.locator('.react-flow__edge')).toHaveCount(6);

  const card = await win.node('x2').boundingBox();
  if (!card) throw new Error('x2 is not on screen');
  await page.keyboard.down('Alt');
  await page.mouse.move(card.x + 20, card.y + 10);
  await page.mouse.down();
  await page.mouse.move(card.x + 30, card.y + 110, { steps: 6 });
  await page.mouse.up();
  await page.keyboard.up('Alt');
  await expect(page.locator('.react-flow__node')).toHaveCount(7);
  const after = await win.node('x2').boundingBox();
  expect(Math.round(after?.y ?? 0)).toBe(Math.round(card.y));
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.locator('.react-flow__node')).toHaveCount(6);
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeDisabled();
});

test('a dragged node snaps to others along a guide; a locked one stays', async ({ launch }) => {
  const launched = await launch({ args: [FILE] });
  const { page, win } = launched;
  const [n2, n3] = [await win.node('n2').boundingBox(), await win.node('n3').boundingBox()];
  if (!n2 || !n3) throw new Error('n2 and n3 are not on screen');
  await page.mouse.move(n3.x + 20, n3.y + 10);
  await page.mouse.down();
  // A drag begins where the press has left its threshold.
  await page.mouse.move(n3.x + 23, n3.y + 10);
  await page.mouse.move(n3.x + 60, n3.y + 40, { steps: 4 });
  await page.mouse.move(n3.x + 26, n3.y + 40, { steps: 4 });
  await expect(page.getByTestId('snap-guide')).not.toHaveCount(0);
  await page.mouse.up();
  await expect(page.getByTestId('snap-guide')).toHaveCount(0);
  const after = await win.node('n3').boundingBox();
  expect(Math.abs((after?.x ?? 0) - n2.x)).toBeLessThan(1);

  await win.node('n1').click({ position: { x: 20, y: 10 } });
  await chooseMenu(launched, 'Arrange', 'Lock or Unlock');
  await expect(page.getByLabel('n1 is locked')).toBeVisible();
  const before = await win.node('n1').boundingBox();
  if (!before) throw new Error('n1 is not on screen');
  await page.mouse.move(before.x + 20, before.y + 10);
  await page.mouse.down();
  await page.mouse.move(before.x + 120, before.y + 60, { steps: 5 });
  await page.mouse.up();
  expect(await win.node('n1').boundingBox()).toEqual(before);
  await win.node('n1').click({ position: { x: 20, y: 10 } });
  await page.keyboard.press('Delete');
  await expect(win.notice).toContainText('n1 is locked');
  await expect(win.node('n1')).toBeVisible();
});

test('Alt and the arrow keys walk along edges, and say where one is', async ({ launch }) => {
  const { page, win } = await launch({ args: [FILE] });
  await win.node('x1').click({ position: { x: 20, y: 10 } });
  await page.keyboard.press('Alt+ArrowRight');
  const spoken = page.getByTestId('spoken');
  await expect(spoken).toHaveText('Weight w11 from x1 to n1, 0.5, gradient −0.07678');
  // What has the focus is read out in the same words.
  await expect(page.locator('.react-flow__edge[data-id="w11"]')).toHaveAttribute(
    'aria-label',
    'Weight w11 from x1 to n1, 0.5, gradient −0.07678',
  );
  await expect(win.gradient).toBeVisible();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(spoken).toHaveText('Neuron n1, a 0.6225');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(spoken).toContainText('w21');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(spoken).toContainText('w31');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(spoken).toContainText('Nothing further down');
});

test('Escape takes a drag back, and nothing of it is kept', async ({ launch }) => {
  const { page, win } = await launch({ args: [FILE] });
  const before = await win.node('n3').boundingBox();
  if (!before) throw new Error('n3 is not on screen');
  await page.mouse.move(before.x + 20, before.y + 10);
  await page.mouse.down();
  await page.mouse.move(before.x + 90, before.y + 60, { steps: 5 });
  await expect.poll(async () => (await win.node('n3').boundingBox())?.x).not.toBe(before.x);
  await page.keyboard.press('Escape');
  await expect.poll(() => win.node('n3').boundingBox()).toEqual(before);
  await page.mouse.move(before.x + 140, before.y + 90, { steps: 3 });
  await page.mouse.up();
  expect(await win.node('n3').boundingBox()).toEqual(before);
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeDisabled();
  // The next drag works as ever.
  await page.mouse.move(before.x + 20, before.y + 10);
  await page.mouse.down();
  await page.mouse.move(before.x + 90, before.y + 60, { steps: 5 });
  await page.mouse.up();
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeEnabled();
});

test('units that are added to a layer take the initialiser that was chosen', async ({ launch }) => {
  const { page, win } = await launch({ args: [FILE] });
  await page.keyboard.press('Escape');
  await page.getByLabel('How new weights are drawn').selectOption('zero');
  await win.node('n1').click({ position: { x: 20, y: 8 } });
  await win.type(page.getByRole('textbox', { name: 'Number of units' }), '4');
  await page.getByTestId('canvas').focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByTestId('matrix-cell-1-0')).toHaveAttribute('title', /= 0\n/);
});

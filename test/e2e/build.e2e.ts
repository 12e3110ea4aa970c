/** Building by hand in the real app: quick-connect, a node on an edge, a whole selection connected, a copy by dragging. */
import { join } from 'node:path';
import { expect, ROOT, test } from './app';

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

test('a node dropped on an edge stands on it; dragged with Alt a node is copied', async ({ launch }) => {
  const { page, win } = await launch({ args: [FILE] });
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

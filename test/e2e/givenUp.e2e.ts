/** What Escape gives up, and what must not happen unseen or by the way. */
import { expect, test } from './app';
import { chooseMenu } from './menu';
import { dense, pictures, pointOn } from './networks';

test('Escape gives up an edge that is being drawn, and a rectangle with what it had changed', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await expect(win.gradient).toHaveText('−0.07678');
  const from = await win.node('x1').locator('.react-flow__handle.source').boundingBox();
  const to = await win.node('n3').boundingBox();
  if (!from || !to) throw new Error('not on screen');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + 30, to.y + 30, { steps: 8 });
  await page.keyboard.press('Escape');
  await expect(page.locator('.react-flow__connection')).toHaveCSS('display', 'none');
  await page.mouse.move(to.x + 35, to.y + 32, { steps: 3 });
  await page.mouse.up();
  await expect(page.locator('.react-flow__edge')).toHaveCount(6);
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(page.getByTestId('paths-panel')).toBeVisible();
  // The next one is drawn.
  await win.connect('x1', 'n3');
  await expect(page.locator('.react-flow__edge')).toHaveCount(7);
  await page.getByRole('button', { name: /^Undo/ }).click();

  await win.node('n2').click({ position: { x: 20, y: 8 } });
  const canvas = await win.canvas.boundingBox();
  const x1 = await win.node('x1').boundingBox();
  if (!canvas || !x1) throw new Error('not on screen');
  await page.keyboard.down('Shift');
  await page.mouse.move(canvas.x + 4, canvas.y + 4);
  await page.mouse.down();
  await page.mouse.move(x1.x + x1.width / 2, x1.y + x1.height / 2, { steps: 6 });
  await page.keyboard.press('Escape');
  await page.mouse.move(x1.x + x1.width + 20, x1.y + x1.height + 40, { steps: 4 });
  await expect(page.locator('.react-flow__selection')).toHaveCount(0);
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(page.locator('.react-flow__node.selected')).toHaveAttribute('data-id', 'n2');
});

test('a rectangle that the system takes over is given up as by Escape, and leaves nothing behind', async ({
  gradpath,
}) => {
  const { page, win } = gradpath;
  await win.node('n2').click({ position: { x: 20, y: 8 } });
  const x1 = await win.node('x1').boundingBox();
  if (!x1) throw new Error('not on screen');
  await page.mouse.move(x1.x + 10, x1.y - 120);
  await page.mouse.down();
  await page.mouse.move(x1.x + x1.width / 2, x1.y + x1.height / 2, { steps: 6 });
  await expect(page.locator('.react-flow__selection')).toBeVisible();
  await expect(page.locator('.react-flow__node.selected')).toHaveAttribute('data-id', 'x1');
  await page.evaluate(() => {
    const pane = document.querySelector('.react-flow__pane');
    pane?.dispatchEvent(new PointerEvent('pointercancel', { pointerId: 1, pointerType: 'pen', bubbles: true }));
  });
  await expect(page.locator('.react-flow__selection')).toHaveCount(0);
  await expect(page.locator('.react-flow__node.selected')).toHaveAttribute('data-id', 'n2');
  // The pointer goes on without a button; the next click is one.
  await page.mouse.move(x1.x + x1.width + 20, x1.y + x1.height + 40, { steps: 4 });
  await expect(page.locator('.react-flow__selection')).toHaveCount(0);
  const heard = await page.evaluate(() => {
    const card = document.querySelector('[data-testid="node-n3"]');
    let clicks = 0;
    card?.addEventListener('click', () => {
      clicks += 1;
    });
    card?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    return clicks;
  });
  expect(heard).toBe(1);
  await page.mouse.up();
  await win.node('n1').click({ position: { x: 20, y: 8 } });
  await expect(page.locator('.react-flow__node.selected')).toHaveAttribute('data-id', 'n1');
});

test('nothing is pointed at while a rectangle is drawn', async ({ launch }) => {
  const { page, win } = await launch({ args: [dense([14, 12, 3])] });
  await expect.poll(() => pictures(page)).toBeGreaterThan(0);
  const canvas = await win.canvas.boundingBox();
  const line = await pointOn(page, 'l0', 0, 'l1', 0);
  if (!canvas) throw new Error('not on screen');
  await page.mouse.move(canvas.x + 4, canvas.y + 4);
  await page.mouse.down();
  await page.mouse.move(line.x, line.y, { steps: 6 });
  await page.waitForTimeout(200);
  await expect(page.locator('.react-flow__selection')).toBeVisible();
  expect(await win.canvas.getAttribute('data-pointing')).toBe(null);
  await expect(page.locator('[data-wanted]')).toHaveCount(0);
  await page.mouse.up();
  await page.mouse.move(line.x, line.y - 1);
  await page.mouse.move(line.x, line.y);
  await expect(win.canvas).toHaveAttribute('data-pointing', '');
});

test('no command changes the network behind an open dialog', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await win.node('L').click({ position: { x: 20, y: 8 } });
  await chooseMenu(gradpath, 'Help', 'Keyboard Shortcuts');
  await expect(page.getByRole('dialog')).toBeVisible();
  for (const command of ['Delete', 'Select All', 'Duplicate']) await chooseMenu(gradpath, 'Edit', command);
  // They come by way of the main process.
  await page.waitForTimeout(300);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('.react-flow__node')).toHaveCount(6);
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(1);
});

test('a double click on an edge without a weight leaves no wish behind to type a value', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await expect(win.gradient).toHaveText('−0.07678');
  const middle = await page.evaluate(() => {
    const path = document.querySelector<SVGPathElement>('[data-testid="edge-e1"] .react-flow__edge-path');
    const at = path?.getPointAtLength(path.getTotalLength() * 0.4);
    return at && path ? new DOMPoint(at.x, at.y).matrixTransform(path.getScreenCTM() ?? undefined).toJSON() : null;
  });
  if (!middle) throw new Error('e1 is not drawn');
  await page.mouse.dblclick(middle.x, middle.y);
  await page.keyboard.press('Escape');
  await win.clickEdge('w12');
  await expect(page.getByTestId('paths-panel')).toContainText('w');
  await expect(page.getByTestId('param-value')).toBeVisible();
  await expect(page.getByTestId('param-value')).not.toBeFocused();
  await win.clickEdge('w12');
  await page.keyboard.press('Delete');
  await expect(page.locator('.react-flow__edge')).toHaveCount(5);
});

test('a layer that is dragged is selected instead of a chosen line of the picture', async ({ launch }) => {
  const { page } = await launch({ args: [dense([14, 12, 3])] });
  await expect.poll(() => pictures(page)).toBeGreaterThan(0);
  const { x, y } = await pointOn(page, 'l0', 0, 'l1', 0);
  await page.mouse.click(x, y);
  await expect(page.getByTestId('paths-panel')).toContainText('w1[0,0]');
  const card = await page.getByTestId('node-l1').boundingBox();
  if (!card) throw new Error('l1 is not on screen');
  await page.mouse.move(card.x + card.width / 2, card.y + 6);
  await page.mouse.down();
  await page.mouse.move(card.x + card.width / 2 + 10, card.y + 30, { steps: 5 });
  await page.mouse.up();
  await expect(page.getByLabel('Panel').last()).not.toContainText('things selected');
  await expect(page.locator('.react-flow__node.selected')).toHaveAttribute('data-id', 'l1');
});

/** Fingers, pens and hands that tremble. */
import { join } from 'node:path';
import { expect, ROOT, test } from './app';
import { dense, pictures, pointOn } from './networks';

test('a finger that taps a line of the picture chooses its weight, and the open canvas clears the choice', async ({
  launch,
}) => {
  const { page } = await launch({ args: [dense([14, 12, 3]), '--touch-events=enabled'] });
  await expect(page.getByTestId('edge-layer')).toHaveAttribute('data-lines', /\d/);
  await expect.poll(() => pictures(page)).toBeGreaterThan(0);
  const { x, y } = await pointOn(page, 'l0', 0, 'l1', 0);
  const touch = await page.context().newCDPSession(page);
  const tap = async (at: { x: number; y: number }) => {
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };
  // Beside the line by less than a finger's width.
  await tap({ x, y: y - 9 });
  await expect(page.getByTestId('paths-panel')).toContainText('w1[0,0]');
  const canvas = await page.getByTestId('canvas').boundingBox();
  if (!canvas) throw new Error('no canvas');
  await tap({ x: canvas.x + 14, y: canvas.y + canvas.height - 14 });
  await expect(page.getByTestId('paths-panel')).toHaveCount(0);
});

test('a click that slips by three pixels is still a click', async ({ launch }) => {
  const { page } = await launch({ args: [dense([14, 12, 3])] });
  await expect.poll(() => pictures(page)).toBeGreaterThan(0);
  const { x, y } = await pointOn(page, 'l0', 0, 'l1', 0);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 2, y - 2, { steps: 3 });
  await page.mouse.up();
  await expect(page.getByTestId('paths-panel')).toContainText('w1[0,0]');
});

test('a drag that the system takes over has never been, one that is let go is kept', async ({ launch }) => {
  const file = join(ROOT, 'resources/examples/two-routes.gradpath');
  const { page, win } = await launch({ args: [file, '--touch-events=enabled'] });
  await expect(win.node('n2')).toBeVisible();
  const before = await win.node('n2').boundingBox();
  if (!before) throw new Error('n2 is not on screen');
  const touch = await page.context().newCDPSession(page);
  const drag = async (end: 'touchCancel' | 'touchEnd') => {
    const at = (by: number) => [{ x: before.x + 20 + by, y: before.y + 10 + by }];
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) });
    for (const by of [10, 30, 50, 60])
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(by) });
    await expect.poll(async () => (await win.node('n2').boundingBox())?.y ?? 0).toBeGreaterThan(before.y + 15);
    await touch.send('Input.dispatchTouchEvent', { type: end, touchPoints: [] });
  };
  const undo = page.getByRole('button', { name: /^Undo/ });
  await drag('touchCancel');
  await expect.poll(() => win.node('n2').boundingBox()).toEqual(before);
  await expect(undo).toBeDisabled();
  await drag('touchEnd');
  await expect(undo).toBeEnabled();
  expect((await win.node('n2').boundingBox())?.y).toBeGreaterThan(before.y + 15);
});

test('an edge that the system takes out of the hand is given up, and the next one is drawn', async ({ launch }) => {
  const file = join(ROOT, 'resources/examples/two-routes.gradpath');
  const { page, win } = await launch({ args: [file, '--touch-events=enabled'] });
  const handle = await win.node('x1').locator('.react-flow__handle.source').boundingBox();
  if (!handle) throw new Error('x1 has no handle');
  const from = { x: handle.x + handle.width / 2, y: handle.y + handle.height / 2 };
  const touch = await page.context().newCDPSession(page);
  const connection = page.locator('.react-flow__connection');
  const draw = async (end: 'touchCancel' | 'touchEnd') => {
    const at = (by: number) => [{ x: from.x + by, y: from.y - 2 * by }];
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) });
    for (const by of [10, 30, 50])
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(by) });
    await expect(connection).toHaveCount(1);
    await touch.send('Input.dispatchTouchEvent', { type: end, touchPoints: [] });
    await expect(connection).toHaveCount(0);
  };
  await draw('touchCancel');
  await page.waitForTimeout(300);
  await expect(page.getByTestId('quick-menu')).toHaveCount(0);
  await draw('touchEnd');
  await expect(page.getByTestId('quick-menu')).toBeVisible();
});

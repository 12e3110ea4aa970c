/** Fingers, pens and hands that tremble. */
import { expect, test } from './app';
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

/** What draws the lines is taken away: the graphics card, the worker. */
import { expect, test } from './app';
import { atRest, dense, pictures, pixels } from './networks';

test('a card that is taken away is not missed: the processor draws on', async ({ launch }) => {
  const { app, page } = await launch({ args: [dense([20, 50, 15]), '--lines', 'gpu'] });
  const layer = page.getByTestId('edge-layer');
  await expect(layer).toHaveAttribute('data-by', 'gpu');
  // While the page itself is making a context on the card, Chromium 130 crashes with it, one time in six.
  await atRest(page);
  await app.evaluate(({ app: electron }) => {
    const card = electron.getAppMetrics().find(({ type }) => type === 'GPU');
    if (card) process.kill(card.pid, 'SIGKILL');
  });
  await expect(layer).toHaveAttribute('data-by', 'cpu');
  const before = await pictures(page);
  await page.getByRole('radio', { name: 'Weight' }).click();
  await expect.poll(() => pictures(page)).toBeGreaterThan(before);
  const { data } = await pixels(page);
  expect(data.filter((pixel) => pixel !== 0).length).toBeGreaterThan(2000);
});

test('a worker that fails is replaced by one that draws on', async ({ launch }) => {
  const { page, win } = await launch({ args: [dense([60, 50, 15])] });
  const layer = page.getByTestId('edge-layer');
  await expect(layer).toHaveAttribute('data-at', 'worker');
  await atRest(page);
  const before = await pictures(page);
  const drawers = () => page.workers().filter((worker) => worker.url().includes('edgeWorker'));
  const old = drawers();
  expect(old.length).toBeGreaterThan(0);
  for (const worker of old) {
    await worker.evaluate(() => {
      const fail = (event: Event) => {
        event.stopImmediatePropagation();
        throw new Error('Array buffer allocation failed');
      };
      addEventListener('message', fail, { capture: true });
    });
  }
  await page.getByRole('radio', { name: 'Weight' }).click();
  await expect.poll(() => pictures(page)).toBeGreaterThan(before);
  await atRest(page);
  expect(drawers().filter((worker) => !old.includes(worker)).length).toBe(1);
  const { data } = await pixels(page);
  expect(data.filter((pixel) => pixel !== 0).length).toBeGreaterThan(2000);
  await expect(win.notice).toHaveCount(0);
});

/** The graphics card that draws the lines is taken away. */
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

/** Examples as they open in a small window: large enough to be read, with nothing over anything else. */
import { expect, ROOT, test } from './app';

for (const name of [
  'vanishing-sigmoid',
  'skip-connection',
  'dead-relu',
  'forward-step',
  'mnist-sized',
  'mazur-2-2-2',
  'softmax-classifier',
]) {
  test(`${name} opens at 65 % or more at 1280 x 720, and no card or label touches another`, async ({ launch }) => {
    const { app, page } = await launch({ args: [`${ROOT}/resources/examples/${name}.gradpath`] });
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].setContentSize(1280, 720));
    await expect.poll(() => page.evaluate(() => window.innerHeight)).toBe(720);
    await expect(page.locator('.line-label').first()).toBeVisible();
    // As it opens in a window of this size.
    await page.keyboard.press('Shift+1');
    const zoom = async () =>
      Number(/(\d+) %$/.exec((await page.locator('footer').innerText()).trim())?.[1] ?? Number.NaN);
    await expect.poll(zoom).toBeLessThan(100);
    await expect(async () => {
      const before = await zoom();
      await page.waitForTimeout(250);
      expect(await zoom()).toBe(before);
    }).toPass();
    expect(await zoom()).toBeGreaterThanOrEqual(65);
    const touching = await page.evaluate(() => {
      const all = [...document.querySelectorAll('.react-flow__node, .line-label')].map((element) => ({
        name: element.getAttribute('data-id') ?? element.textContent,
        box: element.getBoundingClientRect(),
      }));
      return all.flatMap((a, i) =>
        all
          .slice(i + 1)
          .filter(
            (b) =>
              a.box.left < b.box.right &&
              b.box.left < a.box.right &&
              a.box.top < b.box.bottom &&
              b.box.top < a.box.bottom,
          )
          .map((b) => `${a.name} and ${b.name}`),
      );
    });
    expect(touching).toEqual([]);
  });
}

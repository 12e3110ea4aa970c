/** Pictures of whole networks, drawn by a page that nobody sees. */
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerDialogs, expect, type Launched, ROOT, test } from './app';
import { chooseMenu } from './menu';

const folder = () => mkdtempSync(join(tmpdir(), 'gradpath-picture-'));

/** Width, height, and how many different colours a PNG holds at a grid of points. */
async function lookAt({ app }: Launched, path: string) {
  const png = readFileSync(path);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return await app.evaluate(({ nativeImage }, base64) => {
    const image = nativeImage.createFromBuffer(Buffer.from(base64, 'base64'));
    const { width, height } = image.getSize();
    const pixels = image.toBitmap();
    const colours = new Map<number, number>();
    for (let at = 0; at + 4 <= pixels.length; at += 4) {
      const colour = pixels.readUInt32LE(at);
      colours.set(colour, (colours.get(colour) ?? 0) + 1);
    }
    const corner = pixels.readUInt32LE(4 * (width * 3 + 3)) & 0xff;
    return { width, height, colours: colours.size, corner };
  }, png.toString('base64'));
}

test('a picture shows the whole network without the window around it, in light and dark', async ({ launch }) => {
  const launched = await launch({ args: [join(ROOT, 'resources/examples/two-routes.gradpath')] });
  const { app, page, win } = launched;
  await page.keyboard.press('Escape');
  await win.clickEdge('w11');
  await expect(win.pathRows).toHaveCount(2);
  const at = folder();
  const size = await page.evaluate(() => [innerWidth, devicePixelRatio]);
  const bounds = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll('.react-flow__node')].map((node) => node.getBoundingClientRect());
    const zoom = new DOMMatrix(getComputedStyle(document.querySelector('.react-flow__viewport') as Element).transform)
      .a;
    return (Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left))) / zoom;
  });
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    const out = join(at, `${theme}.png`);
    await answerDialogs(launched, out);
    await chooseMenu(launched, 'File', 'Export Picture…');
    await expect(win.notice).toContainText(`Saved the picture ${theme}.png.`);
    const seen = await lookAt(launched, out);
    expect(Math.abs(seen.width - 2 * (bounds + 80))).toBeLessThan(6);
    expect(seen.colours).toBeGreaterThan(100);
    expect(seen.corner > 128).toBe(theme === 'light');
  }
  // Nothing is left of the page that drew it, and the window is as it was.
  expect(await page.evaluate(() => [innerWidth, devicePixelRatio])).toEqual(size);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await expect(win.pathRows).toHaveCount(2);
});

test('a picture of many weights holds their lines', async ({ launch }) => {
  const launched = await launch({ args: [join(ROOT, 'resources/examples/mnist-sized.gradpath')] });
  const out = join(folder(), 'large.png');
  await answerDialogs(launched, out);
  await chooseMenu(launched, 'File', 'Export Picture…');
  await expect(launched.win.notice).toContainText('Saved the picture large.png.', { timeout: 60_000 });
  const seen = await lookAt(launched, out);
  expect(seen.colours).toBeGreaterThan(500);
});

test('a place that cannot be written is said in one sentence', async ({ launch }) => {
  const launched = await launch({ args: [join(ROOT, 'resources/examples/two-routes.gradpath')] });
  const out = join(folder(), 'no such folder', 'out.png');
  await answerDialogs(launched, out);
  await chooseMenu(launched, 'File', 'Export Picture…');
  await expect(launched.win.notice).toHaveText(/^out\.png: .*\.$/);
  expect(existsSync(out)).toBe(false);
});

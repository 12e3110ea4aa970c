/** A canvas that moves is made of pictures that are moved; at rest everything is painted where it is, and crisp. */
import { expect, test } from './app';
import { dense } from './networks';

test('cards and ground are scaled as pictures in a zoom, and painted again once it rests', async ({ launch }) => {
  const { page } = await launch({ args: [dense([14, 12, 3])] });
  const viewport = page.locator('.react-flow__viewport');
  const ground = page.locator('.canvas-dots');
  const scaleOf = (css: string) => Number(/scale\(([\d.e-]+)\)/.exec(css)?.[1]);
  const crisp = async () => {
    await expect(viewport).not.toHaveAttribute('style', /will-change/);
    expect(scaleOf((await ground.getAttribute('style')) ?? '')).toBe(1);
  };
  await expect(page.getByTestId('edge-layer')).toHaveAttribute('data-shown', /\d/);
  await expect(async () => crisp()).toPass();

  const box = await page.getByTestId('canvas').boundingBox();
  if (!box) throw new Error('no canvas');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const seen = await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const pane = document.querySelector('.react-flow__pane') as HTMLElement;
    const dots = document.querySelector('.canvas-dots') as HTMLElement;
    const cards = document.querySelector('.react-flow__viewport') as HTMLElement;
    const { x, y, width, height } = pane.getBoundingClientRect();
    const found: { zoom: number; ground: number; afloat: boolean; left: number; top: number; gap: number }[] = [];
    for (let i = 0; i < 30; i++) {
      const init = { clientX: x + width / 2, clientY: y + height / 2, deltaY: -12, ctrlKey: true, bubbles: true };
      pane.dispatchEvent(new WheelEvent('wheel', { ...init, cancelable: true }));
      await frame();
      const now = new DOMMatrix(getComputedStyle(cards).transform);
      const below = new DOMMatrix(getComputedStyle(dots).transform);
      let gap = Math.min(80, 20 * now.a);
      while (gap < 14) gap *= 2;
      // How far the ground's pattern lies from where the canvas's origin says it belongs.
      const off = (a: number, b: number) => Math.abs(((a - b + gap / 2) % gap) + gap) % gap;
      const apart = (a: number, b: number) => Math.min(off(a, b), gap - off(a, b));
      found.push({
        zoom: now.a,
        ground: below.a,
        afloat: cards.style.willChange !== '',
        left: apart(now.e, below.e),
        top: apart(now.f, below.f),
        gap,
      });
    }
    return found;
  });
  // Scaled most of the time, never by much, and always where it belongs: half a pixel is lost where it is painted.
  expect(seen.filter(({ afloat }) => afloat).length).toBeGreaterThan(seen.length / 2);
  expect(seen.filter(({ ground: scale }) => scale !== 1).length).toBeGreaterThan(seen.length / 2);
  for (const { ground: scale, left, top } of seen) {
    expect(scale).toBeGreaterThanOrEqual(0.8);
    expect(scale).toBeLessThanOrEqual(1.25);
    expect(Math.max(left, top)).toBeLessThanOrEqual(0.51);
  }
  await expect(async () => crisp()).toPass();
});

/** Space and a drag pan the canvas, whatever is pressed; elsewhere Space stays what it is. */
import { join } from 'node:path';
import { expect, ROOT, test } from './app';
import { groupRoutes } from './grouping';

test('Space and a drag pan over nodes, handles, lines, notes and frames; nothing else comes of it', async ({
  launch,
}) => {
  const launched = await launch({ args: [join(ROOT, 'resources/examples/two-routes.gradpath')] });
  const { page, win } = launched;
  const frame = await groupRoutes(launched);
  await win.dragFromPalette('note', 300, 560);
  // In a text it is a blank.
  await page.keyboard.type('a b');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('note1')).toHaveText('a b');
  for (let i = 0; i < 3; i++) await page.keyboard.press('Escape');
  const undo = page.getByRole('button', { name: /^Undo/ });
  const label = await undo.getAttribute('aria-label');
  const edges = await page.locator('.react-flow__edge').count();
  const places = [
    ['a node', win.node('n1'), { x: 20, y: 8 }],
    ['a handle', win.node('n1').locator('.react-flow__handle.source'), { x: 5, y: 5 }],
    ['a note', page.getByTestId('note1'), { x: 8, y: 8 }],
    ['a frame', frame.getByTitle(/Drag to move/), { x: 8, y: 8 }],
    ['a line', win.edge('e1').locator('.react-flow__edge-interaction'), null],
  ] as const;
  for (const [what, thing, at] of places) {
    const box = await thing.boundingBox();
    if (!box) throw new Error(`${what} is not on screen`);
    const from = at
      ? { x: box.x + at.x, y: box.y + at.y }
      : await thing.evaluate((path: SVGPathElement) => {
          const { x, y } = path.getPointAtLength(path.getTotalLength() * 0.5);
          return new DOMPoint(x, y).matrixTransform(path.getScreenCTM() ?? undefined).toJSON() as {
            x: number;
            y: number;
          };
        });
    const viewBefore = await page.locator('.react-flow__viewport').getAttribute('style');
    await page.mouse.move(from.x, from.y);
    await page.keyboard.down('Space');
    await expect(page.locator('.react-flow__pane')).toHaveCSS('cursor', 'grab');
    await page.mouse.down();
    await page.mouse.move(from.x + 30, from.y + 20, { steps: 4 });
    await expect(page.locator('.react-flow__pane')).toHaveCSS('cursor', 'grabbing');
    await page.mouse.up();
    // A mere click is the hand's as well.
    await page.mouse.down();
    await page.mouse.up();
    await page.keyboard.up('Space');
    expect.soft(await page.locator('.react-flow__viewport').getAttribute('style'), what).not.toBe(viewBefore);
    const after = await thing.boundingBox();
    expect.soft(Math.round((after?.x ?? 0) - box.x), what).toBe(30);
    expect.soft(await page.locator('.react-flow__node.selected, .react-flow__edge.selected').count(), what).toBe(0);
  }
  await expect(undo).toHaveAttribute('aria-label', label ?? '');
  await expect(page.locator('.react-flow__edge')).toHaveCount(edges);
  await expect(page.getByTestId('quick-menu')).toHaveCount(0);
  // What is selected stays so after a click of the hand.
  await win.node('n1').click({ position: { x: 20, y: 8 } });
  const spot = await win.node('x1').boundingBox();
  await page.keyboard.down('Space');
  await page.mouse.click((spot?.x ?? 0) + 10, (spot?.y ?? 0) + 8);
  await page.keyboard.up('Space');
  await expect(page.locator('.react-flow__node.selected')).toHaveAttribute('data-id', 'n1');
  // On a button it presses the button.
  const cards = await page.locator('.react-flow__node').count();
  await page.getByTestId('palette-neuron').focus();
  await page.keyboard.press('Space');
  await expect(page.locator('.react-flow__node')).toHaveCount(cards + 1);
});

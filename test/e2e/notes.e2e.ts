/** Notes in the real app: dropped, written with TeX, dragged, deleted, undone. */
import { join } from 'node:path';
import { expect, ROOT, test } from './app';

test('a note is dropped, written, dragged and deleted, each one undo step', async ({ launch }) => {
  const { page, win } = await launch({ args: [join(ROOT, 'resources/examples/two-routes.gradpath')] });
  await win.dragFromPalette('note', 420, 560);
  const note = page.getByTestId('note1');
  await expect(note).toBeVisible();
  await expect(note.locator('textarea')).toBeFocused();
  await page.keyboard.type('Two routes: $w_{21}$ and $w_{31}$');
  await page.keyboard.press('Escape');
  await expect(note.locator('math')).toHaveCount(2);
  await expect(note).toContainText('Two routes');
  const before = await note.boundingBox();
  if (!before) throw new Error('the note is not on screen');
  await page.mouse.move(before.x + 10, before.y + 10);
  await page.mouse.down();
  await page.mouse.move(before.x + 13, before.y + 10);
  await page.mouse.move(before.x + 113, before.y - 30, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => Math.round((await note.boundingBox())?.x ?? 0)).toBeGreaterThan(before.x + 60);
  await page.keyboard.press('Delete');
  await expect(note).toHaveCount(0);
  const undo = page.getByRole('button', { name: /^Undo/ });
  await undo.click();
  await expect(note.locator('math')).toHaveCount(2);
  await undo.click();
  await expect.poll(async () => Math.round((await note.boundingBox())?.x ?? 0)).toBe(Math.round(before.x));
  await undo.click();
  await undo.click();
  await expect(note).toHaveCount(0);
  await expect(undo).toBeDisabled();
  await expect(win.node('n1')).toBeVisible();
});

test('a note that has the focus moves by arrow keys like a node, a run of presses one undo step', async ({
  launch,
}) => {
  const { page, win } = await launch({ args: [join(ROOT, 'resources/examples/two-routes.gradpath')] });
  await win.dragFromPalette('note', 420, 560);
  const note = page.getByTestId('note1');
  await page.keyboard.type('Here');
  await page.keyboard.press('Escape');
  await win.canvas.click({ position: { x: 20, y: 20 } });
  const card = page.locator('.react-flow__node[data-id="note:note1"]');
  const place = () =>
    card.evaluate((element) => {
      const { m41, m42 } = new DOMMatrix(getComputedStyle(element).transform);
      return { x: m41, y: m42 };
    });
  const { x, y } = await place();
  await card.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(place).toEqual({ x: x + 2, y: y + 10 });
  await expect(card).toBeFocused();
  await page.getByRole('button', { name: /^Undo Nudge/ }).click();
  await expect.poll(place).toEqual({ x, y });
  await expect(note).toContainText('Here');
  // With Ctrl held an arrow moves nothing, in steps of its own or others.
  await note.click();
  await card.focus();
  await page.keyboard.press('Control+ArrowRight');
  await page.keyboard.press('Control+Shift+ArrowDown');
  await page.waitForTimeout(200);
  expect(await place()).toEqual({ x, y });
  // What has the focus moves, not what else was selected.
  await win.node('n1').click({ position: { x: 20, y: 8 } });
  const node = await win.node('n1').boundingBox();
  await card.focus();
  await page.keyboard.press('ArrowUp');
  await expect.poll(place).toEqual({ x, y: y - 1 });
  expect(await win.node('n1').boundingBox()).toEqual(node);
});

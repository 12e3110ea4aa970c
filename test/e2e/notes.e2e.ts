/** Notes in the real app: dropped, written with TeX, dragged, deleted, undone. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, ROOT, test } from './app';
import { dragFrame, groupRoutes } from './grouping';
import { chooseMenu } from './menu';

/** Where things of React Flow stand on the canvas. */
async function places(page: Page) {
  return page.locator('.react-flow__node').evaluateAll((nodes) =>
    Object.fromEntries(
      nodes.map((node) => {
        const { m41: x, m42: y } = new DOMMatrix(getComputedStyle(node).transform);
        return [node.getAttribute('data-id') ?? '', { x, y }];
      }),
    ),
  );
}

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
  // What was first written in it is part of adding it.
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

test('notes take part: selected, counted, aligned, spaced out, zoomed to and deleted with the nodes', async ({
  launch,
}) => {
  const launched = await launch({ args: [join(ROOT, 'resources/examples/two-routes.gradpath')] });
  const { page, win } = launched;
  await win.dragFromPalette('note', 420, 560);
  await page.keyboard.type('Here');
  await page.keyboard.press('Escape');
  const before = await places(page);
  const undo = page.getByRole('button', { name: /^Undo/ });
  await chooseMenu(launched, 'Edit', 'Select All');
  const inspector = page.getByTestId('selection-inspector');
  await expect(inspector).toContainText('13 things selected');
  await expect(inspector).toContainText('6 nodes, 6 edges, 1 note');
  await page.getByRole('button', { name: 'Align left' }).click();
  await expect.poll(async () => new Set(Object.values(await places(page)).map(({ x }) => x)).size).toBe(1);
  await undo.click();
  await expect.poll(() => places(page)).toEqual(before);
  await page.getByRole('button', { name: 'Distribute vertically' }).click();
  await expect.poll(() => places(page)).not.toEqual(before);
  await undo.click();
  await expect.poll(() => places(page)).toEqual(before);
  await page.getByRole('button', { name: 'Delete all' }).click();
  await expect(page.locator('.react-flow__node')).toHaveCount(0);
  await undo.click();
  await expect.poll(() => places(page)).toEqual(before);
  // A note alone, and one with a node.
  await page.getByTestId('canvas').focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  const note = page.getByTestId('note1');
  await note.click();
  const width = (await note.boundingBox())?.width ?? 0;
  await page.keyboard.press('Shift+Digit2');
  await expect.poll(async () => (await note.boundingBox())?.width ?? 0).toBeGreaterThan(width * 1.05);
  await expect(inspector).toHaveCount(0);
  await page.keyboard.press('Shift+Digit1');
  await win.node('n2').click({ position: { x: 20, y: 8 }, modifiers: ['Shift'] });
  await expect(inspector).toContainText('1 node, 0 edges, 1 note');
  await expect(inspector.getByRole('button', { name: 'Lay out' })).toBeDisabled();
  await inspector.getByRole('button', { name: 'Align top' }).click();
  await expect
    .poll(async () => {
      const { n2, 'note:note1': at } = await places(page);
      return at.y - n2.y;
    })
    .toBe(0);
});

test('a note that is dragged snaps to cards, and goes along in the frame of a group', async ({ launch }) => {
  const launched = await launch({ args: [join(ROOT, 'resources/examples/two-routes.gradpath')] });
  const { page, win } = launched;
  const frame = await groupRoutes(launched);
  await win.dragFromPalette('note', 300, 560);
  await page.keyboard.type('Here');
  await page.keyboard.press('Escape');
  const note = page.getByTestId('note1');
  const [from, card] = [await note.boundingBox(), await win.node('n2').boundingBox()];
  if (!from || !card) throw new Error('note1 or n2 is not on screen');
  const pull = async (x: number, y: number) => {
    const at = await note.boundingBox();
    if (!at) throw new Error('note1 is not on screen');
    await page.mouse.move(at.x + 10, at.y + 8);
    await page.mouse.down();
    await page.mouse.move(at.x + 14, at.y + 8);
    await page.mouse.move(x + 10, y + 8, { steps: 6 });
  };
  await pull(card.x + 3, from.y - 14);
  await expect(page.getByTestId('snap-guide')).not.toHaveCount(0);
  await page.mouse.up();
  await expect.poll(async () => (await places(page))['note:note1'].x).toBe((await places(page)).n2.x);
  // Between the two cards of the group it lies in its frame.
  await pull(card.x + 2, card.y + card.height + 12);
  await page.mouse.up();
  const before = await places(page);
  await dragFrame(frame);
  await expect.poll(async () => (await places(page)).n2.y - before.n2.y).toBeGreaterThan(20);
  const after = await places(page);
  expect(after['note:note1'].y - before['note:note1'].y).toBeCloseTo(after.n2.y - before.n2.y, 1);
  await page.getByRole('button', { name: /^Undo Move/ }).click();
  await expect.poll(() => places(page)).toEqual(before);
});

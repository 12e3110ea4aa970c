/** Groups and parts in the real app. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, ROOT, test } from './app';
import { dragFrame, groupRoutes } from './grouping';
import { chooseMenu } from './menu';

const EXAMPLE = join(ROOT, 'resources/examples/two-routes.gradpath');

/** Where a thing stands on the screen, not rounded: two halves of a pixel round either way. */
async function boxOf(page: Page, testId: string) {
  const box = await page.getByTestId(testId).boundingBox();
  if (!box) throw new Error(`${testId} is not on screen`);
  return { x: box.x, y: box.y };
}

/** Is the same place but for what the browser's arithmetic leaves. */
const place = ({ x, y }: { readonly x: number; readonly y: number }) => ({
  x: expect.closeTo(x, 1),
  y: expect.closeTo(y, 1),
});

test('a group is made, named, dragged, collapsed and expanded, each one undo step; paths run through its card', async ({
  launch,
}) => {
  const launched = await launch({ args: [EXAMPLE] });
  const { page, win } = launched;
  const frame = await groupRoutes(launched);

  const name = page.getByLabel('Name of the group');
  await name.fill('Two $\\sigma$');
  await name.press('Enter');
  await expect(frame.locator('math')).toHaveCount(1);

  const before = {
    n2: await boxOf(page, 'node-n2'),
    n3: await boxOf(page, 'node-n3'),
    n1: await boxOf(page, 'node-n1'),
  };
  await dragFrame(frame);
  await expect.poll(async () => (await boxOf(page, 'node-n2')).y).toBeGreaterThan(before.n2.y + 30);
  const shift = (await boxOf(page, 'node-n2')).y - before.n2.y;
  expect((await boxOf(page, 'node-n3')).y - before.n3.y).toBeCloseTo(shift, 1);
  expect(await boxOf(page, 'node-n1')).toEqual(place(before.n1));
  const undo = page.getByRole('button', { name: /^Undo/ });
  await undo.click();
  expect(await boxOf(page, 'node-n2')).toEqual(place(before.n2));
  expect(await boxOf(page, 'node-n3')).toEqual(place(before.n3));

  await frame.getByRole('button', { name: /Collapse/ }).click();
  const card = page.getByTestId('card-group1');
  await expect(card).toBeVisible();
  await expect(card).toContainText('2 nodes');
  await expect(win.node('n2')).toHaveCount(0);
  await expect(frame).toHaveCount(0);
  // The numbers are those of the whole network, and the lit paths run through the card.
  await page.keyboard.press('Escape');
  await win.clickEdge('w11');
  await expect(card).toHaveAttribute('data-mark', 'lit');
  await expect(win.edge('w21')).toHaveCount(1);
  await expect(win.pathRows).toHaveCount(2);

  await page.keyboard.press('Escape');
  const at = await boxOf(page, 'card-group1');
  await page.mouse.move(at.x + 60, at.y + 60);
  await page.mouse.down();
  await page.mouse.move(at.x + 64, at.y + 60);
  await page.mouse.move(at.x + 64, at.y + 120, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => (await boxOf(page, 'card-group1')).y).toBeGreaterThan(at.y + 30);
  await undo.click();
  expect(await boxOf(page, 'card-group1')).toEqual(place(at));

  await card.dblclick({ position: { x: 60, y: 60 } });
  await expect(card).toHaveCount(0);
  await expect(win.node('n2')).toBeVisible();
  expect(await boxOf(page, 'node-n2')).toEqual(place(before.n2));
  await win.node('n2').click({ position: { x: 20, y: 8 } });
  await chooseMenu(launched, 'Arrange', 'Ungroup');
  await expect(frame).toHaveCount(0);
  for (let i = 0; i < 5; i++) await undo.click();
  await expect(undo).toBeDisabled();
});

test('a group is kept as a part, put into another network, offered at the next start, and removed to the clipboard', async ({
  launch,
}) => {
  const launched = await launch({ args: [EXAMPLE] });
  const { page, win, userData } = launched;
  await page.keyboard.press('Escape');
  await win.node('n2').click({ position: { x: 20, y: 8 } });
  await win.node('n3').click({ position: { x: 20, y: 8 }, modifiers: ['Shift'] });
  await chooseMenu(launched, 'Arrange', 'Group');
  await page.getByLabel('Name of the group').fill('Pair');
  await page.getByLabel('Name of the group').press('Enter');
  await page.getByRole('button', { name: 'Keep as a part' }).click();
  const part = page.getByTestId('part-Pair');
  await expect(part).toBeVisible();

  const from = await part.boundingBox();
  const canvas = await page.getByTestId('canvas').boundingBox();
  if (!from || !canvas) throw new Error('the part is not on screen');
  await page.mouse.move(from.x + 20, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(canvas.x + 300, canvas.y + canvas.height - 160, { steps: 5 });
  await page.mouse.up();
  await expect(page.getByTestId('frame-group2')).toBeVisible();
  await expect(page.getByTestId('frame-group2')).toContainText('Pair');
  await expect(page.locator('[data-testid^="node-n"]')).toHaveCount(5);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.locator('[data-testid^="node-n"]')).toHaveCount(3);
  // A click puts all of it where there is room.
  await part.click();
  await expect(page.locator('[data-testid^="node-n"]')).toHaveCount(5);
  const boxes = await page.locator('.react-flow__node:has([data-testid^="node-"])').evaluateAll((cards) =>
    cards.map((card) => {
      const { left, top, right, bottom } = card.getBoundingClientRect();
      return { left, top, right, bottom };
    }),
  );
  const touching = boxes.flatMap((a, i) =>
    boxes.slice(i + 1).filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
  );
  expect(boxes).toHaveLength(8);
  expect(touching).toEqual([]);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.locator('[data-testid^="node-n"]')).toHaveCount(3);
  // Nothing unsaved is left, which the next start would restore in a window of its own.
  const undo = page.getByRole('button', { name: /^Undo/ });
  for (let i = 0; i < 2; i++) await undo.click();
  await expect(undo).toBeDisabled();
  await page.waitForTimeout(2500);

  await launched.app.evaluate(({ app }) => app.exit(0)).catch(() => {});
  const again = await launch({ args: [EXAMPLE], userData });
  const kept = again.page.getByTestId('part-Pair');
  await expect(kept).toBeVisible();
  await kept.hover();
  await again.page.getByRole('button', { name: 'Remove the part Pair' }).click();
  await expect(kept).toHaveCount(0);
  await again.page.keyboard.press('Escape');
  await chooseMenu(again, 'Edit', 'Paste');
  await expect(again.page.locator('[data-testid^="frame-group"]')).toHaveCount(1);
});

test('notes are copied, pasted and dragged together with nodes', async ({ launch }) => {
  const launched = await launch({ args: [EXAMPLE] });
  const { page, win } = launched;
  await win.dragFromPalette('note', 420, 560);
  await expect(page.getByTestId('note1').locator('textarea')).toBeFocused();
  await page.keyboard.type('Both $w_{21}$');
  await page.keyboard.press('Escape');
  await chooseMenu(launched, 'Edit', 'Select All');
  await chooseMenu(launched, 'Edit', 'Duplicate');
  await expect(page.getByTestId('note2')).toContainText('Both');
  const note = await boxOf(page, 'note2');
  const node = await boxOf(page, 'node-n4');
  // What was duplicated is selected, so one drag moves all of it.
  await page.mouse.move(node.x + 20, node.y + 10);
  await page.mouse.down();
  await page.mouse.move(node.x + 24, node.y + 10);
  await page.keyboard.down('Control');
  await page.mouse.move(node.x + 84, node.y + 50, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.up('Control');
  await expect.poll(async () => (await boxOf(page, 'note2')).y).toBeGreaterThan(note.y + 20);
  await page.getByRole('button', { name: /^Undo/ }).click();
  expect(await boxOf(page, 'note2')).toEqual(place(note));
  expect(await boxOf(page, 'node-n4')).toEqual(place(node));
});

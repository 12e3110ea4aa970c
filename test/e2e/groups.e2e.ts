/** Groups and parts in the real app. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, type Launched, ROOT, test } from './app';
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

/** Selects nodes, makes a group of them, and collapses it. */
async function collapse(launched: Launched, ids: readonly string[]): Promise<void> {
  const { page, win } = launched;
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  for (const [at, id] of ids.entries())
    await win.node(id).click({ position: { x: 20, y: 8 }, modifiers: at === 0 ? [] : ['Shift'] });
  await chooseMenu(launched, 'Arrange', 'Group');
  await page.getByLabel('Name of the group').press('Enter');
  await chooseMenu(launched, 'Arrange', 'Collapse or Expand Group');
}

/** Waits until neither cards nor view move any more. */
async function atRest(page: Page): Promise<void> {
  const still = () =>
    page.evaluate(async () => {
      const parts = [...document.querySelectorAll<HTMLElement>('.react-flow__viewport, .react-flow__node')];
      const places = () => parts.map(({ style }) => style.transform).join();
      const before = places();
      await new Promise((done) => setTimeout(done, 250));
      return places() === before;
    });
  await expect.poll(still).toBe(true);
}

/** Cards that lie over one another on the screen. */
async function touching(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cards = [...document.querySelectorAll('.react-flow__node:not([data-id^="frame:"])')].map((card) => ({
      id: card.getAttribute('data-id'),
      box: card.getBoundingClientRect(),
    }));
    return cards.flatMap(({ id, box: a }, i) =>
      cards
        .slice(i + 1)
        .filter(
          ({ box: b }) =>
            a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5,
        )
        .map((other) => `${id} ${other.id}`),
    );
  });
}

test('the card of collapsed blocks stands in the middle of their frame, and they are back where they were', async ({
  launch,
}) => {
  const launched = await launch({ args: [join(ROOT, 'resources/examples/mnist-sized.gradpath')] });
  const { page, win } = launched;
  await expect(win.node('h1')).toBeVisible();
  const before = { h1: await boxOf(page, 'node-h1'), h2: await boxOf(page, 'node-h2') };
  const [first, second] = [await win.node('h1').boundingBox(), await win.node('h2').boundingBox()];
  if (!first || !second) throw new Error('h1 or h2 is not on screen');
  await collapse(launched, ['h1', 'h2']);
  const card = await page.getByTestId('card-group1').boundingBox();
  if (!card) throw new Error('the card is not on screen');
  const top = Math.min(first.y, second.y);
  const bottom = Math.max(first.y + first.height, second.y + second.height);
  expect(Math.abs(card.y + card.height / 2 - (top + bottom) / 2)).toBeLessThan(3);
  expect(Math.abs(card.x + card.width / 2 - (first.x + second.x + second.width) / 2)).toBeLessThan(3);
  await chooseMenu(launched, 'Arrange', 'Collapse or Expand Group');
  await expect(win.node('h1')).toBeVisible();
  expect(await boxOf(page, 'node-h1')).toEqual(place(before.h1));
  expect(await boxOf(page, 'node-h2')).toEqual(place(before.h2));
});

test('expanding makes room for what was hidden, in one undo step; a locked member keeps the card where it is', async ({
  launch,
}) => {
  const launched = await launch({ args: [EXAMPLE] });
  const { page, win } = launched;
  await expect(win.node('n2')).toBeVisible();
  await collapse(launched, ['x1', 'x2', 'n1']);
  await collapse(launched, ['n2', 'n3', 'L']);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await chooseMenu(launched, 'Arrange', 'Lay Out');
  await expect.poll(() => touching(page)).toEqual([]);
  const undo = page.getByRole('button', { name: /^Undo/ });
  await expect(page.getByRole('button', { name: /^Undo Lay out/ })).toBeVisible();
  await atRest(page);
  await page.getByTestId('card-group1').dblclick({ position: { x: 60, y: 60 } });
  await expect(page.getByTestId('frame-group1')).toBeVisible();
  expect(await touching(page)).toEqual([]);
  const input = await boxOf(page, 'node-x1');
  await page.getByTestId('card-group2').dblclick({ position: { x: 60, y: 60 } });
  await expect(page.getByTestId('frame-group2')).toBeVisible();
  expect(await touching(page)).toEqual([]);
  expect((await boxOf(page, 'node-x1')).x).toBeLessThan(input.x - 20);
  await undo.click();
  await expect(page.getByTestId('card-group2')).toBeVisible();
  expect(await boxOf(page, 'node-x1')).toEqual(place(input));

  await page.getByTestId('card-group2').dblclick({ position: { x: 60, y: 60 } });
  await page.keyboard.press('Escape');
  await win.node('n2').click({ position: { x: 20, y: 8 } });
  await chooseMenu(launched, 'Arrange', 'Lock or Unlock');
  await page
    .getByTestId('frame-group2')
    .getByRole('button', { name: /Collapse/ })
    .click();
  const card = page.getByTestId('card-group2');
  await expect(card).toBeVisible();
  const at = await boxOf(page, 'card-group2');
  await card.click({ position: { x: 60, y: 60 } });
  await page.keyboard.press('Shift+ArrowDown');
  await expect(win.notice).toContainText('n2 is locked: it stays where it is.');
  expect(await boxOf(page, 'card-group2')).toEqual(place(at));
});

test('the keyboard walks from the card of a group along the edges that leave it', async ({ launch }) => {
  const launched = await launch({ args: [EXAMPLE] });
  const { page } = launched;
  await collapse(launched, ['n1', 'n2', 'n3']);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.locator('.react-flow__node[data-id="group:group1"]').focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.locator('.react-flow__edge.selected')).toHaveAttribute('data-id', /^e[12]$/);
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.locator('.react-flow__edge.selected')).toHaveAttribute('data-id', 'e2');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.locator('.react-flow__node.selected')).toHaveAttribute('data-id', 'group:group1');
  await expect(page.getByTestId('spoken')).toHaveText('Group Group 1, 3 nodes');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.locator('.react-flow__edge.selected')).toHaveAttribute('data-id', 'w11');
});

test('what is dropped into a frame, put on an edge within it or duplicated there joins the group, each one undo step', async ({
  launch,
}) => {
  const launched = await launch({ args: [EXAMPLE] });
  const { page, win } = launched;
  await page.keyboard.press('Escape');
  await win.node('n1').click({ position: { x: 20, y: 8 } });
  for (const id of ['n2', 'n3']) await win.node(id).click({ position: { x: 20, y: 8 }, modifiers: ['Shift'] });
  await chooseMenu(launched, 'Arrange', 'Group');
  await page.getByLabel('Name of the group').press('Enter');
  const frame = page.getByTestId('frame-group1');
  const undo = page.getByRole('button', { name: /^Undo/ });
  const [canvas, around] = [await win.canvas.boundingBox(), await frame.boundingBox()];
  if (!canvas || !around) throw new Error('the frame is not on screen');

  const holds = async (count: number) => {
    await expect(page.locator('.react-flow__node [data-testid^="node-"]')).toHaveCount(3 + count);
    await frame.getByRole('button', { name: /Collapse/ }).click();
    await expect(page.getByTestId('card-group1')).toContainText(`${count} nodes`);
    await undo.click();
    await expect(frame).toBeVisible();
    await undo.click();
    await expect(page.locator('.react-flow__node [data-testid^="node-"]')).toHaveCount(6);
  };
  await win.dragFromPalette('add', around.x + 60 - canvas.x, around.y + around.height - 40 - canvas.y);
  await holds(4);

  const edge = await page.evaluate(() => {
    const path = document.querySelector<SVGPathElement>('[data-testid="edge-w31"] .react-flow__edge-path');
    const point = path?.getPointAtLength(path.getTotalLength() / 2);
    const matrix = path?.getScreenCTM();
    return point && matrix ? new DOMPoint(point.x, point.y).matrixTransform(matrix).toJSON() : null;
  });
  if (!edge) throw new Error('w31 is not on screen');
  await win.dragFromPalette('neuron', edge.x - canvas.x, edge.y - canvas.y);
  await expect(page.locator('.react-flow__edge')).toHaveCount(7);
  await holds(4);

  await page.keyboard.press('Escape');
  await win.node('n2').click({ position: { x: 20, y: 8 } });
  await chooseMenu(launched, 'Edit', 'Duplicate');
  await holds(4);
});

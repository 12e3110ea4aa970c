/** Gestures on the canvas with a real mouse: each does what is seen, is given up by Escape, and is one undo step. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, ROOT, test } from './app';
import { groupRoutes } from './grouping';
import { chooseMenu } from './menu';
import { dense, pointOn } from './networks';

const FILE = join(ROOT, 'resources/examples/two-routes.gradpath');

type Spot = { x: number; y: number };

async function boxOf(page: Page, testId: string) {
  const box = await page.getByTestId(testId).boundingBox();
  if (!box) throw new Error(`${testId} is not on screen`);
  return box;
}

async function middleOf(page: Page, testId: string): Promise<Spot> {
  const { x, y, width, height } = await boxOf(page, testId);
  return { x: x + width / 2, y: y + height / 2 };
}

/** A place on the drawn line of an edge, on the screen. */
async function onEdge(page: Page, edge: string, share = 0.5): Promise<Spot> {
  const spot = await page.evaluate(
    ([id, at]) => {
      const path = document.querySelector<SVGPathElement>(`[data-testid="edge-${id}"] .react-flow__edge-path`);
      const point = path?.getPointAtLength(path.getTotalLength() * Number(at));
      const matrix = path?.getScreenCTM();
      return point && matrix ? new DOMPoint(point.x, point.y).matrixTransform(matrix).toJSON() : null;
    },
    [edge, share] as const,
  );
  if (!spot) throw new Error(`${edge} is not on screen`);
  return spot;
}

async function drag(page: Page, from: Spot, to: Spot): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 4, from.y);
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
}

async function selected(page: Page): Promise<string[]> {
  const ids = await page
    .locator('.react-flow__node.selected')
    .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-id') ?? ''));
  return ids.sort();
}

async function selectedEdges(page: Page): Promise<string[]> {
  const ids = await page
    .locator('.react-flow__edge.selected')
    .evaluateAll((edges) => edges.map((edge) => edge.getAttribute('data-id') ?? ''));
  return ids.sort();
}

/** Draws a rectangle around cards, from the open canvas. */
async function marquee(page: Page, ids: readonly string[]): Promise<void> {
  const boxes = await Promise.all(ids.map((id) => boxOf(page, `node-${id}`)));
  const from = { x: Math.min(...boxes.map(({ x }) => x)) - 12, y: Math.min(...boxes.map(({ y }) => y)) - 12 };
  const to = {
    x: Math.max(...boxes.map(({ x, width }) => x + width)) + 8,
    y: Math.max(...boxes.map(({ y, height }) => y + height)) + 8,
  };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
}

const undo = (page: Page) => page.getByRole('button', { name: /^Undo/ });
const redo = (page: Page) => page.getByRole('button', { name: /^Redo/ });

test('a rectangle selects nodes and the edges between them, leaves all under it live, and adds with Shift', async ({
  launch,
}) => {
  const { page, win } = await launch({ args: [FILE] });
  await page.keyboard.press('Escape');
  await marquee(page, ['n2', 'n3']);
  await expect.poll(() => selected(page)).toEqual(['n2', 'n3']);
  expect(await selectedEdges(page)).toEqual([]);
  await expect(page.locator('.react-flow__nodesselection')).toHaveCount(0);

  // The arrow keys move what was selected.
  const before = await boxOf(page, 'node-n2');
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(async () => (await boxOf(page, 'node-n2')).y).toBeGreaterThan(before.y + 2);
  await undo(page).click();

  // One of them takes all along.
  const [n2, n3] = [await boxOf(page, 'node-n2'), await boxOf(page, 'node-n3')];
  await drag(page, { x: n2.x + 20, y: n2.y + 8 }, { x: n2.x + 20, y: n2.y + 48 });
  await expect.poll(async () => (await boxOf(page, 'node-n3')).y).toBeGreaterThan(n3.y + 20);
  expect((await boxOf(page, 'node-n3')).y - n3.y).toBeCloseTo((await boxOf(page, 'node-n2')).y - n2.y, 0);
  await undo(page).click();
  expect(await selected(page)).toEqual(['n2', 'n3']);

  // With Shift another rectangle adds to it, and the edges among all are selected.
  await page.keyboard.down('Shift');
  await marquee(page, ['x1']);
  await page.keyboard.up('Shift');
  await expect.poll(() => selected(page)).toEqual(['n2', 'n3', 'x1']);
  await page.keyboard.down('Control');
  await marquee(page, ['n1']);
  await page.keyboard.up('Control');
  await expect.poll(() => selected(page)).toEqual(['n1', 'n2', 'n3', 'x1']);
  expect(await selectedEdges(page)).toEqual(['w11', 'w21', 'w31']);

  // A click on one of them, or on an edge between them, selects that alone.
  await win.node('n3').click({ position: { x: 20, y: 8 } });
  await expect.poll(() => selected(page)).toEqual(['n3']);
  expect(await selectedEdges(page)).toEqual([]);
  await marquee(page, ['n2', 'n3']);
  await win.clickEdge('w21');
  await expect.poll(() => selectedEdges(page)).toEqual(['w21']);
  expect(await selected(page)).toEqual([]);
});

test('an edge let go on the middle of a card connects, or says why not; outside the canvas it is given up', async ({
  launch,
}) => {
  const launched = await launch({ args: [FILE] });
  const { page, win } = launched;
  await page.keyboard.press('Escape');
  const handle = async (id: string) => {
    const { x, y, width, height } = (await win.node(id).locator('.react-flow__handle.source').boundingBox()) as {
      x: number;
      y: number;
      width: number;
      height: number;
    };
    return { x: x + width / 2, y: y + height / 2 };
  };
  const menu = page.getByTestId('quick-menu');
  await drag(page, await handle('x1'), await middleOf(page, 'node-n3'));
  await expect(page.locator('.react-flow__edge')).toHaveCount(7);
  await expect(menu).toHaveCount(0);
  await undo(page).click();
  await expect(page.locator('.react-flow__edge')).toHaveCount(6);
  await drag(page, await handle('n3'), await middleOf(page, 'node-n1'));
  await expect(win.notice).toContainText('cycle');
  await expect(menu).toHaveCount(0);

  const panel = await page.getByTestId('canvas').boundingBox();
  if (!panel) throw new Error('no canvas');
  for (const to of [
    { x: panel.x + panel.width + 120, y: panel.y + 200 },
    { x: panel.x + 300, y: panel.y - 20 },
    { x: panel.x - 30, y: panel.y + 300 },
  ]) {
    await drag(page, await handle('n3'), to);
    await expect(menu).toHaveCount(0);
  }
  await expect(page.locator('.react-flow__edge')).toHaveCount(6);
  await expect(undo(page)).toBeDisabled();

  // Near the edges of the canvas the menu stays inside, the edge let go near its left and lower sides.
  for (const to of [
    { x: panel.x + 3, y: panel.y + 3 },
    { x: panel.x + panel.width - 3, y: panel.y + panel.height - 3 },
  ]) {
    await drag(page, await handle('n3'), to);
    await expect(menu).toBeVisible();
    const box = await boxOf(page, 'quick-menu');
    const canvas = await boxOf(page, 'canvas');
    expect(box.x).toBeGreaterThanOrEqual(canvas.x);
    expect(box.y).toBeGreaterThanOrEqual(canvas.y);
    expect(box.x + box.width).toBeLessThanOrEqual(canvas.x + canvas.width);
    expect(box.y + box.height).toBeLessThanOrEqual(canvas.y + canvas.height);
    await page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
    await page.keyboard.press('Shift+!');
    await page.waitForTimeout(300);
  }

  await win.node('n2').click({ position: { x: 20, y: 8 } });
  await win.node('n3').click({ position: { x: 20, y: 8 }, modifiers: ['Shift'] });
  await chooseMenu(launched, 'Arrange', 'Group');
  await page
    .getByTestId('frame-group1')
    .getByRole('button', { name: /Collapse/ })
    .click();
  await expect(page.getByTestId('card-group1')).toBeVisible();
  await drag(page, await handle('x1'), await middleOf(page, 'card-group1'));
  await expect(win.notice).toContainText('Expand the group first');
  await expect(menu).toHaveCount(0);
});

test('from several selected nodes as many edges are seen to be drawn', async ({ launch }) => {
  const { page, win } = await launch({ args: [FILE] });
  await page.keyboard.press('Escape');
  await win.node('x1').click({ position: { x: 20, y: 8 } });
  await win.node('x2').click({ position: { x: 20, y: 8 }, modifiers: ['Shift'] });
  const handle = await win.node('x2').locator('.react-flow__handle.source').boundingBox();
  if (!handle) throw new Error('x2 has no handle on screen');
  const to = await middleOf(page, 'node-n3');
  await page.mouse.move(handle.x + 5, handle.y + 5);
  await page.mouse.down();
  await page.mouse.move(to.x - 20, to.y, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 2 });
  await expect(page.getByTestId('drawn-edge')).toHaveCount(2);
  await page.mouse.up();
  await expect(page.locator('.react-flow__edge')).toHaveCount(8);
  await undo(page).click();
  await expect(page.locator('.react-flow__edge')).toHaveCount(6);

  // Drawn backwards, from where it enters to one of the selected nodes, it is one edge.
  const back = await win.node('n2').locator('.react-flow__handle.target').boundingBox();
  if (!back) throw new Error('n2 has no handle on screen');
  await drag(page, { x: back.x + 5, y: back.y + 5 }, { x: handle.x + 5, y: handle.y + 5 });
  await expect(page.locator('.react-flow__edge')).toHaveCount(7);
});

test('a node from the palette is put on an edge into a loss, with its targets kept; Escape gives such a drag up', async ({
  launch,
}) => {
  const { page, win } = await launch({ args: [FILE] });
  await page.keyboard.press('Escape');
  const from = await middleOf(page, 'palette-neuron');
  const spot = await onEdge(page, 'e1');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(spot.x - 40, spot.y, { steps: 5 });
  await page.keyboard.press('Escape');
  await page.mouse.move(spot.x, spot.y, { steps: 3 });
  await page.mouse.up();
  await expect(page.locator('.react-flow__node')).toHaveCount(6);
  await expect(undo(page)).toBeDisabled();
  // Let go on the palette itself it adds nothing, either.
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y + 6, { steps: 3 });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(page.locator('.react-flow__node')).toHaveCount(6);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(spot.x - 40, spot.y, { steps: 5 });
  await page.mouse.move(spot.x, spot.y, { steps: 3 });
  await page.mouse.up();
  await expect(page.locator('.react-flow__edge')).toHaveCount(7);
  // Room was made for it, in the same step.
  const [card, loss] = [await boxOf(page, 'node-n4'), await boxOf(page, 'node-L')];
  expect(card.x + card.width).toBeLessThan(loss.x);
  const n2 = await boxOf(page, 'node-n2');
  expect(n2.x + n2.width).toBeLessThan(card.x);
  await win.node('L').click({ position: { x: 20, y: 8 } });
  const targets = page.getByRole('textbox', { name: /target/i });
  await expect(targets.nth(0)).toHaveValue('1');
  await expect(targets.nth(1)).toHaveValue('0');
  await undo(page).click();
  await expect(undo(page)).toBeDisabled();
});

test('a click on a palette item adds a free node where there is room, in view, and cuts no edge', async ({
  launch,
}) => {
  for (const file of [FILE, dense([100, 100, 100])]) {
    const { page } = await launch({ args: [file] });
    await expect(page.getByTestId('node-L')).toBeVisible();
    await page.keyboard.press('Escape');
    const before = await page.locator('.react-flow__node').count();
    for (const item of ['neuron', 'layer', 'add']) await page.getByTestId(`palette-${item}`).click();
    await expect(page.locator('.react-flow__node')).toHaveCount(before + 3);
    await expect(page.getByTestId('spoken')).toHaveText(/^Added add1$/);
    await page.waitForTimeout(300);
    const canvas = await boxOf(page, 'canvas');
    const map = await page.locator('.canvas-minimap').boundingBox();
    const boxes = await page
      .locator('.react-flow__node')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
    const apart = (a: DOMRect, b: DOMRect) =>
      a.x >= b.x + b.width || b.x >= a.x + a.width || a.y >= b.y + b.height || b.y >= a.y + a.height;
    for (const [i, box] of boxes.entries()) {
      for (const other of boxes.slice(i + 1)) expect(apart(box, other)).toBe(true);
    }
    const last = await page
      .locator('.react-flow__node.selected')
      .evaluate((one) => one.getBoundingClientRect().toJSON());
    expect(last.x).toBeGreaterThanOrEqual(canvas.x);
    expect(last.y).toBeGreaterThanOrEqual(canvas.y);
    expect(last.x + last.width).toBeLessThanOrEqual(canvas.x + canvas.width);
    expect(last.y + last.height).toBeLessThanOrEqual(canvas.y + canvas.height);
    expect(apart(last, map as DOMRect)).toBe(true);
  }
});

test('on the one edge that is selected a click or Enter on a palette item puts a node, and says so', async ({
  launch,
}) => {
  const { page, win } = await launch({ args: [FILE] });
  await page.keyboard.press('Escape');
  const neuron = page.getByTestId('palette-neuron');
  await expect(neuron).toHaveAttribute('title', /or click\.$/);
  await page.locator('.react-flow__edge[data-id="w31"]').focus();
  await page.keyboard.press('Enter');
  await expect(neuron).toHaveAttribute('title', /a click puts it on w31/);
  await expect(page.getByTestId('palette-input')).toHaveAttribute('title', /or click\.$/);
  await neuron.focus();
  await page.keyboard.press('Enter');
  await expect(win.node('n4')).toBeVisible();
  await expect(page.locator('.react-flow__edge')).toHaveCount(7);
  await expect(page.getByTestId('spoken')).toHaveText('Added n4 on w31');
  await undo(page).click();
  await expect(page.locator('.react-flow__node')).toHaveCount(6);
  await expect(undo(page)).toBeDisabled();
});

test('a node that stands about is dropped on an edge, with its move one undo step', async ({ launch }) => {
  const { page, win } = await launch({ args: [FILE] });
  await page.keyboard.press('Escape');
  await win.dragFromPalette('neuron', 420, 130);
  await expect(win.node('n4')).toBeVisible();
  await expect(page.locator('.react-flow__edge')).toHaveCount(6);
  const card = await boxOf(page, 'node-n4');
  const spot = await onEdge(page, 'w31');
  await page.mouse.move(card.x + 20, card.y + 8);
  await page.mouse.down();
  await page.mouse.move(card.x + 24, card.y + 8);
  await page.mouse.move(spot.x, spot.y, { steps: 8 });
  await page.mouse.up();
  await expect(page.locator('.react-flow__edge')).toHaveCount(7);
  await undo(page).click();
  await expect(page.locator('.react-flow__edge')).toHaveCount(6);
  expect((await boxOf(page, 'node-n4')).x).toBeCloseTo(card.x, 0);
  expect((await boxOf(page, 'node-n4')).y).toBeCloseTo(card.y, 0);
});

test('a quick drag keeps the card under the pointer, though it be a single move, and does all that a slow one does', async ({
  launch,
}) => {
  const launched = await launch({ args: [FILE] });
  const { page, win } = launched;
  await page.keyboard.press('Escape');
  const flick = async (from: Spot, ...stops: Spot[]) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    for (const { x, y } of stops) await page.mouse.move(x, y);
    await page.mouse.up();
  };
  const n1 = await boxOf(page, 'node-n1');
  const press = { x: n1.x + 20, y: n1.y + 8 };
  const cameBy = async () => (await boxOf(page, 'node-n1')).x - n1.x;
  /** Flush with another card it may be a little off. */
  const SNAP = 7;
  for (const stops of [[60, -90], [60], [-4, 40, 90]]) {
    await flick(press, ...stops.map((by) => ({ x: press.x + by, y: press.y + by })));
    const end = stops.at(-1) as number;
    await expect.poll(async () => Math.abs((await cameBy()) - end)).toBeLessThan(SNAP);
    await undo(page).click();
    await expect(undo(page)).toBeDisabled();
    expect(await cameBy()).toBeCloseTo(0, 0);
  }
  // A hand that trembles has clicked.
  await flick(press, { x: press.x + 1, y: press.y + 1 });
  await expect(undo(page)).toBeDisabled();
  await expect.poll(() => selected(page)).toEqual(['n1']);

  // Held to an axis from the first move on.
  await page.keyboard.down('Shift');
  await flick(press, { x: press.x + 15, y: press.y + 70 });
  await page.keyboard.up('Shift');
  await expect.poll(async () => (await boxOf(page, 'node-n1')).y - n1.y).toBeGreaterThan(60);
  expect(await cameBy()).toBeCloseTo(0, 0);
  await undo(page).click();

  // All that is selected goes along, and a copy is a copy.
  await win.node('n2').click({ position: { x: 20, y: 8 } });
  await page.keyboard.press('Escape');
  await marquee(page, ['n2', 'n3']);
  const [n2, n3] = [await boxOf(page, 'node-n2'), await boxOf(page, 'node-n3')];
  await flick({ x: n2.x + 20, y: n2.y + 8 }, { x: n2.x + 60, y: n2.y + 8 });
  for (const [id, from] of [
    ['n2', n2],
    ['n3', n3],
  ] as const) {
    await expect.poll(async () => Math.abs((await boxOf(page, `node-${id}`)).x - from.x - 40)).toBeLessThan(SNAP);
  }
  await undo(page).click();
  await expect(undo(page)).toBeDisabled();
  await win.canvas.click({ position: { x: 20, y: 20 } });
  await page.keyboard.down('Alt');
  const x2 = await boxOf(page, 'node-x2');
  await flick({ x: x2.x + 20, y: x2.y + 8 }, { x: x2.x + 40, y: x2.y + 78 });
  await page.keyboard.up('Alt');
  await expect(page.locator('.react-flow__node')).toHaveCount(7);
  await undo(page).click();
  await expect(undo(page)).toBeDisabled();

  // Onto an edge.
  await win.dragFromPalette('neuron', 420, 130);
  await expect(win.node('n4')).toBeVisible();
  const card = await boxOf(page, 'node-n4');
  const spot = await onEdge(page, 'w31');
  await flick({ x: card.x + 20, y: card.y + 8 }, spot);
  await expect(page.locator('.react-flow__edge')).toHaveCount(7);
  await undo(page).click();
  await undo(page).click();

  // The frame of a group takes its nodes along.
  const frame = await groupRoutes(launched);
  await page.getByLabel('Name of the group').press('Enter');
  await page.keyboard.press('Escape');
  const title = await frame.getByTitle(/Drag to move/).boundingBox();
  if (!title) throw new Error('the group has no name on screen');
  const inside = await boxOf(page, 'node-n2');
  await flick({ x: title.x + 8, y: title.y + 8 }, { x: title.x + 58, y: title.y + 38 });
  await expect.poll(async () => Math.abs((await boxOf(page, 'node-n2')).x - inside.x - 50)).toBeLessThan(SNAP);
});

test('a node is put on the drawn weights of a large layer', async ({ launch }) => {
  const { page } = await launch({ args: [dense([14, 14])] });
  await expect(page.getByTestId('edge-layer')).toHaveAttribute('data-lines', /^[1-9]/);
  const spot = await pointOn(page, 'l0', 6, 'l1', 6);
  const from = await middleOf(page, 'palette-neuron');
  const edges = page.locator('.react-flow__node');
  await expect(edges).toHaveCount(3);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(spot.x - 40, spot.y - 20, { steps: 5 });
  await page.mouse.move(spot.x, spot.y, { steps: 3 });
  await page.mouse.up();
  await expect(page.getByTestId('node-layer1')).toBeVisible();
  // As many units as come in: it stands between the two.
  await expect(page.getByTestId('edge-layer')).toHaveAttribute('data-lines', String(2 * 14 * 14 + 14));
});

test('a paste lands under the pointer, or in the middle of what is seen, and a second one beside it', async ({
  launch,
}) => {
  const launched = await launch({ args: [FILE] });
  const { page, win } = launched;
  await page.keyboard.press('Escape');
  await win.node('n3').click({ position: { x: 20, y: 8 } });
  await chooseMenu(launched, 'Edit', 'Copy');
  const canvas = await boxOf(page, 'canvas');
  const at = { x: canvas.x + 220, y: canvas.y + canvas.height - 120 };
  await page.mouse.move(at.x, at.y);
  await chooseMenu(launched, 'Edit', 'Paste');
  await expect(win.node('n4')).toBeVisible();
  const first = await middleOf(page, 'node-n4');
  expect(Math.abs(first.x - at.x)).toBeLessThan(40);
  expect(Math.abs(first.y - at.y)).toBeLessThan(40);
  await chooseMenu(launched, 'Edit', 'Paste');
  await expect(win.node('n5')).toBeVisible();
  const second = await middleOf(page, 'node-n5');
  expect(second.x - first.x).toBeGreaterThan(10);
  expect(second.y - first.y).toBeGreaterThan(10);
  // Panned away, with the pointer elsewhere: in the middle of what is seen.
  await page.mouse.wheel(4000, 3000);
  await page.mouse.move(canvas.x + canvas.width + 100, canvas.y + 300);
  await page.waitForTimeout(300);
  await chooseMenu(launched, 'Edit', 'Paste');
  const third = await middleOf(page, 'node-n6');
  expect(Math.abs(third.x - canvas.x - canvas.width / 2)).toBeLessThan(60);
  expect(Math.abs(third.y - canvas.y - canvas.height / 2)).toBeLessThan(60);
  await chooseMenu(launched, 'Edit', 'Cut');
  await expect(page.getByRole('button', { name: /^Undo Cut n6/ })).toBeEnabled();
});

test('no copy comes to lie under another card: neither a duplicate nor a paste', async ({ launch }) => {
  const launched = await launch({ args: [FILE] });
  const { page, win } = launched;
  /** The largest share of a card that lies under one other. */
  const hidden = async (copy: string) => {
    const a = await boxOf(page, `node-${copy}`);
    const shares = await page.locator('[data-testid^="node-"]').evaluateAll(
      (cards, [id, box]) =>
        cards.map((card) => {
          const b = card.getBoundingClientRect();
          const width = Math.min(box.x + box.width, b.right) - Math.max(box.x, b.left);
          const height = Math.min(box.y + box.height, b.bottom) - Math.max(box.y, b.top);
          const itself = card.getAttribute('data-testid') === `node-${id}`;
          return itself ? 0 : (Math.max(0, width) * Math.max(0, height)) / (box.width * box.height);
        }),
      [copy, a] as const,
    );
    return Math.max(...shares);
  };
  // The same node again and again: each copy would land on the one before.
  for (const copy of ['n4', 'n5', 'n6']) {
    await win.node('n3').click({ position: { x: 8, y: 8 } });
    await chooseMenu(launched, 'Edit', 'Duplicate');
    await expect(win.node(copy)).toBeVisible();
    expect(await hidden(copy)).toBeLessThan(0.62);
  }
  // With the pointer on the card that was copied.
  await win.node('n1').click({ position: { x: 60, y: 8 } });
  await chooseMenu(launched, 'Edit', 'Copy');
  const on = await middleOf(page, 'node-n1');
  await page.mouse.move(on.x, on.y);
  await chooseMenu(launched, 'Edit', 'Paste');
  await expect(win.node('n7')).toBeVisible();
  expect(await hidden('n7')).toBeLessThan(0.62);
});

test('a duplicate of a large layer lies beside the lines of its original, and is seen', async ({ launch }) => {
  const launched = await launch({ args: [dense([100, 100, 100])] });
  const { page, win } = launched;
  await expect(page.getByTestId('edge-layer')).toHaveAttribute('data-lines', /^[1-9]/);
  await win.node('l1').click({ position: { x: 10, y: 8 } });
  await chooseMenu(launched, 'Edit', 'Duplicate');
  await expect(win.node('l3')).toBeVisible();
  await page.waitForTimeout(400);
  const [copy, canvas] = [await boxOf(page, 'node-l3'), await boxOf(page, 'canvas')];
  // The lines fill all that lies between the layers, and run together towards the loss.
  const [first, loss] = [await boxOf(page, 'node-l0'), await boxOf(page, 'node-L')];
  const beside = copy.x + copy.width <= first.x || copy.x >= loss.x + loss.width;
  expect(beside || copy.y + copy.height <= first.y || copy.y >= first.y + first.height).toBe(true);
  expect(copy.x).toBeGreaterThanOrEqual(canvas.x);
  expect(copy.y).toBeGreaterThanOrEqual(canvas.y);
  expect(copy.y).toBeLessThan(canvas.y + canvas.height / 2);
  await undo(page).click();
  await expect(undo(page)).toBeDisabled();
});

test('a drag that is given up leaves what can be redone', async ({ launch }) => {
  const { page } = await launch({ args: [FILE] });
  await page.keyboard.press('Escape');
  const card = await boxOf(page, 'node-n3');
  const press = { x: card.x + 20, y: card.y + 8 };
  await drag(page, press, { x: press.x + 60, y: press.y + 60 });
  await undo(page).click();
  await expect(undo(page)).toBeDisabled();
  await expect(redo(page)).toBeEnabled();
  for (const alt of [false, true]) {
    if (alt) await page.keyboard.down('Alt');
    await page.mouse.move(press.x, press.y);
    await page.mouse.down();
    await page.mouse.move(press.x + 60, press.y - 60, { steps: 5 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    if (alt) await page.keyboard.up('Alt');
    await expect(undo(page)).toBeDisabled();
    await expect(redo(page)).toBeEnabled();
  }
  await redo(page).click();
  await expect(redo(page)).toBeDisabled();
  expect((await boxOf(page, 'node-n3')).y).toBeGreaterThan(card.y + 30);
});

test('Alt at the end of a drag decides whether it copies; Shift keeps to one axis', async ({ launch }) => {
  const { page, win } = await launch({ args: [FILE] });
  await page.keyboard.press('Escape');
  const card = await boxOf(page, 'node-x2');
  const press = { x: card.x + 20, y: card.y + 8 };
  await page.mouse.move(press.x, press.y);
  await page.mouse.down();
  await page.mouse.move(press.x + 30, press.y + 60, { steps: 4 });
  await page.keyboard.down('Alt');
  await page.mouse.move(press.x + 40, press.y + 110, { steps: 4 });
  await expect(page.getByTestId('original')).toHaveCount(1);
  await page.mouse.up();
  await page.keyboard.up('Alt');
  await expect(page.getByTestId('original')).toHaveCount(0);
  await expect(page.locator('.react-flow__node')).toHaveCount(7);
  expect((await boxOf(page, 'node-x2')).y).toBeCloseTo(card.y, 0);
  await expect(page.getByRole('button', { name: /^Undo Copy x2/ })).toBeEnabled();
  await undo(page).click();
  await expect(page.locator('.react-flow__node')).toHaveCount(6);

  // Begun with Alt, and let go of before the end: it moves.
  await page.keyboard.down('Alt');
  await page.mouse.move(press.x, press.y);
  await page.mouse.down();
  await page.mouse.move(press.x + 30, press.y + 60, { steps: 4 });
  await page.keyboard.up('Alt');
  await page.mouse.move(press.x + 30, press.y + 90, { steps: 4 });
  await page.mouse.up();
  await expect(page.locator('.react-flow__node')).toHaveCount(6);
  expect((await boxOf(page, 'node-x2')).y).toBeGreaterThan(card.y + 40);
  await undo(page).click();

  await page.mouse.move(press.x, press.y);
  await page.mouse.down();
  await page.mouse.move(press.x + 10, press.y + 20, { steps: 4 });
  await page.keyboard.down('Shift');
  await page.mouse.move(press.x + 30, press.y + 90, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect.poll(async () => (await boxOf(page, 'node-x2')).y).toBeGreaterThan(card.y + 40);
  expect((await boxOf(page, 'node-x2')).x).toBeCloseTo(card.x, 0);
  await expect(win.node('x2')).toBeVisible();
});

test('a locked node says that it stays, once a gesture', async ({ launch }) => {
  const launched = await launch({ args: [FILE] });
  const { page, win } = launched;
  await page.keyboard.press('Escape');
  await win.node('n1').click({ position: { x: 20, y: 8 } });
  await chooseMenu(launched, 'Arrange', 'Lock or Unlock');
  await expect(page.getByLabel('n1 is locked')).toBeVisible();
  const card = await boxOf(page, 'node-n1');
  await drag(page, { x: card.x + 20, y: card.y + 8 }, { x: card.x + 90, y: card.y + 60 });
  await expect(win.notice).toContainText('n1 is locked: it stays where it is.');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await win.node('n1').click({ position: { x: 20, y: 8 } });
  await expect(win.notice).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expect(win.notice).toContainText('n1 is locked: it stays where it is.');
  expect(await boxOf(page, 'node-n1')).toEqual(card);
});

test('a node dragged into the frame of a group joins it, dragged out of it leaves it; each with its move one step', async ({
  launch,
}) => {
  const launched = await launch({ args: [FILE] });
  const { page } = launched;
  const frame = await groupRoutes(launched);
  await page.getByLabel('Name of the group').press('Enter');
  await page.keyboard.press('Escape');

  const before = { frame: await boxOf(page, 'frame-group1'), x2: await boxOf(page, 'node-x2') };
  const gap = {
    x: before.frame.x + before.frame.width / 2,
    y: before.frame.y + before.frame.height / 2,
  };
  await page.mouse.move(before.x2.x + 20, before.x2.y + 8);
  await page.mouse.down();
  await page.mouse.move(before.x2.x + 24, before.x2.y + 8);
  await page.mouse.move(gap.x - 20, gap.y - 8, { steps: 8 });
  await expect(frame).toHaveAttribute('data-joining', 'true');
  // Given up, nothing of it is left.
  await page.keyboard.press('Escape');
  await expect(frame).not.toHaveAttribute('data-joining', 'true');
  await page.mouse.up();
  await expect(redo(page)).toBeDisabled();
  expect(await boxOf(page, 'node-x2')).toEqual(before.x2);
  await drag(page, { x: before.x2.x + 20, y: before.x2.y + 8 }, { x: gap.x - 20, y: gap.y - 8 });
  await frame.getByRole('button', { name: /Collapse/ }).click();
  await expect(page.getByTestId('card-group1')).toContainText('3 nodes');
  await undo(page).click();
  await undo(page).click();
  expect(await boxOf(page, 'node-x2')).toEqual(before.x2);
  expect(await boxOf(page, 'frame-group1')).toEqual(before.frame);

  // Moved about in its frame it stays; out of it altogether it leaves.
  const n3 = await boxOf(page, 'node-n3');
  await drag(page, { x: n3.x + 20, y: n3.y + 8 }, { x: n3.x + 70, y: n3.y + 20 });
  await expect.poll(async () => (await boxOf(page, 'frame-group1')).width).toBeGreaterThan(before.frame.width + 20);
  await undo(page).click();
  await drag(page, { x: n3.x + 20, y: n3.y + 8 }, { x: n3.x - 180, y: n3.y + 90 });
  await expect.poll(async () => (await boxOf(page, 'frame-group1')).height).toBeLessThan(before.frame.height - 60);
  await undo(page).click();
  expect(await boxOf(page, 'frame-group1')).toEqual(before.frame);
});

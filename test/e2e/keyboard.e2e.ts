/** Without a mouse, and without looking: selections that come back, walking, weights, notes, and what is said of it. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, ROOT, test } from './app';
import { chooseMenu } from './menu';
import { dense, pictures, pointOn } from './networks';

const TWO_ROUTES = join(ROOT, 'resources/examples/two-routes.gradpath');
const MAZUR = join(ROOT, 'resources/examples/mazur-2-2-2.gradpath');

const selected = (page: Page) =>
  page
    .locator('.react-flow__node.selected, .react-flow__edge.selected')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-id')).sort());

/** What has the focus: a node's or an edge's id, `canvas`, or the element's name. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    const id = element?.getAttribute('data-id');
    return id ?? element?.getAttribute('data-testid') ?? element?.tagName ?? null;
  });

test('a selection survives undo and redo: of a deletion, a paste, a cut', async ({ launch }) => {
  const launched = await launch({ args: [TWO_ROUTES] });
  const { page, win } = launched;
  const spoken = page.getByTestId('spoken');
  await win.node('n2').click({ position: { x: 20, y: 10 } });
  await expect(spoken).toHaveText(/^Neuron n2/);
  await page.keyboard.press('Delete');
  await expect(win.node('n2')).toHaveCount(0);
  await expect(spoken).toHaveText('Deleted n2, 2 edges');
  await chooseMenu(launched, 'Edit', 'Undo');
  await expect.poll(() => selected(page)).toEqual(['n2']);
  await expect(spoken).toHaveText('Undid Delete n2');
  await expect(page.getByTestId('node-inspector')).toBeVisible();

  await chooseMenu(launched, 'Edit', 'Copy');
  await expect(spoken).toHaveText('Copied n2');
  await chooseMenu(launched, 'Edit', 'Paste');
  await expect(page.locator('.react-flow__node')).toHaveCount(7);
  await expect.poll(() => selected(page)).not.toEqual(['n2']);
  const copy = await selected(page);
  await chooseMenu(launched, 'Edit', 'Undo');
  await expect.poll(() => selected(page)).toEqual(['n2']);
  await chooseMenu(launched, 'Edit', 'Redo');
  await expect.poll(() => selected(page)).toEqual(copy);
  await expect(spoken).toContainText('Redid Paste');
  await chooseMenu(launched, 'Edit', 'Undo');
  await chooseMenu(launched, 'Edit', 'Cut');
  await expect(win.node('n2')).toHaveCount(0);
  await expect(spoken).toHaveText('Cut n2, 2 edges');
  await chooseMenu(launched, 'Edit', 'Undo');
  await expect.poll(() => selected(page)).toEqual(['n2']);

  // A chosen weight comes back with its paths.
  await win.clickEdge('w11');
  await expect(win.gradient).toHaveText('−0.07678');
  await page.keyboard.press('Delete');
  await chooseMenu(launched, 'Edit', 'Undo');
  await expect(win.gradient).toHaveText('−0.07678');
  await expect(win.pathRows).toHaveCount(2);
});

test('an edge can always be chosen, and Escape leaves nothing in between', async ({ launch }) => {
  const { page, win } = await launch({ args: [TWO_ROUTES] });
  await win.clickEdge('w11');
  await win.type(page.getByTestId('param-value'), '0.25');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('network-panel')).toBeVisible();
  expect(await selected(page)).toEqual([]);
  await win.clickEdge('w11');
  await expect(win.pathRows).toHaveCount(2);
  await win.clickEdge('w11');
  await expect(win.pathRows).toHaveCount(2);
});

test('the keyboard goes from a node into a matrix, weight by weight, and out again', async ({ launch }) => {
  const launched = await launch({ args: [MAZUR] });
  const { page, win } = launched;
  const spoken = page.getByTestId('spoken');
  await win.canvas.click({ position: { x: 20, y: 20 } });
  await page.locator('.react-flow__node').first().focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(spoken).toHaveText(/^Weights w1 from .* 2 by 2$/);
  await page.keyboard.press('Enter');
  await expect(spoken).toHaveText(/^Weight w1\[0,0\] from \w+\[0\] to \w+\[0\], 0.15, gradient 0.0004386/);
  await expect(win.gradient).toHaveText('0.0004386');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(spoken).toContainText('Weight w1[1,0]');
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await expect(spoken).toContainText('Weight w1[1,1]');
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await expect(spoken).toContainText('Nothing further down');
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+Shift+ArrowUp');
  await expect(spoken).toContainText('Weight w1[0,0]');
  // Back to the edge, to nothing; or on to the node at its end.
  await page.keyboard.press('Escape');
  await expect(spoken).toHaveText(/^Weights w1/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(spoken).toHaveText(/^Layer/);
  const [id] = await selected(page);
  expect(await focused(page)).toBe(id);
  await page.keyboard.press('Escape');
  await expect(spoken).toHaveText('Nothing selected');
  // What an undo selects again takes the keyboard from where it is.
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(() => focused(page)).toBe('w1');
  await page.keyboard.press('Delete');
  await page.locator('.react-flow__node').last().focus();
  await chooseMenu(launched, 'Edit', 'Undo');
  await expect.poll(() => selected(page)).toEqual(['w1']);
  await expect.poll(() => focused(page)).toBe('w1');
  await page.keyboard.press('Escape');
  expect(await selected(page)).toEqual([]);
});

test('the keyboard stays on the canvas: after a click on it, a deletion, a note', async ({ launch }) => {
  const { page, win } = await launch({ args: [TWO_ROUTES] });
  await win.canvas.click({ position: { x: 20, y: 20 } });
  expect(await focused(page)).toBe('canvas');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByTestId('spoken')).toHaveText(/^Input x1/);
  expect(await focused(page)).toBe('x1');
  await page.keyboard.press('Alt+ArrowRight');
  expect(await focused(page)).toBe('w11');
  await page.keyboard.press('Alt+ArrowRight');
  expect(await focused(page)).toBe('n1');
  await page.keyboard.press('Delete');
  await expect(win.node('n1')).toHaveCount(0);
  await expect.poll(() => focused(page)).toBe('canvas');
  // A button that goes with its node takes the keyboard along no more than the node itself.
  await win.node('n2').click({ position: { x: 20, y: 10 } });
  await page.getByRole('button', { name: 'Delete n2' }).click();
  await expect.poll(() => focused(page)).toBe('canvas');
  // A field that is left, on the other hand, is where Tab goes on.
  await win.node('n3').click({ position: { x: 20, y: 10 } });
  await win.type(page.getByTestId('number-bias-0'), '0.3');
  await page.waitForTimeout(300);
  expect(await focused(page)).not.toBe('canvas');

  const note = page.getByTestId('palette-note');
  await note.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('note1').locator('textarea')).toBeFocused();
  await page.keyboard.type('by hand');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('note1')).toHaveText('by hand');
  expect(await focused(page)).toBe('canvas');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('note1').locator('textarea')).toBeFocused();
  await page.keyboard.type('once more');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('note1')).toHaveText('once more');
});

test('notes that are added by a click lie on nothing', async ({ launch }) => {
  const { page } = await launch({ args: [TWO_ROUTES] });
  await expect(page.getByTestId('node-L')).toBeVisible();
  for (let i = 1; i <= 3; i++) {
    await page.getByTestId('palette-note').click();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId(`note${i}`)).toBeVisible();
  }
  const boxes = await page
    .locator('.react-flow__node')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1))
      expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
  }
});

test('Tab goes through the nodes in reading order, by name and value, and not through edges', async ({ launch }) => {
  const { page, win } = await launch({ args: [TWO_ROUTES] });
  await win.canvas.click({ position: { x: 20, y: 20 } });
  await expect(page.locator('.react-flow__node[data-id="n1"]')).toHaveAttribute(
    'aria-label',
    /^Neuron n1.*, a 0\.6225$/,
  );
  const order: (string | null)[] = [];
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('Tab');
    order.push(await focused(page));
  }
  expect(order).toEqual(['x1', 'x2', 'n1', 'n2', 'n3', 'L']);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('spoken')).toHaveText(/^Loss L/);
});

test('a node that is taken out of the selection keeps the keyboard, at once', async ({ launch }) => {
  const { page, win } = await launch({ args: [TWO_ROUTES] });
  await win.canvas.click({ position: { x: 20, y: 20 } });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Enter');
  await expect.poll(() => selected(page)).toEqual(['n1', 'x1']);
  expect(await focused(page)).toBe('n1');
  for (const there of [['x1'], ['n1', 'x1'], ['x1']]) {
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => selected(page)).toEqual(there);
    await page.waitForTimeout(60);
    expect(await focused(page)).toBe('n1');
  }
  await page.waitForTimeout(700);
  expect(await focused(page)).toBe('n1');
});

test('Enter and F2 on a weight type its value, F2 on a node or a group names it; the keyboard comes back', async ({
  launch,
}) => {
  const launched = await launch({ args: [MAZUR] });
  const { page, win } = launched;
  const value = page.getByTestId('param-value');
  const undo = page.getByRole('button', { name: /^Undo/ });
  await win.canvas.click({ position: { x: 20, y: 20 } });
  await page.locator('.react-flow__node').first().focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+ArrowRight');
  await page.keyboard.press('F2');
  await expect(win.gradient).toHaveText('0.0004386');
  for (const key of ['Enter', 'F2']) {
    await expect.poll(() => focused(page)).toBe('w1');
    await page.keyboard.press(key);
    await expect(value).toBeFocused();
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('Enter');
  await expect(value).toBeFocused();
  await page.keyboard.type('0.3');
  await page.keyboard.press('Enter');
  await expect(undo).toHaveAttribute('aria-label', /w1\[0,0\]/);
  await expect.poll(() => focused(page)).toBe('w1');
  // A node that only has the focus is taken for what is to be named; the panel comes with the field.
  await page.keyboard.press('Alt+ArrowRight');
  const [id] = await selected(page);
  await page.keyboard.press('Escape');
  await chooseMenu(launched, 'View', 'Panel');
  await expect(page.getByRole('complementary', { name: 'Panel' })).toHaveCount(0);
  await page.keyboard.press('F2');
  const label = page.getByTestId('label-field');
  await expect(label).toBeFocused();
  await page.keyboard.type('first');
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page)).toBe(id);
  await page.keyboard.press('F2');
  await page.keyboard.type('second');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe(id);
  await expect(win.node(id ?? '')).toContainText('second');
  await undo.click();
  await expect(win.node(id ?? '')).not.toContainText('second');
  await expect(undo).toHaveAttribute('aria-label', /w1\[0,0\]/);
  // A collapsed group by its card.
  await chooseMenu(launched, 'Edit', 'Select All');
  await chooseMenu(launched, 'Arrange', 'Group');
  await chooseMenu(launched, 'Arrange', 'Collapse or Expand Group');
  await expect(page.getByTestId('card-group1')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.locator('.react-flow__node-groupCard').focus();
  await page.keyboard.press('F2');
  await expect(page.getByLabel('Name of the group')).toBeFocused();
  await page.keyboard.type('All');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('card-group1')).toContainText('All');
  await expect.poll(() => focused(page)).toBe('group:group1');
});

test('Delete takes the chosen weight out of its matrix, and the matrix only where the edge is what is selected', async ({
  launch,
}) => {
  const { page } = await launch({ args: [dense([14, 12, 3])] });
  await expect.poll(() => pictures(page)).toBeGreaterThan(0);
  const line = await pointOn(page, 'l0', 3, 'l1', 0);
  const undo = page.getByRole('button', { name: /^Undo/ });
  await page.mouse.click(line.x, line.y);
  await expect(page.getByTestId('paths-panel')).toBeVisible();
  const address = (await page.getByLabel(/^Value of w1/).getAttribute('aria-label'))?.replace('Value of ', '') ?? '';
  await page.keyboard.press('Delete');
  await expect(undo).toHaveAttribute('aria-label', `Undo Delete ${address}`);
  await expect(page.getByTestId('spoken')).toHaveText(`Deleted ${address}`);
  await expect(page.getByTestId('paths-panel')).toHaveCount(0);
  // The key pressed twice takes nothing more.
  await page.keyboard.press('Delete');
  await expect(undo).toHaveAttribute('aria-label', `Undo Delete ${address}`);
  await undo.click();
  await expect(page.getByLabel(`Value of ${address}`)).toBeVisible();
  await expect(undo).toBeDisabled();
  // A step back is the edge.
  await page.getByTestId('canvas').focus();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('edge-inspector')).toBeVisible();
  await expect(page.getByTestId('param-value')).toHaveCount(0);
  await page.keyboard.press('Delete');
  await expect(undo).toHaveAttribute('aria-label', 'Undo Delete w1');
});

test('Delete takes a chosen bias away from its unit, not the unit; among several things it means them all', async ({
  launch,
}) => {
  const { page, win } = await launch({ args: [TWO_ROUTES] });
  const undo = page.getByRole('button', { name: /^Undo/ });
  const inspector = page.getByTestId('node-inspector');
  await win.node('n1').click();
  await page.getByRole('button', { name: 'Show the paths of n1.bias[0]' }).click();
  await expect(page.getByLabel('Value of n1.bias[0]')).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(undo).toHaveAttribute('aria-label', 'Undo Delete n1.bias[0]');
  await expect(win.node('n1')).toBeVisible();
  await win.node('n1').click();
  await expect(inspector.getByLabel('Bias')).not.toBeChecked();
  await undo.click();
  await expect(undo).toBeDisabled();

  await expect(page.getByLabel('Value of n1.bias[0]')).toBeVisible();
  await win.node('n2').click({ position: { x: 20, y: 8 }, modifiers: ['Shift'] });
  await page.keyboard.press('Delete');
  await expect(undo).toHaveAttribute('aria-label', 'Undo Delete 2 things');
  await expect(win.node('n1')).toHaveCount(0);
});

test('a slider that has been moved leaves undo and Delete to the network', async ({ launch }) => {
  const launched = await launch({ args: [TWO_ROUTES] });
  const { page, win } = launched;
  const undo = page.getByRole('button', { name: /^Undo/ });
  await page.keyboard.press('Escape');
  await win.node('n2').click({ position: { x: 20, y: 8 } });
  await page.keyboard.press('ArrowDown');
  await expect(undo).toBeEnabled();
  await page.locator('footer input[type="range"]').focus();
  await page.keyboard.press('ArrowRight');
  await chooseMenu(launched, 'Edit', 'Undo');
  await expect(undo).toBeDisabled();
  await expect(page.locator('footer input[type="range"]')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(win.node('n2')).toHaveCount(0);
});

test('a locked node is not cut, and the clipboard keeps what it has', async ({ launch }) => {
  const launched = await launch({ args: [TWO_ROUTES] });
  const { app, page, win } = launched;
  await app.evaluate(({ clipboard }) => clipboard.writeText('as before'));
  await page.keyboard.press('Escape');
  await win.node('n2').click({ position: { x: 20, y: 8 } });
  await chooseMenu(launched, 'Arrange', 'Lock or Unlock');
  await expect(page.getByLabel('n2 is locked')).toBeVisible();
  await chooseMenu(launched, 'Edit', 'Cut');
  await expect(win.notice).toContainText('n2 is locked: unlock it before deleting it.');
  await expect(win.node('n2')).toBeVisible();
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('as before');
});

test('found by what it computes, by value, by a note; the view stays where the paths are', async ({ launch }) => {
  const launched = await launch({ args: [TWO_ROUTES] });
  const { page, win } = launched;
  await expect(win.node('n1')).toBeVisible();
  const before = await win.node('L').boundingBox();
  const find = async (text: string) => {
    await chooseMenu(launched, 'Edit', 'Find…');
    await expect(page.locator('[cmdk-input]')).toBeFocused();
    await page.keyboard.type(text);
    await expect(page.locator('[cmdk-item]').first()).toBeVisible();
  };
  await find('w31');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('paths-panel')).toBeVisible();
  await page.waitForTimeout(400);
  expect(await win.node('L').boundingBox()).toEqual(before);
  await expect.poll(() => focused(page)).toBe('w31');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByTestId('spoken')).toHaveText(/^Neuron n3/);
  await find('sigmoid');
  await expect(page.locator('[cmdk-item]').first()).toContainText('neuron, sigmoid');
  await page.keyboard.press('Escape');
  await find('0.5');
  await expect(page.locator('[cmdk-item]').first()).toContainText('w11[0,0]');
});

test('plus, minus and Shift+0 zoom, unless they are typed; Ctrl+F finds as well', async ({ launch }) => {
  const launched = await launch({ args: [TWO_ROUTES] });
  const { page, app, win } = launched;
  await win.canvas.click({ position: { x: 20, y: 20 } });
  const zoom = () =>
    page
      .locator('.react-flow__viewport')
      .evaluate((view) => Math.round(new DOMMatrix(getComputedStyle(view).transform).a * 1000) / 1000);
  await page.keyboard.press('Shift+Digit0');
  await expect.poll(zoom).toBe(1);
  await page.keyboard.press('+');
  await expect.poll(zoom).toBe(1.2);
  await page.keyboard.press('-');
  await expect.poll(zoom).toBe(1);
  await page.keyboard.press('-');
  await expect.poll(zoom).toBeLessThan(0.9);
  await page.keyboard.press('=');
  await expect.poll(zoom).toBe(1);
  // In a field they are signs.
  await win.clickEdge('w11');
  await page.getByTestId('param-value').click();
  await page.keyboard.press('-');
  await page.keyboard.press('+');
  await page.keyboard.press('Shift+Digit0');
  await page.waitForTimeout(200);
  expect(await zoom()).toBe(1);
  await page.keyboard.press('Escape');
  const keys = await app.evaluate(({ Menu }) => {
    const all = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    return all.flatMap(({ accelerator, label }) => (/\+F$/.test(accelerator ?? '') ? [`${label} ${accelerator}`] : []));
  });
  expect(keys).toEqual(['find CmdOrCtrl+F']);
  await chooseMenu(launched, 'Edit', 'find');
  await expect(page.locator('[cmdk-input]')).toBeFocused();
});

test('the list of keys is whole, names no placeholder, and fits the window', async ({ launch }) => {
  const launched = await launch({ args: [TWO_ROUTES] });
  const { page, app } = launched;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].setContentSize(1280, 720));
  await launched.win.canvas.click({ position: { x: 20, y: 20 } });
  await page.keyboard.press('?');
  const dialog = page.getByTestId('dialog');
  await expect(dialog).toContainText('Ctrl+Shift+G');
  await expect(dialog).not.toContainText('Mod');
  // It says what Tab does.
  await expect(dialog).toContainText('Tab goes to nodes only');
  for (const text of ['Cut, copy, paste', 'Duplicate', 'Select all', 'save as', 'Actual size', 'Take a drag back'])
    await expect(dialog).toContainText(text);
  const overflows = await dialog.evaluate((element) =>
    [element, ...element.querySelectorAll('*')].some(
      (one) =>
        one instanceof HTMLElement &&
        (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1) &&
        getComputedStyle(one).overflow !== 'visible' &&
        one.clientHeight > 0 &&
        !one.classList.contains('sr-only'),
    ),
  );
  expect(overflows).toBe(false);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => focused(page)).toBe('canvas');
});

test('Shift+2 zooms to the selection, and a click on the map moves the view', async ({ launch }) => {
  const { page, win } = await launch({ args: [TWO_ROUTES] });
  await win.node('n2').click({ position: { x: 20, y: 10 } });
  const middle = async () => {
    const box = await win.node('n2').boundingBox();
    const canvas = await win.canvas.boundingBox();
    if (!box || !canvas) throw new Error('not on screen');
    return {
      x: box.x + box.width / 2 - canvas.x - canvas.width / 2,
      y: box.y + box.height / 2 - canvas.y - canvas.height / 2,
    };
  };
  await page.keyboard.press('Shift+Digit2');
  await expect.poll(async () => Math.abs((await middle()).x) + Math.abs((await middle()).y)).toBeLessThan(4);
  const map = page.locator('.canvas-minimap svg');
  const box = await map.boundingBox();
  if (!box) throw new Error('no map');
  await page.mouse.click(box.x + box.width * 0.2, box.y + box.height * 0.5);
  await expect.poll(async () => (await middle()).x).toBeGreaterThan(100);
});

test('the inspector locks a node, as one undo step', async ({ launch }) => {
  const { page, win } = await launch({ args: [TWO_ROUTES] });
  await win.node('n1').click({ position: { x: 20, y: 10 } });
  const toggle = page.getByRole('switch', { name: 'Locked' });
  await toggle.click();
  await expect(page.getByRole('img', { name: 'n1 is locked' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo Lock n1' }).click();
  await expect(toggle).toHaveAttribute('aria-checked', 'false');
});

test('what is moved, laid out, grouped or locked is said, once it is done; what is given up is not', async ({
  launch,
}) => {
  const launched = await launch({ args: [TWO_ROUTES] });
  const { page, win } = launched;
  const spoken = page.getByTestId('spoken');
  await win.node('n2').click({ position: { x: 20, y: 10 } });
  await expect(spoken).toHaveText(/^Neuron n2/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(spoken).toHaveText('Moved n2');
  await chooseMenu(launched, 'Edit', 'Undo');
  await expect(spoken).toHaveText('Undid Nudge n2');
  await page.waitForTimeout(600);
  await expect(spoken).toHaveText('Undid Nudge n2');
  await page.keyboard.press('Escape');
  await expect(spoken).toHaveText('Nothing selected');
  const card = await win.node('n2').boundingBox();
  if (!card) throw new Error('not on screen');
  const drag = async () => {
    await page.mouse.move(card.x + 20, card.y + 10);
    await page.mouse.down();
    await page.mouse.move(card.x + 40, card.y + 60, { steps: 5 });
    // A hand that rests has not let go.
    await page.waitForTimeout(700);
    await expect(spoken).toHaveText(/^Neuron n2/);
  };
  await drag();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await page.waitForTimeout(600);
  await expect(spoken).toHaveText(/^Neuron n2/);
  await drag();
  await page.mouse.up();
  await expect(spoken).toHaveText('Moved n2');
  await page.keyboard.press('Escape');
  await chooseMenu(launched, 'Arrange', 'Lay Out');
  await expect(spoken).toHaveText('Laid out');
  await chooseMenu(launched, 'Edit', 'Select All');
  await chooseMenu(launched, 'Arrange', 'Align Left');
  await expect(spoken).toHaveText('Aligned left');
  await chooseMenu(launched, 'Arrange', 'Group');
  await expect(spoken).toHaveText('Grouped 6 nodes');
  await chooseMenu(launched, 'Arrange', 'Ungroup');
  await expect(spoken).toHaveText('Ungrouped 6 nodes');
});

/** Dragging touches what is dragged, and nothing else. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, ROOT, test } from './app';

/** A hundred neurons in ten columns, each fed by two of the column before, all into one loss. */
function hundred(): string {
  const nodes: unknown[] = [];
  const edges: unknown[] = [];
  for (let i = 0; i < 100; i++) {
    const position = { x: 260 * Math.floor(i / 10), y: 130 * (i % 10) };
    nodes.push(
      i < 10
        ? { id: `n${i}`, kind: 'input', size: 1, values: [Math.cos(i)], position }
        : { id: `n${i}`, kind: 'layer', size: 1, activation: 'tanh', bias: [0], position },
    );
    if (i < 10) continue;
    for (const from of [i - 10, 10 * Math.floor(i / 10) - 10 + ((i + 3) % 10)]) {
      edges.push({ id: `w${i}_${from}`, source: `n${from}`, target: `n${i}`, weight: [[Math.sin(i + from)]] });
    }
  }
  nodes.push({ id: 'L', kind: 'loss', loss: 'mse', target: new Array(10).fill(0), position: { x: 2600, y: 600 } });
  for (let i = 90; i < 100; i++) edges.push({ id: `e${i}`, source: `n${i}`, target: 'L' });
  const path = join(mkdtempSync(join(tmpdir(), 'gradpath-drag-')), 'hundred.gradpath');
  writeFileSync(path, JSON.stringify({ format: 'gradpath', version: 1, name: 'hundred', nodes, edges }));
  return path;
}

test('dragging one of a hundred nodes changes that node alone, and no number', async ({ launch }) => {
  const { page, win } = await launch({ args: [hundred()] });
  const node = win.node('n44');
  await expect(node).toBeVisible();
  // Chosen before, so that the drag itself selects nothing.
  await node.click({ position: { x: 12, y: 5 } });
  await page.waitForTimeout(400);
  await page.evaluate(() => {
    const touched = new Set<string>();
    (window as unknown as { touched: Set<string> }).touched = touched;
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const id = element?.closest('.react-flow__node')?.getAttribute('data-id');
        if (id) touched.add(id);
      }
    }).observe(document.querySelector('.react-flow__nodes') as Element, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
  const box = await node.boundingBox();
  if (!box) throw new Error('n44 is not on screen');
  await page.mouse.move(box.x + 12, box.y + 5);
  await page.mouse.down();
  for (let i = 1; i <= 20; i++) await page.mouse.move(box.x + 12 + 3 * i, box.y + 5 + 2 * i);
  await page.mouse.up();
  await expect.poll(async () => Math.round((await node.boundingBox())?.x ?? 0)).toBeGreaterThan(box.x + 30);
  const touched = await page.evaluate(() => [...(window as unknown as { touched: Set<string> }).touched]);
  expect(touched).toEqual(['n44']);
});

test('what is dragged lies above what it is dragged over', async ({ launch }) => {
  const { page, win } = await launch({ args: [join(ROOT, 'resources/examples/two-routes.gradpath')] });
  const from = await win.node('n1').boundingBox();
  const over = await win.node('n3').boundingBox();
  if (!from || !over) throw new Error('cards are not on screen');
  await page.mouse.move(from.x + 20, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 24, from.y + 8);
  await page.mouse.move(over.x - 20, over.y + 28, { steps: 6 });
  const top = () =>
    page.evaluate(
      ([x, y]) =>
        document.elementFromPoint(x, y)?.closest('[data-testid^="node-"]')?.getAttribute('data-testid') ?? null,
      [over.x + 20, over.y + 50],
    );
  await expect.poll(top).toBe('node-n1');
  await page.mouse.up();
  expect(await top()).toBe('node-n1');
});

test('a card that is carried about and back is no step, stays selected, and can be carried on', async ({
  gradpath,
}) => {
  const { page, win } = gradpath;
  await expect(win.gradient).toHaveText('−0.07678');
  const place = () => win.node('n2').boundingBox();
  const box = await place();
  if (!box) throw new Error('n2 is not on screen');
  const home = box.y;
  // Whole pixels: a press and a move round others differently.
  const from = { x: Math.round(box.x) + 40, y: Math.round(box.y) + 14 };
  const undo = page.getByRole('button', { name: /^Undo/ });
  const selected = page.locator('.react-flow__node.selected');
  async function carryBack(): Promise<void> {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 50, from.y - 60, { steps: 8 });
    await expect(undo).toHaveAccessibleName('Undo Move');
    // Without snapping, which would let it come back to a place beside its own.
    await page.keyboard.down('Control');
    await page.mouse.move(from.x, from.y, { steps: 8 });
    await expect.poll(async () => (await place())?.y).toBeCloseTo(home, 1);
    await expect(undo).toBeDisabled();
  }
  await carryBack();
  await page.mouse.up();
  await page.keyboard.up('Control');
  await expect(page.getByTestId('dirty')).toHaveCount(0);
  await expect(undo).toBeDisabled();
  await expect(selected).toHaveAttribute('data-id', 'n2');

  // Past where it began, and on: one step.
  await carryBack();
  await page.mouse.move(from.x + 90, from.y + 100, { steps: 8 });
  await page.mouse.up();
  await page.keyboard.up('Control');
  await expect.poll(async () => (await place())?.y).toBeCloseTo(home + 100, 1);
  await expect(selected).toHaveAttribute('data-id', 'n2');
  await undo.click();
  await expect.poll(async () => (await place())?.y).toBeCloseTo(home, 1);
  await expect(undo).toBeDisabled();
});

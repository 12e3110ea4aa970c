/** The panel keeps still while numbers change, whatever numbers they are, and leaves the paths their room. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { answerUnsaved, expect, type Launched, ROOT, test } from './app';
import { chooseMenu } from './menu';

const MAZUR = join(ROOT, 'resources/examples/mazur-2-2-2.gradpath');

/** Numbers that are long to say, wherever a network has numbers. */
function awkward(): string {
  const numbers = [-1.2345678e6, 1.48712e-9, -0.00219731, -1.5e-123, 0.5, -0.0592831];
  const matrix = (rows: number, cols: number) =>
    Array.from({ length: rows }, (_, row) =>
      Array.from({ length: cols }, (_, col) => numbers[(row * cols + col) % numbers.length]),
    );
  const at = (x: number) => ({ x, y: 0 });
  const tiny = -1.48712e-9;
  const nodes = [
    { id: 'x', kind: 'input', size: 5, values: [1e-6, 2e-7, -3e-5, 1, 2], position: at(0) },
    { id: 'h', kind: 'layer', size: 4, activation: 'tanh', bias: [tiny, 1e6, 1.5e-123, 0], position: at(300) },
    { id: 'n', kind: 'layer', size: 1, activation: 'tanh', bias: [tiny], position: at(600) },
    { id: 'm', kind: 'layer', size: 1, activation: 'tanh', bias: [tiny], position: at(850) },
    { id: 'L', kind: 'loss', loss: 'mse', target: [1.23456e-7], position: at(1100) },
  ];
  const edges = [
    { id: 'w1', source: 'x', target: 'h', weight: matrix(4, 5) },
    { id: 'w2', source: 'h', target: 'n', weight: [[1.234e-9, 1e-9, 1e-9, -2.34e-8]] },
    { id: 'w3', source: 'n', target: 'm', weight: [[0.0123456]] },
    { id: 'e', source: 'm', target: 'L' },
  ];
  const path = join(mkdtempSync(join(tmpdir(), 'gradpath-panel-')), 'awkward.gradpath');
  writeFileSync(path, JSON.stringify({ format: 'gradpath', version: 1, name: 'awkward', nodes, edges }));
  return path;
}

async function small({ app, page }: Launched): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].setContentSize(1280, 720));
  await expect.poll(() => page.evaluate(() => window.innerHeight)).toBe(720);
}

/** The example of 109,184 weights, in a window of 1280 x 720. */
async function openDigits(gradpath: Launched): Promise<void> {
  await small(gradpath);
  await answerUnsaved(gradpath, 1);
  await chooseMenu(gradpath, 'File', 'Examples', 'Digit-sized');
}

async function box(locator: Locator) {
  const found = await locator.boundingBox();
  if (!found) throw new Error('it is not on screen');
  return found;
}

interface Sample {
  readonly value: string;
  readonly gradient: string;
  readonly dim: boolean;
  readonly equation: number | null;
  readonly copy: number | null;
}

/** Looks at the panel with every frame, until it is told to stop. */
async function watch(page: Page): Promise<() => Promise<Sample[]>> {
  await page.evaluate(() => {
    const samples: Sample[] = [];
    const top = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().top ?? null;
    const look = () => {
      const gradient = document.querySelector('[data-testid="gradient"]');
      samples.push({
        value: document.querySelector<HTMLInputElement>('[data-testid="param-value"]')?.value ?? '',
        gradient: gradient?.textContent ?? '',
        dim: gradient?.classList.contains('opacity-70') ?? false,
        equation: top('[aria-label="Chain rule"]'),
        copy: top('[data-testid="copy-paths"]'),
      });
      if (!stop) requestAnimationFrame(look);
    };
    let stop = false;
    (window as unknown as { stopWatching: () => Sample[] }).stopWatching = () => {
      stop = true;
      return samples;
    };
    look();
  });
  return () => page.evaluate(() => (window as unknown as { stopWatching: () => Sample[] }).stopWatching());
}

test('while a weight is dragged nothing jumps, and no old number looks current', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await expect(page.getByTestId('equation-value')).toHaveText('−0.0767793');
  const stop = await watch(page);
  const grip = await box(page.getByTitle('Drag to change'));
  await page.mouse.move(grip.x + 6, grip.y + 6);
  await page.mouse.down();
  for (let step = 1; step <= 40; step++) await page.mouse.move(grip.x + 6 + step * 4, grip.y + 6);
  await page.mouse.up();
  await expect(page.getByTestId('param-value')).toHaveValue('4.5');
  await expect(win.gradient).not.toHaveClass(/opacity-70/);
  const samples = await stop();
  expect(samples.length).toBeGreaterThan(20);
  expect(new Set(samples.map(({ equation }) => equation)).size).toBe(1);
  expect(new Set(samples.map(({ copy }) => copy)).size).toBe(1);
  const said = new Map<string, Set<string>>();
  for (const { value, gradient, dim } of samples) {
    if (!dim) said.set(value, (said.get(value) ?? new Set()).add(gradient));
  }
  for (const [value, gradients] of said) expect(gradients.size, `gradients shown for ${value}`).toBe(1);
});

test('the header keeps its height, also where nothing can be computed', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await expect(win.gradient).toHaveText('−0.07678');
  const header = page.getByTestId('paths-header');
  const { height } = await box(header);
  await win.type(page.getByTestId('param-value'), '1e308');
  await expect(page.getByTestId('paths-panel')).toContainText('products along paths mean nothing');
  expect((await box(header)).height).toBe(height);
  await win.type(page.getByTestId('param-value'), '-12.345678');
  await expect(win.pathRows).toHaveCount(2);
  expect((await box(header)).height).toBe(height);
});

/** 2 → w1 → h1 → w2 = 0 → h2 → L, all linear: with a w1 of 1e308 z of h1 is ∞, and 0 times that is no number. */
function aboutToOverflow(): string {
  const neuron = (id: string, x: number) => ({
    id,
    kind: 'layer',
    size: 1,
    activation: 'identity',
    bias: null,
    position: { x, y: 0 },
  });
  const nodes = [
    { id: 'x', kind: 'input', size: 1, values: [2], position: { x: 0, y: 24 } },
    neuron('h1', 260),
    neuron('h2', 560),
    { id: 'L', kind: 'loss', loss: 'mse', target: [1], position: { x: 860, y: 7 } },
  ];
  const edges = [
    { id: 'w1', source: 'x', target: 'h1', weight: [[0.5]] },
    { id: 'w2', source: 'h1', target: 'h2', weight: [[0]] },
    { id: 'e', source: 'h2', target: 'L' },
  ];
  const path = join(mkdtempSync(join(tmpdir(), 'gradpath-overflow-')), 'overflow.gradpath');
  writeFileSync(path, JSON.stringify({ format: 'gradpath', version: 1, name: 'overflow', nodes, edges }));
  return path;
}

/** The colour of warnings, as the browser says it. */
async function warning(page: Page): Promise<string> {
  return page.getByTestId('status-loss').evaluate((element) => getComputedStyle(element).color);
}

test('what is no finite number is in the colour of warnings wherever it stands, and the legend stays where it is', async ({
  launch,
}) => {
  const { page, win } = await launch({ args: [aboutToOverflow()] });
  await expect(page.getByTestId('status-loss')).toHaveText('1.000');
  await win.clickEdge('w1');
  const scale = page.getByRole('img', { name: /^Colour scale/ });
  const lock = page.getByRole('button', { name: /Lock the range|Let the scale follow/ });
  await expect(page.getByTestId('legend-nan')).toHaveCount(0);
  const before = [await box(scale), await box(lock)];
  await win.type(page.getByTestId('param-value'), '1e308');
  const loss = page.getByTestId('status-loss');
  await expect(loss).toHaveText('NaN');
  await expect(loss).toHaveClass(/text-warn/);
  await expect(page.locator('.react-flow__node-lossCard .text-warn')).toHaveText('NaN');
  await expect(page.locator('.react-flow__node[data-id="h1"] .text-warn').first()).toHaveText('∞');
  await expect(page.getByTestId('paths-panel')).toContainText('h1[0]: z is ∞, so products');
  await expect(page.getByTestId('legend-nan')).toBeVisible();
  // The legend speaks of lines in the colour of warnings: here they are.
  await expect(page.locator('[data-testid="edge-w2"] .react-flow__edge-path')).toHaveCSS('stroke', await warning(page));
  await expect(page.getByTestId('edge-label-w2').locator('.text-warn')).toHaveText('∂ NaN');
  expect([await box(scale), await box(lock)]).toEqual(before);
  await expect(page.getByText('Infinity')).toHaveCount(0);
});

test('a weight of a large layer shows six of its paths at 1280 x 720, and cells stay where they are clicked', async ({
  gradpath,
}) => {
  const { page, win } = gradpath;
  await openDigits(gradpath);
  await expect(page.getByTestId('path-count')).toContainText('640 paths');
  const status = await box(page.getByTestId('status-loss'));
  const header = await box(page.getByTestId('paths-header'));
  const rows = await win.pathRows.evaluateAll((all) =>
    all.map((row) => row.getBoundingClientRect().toJSON() as DOMRect),
  );
  const seen = rows.filter(({ top, bottom }) => top >= header.y + header.height && bottom <= status.y);
  expect(seen.length).toBeGreaterThanOrEqual(6);
  expect(new Set(rows.map(({ height }) => height).slice(0, 6)).size).toBe(1);

  const cell = page.getByTestId('matrix-cell-5-301');
  await cell.scrollIntoViewIfNeeded();
  const before = await box(cell);
  await cell.click();
  await expect(page.getByTestId('param-value')).toBeVisible();
  await expect(win.gradient).not.toHaveClass(/opacity-70/);
  expect((await box(cell)).y).toBe(before.y);

  // A column that is scrolled half out of view ends at the row numbers.
  const corner = await page.getByTestId('matrix').evaluate((matrix) => {
    matrix.scrollLeft = 64 * 299 + 40;
    const { left, top } = matrix.getBoundingClientRect();
    const at = document.elementFromPoint(left + 14, top + 10);
    return at?.textContent;
  });
  expect(corner).toBe('');
});

test('all products of a list have the same number of digits, and fit, or say what is left out', async ({
  gradpath,
}) => {
  const { page, win } = gradpath;
  await openDigits(gradpath);
  await chooseMenu(gradpath, 'Edit', 'Find…');
  await page.getByRole('dialog').getByRole('combobox').fill('w1[49,489]');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('paths-header')).toContainText('489');
  await expect(win.pathRows).toHaveCount(20);
  await page.mouse.move(500, 80);
  const products = page.getByTestId('path-product');
  const cut = () =>
    products.evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth).map((e) => e.textContent));
  const digits = async () => {
    const texts = await products.allTextContents();
    const numbers = texts.flatMap((text) => text.match(/\d\.\d+/g) ?? []);
    return new Set(numbers.map((number) => number.replace('.', '').replace(/^0+/, '').length));
  };
  expect(await cut()).toEqual([]);
  expect((await digits()).size).toBe(1);
  expect((await products.allTextContents()).join()).not.toContain('more');
  // The narrowest panel.
  const edge = page.getByRole('separator', { name: 'Width of the panel' });
  for (let i = 0; i < 10; i++) await edge.press('ArrowRight');
  await expect(page.getByRole('complementary', { name: 'Panel' })).toHaveCSS('width', '280px');
  await expect.poll(cut).toEqual([]);
  expect(await digits()).toEqual(new Set([2]));
  await expect(products.first()).toContainText(/… [1-5] more …/);
  await win.pathRows.first().hover();
  await expect(products.first()).not.toContainText('more');
});

test('the sums stay in view with a choice on the canvas, however high the rows are', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await openDigits(gradpath);
  await expect(page.getByTestId('path-count')).toContainText('640 paths');
  await page.getByTestId('heat-w2').click({ position: { x: 40, y: 12 } });
  await expect(page.getByTestId('path-count')).toContainText('10 paths, 0 live');
  await expect(win.pathRows).toHaveCount(10);
  const header = await box(page.getByTestId('paths-header'));
  const sums = await box(page.getByTestId('sums'));
  expect(sums.y).toBeCloseTo(header.y + header.height, 0);
  const status = await box(page.getByTestId('status-loss'));
  expect((await box(win.pathRows.nth(3))).y).toBeLessThan(status.y);
});

test('the loss has one name wherever it stands: its own', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await answerUnsaved(gradpath, 1);
  await chooseMenu(gradpath, 'File', 'Examples', 'A worked example, 2-2-2');
  const said = () =>
    page.evaluate(() => {
      const attributes = ['title', 'aria-label', 'aria-valuetext'];
      const all = [...document.querySelectorAll('body *')];
      return [document.body.textContent, ...all.flatMap((e) => attributes.map((name) => e.getAttribute(name)))].join(
        '\n',
      );
    });
  const wrong = /(∂|d)L\b|partial L\b/;
  await expect(page.getByTestId('legend')).toContainText('∂E/∂w');
  await win.node('h').getByText('h', { exact: true }).click();
  await expect(page.getByTestId('node-inspector')).toBeVisible();
  expect(await said()).not.toMatch(wrong);
  await win.clickEdge('w2');
  await page.getByTestId('matrix-cell-0-0').click();
  await expect(page.getByTestId('paths-header').locator('annotation')).toHaveText(
    '\\frac{\\partial E}{\\partial w_{2}[0,0]}',
  );
  await expect(page.getByTestId('equation')).toBeVisible();
  await win.pathRows.first().hover();
  expect(await said()).not.toMatch(wrong);
  await page.getByRole('radio', { name: 'Contribution' }).click();
  await expect(page.getByTestId('legend')).toContainText('∂E/∂z');
  expect(await said()).not.toMatch(wrong);
});

test('a number on a card has as many digits as on the label of a line', async ({ launch }) => {
  // With z = 0, ∂L/∂z is also the gradient of the weight, as the activation before it is 1.
  const at = (x: number) => ({ x, y: 0 });
  const nodes = [
    { id: 'x', kind: 'input', size: 1, values: [1], position: at(0) },
    { id: 'n', kind: 'layer', size: 1, activation: 'tanh', bias: [-1], position: at(300) },
    { id: 'L1', kind: 'loss', loss: 'halfSquaredError', target: [0.00041963], position: at(600) },
  ];
  const edges = [
    { id: 'w', source: 'x', target: 'n', weight: [[1]] },
    { id: 'e', source: 'n', target: 'L1' },
  ];
  const path = join(mkdtempSync(join(tmpdir(), 'gradpath-digits-')), 'digits.gradpath');
  writeFileSync(path, JSON.stringify({ format: 'gradpath', version: 1, name: 'digits', nodes, edges }));
  const { page, win } = await launch({ args: [path] });
  await expect(page.getByTestId('edge-label-w')).toContainText('∂ −0.0004196');
  const number = win.node('n').locator('.tabular-nums').last();
  await expect(number).toHaveText('−0.0004196');
  const [own, plot, name] = [
    await box(number),
    await box(win.node('n').locator('svg').last()),
    await box(win.node('n').locator('math').last()),
  ];
  expect(own.x).toBeGreaterThanOrEqual(name.x + name.width);
  expect(own.x + own.width).toBeLessThan(plot.x);
});

test('long numbers fit: one line, aligned, with their exponents', async ({ launch }) => {
  const gradpath = await launch({ args: [awkward()] });
  const { page, win } = gradpath;
  await small(gradpath);
  await answerUnsaved(gradpath, 1);
  const overflow = (texts: Locator) =>
    texts.evaluateAll((all) =>
      all.filter((text) => text.scrollWidth > text.clientWidth + 1).map((text) => text.textContent),
    );
  // Cards: three numbers end at one edge, left of the plot.
  const card = win.node('n');
  const ends = await card
    .locator('.tabular-nums')
    .evaluateAll((all) => all.map((n) => n.getBoundingClientRect().right));
  const plot = await box(card.locator('svg').first());
  expect(ends).toHaveLength(3);
  expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(0.5);
  expect(Math.max(...ends)).toBeLessThan(plot.x);

  await win.node('h').click();
  await expect(page.getByTestId('number-bias-0')).toHaveValue(/10⁻⁹$/);
  const fields = page.locator('[data-testid^="number-bias-"]');
  await expect.poll(() => overflow(fields)).toEqual([]);
  const heights = await page
    .getByTestId('node-inspector')
    .getByText(/^∂ /)
    .evaluateAll((all) => all.map((text) => text.getBoundingClientRect().height));
  expect(new Set(heights).size).toBe(1);

  await win.clickEdge('w1');
  await page.getByTestId('matrix-cell-0-2').click();
  await expect(win.pathRows).toHaveCount(1);
  const cells = page.locator('[data-testid^="matrix-cell-"]');
  await expect(cells.first()).toContainText(/10⁶/);
  expect(await overflow(cells)).toEqual([]);
  expect(await overflow(cells.locator('div'))).toEqual([]);
  await expect.poll(() => overflow(page.getByTestId('param-value'))).toEqual([]);
});

test('fields of the network end where its lists end', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await win.canvas.click({ position: { x: 20, y: 20 } });
  const list = await box(page.getByLabel('How new weights are drawn'));
  for (const id of ['number-values-0', 'number-target-0']) {
    const field = await box(page.getByTestId(id).first().locator('..'));
    expect(field.x).toBeCloseTo(list.x, 0);
    expect(field.x + field.width).toBeCloseTo(list.x + list.width, 0);
  }
});

test('in the matrix Delete takes a weight out, and the cursor can bring it back: as it was, or with another number', async ({
  launch,
}) => {
  const { page, win } = await launch({ args: [MAZUR] });
  const undo = page.getByRole('button', { name: /^Undo/ });
  const cell = page.getByTestId('matrix-cell-0-1');
  const value = (text: string) => new RegExp(`= ${text.replace('.', '\\.')}\n`);
  await win.canvas.click({ position: { x: 20, y: 20 } });
  await page.locator('[data-testid="edge-w2"] .react-flow__edge-interaction').first().dispatchEvent('click');
  await cell.click();
  await expect(page.getByTestId('paths-panel')).toContainText('w2[0,1]');
  await page.keyboard.press('Delete');
  await expect(cell).toHaveAttribute('title', /does not exist/);
  await expect(undo).toHaveAttribute('aria-label', /Delete w2\[0,1\]/);
  // The arrow keys cross what is missing.
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByTestId('paths-panel')).toContainText('w2[0,0]');
  await page.keyboard.press('ArrowRight');
  await expect(cell).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(cell).toHaveAttribute('title', value('0.45'));
  await expect(page.getByTestId('paths-panel')).toContainText('w2[0,1]');
  await expect(page.getByTestId('spoken')).toHaveText(/Brought back w2\[0,1\]/);
  await page.keyboard.press('Delete');
  await expect(cell).toHaveAttribute('title', /does not exist/);
  await page.keyboard.type('0.7');
  await page.keyboard.press('Enter');
  await expect(cell).toHaveAttribute('title', value('0.7'));
  await undo.click();
  await expect(cell).toHaveAttribute('title', /does not exist/);
  await cell.dblclick();
  await expect(cell).toHaveAttribute('title', value('0.45'));
});

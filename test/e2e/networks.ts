/** Networks that the tests make, and what their pictures of lines tell. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';

/** Dense layers side by side, with weights that a formula gives. */
export function dense(sizes: readonly number[]): string {
  const matrix = (rows: number, cols: number, k: number) =>
    Array.from({ length: rows }, (_, r) => Array.from({ length: cols }, (_, c) => Math.sin(1 + r * 7.3 + c * 1.7 + k)));
  const nodes: unknown[] = sizes.map((size, i) => {
    const position = { x: i * 320, y: 0 };
    return i === 0
      ? { id: 'l0', kind: 'input', size, values: Array.from({ length: size }, (_, k) => Math.cos(k)), position }
      : { id: `l${i}`, kind: 'layer', size, activation: 'tanh', bias: null, position, view: 'units' };
  });
  const last = sizes.length - 1;
  nodes.push({
    id: 'L',
    kind: 'loss',
    loss: 'mse',
    target: new Array(sizes[last]).fill(0),
    position: { x: sizes.length * 320, y: 0 },
  });
  const edges: unknown[] = sizes
    .slice(1)
    .map((size, i) => ({ id: `w${i + 1}`, source: `l${i}`, target: `l${i + 1}`, weight: matrix(size, sizes[i], i) }));
  edges.push({ id: 'e', source: `l${last}`, target: 'L' });
  (nodes[0] as { view: string }).view = 'units';
  const path = join(mkdtempSync(join(tmpdir(), 'gradpath-layer-')), 'dense.gradpath');
  writeFileSync(path, JSON.stringify({ format: 'gradpath', version: 1, name: 'dense', nodes, edges }));
  return path;
}

/** Pictures of the lines that have been shown so far. */
export async function pictures(page: Page): Promise<number> {
  return Number(await page.getByTestId('edge-layer').getAttribute('data-shown'));
}

/** Waits until no other picture of the lines comes. */
export async function atRest(page: Page): Promise<void> {
  let before = -1;
  await expect(async () => {
    const now = await pictures(page);
    const same = now === before;
    before = now;
    expect(same).toBe(true);
  }).toPass({ intervals: [400] });
}

/** Pixels of a picture of lines as it is shown, premultiplied opacity last. */
export async function pixels(page: Page, picture = 'edge-layer') {
  const { width, height, text } = await page.getByTestId(picture).evaluate((element) => {
    // The attributes of a canvas say nothing of the bitmap that it was handed.
    const [width, height] = [element.style.width, element.style.height].map((size) =>
      Math.round(Number.parseFloat(size) * devicePixelRatio),
    );
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no canvas');
    const [sheet] = [...element.querySelectorAll('canvas')].filter(({ style }) => style.display !== 'none');
    if (!sheet) throw new Error('nothing has been shown');
    context.drawImage(sheet, 0, 0);
    // As one text: a million numbers one by one take seconds on their way.
    const bytes = new Uint8Array(context.getImageData(0, 0, width, height).data.buffer);
    let signs = '';
    for (let at = 0; at < bytes.length; at += 2 ** 15) {
      signs += String.fromCharCode(...bytes.subarray(at, at + 2 ** 15));
    }
    return { width, height, text: btoa(signs) };
  });
  return { width, height, data: new Uint32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer) };
}

/** A place on the line from unit `col` of one column to unit `row` of the next, on the screen. */
export async function pointOn(page: Page, source: string, col: number, target: string, row: number) {
  // Pills are named once their values are known.
  for (const [node, unit] of [
    [source, col],
    [target, row],
  ] as const) {
    const units = page.getByTestId(`node-${node}`).locator('circle, [title*="a ="]');
    await units.nth(unit).waitFor({ state: 'attached' });
  }
  return page.evaluate(
    ([from, c, to, r]) => {
      const unit = (node: unknown, at: unknown) => {
        const card = document.querySelector(`[data-testid="node-${node}"]`) as HTMLElement;
        const box = card.querySelectorAll('circle, [title*="a ="]')[at as number].getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      };
      const a = unit(from, c);
      const b = unit(to, r);
      return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    },
    [source, col, target, row] as const,
  );
}

/** Number fields by hand: dragged, stepped, typed; and what takes each of it back. */
import type { Page } from '@playwright/test';
import { expect, test } from './app';
import { chooseMenu } from './menu';

const value = (page: Page) => page.getByTestId('param-value');

/** Presses on the `w` in front of the weight's value. */
async function grab(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.getByTitle('Drag to change').first().boundingBox();
  if (!box) throw new Error('there is nothing to drag');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  return at;
}

test('Escape takes back a drag that is under way, and nothing else', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await expect(win.gradient).toHaveText('−0.07678');
  await win.type(value(page), '0.75');
  await expect(win.gradient).not.toHaveText('−0.07678');
  const before = await win.gradient.textContent();
  const at = await grab(page);
  await page.mouse.move(at.x + 40, at.y, { steps: 5 });
  await expect(value(page)).toHaveValue('1.75');
  await page.keyboard.press('Escape');
  await expect(value(page)).toHaveValue('0.75');
  await page.mouse.move(at.x + 80, at.y, { steps: 5 });
  await page.mouse.up();
  await expect(value(page)).toHaveValue('0.75');
  await expect(page.getByTestId('paths-panel')).toBeVisible();
  await expect(win.gradient).toHaveText(before ?? '');
  await expect(page.getByRole('button', { name: /^Redo/ })).toBeDisabled();

  // The next drag works, Escape after it belongs to the panel again.
  const again = await grab(page);
  await page.mouse.move(again.x - 20, again.y, { steps: 5 });
  await page.mouse.up();
  await expect(value(page)).toHaveValue('0.25');
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(value(page)).toHaveValue('0.75');
  // The drag that was taken back has left no step: the next one is what was typed.
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(value(page)).toHaveValue('0.5');
  await page.mouse.move(400, 5);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('paths-panel')).toBeHidden();
});

test('Shift in the middle of a drag changes the pace, not the way so far', async ({ gradpath }) => {
  const { page } = gradpath;
  await expect(value(page)).toHaveValue('0.5');
  const at = await grab(page);
  await page.mouse.move(at.x + 40, at.y, { steps: 10 });
  await expect(value(page)).toHaveValue('1.5');
  await page.keyboard.down('Shift');
  await page.mouse.move(at.x + 44, at.y);
  await expect(value(page)).toHaveValue('2.5');
  await page.keyboard.up('Shift');
  await page.mouse.move(at.x + 48, at.y);
  await page.mouse.up();
  await expect(value(page)).toHaveValue('2.6');
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(value(page)).toHaveValue('0.5');
});

test('Escape after arrow keys brings back the value from before', async ({ gradpath }) => {
  const { page } = gradpath;
  await expect(value(page)).toHaveValue('0.5');
  await value(page).click();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(value(page)).toHaveValue('1.6');
  await page.keyboard.press('Escape');
  await expect(value(page)).toHaveValue('0.5');
  await expect(value(page)).not.toBeFocused();
  await expect(page.getByTestId('paths-panel')).toBeVisible();
});

test('Edit > Undo takes back arrow keys, but typed text belongs to the field', async ({ gradpath }) => {
  const { page } = gradpath;
  await value(page).click();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(value(page)).toHaveValue('0.7');
  await chooseMenu(gradpath, 'Edit', 'Undo');
  await expect(value(page)).toHaveValue('0.5');
  await chooseMenu(gradpath, 'Edit', 'Redo');
  await expect(value(page)).toHaveValue('0.7');
  // A new run after an undo is a step of its own, and Escape brings back no more than that run.
  await chooseMenu(gradpath, 'Edit', 'Undo');
  await expect(value(page)).toHaveValue('0.5');
  await page.keyboard.press('ArrowDown');
  await expect(value(page)).toHaveValue('0.4');
  await page.keyboard.press('End');
  await page.keyboard.press('9');
  await expect(value(page)).toHaveValue('0.49');
  await chooseMenu(gradpath, 'Edit', 'Undo');
  await expect(value(page)).toHaveValue('0.4');
  await page.keyboard.press('Escape');
  await expect(value(page)).toHaveValue('0.5');
});

test('an operator in front acts on the present value', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await win.type(value(page), '*3');
  await expect(value(page)).toHaveValue('1.5');
  await win.type(value(page), '+=1');
  await expect(value(page)).toHaveValue('2.5');
  await win.type(value(page), '/2');
  await expect(value(page)).toHaveValue('1.25');
  await win.type(value(page), '-1');
  await expect(value(page)).toHaveValue('−1');
});

test('two fields that get the focus within one frame do not fight for it', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await win.canvas.click({ position: { x: 20, y: 20 } });
  await expect(page.getByTestId('network-panel')).toBeVisible();
  const changes = await page.evaluate(async () => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('[data-testid="number-values-0"]')];
    fields[0].focus();
    fields[1].focus();
    let focused = 0;
    document.addEventListener('focusin', () => {
      focused += 1;
    });
    await new Promise((resolve) => setTimeout(resolve, 400));
    return { focused, last: document.activeElement === fields[1] };
  });
  expect(changes).toEqual({ focused: 0, last: true });
});

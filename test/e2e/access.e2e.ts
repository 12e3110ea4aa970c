/** What a screen reader and a weak eye meet: names, roles, contrast, in light and dark. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { answerUnsaved, expect, test } from './app';
import { chooseMenu } from './menu';

async function faults(page: Page): Promise<string[]> {
  // Legacy mode: Electron lets a test open no second page for the frames.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    // What lies on no path of the choice steps back on purpose, for as long as the choice lasts.
    .exclude('[data-mark="aside"]')
    .exclude('[data-aside]')
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${String(target)} ${html.slice(0, 140)}`));
}

test('no serious fault of access: paths, inspector, network, start screen, in light and dark', async ({ gradpath }) => {
  const { page, win } = gradpath;
  await expect(win.gradient).toHaveText('−0.07678');
  for (const theme of ['light', 'dark']) {
    // system → light → dark, by its button: the test driver holds the system's own wish at light.
    await page.getByRole('button', { name: /^Theme/ }).click();
    await expect(page.locator(`html[data-theme=${theme}]`)).toBeVisible();
    await win.clickEdge('w21');
    await win.clickEdge('w11');
    await page.waitForTimeout(300);
    expect(await faults(page), `${theme}, paths`).toEqual([]);
    await win.node('n2').click();
    await page.waitForTimeout(300);
    expect(await faults(page), `${theme}, inspector`).toEqual([]);
    await win.canvas.click({ position: { x: 20, y: 20 } });
    await page.waitForTimeout(300);
    expect(await faults(page), `${theme}, network`).toEqual([]);
    await answerUnsaved(gradpath, 1);
    await chooseMenu(gradpath, 'File', 'Examples', 'All Examples…');
    await page.waitForTimeout(500);
    expect(await faults(page), `${theme}, start`).toEqual([]);
    await page.keyboard.press('Escape');
  }
});

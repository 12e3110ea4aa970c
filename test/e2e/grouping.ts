/** Groups as a user makes them. */
import type { Locator } from '@playwright/test';
import { expect, type Launched } from './app';
import { chooseMenu } from './menu';

/** Groups n2 and n3 of two-routes; answers the frame, with the field of its name open. */
export async function groupRoutes(launched: Launched): Promise<Locator> {
  const { page, win } = launched;
  await page.keyboard.press('Escape');
  await win.node('n2').click({ position: { x: 20, y: 8 } });
  await win.node('n3').click({ position: { x: 20, y: 8 }, modifiers: ['Shift'] });
  await chooseMenu(launched, 'Arrange', 'Group');
  const frame = page.getByTestId('frame-group1');
  await expect(frame).toBeVisible();
  return frame;
}

/** Drags a group by its name, 60 pixels down. */
export async function dragFrame(frame: Locator): Promise<void> {
  const { mouse } = frame.page();
  const title = await frame.getByTitle(/Drag to move/).boundingBox();
  if (!title) throw new Error('the group has no name on screen');
  await mouse.move(title.x + 8, title.y + 8);
  await mouse.down();
  await mouse.move(title.x + 12, title.y + 8);
  await mouse.move(title.x + 12, title.y + 68, { steps: 6 });
  await mouse.up();
}

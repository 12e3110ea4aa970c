/** Choosing from the native menu, as a person would: by its label. */
import type { Launched } from './app';

export async function chooseMenu({ app }: Launched, ...labels: readonly string[]): Promise<void> {
  await app.evaluate(({ Menu, BrowserWindow }, path) => {
    let items = Menu.getApplicationMenu()?.items ?? [];
    for (const [depth, label] of path.entries()) {
      const item = items.find((candidate) => candidate.label === label);
      if (!item) throw new Error(`no menu item ${path.slice(0, depth + 1).join(' > ')}`);
      if (depth === path.length - 1) item.click(undefined, BrowserWindow.getAllWindows()[0]);
      else items = item.submenu?.items ?? [];
    }
  }, labels);
}

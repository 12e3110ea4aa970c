/**
 * Stands in for Electron's default app: takes the first plain argument as the app's folder, gives the process that app's
 * name, version and path, and imports its main.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const folder = process.argv.slice(1).find((arg) => !arg.startsWith('-'));
if (folder === undefined) {
  console.error('gradpath: no app folder was given');
  app.exit(1);
} else {
  const path = resolve(folder);
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  // What Electron's own default app calls; its types leave them out.
  const own = /** @type {{ setVersion(version: string): void, setAppPath(path: string): void }} */ (
    /** @type {unknown} */ (app)
  );
  app.setName(manifest.productName ?? manifest.name);
  own.setVersion(manifest.version);
  own.setAppPath(path);
  await import(pathToFileURL(join(path, manifest.main)).href);
}

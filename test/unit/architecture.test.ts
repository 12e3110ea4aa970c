/** Who may import whom: the table in src/ARCHITECTURE.md, held against the code. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** Folder → folders (or files) it may import besides itself. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  'src/engine': [],
  'src/model': ['src/engine'],
  'src/explain': ['src/engine', 'src/model'],
  'src/worker': ['src/engine'],
  'src/store': ['src/model', 'src/engine', 'electron/shared'],
  'src/ui': [],
  'src/canvas': ['src/store', 'src/model', 'src/engine', 'src/ui'],
  'src/panels': ['src/store', 'src/model', 'src/engine', 'src/explain', 'src/ui', 'src/worker/protocol'],
  'src/platform': ['electron/shared'],
  'src/cli': ['src/engine', 'src/model', 'src/explain', 'package.json'],
  'src/app': ['src', 'electron/shared', 'resources'],
  'electron/shared': [],
  'electron/main': ['electron/shared', 'resources/examples/index.json'],
  'electron/preload': ['electron/shared'],
  'electron/launch': [],
};

function files(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return files(path);
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [path] : [];
  });
}

function imports(path: string): string[] {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return [...text.matchAll(/(?:from|import)\s+'([^']+)'/g), ...text.matchAll(/import\('([^']+)'\)/g)].map(
    ([, name]) => name,
  );
}

const folderOf = (path: string) => Object.keys(MAY).find((folder) => path.startsWith(`${folder}/`));

describe('imports', () => {
  const all = [...files('src'), ...files('electron')];
  it('follow the table', () => {
    for (const path of all) {
      const folder = folderOf(path);
      expect(folder, path).toBeDefined();
      for (const name of imports(path)) {
        if (!name.startsWith('.')) continue;
        const target = relative(ROOT, resolve(ROOT, dirname(path), name));
        const allowed = [folder as string, ...MAY[folder as string]].some(
          (prefix) => target === prefix || target.startsWith(`${prefix}/`) || target.startsWith(prefix),
        );
        expect(allowed, `${path} imports ${target}`).toBe(true);
      }
    }
  });

  it('of React Flow are in the canvas and at the composition root only, of Electron in electron/ only', () => {
    for (const path of all) {
      for (const name of imports(path)) {
        if (name.startsWith('@xyflow/')) expect(path).toMatch(/^src\/(canvas|app)\//);
        if (name === 'electron' || name.startsWith('node:')) expect(path).toMatch(/^(electron|src\/cli)\//);
        if (name === 'react' || name.startsWith('react-dom')) expect(path).toMatch(/^src\/(canvas|panels|ui|app)\//);
      }
    }
  });

  it('the engine knows no clock, no dice and no page', () => {
    for (const path of files('src/engine')) {
      expect(readFileSync(join(ROOT, path), 'utf8'), path).not.toMatch(
        /Math\.random\(|Date\.now\(|performance\.|document\.|window\./,
      );
    }
  });
});

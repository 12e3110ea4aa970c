/** Building when, and only when, the build is older than what it is made of. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locked } from './lock.mjs';
import { ROOT } from './paths.mjs';
import { run } from './process.mjs';
import { LaunchError, say } from './say.mjs';

/** In a folder that every build empties first: a build by hand, or one that was cut off, leaves no stamp. */
const STAMP = join(ROOT, 'out', 'main', '.built-from');
const WAITING = 'another start is building; waiting for it …';
const INPUTS = [
  'src',
  'electron',
  'resources/examples',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'tsconfig.json',
];

/** @param {string} path @returns {string[]} files below a path, in a stable order */
function filesBelow(path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return [];
  try {
    return readdirSync(full, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]));
  } catch {
    return [path];
  }
}

/** A hash of all that goes into the build. @param {number} electronMajor */
function fingerprint(electronMajor) {
  const hash = createHash('sha256').update(`electron ${electronMajor}`);
  for (const file of INPUTS.flatMap(filesBelow)) {
    hash.update(`\0${file}\0`);
    hash.update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}

/** @param {number} electronMajor the Electron that will run it: syntax is built for that one */
export async function ensureBuild(electronMajor) {
  if (isCurrent(fingerprint(electronMajor))) return;
  await locked(join(ROOT, 'out', '.building'), WAITING, () => build(electronMajor));
}

/** @param {string} wanted */
function isCurrent(wanted) {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted;
}

/** @param {number} electronMajor */
async function build(electronMajor) {
  const wanted = fingerprint(electronMajor);
  if (isCurrent(wanted)) return;
  say('building …');
  const { status, output } = await run('npm', ['run', 'build'], {
    cwd: ROOT,
    env: { ...process.env, ELECTRON_MAJOR_VER: String(electronMajor) },
  });
  if (status !== 0) throw new LaunchError(`the build failed:\n${output}`);
  writeFileSync(STAMP, wanted);
}

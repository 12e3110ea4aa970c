/** The first thing a fresh clone needs: node_modules as the lock file says. */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { run } from './process.mjs';
import { LaunchError, say } from './say.mjs';

const STAMP = join(ROOT, 'node_modules', '.gradpath-lock');

/** Node's version as numbers. */
function nodeVersion() {
  return process.versions.node.split('.').map(Number);
}

/** Throws when this Node is too old to run anything below. */
export function checkNode() {
  const [major, minor] = nodeVersion();
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new LaunchError(`Node ${process.versions.node} is too old: Gradpath needs Node 20.19 or later.`);
  }
}

/** Installs dependencies when there are none, or other ones than the lock file names. */
export async function ensureDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  const installed = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : null;
  if (installed === lock) return;
  say('installing dependencies (once, about a minute) …');
  const { status, output } = await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: ROOT });
  if (status !== 0) {
    const lines = output
      .trim()
      .split('\n')
      .filter((line) => line.includes('npm error'))
      .slice(0, 4);
    throw new LaunchError(`dependencies could not be installed (npm ci): ${lines.join(' ') || output.slice(-300)}`);
  }
  writeFileSync(STAMP, lock);
}

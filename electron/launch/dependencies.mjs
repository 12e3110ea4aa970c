/** The first thing a fresh clone needs: node_modules as the lock file says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { locked } from './lock.mjs';
import { ROOT } from './paths.mjs';
import { run } from './process.mjs';
import { LaunchError, say } from './say.mjs';

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

/** @typedef {Readonly<Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }>>} Packages */

/** @param {string} file @returns {Packages} none when the file is missing or damaged */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

/**
 * True when what is installed is what the lock file names. npm leaves out optional packages of other platforms.
 * @param {Packages} locked @param {Packages} installed
 */
export function isInstalled(locked, installed) {
  return Object.entries(locked).every(([path, { version, integrity, optional, devOptional }]) => {
    if (path === '') return true;
    const found = installed[path];
    if (!found) return optional === true || devOptional === true;
    return found.version === version && found.integrity === integrity;
  });
}

/** npm writes the list of what it installed last, so a cut-off installation has none. */
function isUpToDate() {
  const installed = packagesOf(join(ROOT, 'node_modules', '.package-lock.json'));
  return Object.keys(installed).length > 0 && isInstalled(packagesOf(join(ROOT, 'package-lock.json')), installed);
}

const WAITING = 'another start is installing dependencies; waiting for it …';

/** Installs dependencies when there are none, or other ones than the lock file names. */
export async function ensureDependencies() {
  if (isUpToDate()) return;
  await locked(join(ROOT, 'out', '.installing'), WAITING, async () => {
    if (!isUpToDate()) await install();
  });
}

async function install() {
  say('installing dependencies (once, about a minute) …');
  const { status, output } = await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: ROOT });
  if (status === 0) return;
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => line.includes('npm error'))
    .slice(0, 4);
  throw new LaunchError(`dependencies could not be installed (npm ci): ${lines.join(' ') || output.slice(-300)}`);
}

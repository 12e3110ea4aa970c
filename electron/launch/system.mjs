/** What Linux has to bring: GTK, NSS and friends for Electron; Xvfb where there is no display. */
import { readFileSync } from 'node:fs';
import { exists, run } from './process.mjs';
import { LaunchError, say } from './say.mjs';

/** Shared objects that Electron links, and the Debian packages that bring them. */
/** @type {readonly (readonly [string, string])[]} */
const LIBRARIES = [
  ['libgtk-3.so.0', 'libgtk-3-0'],
  ['libnss3.so', 'libnss3'],
  ['libasound.so.2', 'libasound2'],
  ['libgbm.so.1', 'libgbm1'],
  ['libatspi.so.0', 'libatspi2.0-0'],
  ['libcups.so.2', 'libcups2'],
  ['libxkbcommon.so.0', 'libxkbcommon0'],
  ['libXss.so.1', 'libxss1'],
];

/** Names of Debian packages whose libraries the loader does not know. */
async function missingLibraries() {
  const { output } = await run('/sbin/ldconfig', ['-p']);
  // A system without ldconfig (musl, Nix) is left to find its libraries by itself.
  if (!output.includes('.so')) return [];
  return LIBRARIES.filter(([library]) => !output.includes(library)).map(([, name]) => name);
}

function isDebian() {
  try {
    return /debian|ubuntu/i.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/**
 * Makes sure that Electron's libraries are there, and Xvfb when `needsDisplay`. Installs them as root on Debian and
 * Ubuntu; otherwise says in one line what to type.
 * @param {boolean} needsDisplay
 */
export async function ensureSystem(needsDisplay) {
  if (process.platform !== 'linux') return;
  const missing = await missingLibraries();
  if (needsDisplay && !(await exists('Xvfb'))) missing.push('xvfb');
  if (missing.length === 0) return;
  const install = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (!isDebian()) throw new LaunchError(`these system packages are missing (Debian's names): ${missing.join(', ')}.`);
  if (process.getuid?.() !== 0) throw new LaunchError(`system packages are missing; type: sudo sh -c '${install}'`);
  say(`installing system packages: ${missing.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  let { status, output } = await run('sh', ['-c', install], { env });
  if (status !== 0) {
    // Newer releases call some of them …t64.
    const renamed = missing.map((name) => (/^lib(gtk|asound|atspi|cups)/.test(name) ? `${name}t64` : name)).join(' ');
    ({ status, output } = await run('apt-get', ['install', '-y', '--no-install-recommends', ...renamed.split(' ')], {
      env,
    }));
  }
  if (status !== 0)
    throw new LaunchError(`system packages could not be installed: ${output.trim().split('\n').at(-1)}`);
}

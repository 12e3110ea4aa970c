/**
 * `npm run bench:canvas`: the real app against stock React Flow, cytoscape.js and sigma.js with the same network, in one
 * run. `--json`: only JSON on standard output. `--only 1000,5000`: some sizes. `--engines gradpath,sigma`. `--quick`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureBuild } from '../../../electron/launch/build.mjs';
import { ensureDependencies } from '../../../electron/launch/dependencies.mjs';
import { withDisplay } from '../../../electron/launch/display.mjs';
import { appEnvironment, rootFlags } from '../../../electron/launch/electron.mjs';
import { findRuntime } from '../../../electron/launch/runtime.mjs';
import { gradpath } from './gradpath.mjs';
import { SIZES } from './networks.mjs';

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, '../../..');
const argv = process.argv.slice(2);
const value = (/** @type {string} */ name) => (argv.includes(name) ? argv[argv.indexOf(name) + 1].split(',') : null);
const say = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);
const quick = argv.includes('--quick');
const sizes = Object.keys(SIZES)
  .map(Number)
  .filter((edges) => value('--only')?.includes(String(edges)) ?? true);
const PAGES = {
  'stock react flow': 'reactFlow.html',
  'react flow without edges': 'reactFlow.html?edges=no',
  cytoscape: 'cytoscape.html',
  sigma: 'sigma.html',
};
const ENGINES = ['gradpath', ...Object.keys(PAGES)].filter((engine) => value('--engines')?.includes(engine) ?? true);
/** Beyond this many edges a peer takes minutes for what it is asked. */
const LIMIT = {
  gradpath: 1e9,
  'stock react flow': 20_000,
  'react flow without edges': 1e9,
  cytoscape: 20_000,
  sigma: 100_000,
};
const ACTIONS = ['recolour', 'click', 'hover', 'pan', 'zoom', 'drag'];
const FRAMES = ['pan', 'zoom', 'drag'];

await ensureDependencies();
if (!existsSync(join(HERE, '../node_modules/cytoscape'))) {
  say('installing the peers (once) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: join(HERE, '..'),
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(1);
}
const { executable, major } = await findRuntime();
await ensureBuild(major);
const { build } = await import('vite');
const out = join(ROOT, 'out/bench-canvas');
const pages = ['reactFlow', 'cytoscape', 'sigma'].map((name) => join(HERE, `${name}.html`));
await build({
  root: HERE,
  base: './',
  logLevel: 'warn',
  build: { outDir: out, emptyOutDir: true, chunkSizeWarningLimit: 4000, rollupOptions: { input: pages } },
});
const { _electron } = await import('@playwright/test');

const sorted = (/** @type {number[]} */ values) => [...values].sort((a, b) => a - b);
const at = (/** @type {number[]} */ values, /** @type {number} */ share) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))];
/** @type {{ edges: number, action: string, engine: string, medianMs: number, p95Ms: number }[]} */
const rows = [];
/** @type {{ edges: number, engine: string, heapMB: number }[]} */
const heap = [];
/** Recolouring in every frame. @type {{ edges: number, framesPerSecond: number, picturesPerSecond: number, mainMs: number }[]} */
const streams = [];

/**
 * Once in some fifty starts the debugger's handshake with an Electron never ends: it is tried again.
 * @template T @param {() => Promise<T>} launch @returns {Promise<T>}
 */
async function launched(launch) {
  for (let tries = 1; ; tries++) {
    try {
      return await launch();
    } catch (error) {
      if (tries === 3) throw error;
    }
  }
}

/** @param {string} engine @param {NodeJS.ProcessEnv} env @param {string} userData */
async function start(engine, env, userData) {
  // Frames come as fast as the work allows, for every engine alike: a display's 60 Hz would hide all that is quicker.
  const free = [
    '--disable-frame-rate-limit',
    '--disable-gpu-vsync',
    '--enable-precise-memory-info',
    '--js-flags=--expose-gc',
  ];
  const target = engine === 'gradpath' ? [ROOT] : [join(HERE, 'window'), `--page=${join(out, PAGES[engine])}`];
  const app = await launched(() =>
    _electron.launch({
      executablePath: executable,
      args: [...rootFlags(), ...free, ...target],
      env: { ...appEnvironment(env), GRADPATH_USER_DATA: userData },
      timeout: 40_000,
    }),
  );
  const page = await app.firstWindow();
  await page.waitForLoadState('load');
  return { app, page };
}

/** The actions of a peer's page. @param {import('@playwright/test').Page} page */
function peer(page) {
  const call = (/** @type {string} */ name, /** @type {unknown} */ argument) =>
    page.evaluate(([action, given]) => window.bench[action](given), [name, argument]);
  let turn = 0;
  return {
    prepare: () => page.waitForFunction(() => window.bench !== undefined),
    open: (/** @type {readonly number[]} */ given) => call('open', given),
    still: () => page.waitForTimeout(100),
    recolour: () => call('recolour', ++turn),
    click: () => call('click', ++turn % 2 === 1),
    hover: () => call('hover', ++turn * 7),
    pan: (/** @type {number} */ count) => call('pan', count),
    zoom: (/** @type {number} */ count) => call('zoom', count),
    drag: (/** @type {number} */ count) => call('drag', count),
  };
}

const heapOf = (/** @type {import('@playwright/test').Page} */ page) =>
  page.evaluate(() => {
    globalThis.gc?.();
    return performance.memory.usedJSHeapSize;
  });

/** @param {string} engine @param {number} edges @param {NodeJS.ProcessEnv} env */
async function measure(engine, edges, env) {
  const opens = [];
  const add = (/** @type {string} */ action, /** @type {number[]} */ times) =>
    rows.push({ edges, action, engine, medianMs: at(times, 0.5), p95Ms: at(times, 0.95) });
  const rounds = quick ? 1 : 3;
  for (let round = 0; round < rounds; round++) {
    const userData = mkdtempSync(join(tmpdir(), 'gradpath-bench-'));
    const { app, page } = await start(engine, env, userData);
    try {
      const actions = engine === 'gradpath' ? gradpath(page) : peer(page);
      await actions.prepare();
      await page.waitForTimeout(400);
      const before = await heapOf(page);
      opens.push(await actions.open(SIZES[edges]));
      await page.waitForTimeout(600);
      if (round < rounds - 1) continue;
      heap.push({ edges, engine, heapMB: ((await heapOf(page)) - before) / 2 ** 20 });
      for (const action of ACTIONS) {
        if (engine === 'react flow without edges' && !FRAMES.includes(action)) continue;
        if (FRAMES.includes(action)) {
          await actions[action](2);
          await actions.still();
          const [first] = await actions[action](1);
          const count = first > 400 ? 4 : quick ? 10 : 30;
          add(action, await actions[action](count));
          await actions.still();
          continue;
        }
        const times = [];
        await actions[action]();
        await actions.still();
        for (let i = 0; i < (quick ? 3 : 9); i++) {
          times.push(await actions[action]());
          await actions.still();
          if (times[0] > 1500 && times.length >= 3) break;
        }
        add(action, times);
      }
      if (engine === 'gradpath' && edges > 120) streams.push({ edges, ...(await actions.stream()) });
    } finally {
      // Not `close`: a network that was dragged about would be asked whether to save it.
      const gone = new Promise((resolve) => app.process().once('exit', resolve));
      await app.evaluate(({ app: electron }) => electron.exit(0)).catch(() => {});
      await gone;
      rmSync(userData, { recursive: true, force: true });
    }
  }
  add('open', opens);
}

await withDisplay(false, async (env) => {
  for (const edges of sizes) {
    for (const engine of ENGINES) {
      if (edges > LIMIT[engine]) continue;
      say(`${edges} weights: ${engine} …`);
      await measure(engine, edges, env);
    }
  }
});

if (argv.includes('--json')) process.stdout.write(`${JSON.stringify({ rows, heap, streams })}\n`);
else {
  const cell = (/** @type {number | undefined} */ n) => (n === undefined ? '' : n.toFixed(n < 10 ? 1 : 0)).padStart(9);
  for (const action of [...ACTIONS, 'open', 'heap']) {
    process.stdout.write(
      `\n${action.padEnd(28)}${sizes.map((edges) => String(edges).padStart(9)).join('')}  ${action === 'heap' ? 'MB' : 'median ms'}\n`,
    );
    for (const engine of ENGINES) {
      const found = sizes.map((edges) =>
        action === 'heap'
          ? heap.find((row) => row.edges === edges && row.engine === engine)?.heapMB
          : rows.find((row) => row.edges === edges && row.engine === engine && row.action === action)?.medianMs,
      );
      if (found.some((n) => n !== undefined))
        process.stdout.write(`  ${engine.padEnd(26)}${found.map(cell).join('')}\n`);
    }
  }
  process.stdout.write('\nrecolouring in every frame: frames and pictures a second, work of the page a frame, ms\n');
  for (const { edges, framesPerSecond, picturesPerSecond, mainMs } of streams) {
    const numbers = [framesPerSecond, picturesPerSecond, mainMs].map((n) => n.toFixed(1).padStart(9)).join('');
    process.stdout.write(`  ${String(edges).padEnd(26)}${numbers}\n`);
  }
}

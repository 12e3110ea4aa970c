/**
 * `npm run bench`: gradpath's engine against the libraries people would use instead, in one run, taking turns, after a
 * check that they compute the same. `--json`: only JSON on standard output. `--only A,B`: some workloads. `--quick`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DENSE, denseWeights, SPARSE, samples, sparseGraph, sparseSpec } from './networks.mjs';
import { peak } from './peak.mjs';

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, '../..');
const argv = process.argv.slice(2);
const asJson = argv.includes('--json');
const quick = argv.includes('--quick');
const only = argv.includes('--only') ? argv[argv.indexOf('--only') + 1].split(',') : null;
const say = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);

// Node 20 keeps fused multiply-add behind a flag that Electron and later Nodes have on: all engines run with it.
if (!process.execArgv.length && Number(process.versions.node.split('.')[0]) < 22) {
  const flags = ['--experimental-wasm-relaxed-simd', '--expose-gc'];
  const { status } = spawnSync(process.execPath, [...flags, import.meta.filename, ...argv], { stdio: 'inherit' });
  process.exit(status ?? 1);
}

if (!existsSync(join(HERE, 'node_modules'))) {
  say('installing the peers (once) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: HERE,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(1);
}
const { build } = await import('vite');
await build({
  root: ROOT,
  logLevel: 'warn',
  build: {
    ssr: join(ROOT, 'src/engine/index.ts'),
    outDir: join(ROOT, 'out/bench'),
    emptyOutDir: true,
    target: 'node20',
    rollupOptions: { output: { entryFileNames: 'engine.js' } },
  },
});
const engine = await import(join(ROOT, 'out/bench/engine.js'));
// Loaded after the peers are there.
const { gradpath, PEERS } = await import('./engines.mjs');

const ROUNDS = quick ? 3 : 7;
const SLICE = quick ? 60 : 200;
const median = (/** @type {number[]} */ values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const wanted = (/** @type {string} */ workload) => only === null || only.includes(workload);

/** @type {{ workload: string, engine: string, value: number, unit: string, ratio: number }[]} */
const rows = [];
/** Adds rows of one workload; ratio = how many times slower than gradpath. @param {boolean} higherIsBetter */
function report(workload, unit, values, higherIsBetter) {
  const own = values.get('gradpath');
  for (const [name, value] of values) {
    rows.push({ workload, engine: name, value, unit, ratio: higherIsBetter ? own / value : value / own });
  }
}

/** Medians of alternating rounds: every contender runs once a round. @param {Map<string, () => number | Promise<number>>} contenders */
async function alternate(contenders, rounds = ROUNDS) {
  const all = new Map([...contenders.keys()].map((name) => [name, /** @type {number[]} */ ([])]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, measure] of contenders) {
      const value = await measure();
      // The first round warms up.
      if (round > 0) all.get(name)?.push(value);
    }
  }
  return new Map([...all].map(([name, values]) => [name, median(values)]));
}

async function dense(workload) {
  const task = DENSE[workload];
  const count = workload.startsWith('D') ? 256 : 640;
  const data = samples(task, count);
  const prepared = new Map();
  for (const contender of [gradpath(engine), ...PEERS]) {
    const ready = await contender.prepare(task, data);
    if (ready) prepared.set(contender.name, ready);
  }
  await sameWeights(workload, task, data);
  const contenders = new Map();
  for (const [name, ready] of prepared) {
    await ready.use?.();
    ready.step(1);
    let steps = 1;
    for (let time = 0; time < SLICE / 4; ) {
      const start = performance.now();
      ready.step(steps);
      time = performance.now() - start;
      if (time < SLICE / 4) steps = Math.ceil(steps * Math.min(10, SLICE / 2 / Math.max(time, 0.1)));
    }
    contenders.set(name, async () => {
      await ready.use?.();
      const start = performance.now();
      ready.step(steps);
      return (steps * task.batch) / ((performance.now() - start) / 1000);
    });
  }
  report(workload, 'samples/s', await alternate(contenders), true);
}

/** After three steps on the same data the first layer's weights agree to float32, where an engine lets them be read. */
async function sameWeights(workload, task, data) {
  const reference = denseWeights(task)[0];
  const after = new Map();
  for (const contender of [gradpath(engine), ...PEERS]) {
    const ready = await contender.prepare(task, data);
    if (!ready?.weights) continue;
    await ready.use?.();
    ready.step(3);
    const all = ready.weights();
    const own = contender.name === 'gradpath';
    const plan = own ? engine.compile((await import('./networks.mjs')).denseSpec(task)) : null;
    const start = plan ? plan.layout.weights.w1.offset : 0;
    after.set(contender.name, Float64Array.from(all.subarray(start, start + reference.rows * reference.cols)));
  }
  const own = after.get('gradpath');
  for (const [name, weights] of after) {
    let worst = 0;
    let moved = 0;
    weights.forEach((value, i) => {
      worst = Math.max(worst, Math.abs(value - own[i]));
      moved = Math.max(moved, Math.abs(value - reference.weight[i]));
    });
    if (worst > 1e-3 * moved + 1e-6)
      throw new Error(`${workload}: ${name} does not compute the same: off by ${worst} of ${moved}`);
  }
  say(`${workload}: ${[...after.keys()].join(', ')} agree after three steps`);
}

async function sparse(workload, connections) {
  const { ObjectGraph } = await import('./playground.mjs');
  const graph = sparseGraph(connections);
  const spec = sparseSpec(graph);
  const plan = engine.compile(spec);
  const numbers = engine.readNumbers(plan, spec);
  const evaluator = engine.createEvaluator(plan);
  evaluator.params.set(numbers.params);
  evaluator.inputs.set(numbers.inputs);
  evaluator.targets.set(numbers.targets);
  evaluator.run();
  const peer = ObjectGraph.sparse(graph);
  const inputs = Float64Array.from({ length: graph.width }, (_, i) => Math.sin(i));
  const zero = new Float64Array(graph.width);
  const peerRun = () => {
    peer.forward(inputs);
    peer.backward(peer.outputs().map((a, i) => a - zero[i]));
  };
  peerRun();
  const target = graph.edges[0].target;
  const node = peer.layers[Math.floor(target / graph.width)][target % graph.width];
  const from = graph.edges[0].source;
  const source = peer.layers[Math.floor(from / graph.width)][from % graph.width];
  const link = node.inputs.find((candidate) => candidate.source === source);
  const own = evaluator.gradient[plan.layout.weights.w0.offset];
  if (Math.abs(link.gradient - own) > 1e-9 * Math.abs(own) + 1e-15)
    throw new Error(`${workload}: gradients differ: ${own}, ${link.gradient}`);
  const measure = (run, times) => () => {
    const start = performance.now();
    for (let i = 0; i < times; i++) run();
    return ((performance.now() - start) * 1e6) / times / graph.connections;
  };
  const times = Math.max(1, Math.round((SLICE * 1e6) / (10 * graph.connections)));
  const contenders = new Map([
    ['gradpath', measure(() => evaluator.run(), times)],
    ['playground', measure(peerRun, Math.max(1, Math.round(times / 30)))],
  ]);
  report(workload, 'ns/connection', await alternate(contenders), false);
}

async function sparseBatch() {
  const graph = sparseGraph(100_000);
  const spec = sparseSpec(graph);
  const plan = engine.compile(spec);
  const numbers = engine.readNumbers(plan, spec);
  const batch = 32;
  const evaluator = engine.createEvaluator(plan, batch);
  evaluator.params.set(numbers.params);
  for (let i = 0; i < batch; i++)
    evaluator.inputs.set(
      numbers.inputs.map((x) => x + i / 10),
      i * plan.inputCount,
    );
  const contenders = new Map([
    [
      'gradpath',
      () => {
        const start = performance.now();
        for (let i = 0; i < 5; i++) evaluator.run();
        return ((performance.now() - start) * 1e6) / 5 / graph.connections / batch;
      },
    ],
  ]);
  report('E100000b32', 'ns/connection', await alternate(contenders), false);
}

async function paths() {
  const graph = sparseGraph(100_000);
  const spec = sparseSpec(graph);
  const plan = engine.compile(spec);
  const numbers = engine.readNumbers(plan, spec);
  const forward = engine.forward(plan, numbers);
  const sweep = engine.sweepPaths(plan, numbers, forward, engine.backward(plan, numbers, forward));
  const starts = engine.pathStarts(plan, forward, { kind: 'weight', edge: 'w0', row: 0, col: 0 });
  for (const top of [10, 100, 1000]) {
    if (!wanted(`paths${top}`)) continue;
    const contenders = new Map([
      [
        'gradpath',
        () => {
          const start = performance.now();
          const found = engine.listPaths(sweep, starts, top);
          const time = performance.now() - start;
          if (found.length !== top) throw new Error(`paths${top}: ${found.length} paths`);
          return time;
        },
      ],
    ]);
    report(`paths${top}`, 'ms', await alternate(contenders, 3 * ROUNDS), false);
  }
}

/** A million gradients handed over between threads as a transferred buffer: half of there and back. */
async function handOver() {
  const echo =
    "const { parentPort } = require('node:worker_threads'); parentPort.on('message', (b) => parentPort.postMessage(b, [b]));";
  const worker = new Worker(echo, { eval: true });
  let buffer = new Float64Array(1_000_000).buffer;
  const times = [];
  for (let i = 0; i < 60; i++) {
    const start = performance.now();
    const arrived = new Promise((done) => worker.once('message', done));
    worker.postMessage(buffer, [buffer]);
    buffer = await arrived;
    times.push((performance.now() - start) / 2);
  }
  await worker.terminate();
  return median(times.slice(10));
}

const limit = await peak();
for (const workload of Object.keys(DENSE)) if (wanted(workload)) await dense(workload);
for (const [workload, connections] of Object.entries(SPARSE)) if (wanted(workload)) await sparse(workload, connections);
if (wanted('E100000b32')) await sparseBatch();
if (['paths10', 'paths100', 'paths1000'].some(wanted)) await paths();
const handed = await handOver();

/** What was to be reached, as rows of the same run. */
function targets() {
  const ratio = (workload, name) => rows.find((row) => row.workload === workload && row.engine === name)?.ratio;
  const value = (workload) => rows.find((row) => row.workload === workload && row.engine === 'gradpath')?.value;
  const d32 = value('D32');
  // forward 2mnk, backward 2mnk for the weights of both layers and for the inputs of the second.
  const flops = 2 * (784 * 128 * 2 + 128 * 10 * 3);
  const share = d32 && (d32 * flops) / (limit.gflops * 1e9);
  return [
    ['A: at least 2 x synaptic', ratio('A', 'synaptic'), (x) => x >= 2],
    ['B: at least 15 x synaptic', ratio('B', 'synaptic'), (x) => x >= 15],
    ['C: at least 60 x tfjs wasm', ratio('C', 'tfjs wasm'), (x) => x >= 60],
    ['D32: at least 18 x tfjs wasm', ratio('D32', 'tfjs wasm'), (x) => x >= 18],
    ['D1: at least 80 x tfjs wasm', ratio('D1', 'tfjs wasm'), (x) => x >= 80],
    [
      `D32: share of the peak of ${limit.gflops.toFixed(1)} GFLOP/s${limit.fused ? ' (fused)' : ''}, at least 0.7`,
      share,
      (x) => x >= 0.7,
    ],
    ...['E1000', 'E10000', 'E100000'].map((w) => [`${w}: at most 4 ns a connection`, value(w), (x) => x <= 4]),
    ...['E1000', 'E10000', 'E100000'].map((w) => [
      `${w}: at least 60 x an object graph`,
      ratio(w, 'playground'),
      (x) => x >= 60,
    ]),
    ['E100000b32: at most 1 ns a connection and sample', value('E100000b32'), (x) => x <= 1],
    ['paths100: under 5 ms', value('paths100'), (x) => x < 5],
    ['paths1000: under 20 ms', value('paths1000'), (x) => x < 20],
    ['10^6 gradients handed over: under 0.5 ms', handed, (x) => x < 0.5],
  ].filter(([, found]) => found !== undefined);
}

if (asJson) {
  process.stdout.write(`${JSON.stringify({ rows })}\n`);
} else {
  const line = (cells) =>
    cells.map((cell, i) => (i < 2 ? String(cell).padEnd(14) : String(cell).padStart(16))).join('');
  console.log(line(['workload', 'engine', 'value', 'unit', 'times slower']));
  for (const { workload, engine: name, value, unit, ratio } of rows) {
    console.log(
      line([workload, name, value >= 1000 ? Math.round(value) : value.toPrecision(3), unit, ratio.toPrecision(3)]),
    );
  }
  console.log('');
}
for (const [what, found, reached] of targets()) {
  const text = `${reached(found) ? 'reached    ' : 'NOT reached'}  ${what}: ${Number(found).toPrecision(3)}`;
  if (asJson) say(text);
  else console.log(text);
}
process.exit(0);

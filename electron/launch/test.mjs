/** `npm test`: everything a fresh clone needs, then types, lint, unit tests and the real app. */

import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { checkNode, ensureDependencies } from './dependencies.mjs';
import { hasDisplay, withDisplay } from './display.mjs';
import { appEnvironment } from './electron.mjs';
import { ROOT } from './paths.mjs';
import { findRuntime } from './runtime.mjs';
import { runMain, say } from './say.mjs';
import { ensureSystem } from './system.mjs';

/** @param {string} title @param {string} command @param {readonly string[]} args @param {NodeJS.ProcessEnv} env */
function step(title, command, args, env) {
  say(`${title} …`);
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio: 'inherit', shell: process.platform === 'win32' });
    process.on('exit', () => child.kill());
    child.on('close', (code) => resolve(code ?? 1));
    child.on('error', () => resolve(1));
  });
}

/** Numbers of a vitest or playwright JSON report. @param {string} file */
function counts(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    if (report.stats) return { passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected };
    return { passed: report.numPassedTests, failed: report.numFailedTests };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

await runMain(async () => {
  checkNode();
  await ensureDependencies();
  const { executable, major } = await findRuntime();
  await ensureSystem(executable, !hasDisplay());
  const bin = (/** @type {string} */ name) => join(ROOT, 'node_modules', '.bin', name);
  const fast = [
    ['types', bin('tsc'), ['-p', '.']],
    ['lint', bin('biome'), ['check', '.']],
  ];
  for (const [title, command, args] of /** @type {[string, string, string[]][]} */ (fast)) {
    if ((await step(title, command, args, process.env)) === 0) continue;
    say(`${title}: failed; nothing further was tried.`);
    process.stdout.write('\n0 passed, 1 failed\n');
    return 1;
  }
  await ensureBuild(major);
  const unitReport = join(tmpdir(), `gradpath-unit-${process.pid}.json`);
  const e2eReport = join(tmpdir(), `gradpath-e2e-${process.pid}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`];
  const unit = await step(
    'unit tests',
    bin('vitest'),
    ['run', '--config', 'test/vitest.config.ts', ...reporters],
    process.env,
  );
  const e2e = await withDisplay(false, (env) =>
    step(
      'the real app',
      bin('playwright'),
      ['test', '--config', 'test/e2e/playwright.config.ts', ...process.argv.slice(2)],
      {
        ...appEnvironment(env),
        GRADPATH_ELECTRON: executable,
        PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport,
      },
    ),
  );
  const all = [counts(unitReport), counts(e2eReport)];
  rmSync(unitReport, { force: true });
  rmSync(e2eReport, { force: true });
  const passed = all.reduce((sum, { passed: n }) => sum + n, 0);
  const failed = all.reduce((sum, { failed: n }) => sum + n, 0);
  const good = unit === 0 && e2e === 0 && failed === 0;
  // A run can fail without a failed test: a file that cannot be loaded, an error outside any test.
  process.stdout.write(`\n${passed} passed, ${good ? 0 : Math.max(failed, 1)} failed\n`);
  return good ? 0 : 1;
});

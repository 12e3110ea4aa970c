/** Starting the app in an Electron. */
import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';
import { say } from './say.mjs';

/** Flags that only root needs: Chromium's sandbox refuses to run there. A normal user never gets them. */
export function rootFlags() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** The environment an Electron needs to be one. @param {NodeJS.ProcessEnv} env @returns {NodeJS.ProcessEnv} */
export function appEnvironment(env) {
  // Some editors' terminals leave the first one set, which turns Electron into a plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = env;
  return { ...rest, ELECTRON_DISABLE_SECURITY_WARNINGS: 'true' };
}

/**
 * @param {string} executable
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} exit status
 */
export function startElectron(executable, args, env) {
  return new Promise((resolve, reject) => {
    let said = false;
    const child = spawn(executable, [...rootFlags(), ROOT, ...args], {
      stdio: ['ignore', 'inherit', 'pipe'],
      env: appEnvironment(env),
      cwd: process.env.INIT_CWD || process.cwd(),
    });
    let rest = '';
    /** @type {string[]} */
    let hidden = [];
    child.stderr.on('data', (chunk) => {
      // Chromium talks of missing buses and GPUs on a virtual display; our own lines begin with our name.
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (/^\[\d+:|^libva|^MESA|^Warning: |^$|DevTools listening/.test(line)) hidden = [...hidden, line].slice(-3);
        else {
          said = true;
          process.stderr.write(`${line}\n`);
        }
      }
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      // Nobody may be left with nothing: what Chromium said last is then the reason.
      const asked = signal === 'SIGINT' || signal === 'SIGTERM';
      if ((code || signal) && !asked && !said) {
        say(`Electron ended with ${code ?? signal}: ${hidden.join(' ') || 'it gave no reason.'}`);
      }
      resolve(code ?? 1);
    });
    process.on('exit', () => child.kill());
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
  });
}

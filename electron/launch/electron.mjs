/** Starting the app in an Electron. */
import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';

/** Flags that only root needs: Chromium's sandbox refuses to run there. A normal user never gets them. */
export function rootFlags() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/**
 * @param {string} executable
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} exit status
 */
export function startElectron(executable, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, [...rootFlags(), ROOT, ...args], {
      stdio: ['ignore', 'inherit', 'pipe'],
      env: { ...env, ELECTRON_DISABLE_SECURITY_WARNINGS: 'true' },
      cwd: process.env.INIT_CWD || process.cwd(),
    });
    let rest = '';
    child.stderr.on('data', (chunk) => {
      // Chromium talks of missing buses and GPUs on a virtual display; our own lines begin with our name.
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines)
        if (!/^\[\d+:|^libva|^MESA|^Warning: |^$|DevTools listening/.test(line)) process.stderr.write(`${line}\n`);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
  });
}

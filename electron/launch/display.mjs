/** A display: the user's own, or a virtual one of ours. */
import { spawn } from 'node:child_process';
import { say } from './say.mjs';

/** True when a window can be shown to somebody. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Starts Xvfb on a free display number and waits until it listens.
 * @returns {Promise<{ readonly display: string, stop(): void }>}
 */
export function virtualDisplay() {
  return new Promise((resolve, reject) => {
    // -displayfd lets the server pick a number that is free and tell it.
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '2560x1600x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const stop = () => {
      server.kill();
    };
    process.on('exit', stop);
    // Without a listener a signal would end us with no `exit`, and the server would stay for ever.
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.once(signal, () => process.exit(1));
    }
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    server.stdio[3]?.once('data', (/** @type {Buffer} */ number) => {
      resolve({ display: `:${number.toString().trim()}`, stop });
    });
  });
}

/** Runs `work` with DISPLAY set, on a virtual display where there is none (or where it shall not be seen).
 * @template T @param {boolean} always @param {(env: NodeJS.ProcessEnv) => Promise<T>} work @returns {Promise<T>} */
export async function withDisplay(always, work) {
  if (!always && hasDisplay()) return await work(process.env);
  if (process.platform !== 'linux') return await work(process.env);
  const { display, stop } = await virtualDisplay();
  try {
    const { WAYLAND_DISPLAY: _, ...env } = process.env;
    return await work({ ...env, DISPLAY: display });
  } catch (error) {
    say(`on the virtual display ${display}:`);
    throw error;
  } finally {
    stop();
  }
}

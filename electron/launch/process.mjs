/** Running other programs. */
import { spawn } from 'node:child_process';

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stdio?: import('node:child_process').StdioOptions, timeout?: number }} [options]
 * @returns {Promise<{ status: number, output: string }>} `output` is what was piped from both streams
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    // npm is a .cmd file on Windows, which only a shell starts.
    const shell = process.platform === 'win32' && command === 'npm';
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options, shell });
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => resolve({ status: 127, output: error.message }));
    child.on('close', (code, signal) => resolve({ status: code ?? (signal ? 130 : 1), output }));
  });
}

/**
 * True when a program of this name is on the PATH.
 * @param {string} command
 */
export async function exists(command) {
  const { status } = await run(process.platform === 'win32' ? 'where' : 'which', [command]);
  return status === 0;
}

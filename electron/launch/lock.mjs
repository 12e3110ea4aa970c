/** One at a time: a folder as a lock between processes, for two starts at the same moment. */
import { mkdir, rm, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from './say.mjs';

/** A holder that has not renewed its lock for so long (milliseconds) no longer lives. */
export const STALE = 15_000;

/**
 * Holds the lock while `work` runs; waits for another process, takes over from one that no longer lives.
 * @template T
 * @param {string} lock path of the folder, made and removed here
 * @param {string} waiting what to say once while another process holds it
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function locked(lock, waiting, work) {
  await mkdir(dirname(lock), { recursive: true });
  for (let told = false; !(await taken(lock)); ) {
    if (!told) say(waiting);
    told = true;
    const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > STALE) await rm(lock, { recursive: true, force: true });
    await wait(500);
  }
  // Renewing may come too late, when the lock has just been given back: nothing is lost then.
  const pulse = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => {}), 1000);
  try {
    return await work();
  } finally {
    clearInterval(pulse);
    await rm(lock, { recursive: true, force: true });
  }
}

/** True when the lock is ours now. Throws when it can be nobody's, as in a folder that may not be written. @param {string} lock */
async function taken(lock) {
  try {
    await mkdir(lock);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

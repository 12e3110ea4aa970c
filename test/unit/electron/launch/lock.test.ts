import { existsSync, mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { locked, STALE } from '../../../../electron/launch/lock.mjs';

let lock = '';
beforeEach(() => {
  lock = join(mkdtempSync(join(tmpdir(), 'gradpath-lock-')), 'folder', 'lock');
});

describe('locked', () => {
  it('lets one in at a time, and gives back what the work gives', async () => {
    let inside = 0;
    const work = async () => {
      inside += 1;
      expect(inside).toBe(1);
      await wait(20);
      inside -= 1;
      return 'done';
    };
    const all = await Promise.all([1, 2, 3].map(() => locked(lock, 'waiting', work)));
    expect(all).toEqual(['done', 'done', 'done']);
    expect(existsSync(lock)).toBe(false);
  });

  it('is given back when the work fails', async () => {
    await expect(locked(lock, 'waiting', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await locked(lock, 'waiting', () => Promise.resolve(1))).toBe(1);
  });

  it('is taken over from a holder that died', async () => {
    mkdirSync(lock, { recursive: true });
    const long = new Date(Date.now() - 2 * STALE);
    utimesSync(lock, long, long);
    expect(await locked(lock, 'waiting', () => Promise.resolve(1))).toBe(1);
  });

  it('does not wait for what cannot come: a place where no lock can be made', async () => {
    const file = join(lock, '../..', 'file');
    writeFileSync(file, '');
    await expect(locked(join(file, 'lock'), 'waiting', () => Promise.resolve(1))).rejects.toThrow(/EEXIST|ENOTDIR/);
  });
});

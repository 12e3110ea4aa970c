import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../../../electron/launch/dependencies.mjs';
import { appEnvironment } from '../../../../electron/launch/electron.mjs';
import { missingLibraries } from '../../../../electron/launch/system.mjs';

describe('isInstalled', () => {
  const a = { version: '1.0.0', integrity: 'sha512-a' };
  const b = { version: '2.0.0', integrity: 'sha512-b' };
  const locked = { '': { version: '0.1.0' }, 'node_modules/a': a, 'node_modules/b': { ...b, optional: true } };

  it('is true for what the lock file names, less what is optional, and whatever else lies there', () => {
    expect(isInstalled(locked, { 'node_modules/a': a, 'node_modules/b': b, 'node_modules/c': a })).toBe(true);
    expect(isInstalled(locked, { 'node_modules/a': a })).toBe(true);
  });

  it('is false for a missing package, another version, another content', () => {
    expect(isInstalled(locked, { 'node_modules/b': b })).toBe(false);
    expect(isInstalled(locked, { 'node_modules/a': { ...a, version: '1.0.1' } })).toBe(false);
    expect(isInstalled(locked, { 'node_modules/a': a, 'node_modules/b': { ...b, integrity: 'sha512-c' } })).toBe(false);
  });
});

it('libraries that the loader does not find are read off ldd', () => {
  const report = [
    '\tlinux-vdso.so.1 (0x00007ffd)',
    '\tlibgtk-3.so.0 => not found',
    '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)',
    '\tlibnss3.so => not found',
  ].join('\n');
  expect(missingLibraries(report)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
  expect(missingLibraries('\tstatically linked\n')).toEqual([]);
});

it('an editor’s ELECTRON_RUN_AS_NODE does not reach the app', () => {
  expect(appEnvironment({ ELECTRON_RUN_AS_NODE: '1', HOME: '/home/me' })).toEqual({
    HOME: '/home/me',
    ELECTRON_DISABLE_SECURITY_WARNINGS: 'true',
  });
});

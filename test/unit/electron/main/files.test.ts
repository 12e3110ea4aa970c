import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  LARGEST_FILE,
  readText,
  remember,
  stampOf,
  sweepUnfinished,
  withEnding,
  writeText,
} from '../../../../electron/main/files';
import { loadSettings, settings } from '../../../../electron/main/settings';
import { LARGEST_TEXT } from '../../../../src/model/limits';
import { userFolder } from './userFolder';

vi.mock('electron', () => import('./userFolder'));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gradpath-files-'));
});
const at = (name: string) => join(folder, name);

describe('readText and writeText', () => {
  it('give back what was written, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        fc.pre(!text.startsWith('\uFEFF'));
        expect(await writeText(at('a.gradpath'), text)).toBeNull();
        expect(readText(at('a.gradpath'))).toMatchObject({ ok: true, path: at('a.gradpath'), text });
      }),
      { seed: 2, numRuns: 30 },
    );
    expect(readdirSync(folder)).toEqual(['a.gradpath']);
    expect(readdirSync(join(userFolder, 'saving'))).toEqual([]);
  });

  it('know a file by its stamp until somebody writes it', async () => {
    await writeText(at('a.gradpath'), 'one');
    const read = readText(at('a.gradpath'));
    expect(read).toMatchObject({ ok: true, stamp: stampOf(at('a.gradpath')) });
    await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync(at('a.gradpath'), 'two');
    expect(read).not.toMatchObject({ stamp: stampOf(at('a.gradpath')) });
    expect(stampOf(at('none.gradpath'))).toBeNull();
  });

  it('say in one sentence what cannot be read', () => {
    writeFileSync(at('latin.gradpath'), Buffer.from([0xe9, 0x74, 0xe9]));
    writeFileSync(at('huge.gradpath'), '');
    truncateSync(at('huge.gradpath'), 2 ** 29);
    const message = (name: string) => {
      const read = readText(at(name));
      return read.ok ? '' : read.message;
    };
    expect(message('none.gradpath')).toBe('none.gradpath: there is no such file.');
    expect(message('latin.gradpath')).toBe('latin.gradpath: this is not UTF-8 text.');
    expect(message('huge.gradpath')).toBe('huge.gradpath: the file is larger than 300 MB.');
    expect(message('.')).toMatch(/: this is a folder\.$/);
  });

  it('write nothing that they would not read again, and read all that a network may grow to', async () => {
    expect(LARGEST_FILE).toBe(LARGEST_TEXT);
    writeFileSync(at('a.gradpath'), 'old');
    const failure = await writeText(at('a.gradpath'), Buffer.alloc(LARGEST_FILE + 1));
    expect(failure).toBe('a.gradpath: this would be larger than 300 MB, and could not be opened again.');
    expect(readFileSync(at('a.gradpath'), 'utf8')).toBe('old');
  });

  it.skipIf(process.platform === 'win32')('do not wait for a device', () => {
    expect(readText('/dev/zero')).toEqual({ ok: false, message: 'zero: this is not a file.' });
  });

  it('leave the old file when the new one cannot be written', async () => {
    mkdirSync(at('taken.gradpath'));
    writeFileSync(at('taken.gradpath/inside'), 'kept');
    expect(await writeText(at('taken.gradpath'), 'text')).toMatch(/^taken\.gradpath: /);
    expect(await writeText(at('no/such/folder.gradpath'), 'text')).toMatch(/^folder\.gradpath: /);
    expect(readdirSync(folder)).toEqual(['taken.gradpath']);
    expect(readFileSync(at('taken.gradpath/inside'), 'utf8')).toBe('kept');
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('do not replace a read-only file', async () => {
    writeFileSync(at('fixed.gradpath'), 'old');
    chmodSync(at('fixed.gradpath'), 0o444);
    expect(await writeText(at('fixed.gradpath'), 'new')).toContain('this user may not');
    expect(readFileSync(at('fixed.gradpath'), 'utf8')).toBe('old');
  });
});

describe('sweepUnfinished', () => {
  it('removes what a killed save left, and no other file that looks like it', () => {
    writeFileSync(at('a.gradpath.123456789'), 'half');
    writeFileSync(at('a.gradpath.1'), 'a backup by number');
    writeFileSync(at('a.gradpath'), 'whole');
    mkdirSync(join(userFolder, 'saving'), { recursive: true });
    writeFileSync(join(userFolder, 'saving', 'one'), at('a.gradpath.123456789'));
    writeFileSync(join(userFolder, 'saving', 'forged'), at('a.gradpath'));
    sweepUnfinished();
    expect(readdirSync(folder)).toEqual(['a.gradpath', 'a.gradpath.1']);
    expect(readdirSync(join(userFolder, 'saving'))).toEqual([]);
  });
});

describe('names and recent files', () => {
  it('get the ending once', () => {
    expect(withEnding('/a/net')).toBe('/a/net.gradpath');
    expect(withEnding('/a/net.gradpath')).toBe('/a/net.gradpath');
    expect(withEnding('/a/NET.GRADPATH')).toBe('/a/NET.GRADPATH');
  });

  it('are remembered newest first, each once, a dozen at most, over a restart', () => {
    for (let i = 0; i < 20; i++) remember(`/n/${i}.gradpath`);
    remember('/n/15.gradpath');
    loadSettings();
    expect(settings().recents).toHaveLength(12);
    expect(settings().recents.slice(0, 3)).toEqual(['/n/15.gradpath', '/n/19.gradpath', '/n/18.gradpath']);
  });

  it('a damaged settings file counts as none', () => {
    writeFileSync(join(userFolder, 'settings.json'), '{"theme":');
    loadSettings();
    expect(settings()).toEqual({ theme: 'system', shown: false, recents: [], size: null });
    writeFileSync(join(userFolder, 'settings.json'), '{"theme": "dark", "recents": 5, "size": {"width": "a"}}');
    loadSettings();
    expect(settings()).toEqual({ theme: 'dark', shown: false, recents: [], size: null });
  });
});

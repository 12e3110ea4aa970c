import { describe, expect, it } from 'vitest';
import { keyName } from '../../../src/app/keyNames';
import { SHORTCUTS } from '../../../src/app/shortcuts';

describe('names of keys', () => {
  it('are those of the keyboard, in every chord of a text', () => {
    expect(keyName('Mod+G, Mod+Shift+G', 'linux')).toBe('Ctrl+G, Ctrl+Shift+G');
    expect(keyName('Mod+Shift+Z', 'darwin')).toBe('⌘⇧Z');
    expect(keyName('Mod+Alt+G', 'darwin')).toBe('⌘⌥G');
    expect(keyName('Mod++', 'darwin')).toBe('⌘+');
    expect(keyName('Space+drag', 'darwin')).toBe('Space+drag');
  });
  it('never show a placeholder, and are keys, not sentences', () => {
    for (const { rows } of SHORTCUTS) {
      for (const { keys } of rows) {
        expect(keys.length).toBeGreaterThan(0);
        for (const key of keys) {
          for (const platform of ['linux', 'win32', 'darwin']) expect(keyName(key, platform)).not.toMatch(/Mod/);
          expect(key).not.toMatch(/[ ,]/);
        }
      }
    }
  });
  it('say each thing once a group', () => {
    for (const { rows } of SHORTCUTS) expect(new Set(rows.map(({ what }) => what)).size).toBe(rows.length);
  });
});

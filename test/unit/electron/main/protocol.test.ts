import { sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { fileOf, POLICY } from '../../../../electron/main/protocol';

vi.mock('electron', () => ({ protocol: {} }));

const root = (fileOf('app://gradpath/x') as string).slice(0, -2);

describe('fileOf', () => {
  it('serves the page and what lies beside it', () => {
    expect(fileOf('app://gradpath/')).toBe(`${root}${sep}index.html`);
    expect(fileOf('app://gradpath/assets/a%20b.js?x#y')).toBe(`${root}${sep}assets${sep}a b.js`);
  });

  it('never leaves the folder of the page', () => {
    const piece = fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '..%2f', '%00', '%', 'a', '/', '\\', '%252e');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = fileOf(`app://gradpath/${pieces.join('/')}`);
        expect(file === null || file.startsWith(root + sep)).toBe(true);
      }),
      { seed: 3, numRuns: 2000 },
    );
    expect(fileOf('app://gradpath/..%2f..%2fpackage.json')).toBeNull();
    expect(fileOf('app://elsewhere/index.html')).toBeNull();
  });
});

it('the policy lets no script come from text or elsewhere', () => {
  expect(POLICY).toMatch(/^default-src 'none'/);
  expect(POLICY).not.toMatch(/'unsafe-inline'|'unsafe-eval'|https?:|\*/);
});

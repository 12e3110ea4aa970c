import { expect, it } from 'vitest';
import { forgetTokens, pathOf, see, seenBy, tokenFor } from '../../../../electron/main/tokens';

it('a token belongs to one window; with its file goes what that window last saw of it', () => {
  const token = tokenFor(1, '/a');
  expect(seenBy(1, '/a')).toBeNull();
  expect(see(1, '/a', 'stamp')).toBe(token);
  expect(seenBy(1, '/a')).toBe('stamp');
  // Listed among the recent files: that is no look at it.
  expect(tokenFor(1, '/a')).toBe(token);
  expect(seenBy(1, '/a')).toBe('stamp');
  expect([pathOf(1, token), pathOf(2, token), seenBy(2, '/a')]).toEqual(['/a', null, null]);
  forgetTokens(1);
  expect([pathOf(1, token), seenBy(1, '/a')]).toEqual([null, null]);
});

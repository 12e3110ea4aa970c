/** What JavaScript itself throws while a file is opened is a refusal of that file like any other. */
import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { openText } from '../../../src/model/parse';

let thrown: unknown;
vi.mock('../../../src/engine', async (original) => ({
  ...(await original<object>()),
  compile: () => {
    throw thrown;
  },
}));

it.each([
  [new RangeError('Array buffer allocation failed'), 'tooLarge', 'there is not enough memory for this network'],
  [new TypeError('x is not iterable'), 'shape', 'this network cannot be used (x is not iterable)'],
])('%s', (error, code, message) => {
  thrown = error;
  const opened = openText(readFileSync('resources/examples/two-routes.gradpath', 'utf8'));
  expect(opened).toEqual({ ok: false, error: { code, at: '', message } });
});

import { expect, it } from 'vitest';
import { failureSentence } from '../../../src/app/failures';

it.each([
  [
    new Error(
      "Error invoking remote method 'picture:export': Error: picture:export: look.unitsUpTo was refused (Too big)",
    ),
    'That could not be done: picture:export: look.unitsUpTo was refused (Too big).',
  ],
  [new RangeError('Array buffer allocation failed'), 'That could not be done: Array buffer allocation failed.'],
  [new TypeError('one\ntwo'), 'That could not be done: one.'],
  ['a word.', 'That could not be done: a word.'],
  [new Error(''), 'That could not be done: no reason was given.'],
])('%s is one sentence', (thrown, sentence) => {
  expect(failureSentence(thrown)).toBe(sentence);
});

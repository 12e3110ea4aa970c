import { describe, expect, it } from 'vitest';
import { splitTex } from '../../../src/ui/Tex';

const shown = (text: string) => splitTex(text).map((part) => (part.tex ? `[${part.text}]` : part.text));

describe('text with formulas', () => {
  it('is split at pairs of $ and of $$, the latter set as displayed ones', () => {
    expect(shown('a $x_1$ b')).toEqual(['a ', '[x_1]', ' b']);
    expect(shown('rule: $$\\frac{a}{b}$$ done')).toEqual(['rule: ', '[\\displaystyle \\frac{a}{b}]', ' done']);
    expect(shown('$a$$$b$$')).toEqual(['$a$$$b$$']);
    expect(shown('$a$ $$b$$ $c$')).toEqual(['[a]', ' ', '[\\displaystyle b]', ' ', '[c]']);
  });
  it('is left as it is where they are no pairs', () => {
    for (const text of ['costs 5 $', '$', '$$', '$a$$', '$$a$', 'a $x$ and $ b']) expect(shown(text)).toEqual([text]);
    expect(splitTex('')).toEqual([]);
  });
});

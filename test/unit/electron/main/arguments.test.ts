import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../../electron/main/arguments';

const packaged = (...args: string[]) => parseArguments(['gradpath', ...args], true);

describe('parseArguments', () => {
  it('takes the first plain argument as the file, behind the app’s folder when not packaged', () => {
    expect(packaged('a.gradpath')).toEqual({ file: 'a.gradpath', lines: 'auto', snapshot: null, problem: null });
    expect(parseArguments(['electron', '--no-sandbox', '/app', 'a.gradpath'], false).file).toBe('a.gradpath');
    expect(parseArguments(['electron', '/app'], false).file).toBeNull();
  });

  it('leaves the switches of Chromium alone', () => {
    expect(packaged('--ozone-platform=x11', '--inspect=0', 'a.gradpath').file).toBe('a.gradpath');
  });

  it('reads a picture’s flags wherever they stand', () => {
    const flags = [
      ['--snapshot', 'out.png'],
      ['--param', 'w11'],
      ['--size', '800x600'],
      ['--theme', 'dark'],
      ['--lines', 'cpu'],
      ['a.gradpath'],
    ];
    const expected = { out: 'out.png', param: 'w11', width: 800, height: 600, theme: 'dark' };
    fc.assert(
      fc.property(fc.shuffledSubarray(flags, { minLength: flags.length }), (order) => {
        expect(packaged(...order.flat())).toEqual({
          file: 'a.gradpath',
          lines: 'cpu',
          snapshot: expected,
          problem: null,
        });
      }),
      { seed: 1 },
    );
  });

  it.each([
    [['--snapshot'], '--snapshot needs the name of a PNG file'],
    [['--snapshot', 'o.png', '--param'], '--param needs the name'],
    [['--snapshot', 'o.png', '--size', '12'], '--size: expected a size such as 1440x900, found "12"'],
    [['--snapshot', 'o.png', '--size', '99999x900'], '--size: expected'],
    [['--snapshot', 'o.png', '--theme', 'blue'], '--theme: expected light or dark, found "blue"'],
    [['--lines', 'card'], '--lines: expected auto, gpu or cpu, found "card"'],
    [['--param', 'w11'], '--param says how a picture is drawn'],
  ])('says what is wrong with %j', (args, sentence) => {
    expect(packaged(...args).problem).toContain(sentence);
  });
});

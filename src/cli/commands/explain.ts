import { sweepPaths, tracePaths } from '../../engine';
import { DEPTHS, gradientEquation, TERMS } from '../../explain/equation';
import { FORMATS, render } from '../../explain/render';
import type { Notation } from '../../explain/symbols';
import { oneOf, UsageError } from '../arguments';
import { load, paramOf, withFile } from '../load';
import type { Command } from './command';

const NOTATIONS: readonly Notation[] = ['z', 'p'];

export const explain: Command = {
  name: 'explain',
  usage: 'explain FILE --param P [--depth D] [--notation N] [--format F]',
  summary: 'the chain rule, written out',
  options: { param: 'value', depth: 'value', notation: 'value', format: 'value' },
  run(args) {
    const address = args.values.get('param');
    if (address === undefined) throw new UsageError('explain needs --param, such as --param w11[0,0]');
    const depth = oneOf(args, 'depth', DEPTHS, 'numbers');
    const notation = oneOf(args, 'notation', NOTATIONS, 'z');
    const format = oneOf(args, 'format', FORMATS, 'text');
    const loaded = load(args.file);
    const param = paramOf(loaded, address);
    return withFile(loaded, () => {
      const sweep = sweepPaths(loaded.plan, loaded.numbers, loaded.forward, loaded.backward);
      const equation = gradientEquation(loaded.document, tracePaths(sweep, param, TERMS), notation);
      return `${render(equation, depth, format)}\n`;
    });
  },
};

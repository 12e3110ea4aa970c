import { checkAll } from '../../engine';
import { load } from '../load';
import { json, short, table } from '../output';
import type { Command } from './command';

export const check: Command = {
  name: 'check',
  usage: 'check FILE [--json]',
  summary: 'gradient check of every parameter',
  options: { json: 'flag' },
  run(args) {
    const { plan, numbers, forward, backward, document } = load(args.file);
    const result = checkAll(plan, numbers, forward, backward);
    const [worst] = result.worst;
    if (args.flags.has('json')) {
      return json({
        parameters: result.parameters,
        worst: worst ? { param: worst.param, relativeError: worst.relativeError } : null,
      });
    }
    const rows = result.worst
      .slice(0, 20)
      .map(({ param, gradient, finiteDifference, relativeError, differentiable }) => [
        param,
        short(gradient),
        short(finiteDifference),
        differentiable ? relativeError.toExponential(1) : 'not differentiable here',
      ]);
    return `${document.name}: ${result.parameters} parameters, the worst first\n\n${table([['parameter', 'gradient', 'central difference', 'relative error'], ...rows])}`;
  },
};

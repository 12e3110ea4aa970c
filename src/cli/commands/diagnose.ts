import { diagnose as diagnoseNetwork, examine } from '../../explain/diagnose';
import { load } from '../load';
import { json } from '../output';
import type { Command } from './command';

export const diagnose: Command = {
  name: 'diagnose',
  usage: 'diagnose FILE [--json]',
  summary: 'what is wrong with a network',
  options: { json: 'flag' },
  run(args) {
    const { document } = load(args.file);
    const found = diagnoseNetwork(examine(document));
    if (args.flags.has('json')) return json(found.map(({ kind, at, message }) => ({ kind, at, message })));
    if (found.length === 0) return `${document.name}: nothing to complain about\n`;
    return `${document.name}\n${found.map(({ kind, message }) => `  ${kind.padEnd(14)} ${message}`).join('\n')}\n`;
  },
};

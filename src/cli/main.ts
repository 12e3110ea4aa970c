/** The `gradpath` command. Exit status: 0 done; 2 the input is at fault, with one line on standard error. */
import packageJson from '../../package.json';
import { EngineError } from '../engine';
import { parseArguments, UsageError } from './arguments';
import { COMMANDS } from './commands';
import { InputFault } from './load';

function usage(): string {
  const lines = COMMANDS.map(({ usage: line, summary }) => `  gradpath ${line.padEnd(44)} ${summary}`);
  return `Usage:\n${lines.join('\n')}\n\nParameters are named like w11[0,0] or n1.bias[0]. --json prints numbers for programs.\n`;
}

/** Runs the command line; returns what to print. */
function main(argv: readonly string[]): string {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return usage();
  if (name === '--version') return `${packageJson.version}\n`;
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) {
    throw new UsageError(`there is no command "${name}" (known: ${COMMANDS.map((known) => known.name).join(', ')})`);
  }
  if (rest.includes('--help') || rest.includes('-h')) return `Usage: gradpath ${command.usage}\n${command.summary}\n`;
  const args = parseArguments(name, rest, command.options);
  return command.run(args);
}

// A reader that has seen enough (head, less) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

try {
  process.stdout.write(main(process.argv.slice(2)));
} catch (error) {
  const known = error instanceof UsageError || error instanceof InputFault || error instanceof EngineError;
  if (!known) throw error;
  process.stderr.write(`${error.message.replaceAll('\n', ' ')}\n`);
  process.exitCode = 2;
}

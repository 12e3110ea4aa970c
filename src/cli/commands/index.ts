/** Every command, in the order of the help. */
import type { Arguments, OptionKind } from '../arguments';
import { check } from './check';
import { diagnose } from './diagnose';
import { evaluate } from './evaluate';
import { explain } from './explain';
import { trace } from './trace';

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, OptionKind>>;
  /** What to print. */
  readonly run: (args: Arguments) => string;
}

export const COMMANDS: readonly Command[] = [evaluate, trace, explain, check, diagnose];

import type { Arguments, OptionKind } from '../arguments';

/** One command of the command line. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, OptionKind>>;
  /** What to print. */
  readonly run: (args: Arguments) => string;
}

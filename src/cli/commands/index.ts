/** Every command, in the order of the help. */
import { check } from './check';
import type { Command } from './command';
import { diagnose } from './diagnose';
import { evaluate } from './evaluate';
import { explain } from './explain';
import { trace } from './trace';

export const COMMANDS: readonly Command[] = [evaluate, trace, explain, check, diagnose];

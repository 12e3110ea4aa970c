/** What the page and the worker that diagnoses say to each other. */
import type { Finding, Report } from '../../explain/diagnose/examiner';
import type { CommandResult } from '../../model/commands/result';
import type { NetworkDocument } from '../../model/types';

export type Asked =
  | { readonly id: number; readonly type: 'report'; readonly doc: NetworkDocument }
  /** Of the network reported on last. */
  | { readonly id: number; readonly type: 'fix'; readonly finding: Finding; readonly label: string };

export type Answered =
  | { readonly id: number; readonly type: 'report'; readonly report: Report | null }
  | { readonly id: number; readonly type: 'fix'; readonly result: CommandResult | null };

/** What the panel asks of whoever looks for what is wrong with a network. */
import type { Finding, Report } from '../../explain/diagnose/examiner';
import type { CommandResult } from '../../model/commands/result';
import type { NetworkDocument } from '../../model/types';

export interface Diagnosing {
  /** The report on this very document, if there is one already. */
  known(doc: NetworkDocument): Report | null;
  /** Null for a network that cannot be evaluated yet: the panel says so elsewhere. */
  report(doc: NetworkDocument): Promise<Report | null>;
  /** The diff of a fix, for this document alone; null when there is no such fix any more. */
  fix(doc: NetworkDocument, finding: Finding, label: string): Promise<CommandResult | null>;
}

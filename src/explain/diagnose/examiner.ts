/** Diagnoses as plain data, for a panel that a worker serves: fixes are named, and made into a diff when one is wanted. */
import { EngineError } from '../../engine/errors';
import type { CommandResult } from '../../model/commands/result';
import type { NetworkDocument } from '../../model/types';
import { type DepthShare, gradientByDepth } from './depth';
import { examine } from './examine';
import { diagnose } from './index';
import type { Diagnosis } from './types';

/** A diagnosis with the names of its fixes. */
export type Finding = Omit<Diagnosis, 'fixes'> & { readonly fixes: readonly string[] };

export interface Report {
  readonly found: readonly Finding[];
  readonly depths: readonly DepthShare[];
}

export interface Examiner {
  /** What is wrong with a network; null when it cannot be evaluated yet. */
  report(doc: NetworkDocument): Report | null;
  /** The diff of a fix for the network reported on last; null when it has no such fix. */
  fix(finding: Pick<Finding, 'kind' | 'at'>, label: string): CommandResult | null;
}

/** Keeps the last network that was reported on. */
export function createExaminer(): Examiner {
  let last: { readonly doc: NetworkDocument; readonly found: readonly Diagnosis[] } | null = null;
  return {
    report(doc) {
      last = null;
      try {
        const network = examine(doc);
        const found = diagnose(network);
        last = { doc, found };
        const named = found.map((one) => ({ ...one, fixes: one.fixes.map(({ label }) => label) }));
        return { found: named, depths: gradientByDepth(network) };
      } catch (error) {
        if (error instanceof EngineError) return null;
        throw error;
      }
    },
    fix({ kind, at }, label) {
      const diagnosis = last?.found.find((one) => one.kind === kind && one.at === at);
      const fix = diagnosis?.fixes.find((one) => one.label === label);
      return last && fix ? fix.apply(last.doc) : null;
    },
  };
}

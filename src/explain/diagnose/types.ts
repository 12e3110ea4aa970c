/** What can be wrong with a network, in words, with the place and, where there is one, a way to mend it. */
import type { BackwardTrace, ForwardTrace, Numbers, PathSweep, Plan } from '../../engine';
import type { CommandResult } from '../../model/commands/result';
import type { NetworkDocument } from '../../model/types';

export const DIAGNOSIS_KINDS = [
  'nonFinite',
  'blockedByStep',
  'deadUnit',
  'saturated',
  'vanishing',
  'exploding',
  'symmetric',
  'linearDepth',
  'cancellation',
  'doubleSoftmax',
  'targetRange',
] as const;
export type DiagnosisKind = (typeof DIAGNOSIS_KINDS)[number];

/** One undo step that mends it. */
export interface Fix {
  readonly label: string;
  readonly apply: (doc: NetworkDocument) => CommandResult;
}

export interface Diagnosis {
  readonly kind: DiagnosisKind;
  /** A node id, a unit (`h[3]`) or a parameter (`w11[0,0]`). */
  readonly at: string;
  readonly message: string;
  readonly fixes: readonly Fix[];
}

/** A network with one pass. */
export interface Examined {
  readonly doc: NetworkDocument;
  readonly plan: Plan;
  readonly numbers: Numbers;
  readonly forward: ForwardTrace;
  readonly backward: BackwardTrace;
  /** Made only when a rule asks for it. */
  readonly sweep: () => PathSweep;
}

export type Rule = (network: Examined) => Diagnosis[];

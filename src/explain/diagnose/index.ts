/** All rules, and the one call that runs them. */
import { cancellation } from './cancellation';
import { exploding, linearDepth, vanishing } from './depth';
import { nonFinite } from './nonFinite';
import type { Diagnosis, Examined, Rule } from './types';
import { blockedByStep, deadUnit, saturated } from './units';
import { doubleSoftmax, symmetric, targetRange } from './weights';

/** Rules in the order in which they are worth reading. */
const RULES: readonly Rule[] = [
  blockedByStep,
  doubleSoftmax,
  targetRange,
  linearDepth,
  vanishing,
  exploding,
  symmetric,
  deadUnit,
  saturated,
  cancellation,
];

/** What is wrong with a network. Where values are not finite nothing else can be said. */
export function diagnose(network: Examined): Diagnosis[] {
  const broken = nonFinite(network);
  return broken.length > 0 ? broken : RULES.flatMap((rule) => rule(network));
}

export { gradientByDepth } from './depth';
export { examine } from './examine';
export { DIAGNOSIS_KINDS, type Diagnosis, type DiagnosisKind } from './types';

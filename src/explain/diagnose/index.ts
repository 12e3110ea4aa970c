/** All rules, and the one call that runs them. */
import { backward, compile, forward, type PathSweep, readNumbers, sweepPaths } from '../../engine';
import { toNetworkSpec } from '../../model/toNetworkSpec';
import type { NetworkDocument } from '../../model/types';
import { exploding, linearDepth, vanishing } from './depth';
import type { Diagnosis, Examined, Rule } from './types';
import { blockedByStep, deadUnit, nonFinite, saturated } from './units';
import { cancellation, doubleSoftmax, symmetric, targetRange } from './weights';

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

/** Runs a document's passes for the rules. Throws EngineError when it cannot be evaluated. */
export function examine(doc: NetworkDocument): Examined {
  const spec = toNetworkSpec(doc);
  const plan = compile(spec);
  const numbers = readNumbers(plan, spec);
  const trace = forward(plan, numbers);
  const back = backward(plan, numbers, trace);
  let sweep: PathSweep | null = null;
  return {
    doc,
    plan,
    numbers,
    forward: trace,
    backward: back,
    sweep: () => {
      sweep ??= sweepPaths(plan, numbers, trace, back);
      return sweep;
    },
  };
}

/** What is wrong with a network. Where values are not finite nothing else can be said. */
export function diagnose(network: Examined): Diagnosis[] {
  const broken = nonFinite(network);
  return broken.length > 0 ? broken : RULES.flatMap((rule) => rule(network));
}

export { gradientByDepth } from './depth';
export { DIAGNOSIS_KINDS, type Diagnosis, type DiagnosisKind } from './types';

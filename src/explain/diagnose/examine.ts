/** A document with one pass, for the rules and for fixes that are tried before they are offered. */
import { backward, compile, forward, type PathSweep, readNumbers, sweepPaths } from '../../engine';
import { toNetworkSpec } from '../../model/toNetworkSpec';
import type { NetworkDocument } from '../../model/types';
import type { Examined } from './types';

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

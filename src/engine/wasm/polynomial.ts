/** Polynomials by Estrin's scheme: pairs of terms side by side, so that a processor need not wait for one sum after another. */
import type { Code } from './bytes';
import type { Builder, VectorOps } from './code';

/** Σ coefficients[n] · x^n of a named x. */
export function polynomial(fn: Builder, ops: VectorOps, x: Code, coefficients: readonly number[]): Code {
  function from(first: number, count: number, powers: readonly Code[]): Code {
    if (count === 1) return ops.const(coefficients[first]);
    let level = 0;
    while (2 ** (level + 1) < count) level += 1;
    const half = 2 ** level;
    return ops.madd(from(first + half, count - half, powers), powers[level], from(first, half, powers));
  }
  function withPowers(powers: readonly Code[]): Code {
    if (2 ** powers.length >= coefficients.length) return from(0, coefficients.length, powers);
    const last = powers[powers.length - 1];
    return fn.let('v128', ops.mul(last, last), (square) => withPowers([...powers, square]));
  }
  return withPowers([x]);
}

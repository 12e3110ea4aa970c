/**
 * Exponential, logarithm and the activations on four float32 at a time, accurate to a few units in the last place. The
 * exponential splits x = n·ln 2 + r with |r| <= ln 2 / 2 and sums the Taylor series of e^r; the logarithm splits
 * x = m·2^e and sums the series of 2·artanh((m-1)/(m+1)). SPEC: W3.
 */
import type { ActivationName } from '../types';
import type { Code } from './bytes';
import { type Builder, f32x4, i32x4, v128 } from './code';
import { polynomial } from './polynomial';

const c = f32x4.const;
/** Added to a small number, leaves its nearest whole number in the low bits of the sum. */
const ROUND = 1.5 * 2 ** 23;
/** ln 2 in two parts: the first has so few bits that n times it is exact. */
const LN2_HIGH = 0.693359375;
const LN2_LOW = Math.LN2 - LN2_HIGH;

const series = (fn: Builder, x: Code, coefficients: readonly number[]): Code => polynomial(fn, f32x4, x, coefficients);

/** Passes on s = 2^n and p = e^r - 1, without the cancellation that e^r - 1 would suffer: e^x = s + s·p. */
function exponentialParts(fn: Builder, x: Code, use: (s: Code, p: Code) => Code): Code {
  // Beyond these e^x is 0 or infinite in float32; a NaN stays one.
  const clamped = f32x4.min(f32x4.max(x, c(-87.3)), c(88.3));
  return fn.let('v128', clamped, (value) =>
    fn.let('v128', f32x4.madd(value, c(Math.LOG2E), c(ROUND)), (shifted) =>
      fn.let('v128', f32x4.sub(shifted, c(ROUND)), (n) =>
        fn.let('v128', f32x4.madd(n, c(-LN2_LOW), f32x4.madd(n, c(-LN2_HIGH), value)), (r) => {
          const rest = series(fn, r, [1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720, 1 / 5040]);
          const p = f32x4.madd(f32x4.mul(r, r), rest, r);
          const s = i32x4.add([...i32x4.shl(shifted, [0x41, 23])], c(1));
          return fn.let('v128', p, (pName) => fn.let('v128', s, (sName) => use(sName, pName)));
        }),
      ),
    ),
  );
}

export function exp(fn: Builder, x: Code): Code {
  return exponentialParts(fn, x, (s, p) => f32x4.madd(s, p, s));
}

/** Natural logarithm; -Infinity at 0, NaN below. */
export function log(fn: Builder, x: Code): Code {
  return fn.let('v128', x, (value) => {
    // The offset moves the mantissa's range to [√½, √2), around 1, where the series converges fastest.
    const offset = i32x4.sub(value, c(Math.SQRT1_2));
    return fn.let('v128', offset, (bits) => {
      // An arithmetic shift: the exponent is signed.
      const exponent = i32x4.toF32x4([bits, 0x41, 23, 0xfd, 0xac, 0x01]);
      const mantissa = i32x4.add(
        v128.and(bits, [0xfd, 12, ...Array(4).fill([0xff, 0xff, 0x7f, 0x00])]),
        c(Math.SQRT1_2),
      );
      return fn.let('v128', mantissa, (m) =>
        fn.let('v128', f32x4.div(f32x4.sub(m, c(1)), f32x4.add(m, c(1))), (u) =>
          fn.let('v128', f32x4.mul(u, u), (u2) => {
            const rest = series(fn, u2, [2 / 3, 2 / 5, 2 / 7, 2 / 9]);
            const small = f32x4.madd(f32x4.mul(u, u2), rest, f32x4.add(u, u));
            const finite = f32x4.madd(exponent, c(Math.LN2), small);
            return v128.select(
              v128.select(c(-Infinity), c(Number.NaN), f32x4.eq(value, c(0))),
              finite,
              f32x4.gt(c(1e-38), value),
            );
          }),
        ),
      );
    });
  });
}

/** 1 / (1 + e^-x). */
export function logistic(fn: Builder, x: Code): Code {
  return f32x4.div(c(1), f32x4.add(c(1), exp(fn, f32x4.neg(x))));
}

/**
 * tanh x = x · P(x²) / Q(x²) for |x| <= 9, where it is 1 to float32: a rational approximation fitted for the least
 * relative error (2e-8), so that evaluating it in float32 (3e-7) is what limits it. Half the work of an exponential.
 */
const TANH = {
  limit: 9,
  above: [0.99999998, 0.13381034291, 3.4955981422e-3, 2.06092362885e-5, 1.33548539219e-8],
  below: [1, 0.46714349895, 2.58770209796e-2, 3.28565073336e-4, 7.77664151107e-7],
};

function tanh(fn: Builder, x: Code): Code {
  const clamped = f32x4.min(f32x4.max(x, c(-TANH.limit)), c(TANH.limit));
  return fn.let('v128', clamped, (value) =>
    fn.let('v128', f32x4.mul(value, value), (square) =>
      f32x4.div(f32x4.mul(value, series(fn, square, TANH.above)), series(fn, square, TANH.below)),
    ),
  );
}

/** log(1 + e^x) = max(x, 0) + log(1 + e^-|x|). */
export function softplus(fn: Builder, x: Code): Code {
  return fn.let('v128', x, (value) => {
    const tail = log(fn, f32x4.add(c(1), exp(fn, f32x4.neg(f32x4.abs(value)))));
    return f32x4.add(f32x4.max(value, c(0)), tail);
  });
}

/** Distribution function of the standard normal, by the rational approximation 26.2.17 of Abramowitz & Stegun (7.5e-8). */
function normalCdf(fn: Builder, x: Code, density: Code): Code {
  return fn.let('v128', f32x4.div(c(1), f32x4.madd(f32x4.abs(x), c(0.2316419), c(1))), (t) => {
    const sum = series(fn, t, [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429]);
    return fn.let('v128', f32x4.mul(f32x4.mul(density, t), sum), (tail) =>
      v128.select(tail, f32x4.sub(c(1), tail), f32x4.lt(x, c(0))),
    );
  });
}

function normalPdf(fn: Builder, x: Code): Code {
  return f32x4.mul(c(1 / Math.sqrt(2 * Math.PI)), exp(fn, f32x4.mul(f32x4.mul(x, x), c(-0.5))));
}

interface VectorActivation {
  /** φ(z) of a named value. */
  value(fn: Builder, z: Code): Code;
  /** φ′ from the activation alone, where a determines it; else from z, which is then kept. */
  readonly localDerivative: { readonly of: 'a' | 'z'; code(fn: Builder, v: Code): Code };
}

const leaky = (low: number): VectorActivation => ({
  value: (_, z) => v128.select(z, f32x4.mul(z, c(low)), f32x4.gt(z, c(0))),
  localDerivative: { of: 'a', code: (_, a) => v128.select(c(1), c(low), f32x4.gt(a, c(0))) },
});

/** Every elementwise activation. Softmax couples units and is with the losses. */
export const VECTOR_ACTIVATIONS: Readonly<Record<Exclude<ActivationName, 'softmax'>, VectorActivation>> = {
  identity: { value: (_, z) => z, localDerivative: { of: 'a', code: () => c(1) } },
  step: {
    value: (_, z) => v128.and(f32x4.ge(z, c(0)), c(1)),
    localDerivative: { of: 'a', code: () => c(0) },
  },
  sigmoid: { value: logistic, localDerivative: { of: 'a', code: (_, a) => f32x4.mul(a, f32x4.sub(c(1), a)) } },
  tanh: {
    value: tanh,
    // Rounding can leave |a| a hair above 1.
    localDerivative: { of: 'a', code: (_, a) => f32x4.max(f32x4.sub(c(1), f32x4.mul(a, a)), c(0)) },
  },
  relu: {
    value: (_, z) => f32x4.max(z, c(0)),
    localDerivative: { of: 'a', code: (_, a) => v128.and(f32x4.gt(a, c(0)), c(1)) },
  },
  leakyRelu: leaky(0.01),
  elu: {
    value: (fn, z) =>
      v128.select(
        z,
        exponentialParts(fn, f32x4.min(z, c(0)), (s, p) => f32x4.madd(s, p, f32x4.sub(s, c(1)))),
        f32x4.gt(z, c(0)),
      ),
    localDerivative: { of: 'a', code: (_, a) => f32x4.min(f32x4.add(a, c(1)), c(1)) },
  },
  gelu: {
    value: (fn, z) => fn.let('v128', normalPdf(fn, z), (pdf) => f32x4.mul(z, normalCdf(fn, z, pdf))),
    localDerivative: {
      of: 'z',
      code: (fn, z) => fn.let('v128', normalPdf(fn, z), (pdf) => f32x4.madd(z, pdf, normalCdf(fn, z, pdf))),
    },
  },
  silu: {
    value: (fn, z) => f32x4.mul(z, logistic(fn, z)),
    localDerivative: {
      of: 'z',
      code: (fn, z) => fn.let('v128', logistic(fn, z), (s) => f32x4.mul(s, f32x4.madd(z, f32x4.sub(c(1), s), c(1)))),
    },
  },
  softplus: {
    value: softplus,
    localDerivative: { of: 'a', code: (fn, a) => f32x4.sub(c(1), exp(fn, f32x4.neg(a))) },
  },
};

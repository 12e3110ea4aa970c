/** Kernels over one sample's row of units: softmax and the losses. Lanes beyond the last unit stay out of every sum. */
import type { LossName } from '../types';
import type { Code } from './bytes';
import { type Address, type Builder, f32x4, type Local, plus, v128 } from './code';
import { exp, log, logistic, softplus } from './vectorMath';

const c = f32x4.const;

/** Runs `body` on every vector of rows of `units`; the last one gets a mask of its lanes, unless it is full. */
function eachVector(
  fn: Builder,
  units: number,
  rows: readonly Address[],
  body: (places: readonly Address[], mask: Code | null) => Code,
): Code {
  const whole = Math.floor(units / 4);
  const rest = units % 4;
  return [
    fn.repeat(
      whole,
      rows.map((from) => ({ from, stride: 16 })),
      (places) => body(places, null),
      256,
    ),
    rest > 0
      ? body(
          rows.map((row) => plus(row, whole * 16)),
          v128.laneMask(rest),
        )
      : [],
  ];
}

const masked = (value: Code, mask: Code | null): Code => (mask ? v128.and(value, mask) : value);

/** The sum or maximum of all lanes, in every lane. */
function across(fn: Builder, value: Code, join: (a: Code, b: Code) => Code): Code {
  return fn.let('v128', value, (v) =>
    fn.let('v128', join(v, v128.shuffle(v, v, [2, 3, 0, 1])), (half) =>
      join(half, v128.shuffle(half, half, [1, 0, 3, 2])),
    ),
  );
}

/** Leaves e^(z - largest) in `to` and hands over largest and sum, in every lane. */
function exponentials(
  fn: Builder,
  units: number,
  from: Address,
  to: Address,
  use: (top: Code, sum: Code) => Code,
): Code {
  return fn.with('v128', 2, ([top, sum]) => [
    top.set(c(-Infinity)),
    eachVector(fn, units, [from], ([z], mask) => {
      const value = mask ? v128.select(v128.load(z), c(-Infinity), mask) : v128.load(z);
      return top.set(f32x4.max(top.get, value));
    }),
    top.set(across(fn, top.get, f32x4.max)),
    sum.set(c(0)),
    eachVector(fn, units, [from, to], ([z, e], mask) =>
      fn.let('v128', masked(exp(fn, f32x4.sub(v128.load(z), top.get)), mask), (value) => [
        v128.store(e, value),
        sum.set(f32x4.add(sum.get, value)),
      ]),
    ),
    sum.set(across(fn, sum.get, f32x4.add)),
    use(top.get, sum.get),
  ]);
}

/** Softmax of a row. */
export function softmaxRow(fn: Builder, units: number, z: Address, a: Address): Code {
  return exponentials(fn, units, z, a, (_, sum) =>
    fn.let('v128', f32x4.div(c(1), sum), (scale) =>
      eachVector(fn, units, [a], ([place]) => v128.store(place, f32x4.mul(v128.load(place), scale))),
    ),
  );
}

/** ∂L/∂z of a softmax row, in place of ∂L/∂a: a_i (∂L/∂a_i - Σ_j a_j ∂L/∂a_j). */
export function softmaxBackward(fn: Builder, units: number, a: Address, d: Address): Code {
  return fn.with('v128', 1, ([mean]) => [
    mean.set(c(0)),
    eachVector(fn, units, [a, d], ([ai, di]) => mean.set(f32x4.madd(v128.load(ai), v128.load(di), mean.get))),
    mean.set(across(fn, mean.get, f32x4.add)),
    eachVector(fn, units, [a, d], ([ai, di]) =>
      v128.store(di, f32x4.mul(v128.load(ai), f32x4.sub(v128.load(di), mean.get))),
    ),
  ]);
}

export interface LossRow {
  readonly loss: LossName;
  readonly units: number;
  /** Activations, targets, and where ∂L/∂a goes. */
  readonly a: Address;
  readonly t: Address;
  readonly d: Address;
  /** 1 / batch for a sample that counts, 0 for one that fills up the last batch. */
  readonly share: Code;
  /** Lanes whose sum is the loss. */
  readonly total: Local;
  /** ∂L/∂a is added to what is there already. */
  readonly add: boolean;
  /** A row for exponentials, used anew by every sample. */
  readonly scratch: Address;
}

interface UnitLoss {
  /** The share of one unit, and ∂/∂a of it, before the mean. */
  value(fn: Builder, a: Code, t: Code): Code;
  derivative(fn: Builder, a: Code, t: Code): Code;
  /** Mean over units, or sum. */
  readonly mean: boolean;
}

/** x, but 0 where `zero` is 0, whatever x is. */
const unlessZero = (x: Code, zero: Code): Code => v128.andNot(x, f32x4.eq(zero, c(0)));

const UNIT_LOSSES: Readonly<Record<Exclude<LossName, 'crossEntropy'>, UnitLoss>> = {
  mse: {
    value: (fn, a, t) => fn.let('v128', f32x4.sub(a, t), (d) => f32x4.mul(d, d)),
    derivative: (_, a, t) => f32x4.mul(c(2), f32x4.sub(a, t)),
    mean: true,
  },
  halfSquaredError: {
    value: (fn, a, t) => fn.let('v128', f32x4.sub(a, t), (d) => f32x4.mul(f32x4.mul(d, d), c(0.5))),
    derivative: (_, a, t) => f32x4.sub(a, t),
    mean: false,
  },
  mae: {
    value: (_, a, t) => f32x4.abs(f32x4.sub(a, t)),
    derivative: (_, a, t) => f32x4.sub(v128.and(f32x4.gt(a, t), c(1)), v128.and(f32x4.lt(a, t), c(1))),
    mean: true,
  },
  bce: {
    value: (fn, a, t) =>
      fn.let('v128', f32x4.sub(c(1), t), (rest) =>
        f32x4.neg(
          f32x4.add(
            unlessZero(f32x4.mul(t, log(fn, a)), t),
            unlessZero(f32x4.mul(rest, log(fn, f32x4.sub(c(1), a))), rest),
          ),
        ),
      ),
    derivative: (fn, a, t) =>
      fn.let('v128', f32x4.sub(c(1), t), (rest) =>
        f32x4.sub(unlessZero(f32x4.div(rest, f32x4.sub(c(1), a)), rest), unlessZero(f32x4.div(t, a), t)),
      ),
    mean: true,
  },
  bceWithLogits: {
    value: (fn, a, t) => f32x4.sub(softplus(fn, a), f32x4.mul(t, a)),
    derivative: (fn, a, t) => f32x4.sub(logistic(fn, a), t),
    mean: true,
  },
};

/** Adds the loss of a sample to `total` and leaves its adjoints in `d`, both weighted with its share. */
export function lossRow(fn: Builder, row: LossRow): Code {
  const { loss, units, a, t, d, share, total, add } = row;
  const put = (place: Address, value: Code): Code =>
    v128.store(place, add ? f32x4.add(v128.load(place), value) : value);
  if (loss === 'crossEntropy') return crossEntropyRow(fn, row, put);
  const { value, derivative, mean } = UNIT_LOSSES[loss];
  return fn.let('v128', mean ? f32x4.mul(share, c(1 / units)) : share, (weight) =>
    eachVector(fn, units, [a, t, d], ([ai, ti, di], mask) =>
      fn.let('v128', v128.load(ai), (unit) =>
        fn.let('v128', v128.load(ti), (target) => [
          total.set(f32x4.add(total.get, masked(f32x4.mul(weight, value(fn, unit, target)), mask))),
          put(di, masked(f32x4.mul(weight, derivative(fn, unit, target)), mask)),
        ]),
      ),
    ),
  );
}

/** Cross-entropy on logits: Σt · log Σe^a - Σ t·a, and Σt · softmax(a) - t. */
function crossEntropyRow(fn: Builder, row: LossRow, put: (place: Address, value: Code) => Code): Code {
  const { units, a, t, d, share, total, scratch } = row;
  return exponentials(fn, units, a, scratch, (top, sum) =>
    fn.with('v128', 2, ([targets, dot]) => [
      targets.set(c(0)),
      dot.set(c(0)),
      eachVector(fn, units, [a, t], ([ai, ti], mask) =>
        fn.let('v128', masked(v128.load(ti), mask), (target) => [
          targets.set(f32x4.add(targets.get, target)),
          // Relative to the largest logit, as is the logarithm: nothing large is subtracted from something large.
          dot.set(f32x4.madd(target, f32x4.sub(v128.load(ai), top), dot.get)),
        ]),
      ),
      targets.set(across(fn, targets.get, f32x4.add)),
      dot.set(across(fn, dot.get, f32x4.add)),
      fn.let('v128', f32x4.mul(share, f32x4.sub(f32x4.mul(targets.get, log(fn, sum)), dot.get)), (value) =>
        // One lane only: the loss is the sum of the lanes of `total`.
        total.set(f32x4.add(total.get, v128.and(value, v128.laneMask(1)))),
      ),
      fn.let('v128', f32x4.div(targets.get, sum), (scale) =>
        eachVector(fn, units, [scratch, t, d], ([e, ti, di], mask) => {
          const adjoint = f32x4.sub(f32x4.mul(v128.load(e), scale), v128.load(ti));
          return put(di, masked(f32x4.mul(share, adjoint), mask));
        }),
      ),
    ]),
  );
}

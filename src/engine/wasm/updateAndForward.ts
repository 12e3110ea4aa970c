/** Update and forward product in one walk over a matrix. SPEC: W8. */
import type { Code } from './bytes';
import { type Address, at, type Builder, f32x4, type Local, plus, v128 } from './code';
import { hasNarrow, type Product, wide } from './products';

/**
 * For one sample at a time: the last sample's update of a matrix and the forward product of the next in one walk over it,
 * so that the weights pass through the caches once a step. `previous` = the last sample's units, `rate` its ∂L/∂z is
 * multiplied by, `deltas` where that lies; `bias` as in `forwardProduct`.
 */
export function updateAndForward(
  fn: Builder,
  product: Product,
  previous: Address,
  deltas: Address,
  rate: Code,
  bias: Address | 'zero',
): Code {
  const { rows, cols, weights, source, target } = product;
  const biasAt = bias === 'zero' ? at(0) : bias;

  /** Sums of four units apart: one after the other they would wait for each other. */
  function panel(lanes: number, w: Address, z: Address, d: Address, b: Address): Code {
    const units =
      (count: number, sums: readonly Local[], steps: readonly Local[]) => (wi: Address, x: Address, p: Address) =>
        Array.from({ length: count }, (_, unit) =>
          fn.let('v128', v128.splat32(plus(p, 4 * unit)), (old) =>
            fn.let('v128', v128.splat32(plus(x, 4 * unit)), (value) =>
              steps.map((step, lane) => {
                const place = plus(wi, 16 * (unit * lanes + lane));
                const sum = sums[unit * lanes + lane];
                return fn.let('v128', f32x4.madd(old, step.get, v128.load(place)), (weight) => [
                  v128.store(place, weight),
                  sum.set(f32x4.madd(value, weight, sum.get)),
                ]);
              }),
            ),
          ),
        );
    const fours = Math.floor(cols / 4);
    return fn.with('v128', 4 * lanes, (sums) =>
      fn.with('v128', lanes, (steps) => [
        steps.map((step, lane) => step.set(f32x4.mul(v128.load(plus(d, 16 * lane)), rate))),
        sums.map((sum, i) => sum.set(i < lanes && bias !== 'zero' ? v128.load(plus(b, 16 * i)) : f32x4.const(0))),
        fn.repeat(
          fours,
          [
            { from: w, stride: 64 * lanes },
            { from: source, stride: 16 },
            { from: previous, stride: 16 },
          ],
          ([wi, x, p]) => units(4, sums, steps)(wi, x, p),
        ),
        units(cols % 4, sums, steps)(plus(w, fours * 64 * lanes), plus(source, fours * 16), plus(previous, fours * 16)),
        steps.map((_, lane) => {
          const pair = (unit: number) => f32x4.add(sums[unit * lanes + lane].get, sums[(unit + 1) * lanes + lane].get);
          return v128.store(plus(z, 16 * lane), f32x4.add(pair(0), pair(2)));
        }),
      ]),
    );
  }

  return [
    fn.repeat(
      wide(rows),
      [
        { from: weights, stride: cols * 32 },
        { from: target, stride: 32 },
        { from: deltas, stride: 32 },
        { from: biasAt, stride: 32 },
      ],
      ([w, z, d, b]) => panel(2, w, z, d, b),
    ),
    hasNarrow(rows)
      ? panel(
          1,
          plus(weights, wide(rows) * cols * 32),
          ...([target, deltas, biasAt].map((place) => plus(place, wide(rows) * 32)) as [Address, Address, Address]),
        )
      : [],
  ];
}

/** Update and forward product in one walk over a matrix. SPEC: W8. */
import type { Code } from './bytes';
import { type Address, at, type Builder, f32x4, plus, v128 } from './code';
import { hasNarrow, type Lane, NARROW, type Product, panelLanes, wide } from './products';

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

  /**
   * One walk down a few panels: `lanes` of them side by side, so many units at a time that there are eight sums, for one
   * sum alone would wait for itself at every step.
   */
  function walk(lanes: readonly Lane[], step: number, w: Address, z: Address, d: Address, b: Address): Code {
    const together = Math.min(4, 8 / lanes.length);
    return fn.with('v128', together * lanes.length, (sums) =>
      fn.with('v128', lanes.length, (changes) => {
        const units = (count: number) => (wi: Address, x: Address, p: Address) =>
          Array.from({ length: count }, (_, unit) =>
            fn.let('v128', v128.splat32(plus(p, 4 * unit)), (old) =>
              fn.let('v128', v128.splat32(plus(x, 4 * unit)), (value) =>
                lanes.map(({ weight: offset }, lane) => {
                  const place = plus(wi, step * unit + offset);
                  const sum = sums[unit * lanes.length + lane];
                  return fn.let('v128', f32x4.madd(old, changes[lane].get, v128.load(place)), (weight) => [
                    v128.store(place, weight),
                    sum.set(f32x4.madd(value, weight, sum.get)),
                  ]);
                }),
              ),
            ),
          );
        const blocks = Math.floor(cols / together);
        const total = (lane: number, unit: number): Code => {
          const own = sums[unit * lanes.length + lane].get;
          return unit === 0 ? own : f32x4.add(own, total(lane, unit - 1));
        };
        return [
          lanes.map(({ unit }, lane) => changes[lane].set(f32x4.mul(v128.load(plus(d, unit)), rate))),
          sums.map((sum, i) => {
            const starts = i < lanes.length && bias !== 'zero';
            return sum.set(starts ? v128.load(plus(b, lanes[i].unit)) : f32x4.const(0));
          }),
          fn.repeat(
            blocks,
            [
              { from: w, stride: step * together },
              { from: source, stride: 4 * together },
              { from: previous, stride: 4 * together },
            ],
            ([wi, x, p]) => units(together)(wi, x, p),
          ),
          units(cols % together)(
            plus(w, blocks * step * together),
            plus(source, blocks * 4 * together),
            plus(previous, blocks * 4 * together),
          ),
          lanes.map(({ unit }, lane) => v128.store(plus(z, unit), total(lane, together - 1))),
        ];
      }),
    );
  }

  /** From panel `first` on, `count` times so many panels at once. */
  const panels = (first: number, count: number, width: number): Code =>
    fn.repeat(
      count,
      [
        { from: plus(weights, first * cols * 32), stride: width * cols * 32 },
        ...[target, deltas, biasAt].map((from) => ({ from: plus(from, first * 32), stride: width * 32 })),
      ],
      ([w, z, d, b]) => walk(panelLanes(width, cols), 32, w, z, d, b),
    );
  const pairs = Math.floor(wide(rows) / 2);
  const last = wide(rows);
  return [
    panels(0, pairs, 2),
    panels(2 * pairs, last - 2 * pairs, 1),
    hasNarrow(rows)
      ? walk(
          NARROW,
          16,
          plus(weights, last * cols * 32),
          ...([target, deltas, biasAt].map((place) => plus(place, last * 32)) as [Address, Address, Address]),
        )
      : [],
  ];
}

/**
 * The three matrix products of training, in float32 SIMD. Activations and adjoints lie sample after sample, a unit's row
 * padded to whole vectors with zero adjoints. A matrix lies in panels of 8 target units (the last one of 4 where that is
 * enough): per source unit, the weights to the panel's units side by side. That one layout serves all three products, so
 * that nothing is ever transposed. A micro-kernel keeps at most 8 sums and 6 other vectors alive: more would spill.
 */
import type { Code } from './bytes';
import { type Address, at, type Builder, f32x4, type Local, plus, v128 } from './code';

/** A matrix in panels. Offsets and sizes in float32 numbers. */
export interface Panels {
  readonly offset: number;
  readonly rows: number;
  readonly cols: number;
}

/** Units of a row, padded to whole vectors. */
export const padded = (units: number): number => 4 * Math.ceil(units / 4);
/** Panels of 8, and whether a narrow one follows. */
export const wide = (rows: number): number => Math.floor(padded(rows) / 8);
export const hasNarrow = (rows: number): boolean => padded(rows) % 8 !== 0;
/** Place of a weight, relative to the arena of parameters. */
export function panelIndex({ offset, rows, cols }: Panels, row: number, col: number): number {
  const panel = row >> 3;
  const width = panel < wide(rows) ? 8 : 4;
  return offset + panel * 8 * cols + col * width + (row & 7);
}

/** One drawn edge, laid out: the buffers' strides are bytes from a sample to the next. */
export interface Product {
  readonly batch: number;
  readonly rows: number;
  readonly cols: number;
  readonly weights: Address;
  readonly source: Address;
  readonly sourceStride: number;
  readonly target: Address;
  readonly targetStride: number;
}

/** The vectors of a micro-kernel: byte offsets from the moving pointers. */
export interface Lane {
  readonly weight: number;
  readonly unit: number;
}
export const panelLanes = (panels: number, cols: number): Lane[] =>
  Array.from({ length: 2 * panels }, (_, i) => ({
    weight: (i >> 1) * cols * 32 + (i & 1) * 16,
    unit: i * 16,
  }));
export const NARROW: readonly Lane[] = [{ weight: 0, unit: 0 }];

/** Straight-line code for so few steps that all their vectors fit the registers; loops beyond. */
const unrollFor = (steps: number, vectors: number): number => (steps * vectors <= 14 ? 4096 : 0);

/** Calls `part` for all samples, four at a time and then the rest at once. */
function sampleBlocks(batch: number, part: (first: number, blocks: number, samples: number) => Code): Code {
  const fours = Math.floor(batch / 4);
  return [fours > 0 ? part(0, fours, 4) : [], batch % 4 > 0 ? part(4 * fours, 1, batch % 4) : []];
}

/**
 * z += W a, sums beginning with the biases or, without them, with what z holds. `finish` is what becomes of a vector of
 * sums before it is stored.
 */
export function forwardProduct(
  fn: Builder,
  product: Product,
  bias: Address | 'keep' | 'zero',
  finish: (sum: Code) => Code,
  unroll: number,
): Code {
  const { batch, rows, cols, weights, source, sourceStride, target, targetStride } = product;
  const biasAt = typeof bias === 'string' ? at(0) : bias;

  function micro(
    samples: number,
    lanes: readonly Lane[],
    step: number,
    a: Address,
    w: Address,
    z: Address,
    b: Address,
  ) {
    return fn.with('v128', samples * lanes.length, (sums) => {
      const sum = (sample: number, lane: number) => sums[sample * lanes.length + lane];
      const begin = sums.map((_, i) => {
        const sample = Math.floor(i / lanes.length);
        const { unit } = lanes[i % lanes.length];
        if (bias === 'keep') return sums[i].set(v128.load(plus(z, sample * targetStride + unit)));
        if (bias === 'zero') return sums[i].set(f32x4.const(0));
        return sums[i].set(v128.load(plus(b, unit)));
      });
      const steps = fn.repeat(
        cols,
        [
          { from: a, stride: 4 },
          { from: w, stride: step },
        ],
        ([ak, wk]) =>
          fn.with('v128', lanes.length, (loaded) => [
            lanes.map(({ weight }, lane) => loaded[lane].set(v128.load(plus(wk, weight)))),
            Array.from({ length: samples }, (_, sample) =>
              fn.let('v128', v128.splat32(plus(ak, sample * sourceStride)), (value) =>
                lanes.map((_, lane) =>
                  sum(sample, lane).set(f32x4.madd(value, loaded[lane].get, sum(sample, lane).get)),
                ),
              ),
            ),
          ]),
        unrollFor(cols, samples + lanes.length),
      );
      const end = sums.map((local, i) => {
        const sample = Math.floor(i / lanes.length);
        return v128.store(plus(z, sample * targetStride + lanes[i % lanes.length].unit), finish(local.get));
      });
      return [begin, steps, end];
    });
  }

  return sampleBlocks(batch, (first, blocks, samples) => {
    const a0 = plus(source, first * sourceStride);
    const z0 = plus(target, first * targetStride);
    const overSamples = (lanes: readonly Lane[], step: number, w: Address, z: Address, b: Address) =>
      fn.repeat(
        blocks,
        [
          { from: a0, stride: samples * sourceStride },
          { from: z, stride: samples * targetStride },
        ],
        ([ai, zi]) => micro(samples, lanes, step, ai, w, zi, b),
        unroll,
      );
    const together = Math.max(1, Math.floor(4 / samples));
    const groups = Math.floor(wide(rows) / together);
    const rest = wide(rows) % together;
    const done = groups * together;
    return [
      fn.repeat(
        groups,
        [
          { from: weights, stride: together * cols * 32 },
          { from: z0, stride: together * 32 },
          { from: biasAt, stride: together * 32 },
        ],
        ([w, z, b]) => overSamples(panelLanes(together, cols), 32, w, z, b),
        unroll,
      ),
      rest > 0
        ? overSamples(
            panelLanes(rest, cols),
            32,
            plus(weights, done * cols * 32),
            plus(z0, done * 32),
            plus(biasAt, done * 32),
          )
        : [],
      hasNarrow(rows)
        ? overSamples(
            NARROW,
            16,
            plus(weights, wide(rows) * cols * 32),
            plus(z0, wide(rows) * 32),
            plus(biasAt, wide(rows) * 32),
          )
        : [],
    ];
  });
}

/** Sums of the lanes of up to four vectors, as the lanes of one. */
function laneSums(fn: Builder, sums: readonly Local[]): Code {
  const get = (i: number): Code => (i < sums.length ? sums[i].get : f32x4.const(0));
  const pair = (i: number): Code =>
    f32x4.add(v128.shuffle(get(i), get(i + 1), [0, 4, 1, 5]), v128.shuffle(get(i), get(i + 1), [2, 6, 3, 7]));
  return fn.let('v128', pair(0), (low) =>
    fn.let('v128', pair(2), (high) =>
      f32x4.add(v128.shuffle(low, high, [0, 1, 4, 5]), v128.shuffle(low, high, [2, 3, 6, 7])),
    ),
  );
}

/** Adjoints of the sources: ∂L/∂a (+)= Wᵀ ∂L/∂z. Here `source` and `target` are buffers of adjoints. */
export function backwardProduct(fn: Builder, product: Product, add: boolean, unroll: number): Code {
  const { batch, rows, cols, weights, source, sourceStride, target, targetStride } = product;
  const narrow = plus(weights, wide(rows) * cols * 32);

  function micro(samples: number, units: number, w8: Address, w4: Address, d: Address, a: Address): Code {
    return fn.with('v128', samples * units, (sums) => {
      const step = (dz: Address, w: Address, width: number): Code =>
        fn.with('v128', samples, (deltas) => [
          deltas.map((delta, sample) => delta.set(v128.load(plus(dz, sample * targetStride)))),
          Array.from({ length: units }, (_, unit) =>
            fn.let('v128', v128.load(plus(w, unit * width)), (weight) =>
              deltas.map((delta, sample) => {
                const sum = sums[sample * units + unit];
                return sum.set(f32x4.madd(delta.get, weight, sum.get));
              }),
            ),
          ),
        ]);
      return [
        sums.map((sum) => sum.set(f32x4.const(0))),
        fn.repeat(
          wide(rows),
          [
            { from: d, stride: 32 },
            { from: w8, stride: cols * 32 },
          ],
          ([dz, w]) => [step(dz, w, 32), step(plus(dz, 16), plus(w, 16), 32)],
          unrollFor(wide(rows), 2 * (units + samples)),
        ),
        hasNarrow(rows) ? step(plus(d, wide(rows) * 32), w4, 16) : [],
        Array.from({ length: samples }, (_, sample) => {
          const place = plus(a, sample * sourceStride);
          const lanes = laneSums(fn, sums.slice(sample * units, (sample + 1) * units));
          return v128.store(place, add ? f32x4.add(lanes, v128.load(place)) : lanes);
        }),
      ];
    });
  }

  const overSamples = (units: number, w8: Address, w4: Address, column: number | Address): Code => {
    const from = typeof column === 'number' ? plus(source, column) : column;
    const block = (first: number, blocks: number, samples: number) =>
      fn.repeat(
        blocks,
        [
          { from: plus(target, first * targetStride), stride: samples * targetStride },
          { from: plus(from, first * sourceStride), stride: samples * sourceStride },
        ],
        ([d, a]) => micro(samples, units, w8, w4, d, a),
        unroll,
      );
    const pairs = Math.floor(batch / 2);
    return [block(0, pairs, 2), batch % 2 > 0 ? block(2 * pairs, 1, 1) : []];
  };
  const fours = Math.floor(cols / 4);
  return [
    fn.repeat(
      fours,
      [
        { from: weights, stride: 4 * 32 },
        { from: narrow, stride: 4 * 16 },
        { from: source, stride: 16 },
      ],
      ([w8, w4, a]) => overSamples(4, w8, w4, a),
      unroll,
    ),
    cols % 4 > 0
      ? overSamples(cols % 4, plus(weights, fours * 4 * 32), plus(narrow, fours * 4 * 16), plus(source, fours * 16))
      : [],
  ];
}

/** What becomes of a vector of gradients: `place` is that of its weights. */
export type Update = (gradient: Code, place: Address) => Code;

/** Gradients of the weights, ∂L/∂z aᵀ summed over the samples, each vector handed to `update` while it is in a register. */
export function weightProduct(fn: Builder, product: Product, update: Update, unroll: number): Code {
  const { batch, rows, cols, weights, source, sourceStride, target, targetStride } = product;

  function micro(units: number, lanes: number, w: Address, a: Address, d: Address): Code {
    return fn.with('v128', units * lanes, (sums) => {
      const step = (first: boolean) => (ai: Address, di: Address) =>
        fn.with('v128', lanes, (deltas) => [
          deltas.map((delta, lane) => delta.set(v128.load(plus(di, lane * 16)))),
          Array.from({ length: units }, (_, unit) =>
            fn.let('v128', v128.splat32(plus(ai, unit * 4)), (value) =>
              deltas.map((delta, lane) => {
                const sum = sums[unit * lanes + lane];
                return sum.set(first ? f32x4.mul(value, delta.get) : f32x4.madd(value, delta.get, sum.get));
              }),
            ),
          ),
        ]);
      return [
        step(true)(a, d),
        fn.repeat(
          batch - 1,
          [
            { from: plus(a, sourceStride), stride: sourceStride },
            { from: plus(d, targetStride), stride: targetStride },
          ],
          ([ai, di]) => step(false)(ai, di),
          unrollFor(batch - 1, units + lanes),
        ),
        sums.map((sum, i) => update(sum.get, plus(w, Math.floor(i / lanes) * 16 * lanes + (i % lanes) * 16))),
      ];
    });
  }

  const fours = Math.floor(cols / 4);
  const overUnits = (lanes: number, w: Address, d: Address): Code => [
    fn.repeat(
      fours,
      [
        { from: w, stride: 4 * 16 * lanes },
        { from: source, stride: 16 },
      ],
      ([wi, ai]) => micro(4, lanes, wi, ai, d),
      unroll,
    ),
    cols % 4 > 0 ? micro(cols % 4, lanes, plus(w, fours * 4 * 16 * lanes), plus(source, fours * 16), d) : [],
  ];
  return [
    fn.repeat(
      wide(rows),
      [
        { from: weights, stride: cols * 32 },
        { from: target, stride: 32 },
      ],
      ([w, d]) => overUnits(2, w, d),
      unroll,
    ),
    hasNarrow(rows) ? overUnits(1, plus(weights, wide(rows) * cols * 32), plus(target, wide(rows) * 32)) : [],
  ];
}

/** Gradients of the biases: ∂L/∂z, at `adjoints` with `stride` bytes from a sample to the next, summed over the samples. */
export function biasSums(
  fn: Builder,
  batch: number,
  rows: number,
  adjoints: Address,
  stride: number,
  bias: Address,
  update: Update,
): Code {
  return fn.repeat(
    padded(rows) / 4,
    [
      { from: adjoints, stride: 16 },
      { from: bias, stride: 16 },
    ],
    ([d, b]) =>
      fn.with('v128', 1, ([sum]) => [
        sum.set(v128.load(d)),
        fn.repeat(batch - 1, [{ from: plus(d, stride), stride }], ([next]) =>
          sum.set(f32x4.add(sum.get, v128.load(next))),
        ),
        update(sum.get, b),
      ]),
    256,
  );
}

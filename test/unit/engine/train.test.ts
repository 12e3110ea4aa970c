import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ACTIVATION_NAMES,
  batchGradient,
  createTrainer,
  LOSS_NAMES,
  type NetworkSpec,
  type Optimizer,
} from '../../../src/engine';
import { randomNetwork, randomSamples } from './trainingNetworks';

/** Relative to the largest number compared: float32 kernels against float64. */
function expectClose(found: Float64Array, expected: Float64Array, tolerance: number): void {
  const scale = Math.max(1, ...Array.from(expected, Math.abs));
  found.forEach((value, i) => {
    expect(Math.abs(value - expected[i]), `number ${i}: ${value} against ${expected[i]}`).toBeLessThan(
      tolerance * scale,
    );
  });
}

function dense(
  sizes: readonly number[],
  activation: (typeof ACTIVATION_NAMES)[number],
  loss: (typeof LOSS_NAMES)[number],
): NetworkSpec {
  const weightOf = (rows: number, cols: number, at: number) =>
    Float64Array.from({ length: rows * cols }, (_, k) => Math.sin(1 + 37 * k + 11 * at) / Math.sqrt(cols));
  return {
    nodes: [
      { id: 'x', kind: 'input', size: sizes[0], values: new Float64Array(sizes[0]) },
      ...sizes.slice(1).map((size, i) => ({
        id: `h${i}`,
        kind: 'layer' as const,
        size,
        activation:
          i === sizes.length - 2 ? (loss === 'bce' ? ('sigmoid' as const) : ('identity' as const)) : activation,
        bias: Float64Array.from({ length: size }, (_, k) => 0.1 * Math.cos(k + i)),
      })),
      { id: 'L', kind: 'loss', loss, target: new Float64Array(sizes[sizes.length - 1]) },
    ],
    edges: [
      ...sizes.slice(1).map((size, i) => ({
        id: `w${i}`,
        source: i === 0 ? 'x' : `h${i - 1}`,
        target: `h${i}`,
        weight: weightOf(size, sizes[i], i),
        mask: null,
        tiedTo: null,
        frozen: false,
      })),
      {
        id: 'e',
        source: `h${sizes.length - 2}`,
        target: 'L',
        weight: null,
        mask: null,
        tiedTo: null,
        frozen: false,
      },
    ],
  };
}

describe('W2: both backends mean the same', () => {
  test.each(ACTIVATION_NAMES)('gradients through %s', (activation) => {
    for (const [sizes, count] of [
      [[2, 4, 2, 1], 1],
      [[3, 7, 5, 2], 10],
      [[9, 13, 12, 6], 33],
      [[20, 24, 17], 5],
    ] as const) {
      const spec = dense(sizes, activation, 'mse');
      const samples = randomSamples(spec, count, 5);
      const expected = batchGradient(spec, samples, 'portable');
      const found = batchGradient(spec, samples, 'wasm');
      expect(found.loss).toBeCloseTo(expected.loss, 5);
      expectClose(found.gradient, expected.gradient, 2e-6);
    }
  });

  test.each(LOSS_NAMES)('gradients of %s', (loss) => {
    for (const sizes of [
      [3, 1],
      [3, 4],
      [2, 5, 10],
    ]) {
      const spec = dense(sizes, 'tanh', loss);
      const samples = randomSamples(spec, 7, 3);
      const expected = batchGradient(spec, samples, 'portable');
      const found = batchGradient(spec, samples, 'wasm');
      expect(found.loss).toBeCloseTo(expected.loss, 5);
      expectClose(found.gradient, expected.gradient, 2e-6);
    }
  });

  test('gradients of random networks: skips, masks, ties, several losses', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 40 }), (seed, count) => {
        const spec = randomNetwork({
          seed,
          ops: false,
          maxSize: 11,
          activations: ACTIVATION_NAMES.filter((n) => n !== 'step'),
        });
        const samples = randomSamples(spec, count, seed);
        const expected = batchGradient(spec, samples, 'portable');
        const found = batchGradient(spec, samples, 'wasm');
        expect(Math.abs(found.loss - expected.loss)).toBeLessThan(1e-5 * Math.max(1, expected.loss));
        expectClose(found.gradient, expected.gradient, 2e-5);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  const optimizers: readonly Optimizer[] = [
    { kind: 'sgd', learningRate: 0.1 },
    { kind: 'sgd', learningRate: 0.05, momentum: 0.9, dampening: 0.1 },
    { kind: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: true },
    { kind: 'rmsprop', learningRate: 0.01 },
    { kind: 'rmsprop', learningRate: 0.01, centered: true, momentum: 0.5 },
    { kind: 'adam', learningRate: 0.02 },
    { kind: 'adamw', learningRate: 0.02, weightDecay: 0.1 },
  ];
  test.each(optimizers)('twelve steps of %j', (optimizer) => {
    for (const [l1, l2] of [
      [0, 0],
      [0.01, 0.02],
    ]) {
      const spec = dense([3, 6, 2], 'tanh', 'mse');
      const samples = randomSamples(spec, 10, 9);
      const options = { optimizer, batchSize: 4, l1, l2, seed: 3 };
      const portable = createTrainer(spec, samples, { ...options, backend: 'portable' });
      const wasm = createTrainer(spec, samples, { ...options, backend: 'wasm' });
      const expected = portable.run(12);
      const found = wasm.run(12);
      expect(found.loss).toBeCloseTo(expected.loss, 4);
      expectClose(wasm.params(), portable.params(), 2e-4);
    }
  });

  test('W8: one sample at a time in a large first layer, over several calls', () => {
    for (const activation of ['relu', 'tanh', 'gelu', 'softmax'] as const) {
      const spec = dense([43, 30, 4], activation, 'crossEntropy');
      const samples = randomSamples(spec, 9, 4);
      const options = { optimizer: { kind: 'sgd', learningRate: 0.05 }, batchSize: 1 } as const;
      const portable = createTrainer(spec, samples, { ...options, backend: 'portable' });
      const wasm = createTrainer(spec, samples, { ...options, backend: 'wasm' });
      for (const steps of [1, 3, 20, 1]) {
        expect(wasm.run(steps).loss).toBeCloseTo(portable.run(steps).loss, 4);
        expectClose(wasm.params(), portable.params(), 1e-5);
      }
      const back = portable.params().map((value) => value / 2);
      portable.setParams(back);
      wasm.setParams(back);
      portable.run(4);
      wasm.run(4);
      expectClose(wasm.params(), portable.params(), 1e-5);
    }
  });
});

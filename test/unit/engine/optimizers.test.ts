import { describe, expect, test } from 'vitest';
import { createTrainer, type NetworkSpec, type Optimizer } from '../../../src/engine';
import { sampleOrder } from '../../../src/engine/train/order';

describe('T1 T2: the order of samples', () => {
  test('every epoch holds every sample once, batches never straddle two', () => {
    for (const [count, batch] of [
      [10, 4],
      [7, 7],
      [5, 1],
      [3, 8],
    ]) {
      const size = Math.min(batch, count);
      const order = sampleOrder(count, size, true, 5);
      for (let epoch = 0; epoch < 20; epoch++) {
        const seen: number[] = [];
        while (seen.length < count) {
          const taken = order.take(1, 64);
          expect(taken.steps).toBe(1);
          expect(taken.order.length).toBe(Math.min(size, count - seen.length));
          seen.push(...taken.order);
        }
        expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
      }
    }
  });

  test('does not depend on how much is taken at a time', () => {
    const one = sampleOrder(10, 3, true, 9);
    const many = sampleOrder(10, 3, true, 9);
    const single: number[] = [];
    for (let i = 0; i < 40; i++) single.push(...one.take(1, 1000).order);
    const bulk: number[] = [];
    for (let done = 0; done < 40; ) {
      const taken = many.take(40 - done, 7);
      bulk.push(...taken.order);
      done += taken.steps;
    }
    expect(bulk).toEqual(single);
  });

  test('without shuffling it is the order of the samples', () => {
    expect([...sampleOrder(4, 2, false, 1).take(4, 100).order]).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
  });
});

/** One weight w, input 1, target 0, loss w²/2: the gradient is w itself. */
const parabola = (w: number, frozen = false): NetworkSpec => ({
  nodes: [
    { id: 'x', kind: 'input', size: 1, values: Float64Array.of(1) },
    { id: 'n', kind: 'layer', size: 1, activation: 'identity', bias: null },
    { id: 'L', kind: 'loss', loss: 'halfSquaredError', target: Float64Array.of(0) },
  ],
  edges: [
    { id: 'w', source: 'x', target: 'n', weight: Float64Array.of(w), mask: null, tiedTo: null, frozen },
    { id: 'e', source: 'n', target: 'L', weight: null, mask: null, tiedTo: null, frozen: false },
  ],
});
const one = { inputs: Float64Array.of(1), targets: Float64Array.of(0), count: 1 };

/** Steps worked out by hand from PyTorch's documentation, g = w. */
const BY_HAND: readonly [string, Optimizer, (w: number) => number[]][] = [
  ['T5: SGD', { kind: 'sgd', learningRate: 0.1 }, (w) => [0.9 * w, 0.81 * w]],
  [
    'T5: momentum with dampening: the first buffer is the gradient itself',
    { kind: 'sgd', learningRate: 0.1, momentum: 0.5, dampening: 0.2 },
    (w) => {
      const first = w - 0.1 * w;
      return [first, first - 0.1 * (0.5 * w + 0.8 * first)];
    },
  ],
  [
    'T5: Nesterov',
    { kind: 'sgd', learningRate: 0.1, momentum: 0.5, nesterov: true },
    (w) => {
      const first = w - 0.1 * (w + 0.5 * w);
      const buffer = 0.5 * w + first;
      return [first, first - 0.1 * (first + 0.5 * buffer)];
    },
  ],
  [
    'T6: RMSprop',
    { kind: 'rmsprop', learningRate: 0.01, alpha: 0.9, epsilon: 1e-3 },
    (w) => {
      const v1 = 0.1 * w * w;
      const first = w - (0.01 * w) / (Math.sqrt(v1) + 1e-3);
      const v2 = 0.9 * v1 + 0.1 * first * first;
      return [first, first - (0.01 * first) / (Math.sqrt(v2) + 1e-3)];
    },
  ],
  [
    'T7: Adam: the first step is the learning rate, by the sign',
    { kind: 'adam', learningRate: 0.01, epsilon: 0 },
    (w) => {
      const first = w - 0.01 * Math.sign(w);
      const m = (0.9 * 0.1 * w + 0.1 * first) / (1 - 0.81);
      const v = (0.999 * 0.001 * w * w + 0.001 * first * first) / (1 - 0.999 ** 2);
      return [first, first - (0.01 * m) / Math.sqrt(v)];
    },
  ],
  [
    'T8: AdamW shrinks the weight apart from the gradient',
    { kind: 'adamw', learningRate: 0.01, epsilon: 0, weightDecay: 0.5 },
    (w) => [w * (1 - 0.005) - 0.01 * Math.sign(w)],
  ],
];

describe.each(['portable', 'wasm'] as const)('%s', (backend) => {
  test.each(BY_HAND)('%s', (_, optimizer, expected) => {
    const trainer = createTrainer(parabola(0.75), one, { optimizer, batchSize: 1, backend });
    for (const want of expected(0.75)) {
      trainer.run(1);
      expect(trainer.params()[0]).toBeCloseTo(want, backend === 'wasm' ? 6 : 14);
    }
  });

  test('T9: l1 and l2 are added to the gradient', () => {
    const options = { optimizer: { kind: 'sgd', learningRate: 0.1 }, batchSize: 1, l1: 0.5, l2: 2, backend } as const;
    const trainer = createTrainer(parabola(-0.75), one, options);
    trainer.run(1);
    expect(trainer.params()[0]).toBeCloseTo(-0.75 - 0.1 * (-0.75 - 1.5 - 0.5), 6);
  });

  test('T4 W5: a frozen weight stays, to the last bit', () => {
    const optimizer = { kind: 'adamw', learningRate: 0.1 } as const;
    const trainer = createTrainer(parabola(0.1, true), one, { optimizer, batchSize: 1, l2: 1, backend });
    trainer.run(5);
    expect(trainer.params()[0]).toBe(0.1);
  });

  test('T10: the loss is the mean over the steps, each before its update', () => {
    const trainer = createTrainer(parabola(2), one, {
      optimizer: { kind: 'sgd', learningRate: 0.5 },
      batchSize: 1,
      backend,
    });
    expect(trainer.run(3).loss).toBeCloseTo((2 + 0.5 + 0.125) / 3, 6);
    expect(trainer.step).toBe(3);
  });
});

test.each([
  [{ batchSize: 0 }, 'batch size must be a whole number of at least 1, found 0'],
  [{ l2: Number.NaN }, 'l2 must be a finite number of at least 0, found NaN'],
  [{ optimizer: { kind: 'sgd', learningRate: Infinity } as const }, 'learningRate must be a finite number'],
])('options that make no sense are refused: %j', (change, message) => {
  const options = { optimizer: { kind: 'sgd', learningRate: 0.1 } as const, batchSize: 1, ...change };
  expect(() => createTrainer(parabola(1), one, options)).toThrow(message);
});

test('a backend that cannot is refused', () => {
  const spec = parabola(1);
  const surrogate = {
    ...spec,
    nodes: spec.nodes.map((node) =>
      node.kind === 'layer' ? { ...node, activation: 'step' as const, surrogate: 'sigmoid' as const } : node,
    ),
  };
  const options = { optimizer: { kind: 'sgd', learningRate: 0.1 } as const, batchSize: 1 };
  expect(() => createTrainer(surrogate, one, { ...options, backend: 'wasm' })).toThrow('do not cover');
  expect(createTrainer(surrogate, one, options).backend).toBe('portable');
});

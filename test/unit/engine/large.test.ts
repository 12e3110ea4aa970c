import { expect, test } from 'vitest';
import {
  backward,
  compile,
  flowOf,
  forward,
  initialWeights,
  type NetworkSpec,
  readNumbers,
  sweepPaths,
  tracePaths,
} from '../../../src/engine';
import { normalCdf } from '../../../src/engine/registry/special';

const SIZES = [784, 128, 64, 10];

function digits(): NetworkSpec {
  const layers = SIZES.slice(1);
  return {
    nodes: [
      { id: 'x', kind: 'input', size: 784, values: Float64Array.from({ length: 784 }, (_, i) => Math.sin(i) ** 2) },
      ...layers.map((size, i) => ({
        ...{ id: `h${i}`, kind: 'layer' as const, size, bias: new Float64Array(size) },
        activation: i === 2 ? ('identity' as const) : ('tanh' as const),
      })),
      {
        id: 'L',
        kind: 'loss',
        loss: 'crossEntropy',
        target: Float64Array.from({ length: 10 }, (_, i) => (i === 3 ? 1 : 0)),
      },
    ],
    edges: [
      ...layers.map((size, i) => ({
        ...{
          id: `w${i}`,
          source: i === 0 ? 'x' : `h${i - 1}`,
          target: `h${i}`,
          mask: null,
          tiedTo: null,
          frozen: false,
        },
        weight: initialWeights('xavier', size, SIZES[i], i + 1),
      })),
      { id: 'e', source: 'h2', target: 'L', weight: null, mask: null, tiedTo: null, frozen: false },
    ],
  };
}

test('P1 P6 P9 P12: a 784-128-64-10 network, nothing of which is made an object', () => {
  const spec = digits();
  const plan = compile(spec);
  const numbers = readNumbers(plan, spec);
  const trace = forward(plan, numbers);
  const sweep = sweepPaths(plan, numbers, trace, backward(plan, numbers, trace));
  const param = { kind: 'weight', edge: 'w0', row: 17, col: 300 } as const;
  const traced = tracePaths(sweep, param, 1000);
  expect(traced.pathCount).toBe(640n);
  expect(traced.paths.length).toBe(640);
  expect(Math.abs(traced.restSum)).toBeLessThan(1e-12 * traced.absoluteMass);
  expect(traced.check.relativeError).toBeLessThan(1e-6);
  // The first K do not depend on how many are asked for, nor on what was traced before on the same pass.
  expect(tracePaths(sweep, param, 7).paths).toEqual(traced.paths.slice(0, 7));
  tracePaths(sweep, { ...param, row: 90 }, 50);
  expect(tracePaths(sweep, param, 40).paths).toEqual(traced.paths.slice(0, 40));
  const { connections } = flowOf(sweep, param);
  for (const id of ['w1', 'w2', 'e']) {
    const { offset, rows, cols } = plan.layout.connections[id];
    const cut = connections.subarray(offset, offset + rows * cols).reduce((sum, flow) => sum + flow, 0);
    expect(Math.abs(cut - traced.gradient)).toBeLessThan(1e-12 * traced.absoluteMass);
  }
});

test('P9: a chain of ten thousand neurons is no deeper than its list', () => {
  const length = 10_000;
  const name = (i: number) => (i === 0 ? 'x' : `n${i}`);
  const spec: NetworkSpec = {
    nodes: [
      { id: 'x', kind: 'input', size: 1, values: Float64Array.of(1) },
      ...Array.from({ length }, (_, i) => ({
        ...{ id: name(i + 1), kind: 'layer' as const, size: 1, activation: 'identity' as const, bias: null },
      })),
      { id: 'L', kind: 'loss', loss: 'mse', target: Float64Array.of(0) },
    ],
    edges: [
      ...Array.from({ length }, (_, i) => ({
        ...{ id: `w${i}`, source: name(i), target: name(i + 1), mask: null, tiedTo: null, frozen: false },
        weight: Float64Array.of(i % 2 === 0 ? 2 : 0.5),
      })),
      { id: 'e', source: name(length), target: 'L', weight: null, mask: null, tiedTo: null, frozen: false },
    ],
  };
  const plan = compile(spec);
  const numbers = readNumbers(plan, spec);
  const trace = forward(plan, numbers);
  const sweep = sweepPaths(plan, numbers, trace, backward(plan, numbers, trace));
  const { paths, pathCount } = tracePaths(sweep, { kind: 'weight', edge: 'w0', row: 0, col: 0 }, 3);
  expect(pathCount).toBe(1n);
  expect(paths[0].units.length).toBe(length + 1);
  expect(paths[0].contribution).toBe(1);
});

test('the normal distribution to rounding', () => {
  // Reference values to 16 digits.
  expect(normalCdf(1)).toBeCloseTo(0.8413447460685429, 15);
  expect(normalCdf(-2)).toBeCloseTo(0.0227501319481792, 15);
  expect(normalCdf(-6) / 9.865876450376981e-10).toBeCloseTo(1, 12);
  expect(normalCdf(0)).toBe(0.5);
});

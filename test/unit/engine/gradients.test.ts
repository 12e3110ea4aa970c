import { describe, expect, it } from 'vitest';
import {
  ACTIVATION_NAMES,
  allParams,
  backward,
  checkAll,
  compile,
  contributions,
  forward,
  LOSS_NAMES,
  type NetworkSpec,
  readNumbers,
} from '../../../src/engine';
import { randomNetwork } from './networks';

function run(spec: NetworkSpec) {
  const plan = compile(spec);
  const numbers = readNumbers(plan, spec);
  const trace = forward(plan, numbers);
  return { plan, numbers, trace, back: backward(plan, numbers, trace) };
}

/** One layer of three with an activation, then a loss. */
function oneLayer(activation: (typeof ACTIVATION_NAMES)[number], loss: (typeof LOSS_NAMES)[number]): NetworkSpec {
  const probability = loss === 'bce';
  return {
    nodes: [
      { id: 'x', kind: 'input', size: 2, values: Float64Array.of(0.7, -1.3) },
      { id: 'h', kind: 'layer', size: 3, activation, bias: Float64Array.of(0.1, -0.2, 0.3) },
      { id: 'y', kind: 'layer', size: 3, activation: probability ? 'sigmoid' : 'identity', bias: null },
      { id: 'L', kind: 'loss', loss, target: Float64Array.of(0.2, 0.5, 0.3) },
    ],
    edges: [
      {
        id: 'w',
        source: 'x',
        target: 'h',
        weight: Float64Array.of(0.5, -0.4, 1.2, 0.3, -0.8, 0.9),
        mask: null,
        tiedTo: null,
        frozen: false,
      },
      {
        id: 'v',
        source: 'h',
        target: 'y',
        weight: Float64Array.of(0.3, -1.1, 0.4, 0.8, 0.2, -0.6, 0.5, 0.7, -0.9),
        mask: null,
        tiedTo: null,
        frozen: false,
      },
      { id: 'e', source: 'y', target: 'L', weight: null, mask: null, tiedTo: null, frozen: false },
    ],
  };
}

describe('the backward pass', () => {
  for (const activation of ACTIVATION_NAMES) {
    for (const loss of LOSS_NAMES) {
      it(`B1 B2 G1: agrees with differences: ${activation}, ${loss}`, () => {
        const { plan, numbers, trace, back } = run(oneLayer(activation, loss));
        const { worst, parameters } = checkAll(plan, numbers, trace, back);
        expect(parameters).toBe(6 + 9 + 3);
        for (const row of worst) expect(row.relativeError, row.param).toBeLessThan(1e-7);
      });
    }
  }

  it('B1 B3 G1: agrees with differences on random smooth networks', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const { plan, numbers, trace, back } = run(randomNetwork(seed, { smooth: true }));
      for (const row of checkAll(plan, numbers, trace, back).worst) {
        expect(row.relativeError, `seed ${seed} ${row.param}`).toBeLessThan(1e-6);
      }
    }
  });

  it('B4: hands every unit the sum of the contributions of its outgoing connections', () => {
    for (let seed = 1; seed <= 80; seed++) {
      const { plan, numbers, trace, back } = run(randomNetwork(seed));
      const all = contributions(plan, numbers, trace, back);
      for (const node of plan.nodes) {
        if (node.kind === 'loss') continue;
        for (let unit = 0; unit < node.size; unit++) {
          let sum = 0;
          for (const { rows, cols, weight, connection } of node.outgoing) {
            if (weight < 0) sum += all[connection + unit];
            else for (let row = 0; row < rows; row++) sum += all[connection + row * cols + unit];
          }
          expect(sum).toBeCloseTo(back.dLda[node.offset + unit], 10);
        }
      }
    }
  });

  it('F3: says where a value stops being finite, without throwing', () => {
    const spec = oneLayer('identity', 'mse');
    const values = Float64Array.of(1e308, 1e308);
    const { trace } = run({
      ...spec,
      nodes: spec.nodes.map((node) => (node.kind === 'input' ? { ...node, values } : node)),
    });
    expect(trace.nonFinite).toMatchObject({ quantity: expect.stringMatching(/^[za]$/) });
    expect(Number.isFinite(trace.loss)).toBe(false);
  });

  it('G3: is honest at kinks', () => {
    const spec = oneLayer('relu', 'mse');
    const nodes = spec.nodes.map((node) =>
      node.id === 'h'
        ? { ...node, bias: Float64Array.of(0, 0, 0) }
        : node.kind === 'input'
          ? { ...node, values: Float64Array.of(0, 0) }
          : node,
    ) as NetworkSpec['nodes'];
    const { plan, numbers, trace, back } = run({ ...spec, nodes });
    const { worst } = checkAll(plan, numbers, trace, back);
    const biases = worst.filter(({ param }) => param.startsWith('h.bias'));
    expect(biases.map(({ differentiable }) => differentiable)).toEqual([false, false, false]);
    expect(worst.filter(({ param }) => param.startsWith('w[')).every(({ differentiable }) => differentiable)).toBe(
      true,
    );
  });

  it('A1: lists every parameter once', () => {
    const { plan } = run(randomNetwork(7));
    const count = [...allParams(plan.layout, () => false)].length;
    expect(count).toBe(plan.layout.paramCount);
  });
});

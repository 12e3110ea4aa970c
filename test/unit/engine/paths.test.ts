import { describe, expect, it } from 'vitest';
import { flowEntries } from '../../../src/cli/commands/trace';
import {
  allParams,
  backward,
  compile,
  flowOf,
  formatAddress,
  forward,
  type NetworkSpec,
  readNumbers,
  sweepPaths,
  tracePaths,
} from '../../../src/engine';
import { bruteForcePaths } from './brute';
import { randomNetwork } from './networks';

function swept(spec: NetworkSpec) {
  const plan = compile(spec);
  const numbers = readNumbers(plan, spec);
  const trace = forward(plan, numbers);
  const sweep = sweepPaths(plan, numbers, trace, backward(plan, numbers, trace));
  const masks = new Map(spec.edges.map((edge) => [edge.id, edge.mask]));
  const params = [...allParams(plan.layout, (edge, k) => masks.get(edge)?.[k] === 0)];
  return { plan, trace, sweep, params };
}

function close(a: number, b: number, scale: number): boolean {
  return Math.abs(a - b) <= 1e-11 * Math.max(scale, 1e-300) + 1e-15;
}

/** Full list of a brute-force run in the order that FORMAT fixes. */
function ordered(paths: ReturnType<typeof bruteForcePaths>) {
  const key = (units: readonly string[]) => units;
  return [...paths].sort((a, b) => {
    const size = Math.abs(b.contribution) - Math.abs(a.contribution);
    if (Math.abs(size) > 1e-12 * Math.max(Math.abs(a.contribution), Math.abs(b.contribution))) return size;
    const [x, y] = [key(a.units), key(b.units)];
    for (let i = 0; i < Math.min(x.length, y.length); i++) if (x[i] !== y[i]) return x[i] < y[i] ? -1 : 1;
    return x.length - y.length;
  });
}

const CASES = [
  ...Array.from({ length: 120 }, (_, i) => ({ seed: i + 1, zeros: false })),
  ...Array.from({ length: 80 }, (_, i) => ({ seed: i + 1000, zeros: true })),
];

describe('paths', () => {
  it('P2-P5 P7 P8 P13 P14: equal a listing of all of them on random networks: counts, sums, mass, order, lengths', () => {
    for (const { seed, zeros } of CASES) {
      const spec = randomNetwork(seed, { zeros });
      const { plan, trace, sweep, params } = swept(spec);
      for (const param of params) {
        const where = `seed ${seed} ${formatAddress(param)}`;
        const brute = bruteForcePaths(spec, plan, trace, param);
        const traced = tracePaths(sweep, param, 1e6);
        const mass = brute.reduce((sum, { contribution }) => sum + Math.abs(contribution), 0);
        const sum = brute.reduce((total, { contribution }) => total + contribution, 0);
        expect(traced.pathCount, where).toBe(BigInt(brute.length));
        expect(traced.livePathCount, where).toBe(BigInt(brute.filter(({ live }) => live).length));
        expect(traced.paths.length, where).toBe(brute.length);
        expect(close(traced.gradient, sum, mass), `${where}: ${traced.gradient} ${sum}`).toBe(true);
        expect(close(traced.absoluteMass, mass, mass), where).toBe(true);
        expect(close(traced.listedSum, sum, mass), where).toBe(true);
        expect(close(traced.restSum, 0, mass), where).toBe(true);
        const want = ordered(brute);
        traced.paths.forEach((path, i) => {
          expect(close(path.contribution, want[i].contribution, Math.abs(want[i].contribution)), `${where} #${i}`).toBe(
            true,
          );
          expect(path.units, `${where} #${i}`).toEqual(want[i].units);
          const product = path.factors.reduce((value, factor) => value * factor.value, 1);
          expect(Math.abs(product)).toBe(Math.abs(path.contribution));
          expect(path.blockedAt === null).toBe(want[i].live);
        });
        const lengths = new Map<number, { count: bigint; gradient: number }>();
        for (const { units, contribution } of brute) {
          const share = lengths.get(units.length) ?? { count: 0n, gradient: 0 };
          lengths.set(units.length, { count: share.count + 1n, gradient: share.gradient + contribution });
        }
        expect(
          traced.byLength.map(({ length }) => length),
          where,
        ).toEqual([...lengths.keys()].sort((a, b) => a - b));
        for (const { length, count, gradient } of traced.byLength) {
          expect(count, where).toBe(lengths.get(length)?.count);
          expect(close(gradient, lengths.get(length)?.gradient ?? 0, mass), where).toBe(true);
        }
      }
    }
  });

  it('P8 P9: list any K as a prefix of the whole list', () => {
    for (const { seed, zeros } of CASES.slice(0, 60)) {
      const { sweep, params } = swept(randomNetwork(seed, { zeros }));
      for (const param of params) {
        const all = tracePaths(sweep, param, 1e6).paths;
        for (const top of [1, 2, 3, 7]) {
          const some = tracePaths(sweep, param, top);
          expect(some.paths.map(({ units }) => units)).toEqual(all.slice(0, top).map(({ units }) => units));
          expect(close(some.listedSum + some.restSum, some.gradient, some.absoluteMass)).toBe(true);
        }
      }
    }
  });

  it('P11: flows: every connection carries exactly the paths that run through it', () => {
    for (const { seed, zeros } of CASES) {
      const spec = randomNetwork(seed, { zeros });
      const { plan, trace, sweep, params } = swept(spec);
      for (const param of params) {
        const brute = bruteForcePaths(spec, plan, trace, param);
        const mass = brute.reduce((sum, { contribution }) => sum + Math.abs(contribution), 0);
        const through = new Map<string, number>();
        for (const { steps, contribution } of brute) {
          for (const step of steps) through.set(step, (through.get(step) ?? 0) + contribution);
        }
        const flow = new Map(flowEntries(plan, flowOf(sweep, param)));
        for (const [name, value] of through) {
          expect(close(flow.get(name) as number, value, mass), `seed ${seed} ${formatAddress(param)} ${name}`).toBe(
            true,
          );
        }
        for (const [name, value] of flow) {
          if (!through.has(name)) expect(close(value, 0, mass), `seed ${seed} ${name}`).toBe(true);
        }
      }
    }
  });

  it('P12: flows into the losses add up to the gradient', () => {
    for (const { seed } of CASES) {
      const { plan, sweep, params } = swept(randomNetwork(seed));
      for (const param of params) {
        const { connections } = flowOf(sweep, param);
        const { gradient, absoluteMass } = tracePaths(sweep, param, 0);
        let sum = 0;
        for (const edge of plan.edges) {
          if (edge.target.kind !== 'loss') continue;
          for (let i = 0; i < edge.rows; i++) sum += connections[edge.connection + i];
        }
        expect(close(sum, gradient, absoluteMass), `seed ${seed} ${formatAddress(param)}`).toBe(true);
      }
    }
  });

  it('P4: are counted exactly beyond 2^53', () => {
    const depth = 20;
    const width = 10;
    const nodes: NetworkSpec['nodes'] = [
      { id: 'x', kind: 'input', size: 1, values: Float64Array.of(1) },
      ...Array.from({ length: depth }, (_, i) => ({
        id: `h${i}`,
        kind: 'layer' as const,
        size: width,
        activation: 'tanh' as const,
        bias: null,
      })),
      { id: 'L', kind: 'loss', loss: 'mse', target: new Float64Array(width) },
    ];
    const edge = (source: string, target: string, count: number | null, i: number) => ({
      id: `w${i}`,
      source,
      target,
      weight: count === null ? null : Float64Array.from({ length: count }, (_, k) => Math.sin(k + i) / 3),
      mask: null,
      tiedTo: null,
      frozen: false,
    });
    const edges = [
      edge('x', 'h0', width, 0),
      ...Array.from({ length: depth - 1 }, (_, i) => edge(`h${i}`, `h${i + 1}`, width * width, i + 1)),
      edge(`h${depth - 1}`, 'L', null, depth),
    ];
    const { sweep } = swept({ nodes, edges });
    const traced = tracePaths(sweep, { kind: 'weight', edge: 'w0', row: 0, col: 0 }, 200);
    expect(traced.pathCount).toBe(10n ** 19n);
    expect(traced.paths.length).toBe(200);
    for (let i = 1; i < 200; i++) {
      expect(Math.abs(traced.paths[i].contribution)).toBeLessThanOrEqual(
        Math.abs(traced.paths[i - 1].contribution) * (1 + 1e-12),
      );
    }
    expect(new Set(traced.paths.map(({ units }) => units.join())).size).toBe(200);
  });

  it('P10: list blocked paths in the order of their units even when there are more than can be listed', () => {
    const width = 30;
    const layer = (id: string, activation: 'step' | 'identity') => ({
      id,
      kind: 'layer' as const,
      size: width,
      activation,
      bias: null,
    });
    const dense = (id: string, source: string, target: string, count: number) => ({
      id,
      source,
      target,
      weight: new Float64Array(count).fill(1),
      mask: null,
      tiedTo: null,
      frozen: false,
    });
    const { sweep } = swept({
      nodes: [
        { id: 'x', kind: 'input', size: 1, values: Float64Array.of(1) },
        layer('a', 'step'),
        ...['b', 'c', 'd', 'f', 'g', 'h'].map((id) => layer(id, 'identity')),
        { id: 'L', kind: 'loss', loss: 'mse', target: new Float64Array(width) },
      ],
      edges: [
        dense('w0', 'x', 'a', width),
        ...['ab', 'bc', 'cd', 'df', 'fg', 'gh'].map(([s, t], i) => dense(`w${i + 1}`, s, t, width * width)),
        { id: 'e', source: 'h', target: 'L', weight: null, mask: null, tiedTo: null, frozen: false },
      ],
    });
    const traced = tracePaths(sweep, { kind: 'weight', edge: 'w0', row: 0, col: 0 }, 3);
    expect(traced.pathCount).toBe(30n ** 6n);
    expect(traced.livePathCount).toBe(0n);
    expect(traced.cancellation).toBe(null);
    expect(traced.paths[0].units).toEqual(['a[0]', 'b[0]', 'c[0]', 'd[0]', 'f[0]', 'g[0]', 'h[0]', 'L']);
    expect(traced.paths[1].units[6]).toBe('h[10]');
    expect(traced.paths[0].blockedAt).toBe(1);
  });
});

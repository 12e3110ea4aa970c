import { describe, expect, test } from 'vitest';
import {
  allParams,
  backward,
  compile,
  flowOf,
  forward,
  readNumbers,
  sweepPaths,
  tracePaths,
  traceSamples,
} from '../../../src/engine';
import { sampleNumbers } from '../../../src/engine/train/portable';
import { randomNetwork, randomSamples } from './trainingNetworks';

describe('P16-P18: means over a batch', () => {
  test('equal the means of all samples, path by path, on random networks', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const spec = randomNetwork({ seed, hidden: 3, maxSize: 3, zeros: 0.1 });
      const plan = compile(spec);
      const { params } = readNumbers(plan, spec);
      const samples = randomSamples(spec, 4, seed);
      const masks = new Map(spec.edges.map(({ id, mask }) => [id, mask]));
      for (const param of allParams(plan.layout, (edge, k) => masks.get(edge)?.[k] === 0)) {
        const { trace, flow } = traceSamples(plan, params, samples, 'mean', param, 1e5);
        const means = new Map<string, number>();
        let gradient = 0;
        const connections = new Float64Array(plan.layout.connectionCount);
        for (let s = 0; s < samples.count; s++) {
          const numbers = sampleNumbers(plan, params, samples, s);
          const pass = forward(plan, numbers);
          const sweep = sweepPaths(plan, numbers, pass, backward(plan, numbers, pass));
          const own = tracePaths(sweep, param, 1e5);
          gradient += own.gradient / samples.count;
          for (const { start, units, contribution } of own.paths) {
            const key = `${start}: ${units.join(' ')}`;
            means.set(key, (means.get(key) ?? 0) + contribution / samples.count);
          }
          flowOf(sweep, param).connections.forEach((value, i) => {
            connections[i] += value / samples.count;
          });
        }
        const near = 1e-12 * Math.max(1, trace.absoluteMass);
        expect(trace.proven).toBe(true);
        expect(Math.abs(trace.gradient - gradient)).toBeLessThan(near);
        expect(trace.pathCount).toBe(BigInt(means.size));
        expect(Math.abs(trace.restSum)).toBeLessThan(near);
        for (const { start, units, contribution } of trace.paths) {
          expect(Math.abs(contribution - (means.get(`${start}: ${units.join(' ')}`) as number))).toBeLessThan(near);
        }
        flow.connections.forEach((value, i) => {
          expect(Math.abs(value - connections[i])).toBeLessThan(near);
        });
        const sizes = [...means.values()].map(Math.abs).sort((a, b) => b - a);
        const top = traceSamples(plan, params, samples, 'mean', param, 3).trace.paths;
        top.forEach(({ contribution }, i) => {
          expect(Math.abs(Math.abs(contribution) - sizes[i])).toBeLessThan(near);
        });
      }
    }
  });

  test('one sample is that sample alone; one that is not there is refused', () => {
    const spec = randomNetwork({ seed: 3, ops: false });
    const plan = compile(spec);
    const { params } = readNumbers(plan, spec);
    const samples = randomSamples(spec, 3, 1);
    const [param] = allParams(plan.layout, () => false);
    const numbers = sampleNumbers(plan, params, samples, 2);
    const pass = forward(plan, numbers);
    const alone = tracePaths(sweepPaths(plan, numbers, pass, backward(plan, numbers, pass)), param, 5);
    expect(traceSamples(plan, params, samples, 2, param, 5).trace).toEqual(alone);
    expect(() => traceSamples(plan, params, samples, 3, param, 5)).toThrow('there are 3 samples, asked for 3');
  });
});

import { describe, expect, test } from 'vitest';
import { backward, compile, createEvaluator, forward, readNumbers } from '../../../src/engine';
import { sampleNumbers } from '../../../src/engine/train/portable';
import { randomNetwork, randomSamples } from './trainingNetworks';

describe('W6: rows in WebAssembly equal the portable passes', () => {
  test.each([1, 2, 5, 32])('on random networks, batch %i', (batch) => {
    for (let seed = 1; seed <= 60; seed++) {
      const spec = randomNetwork({ seed, hidden: 8, zeros: 0.1 });
      const plan = compile(spec);
      const { params } = readNumbers(plan, spec);
      const samples = randomSamples(spec, batch, seed);
      const evaluator = createEvaluator(plan, batch);
      evaluator.params.set(params);
      // What a first run left must not show in the second.
      evaluator.inputs.fill(0.5);
      evaluator.run();
      evaluator.inputs.set(samples.inputs);
      evaluator.targets.set(samples.targets);
      const loss = evaluator.run();

      let expectedLoss = 0;
      const expected = new Float64Array(params.length);
      for (let sample = 0; sample < batch; sample++) {
        const numbers = sampleNumbers(plan, params, samples, sample);
        const trace = forward(plan, numbers);
        const back = backward(plan, numbers, trace);
        expectedLoss += trace.loss / batch;
        for (let i = 0; i < expected.length; i++) expected[i] += back.gradient[i] / batch;
      }
      const scale = Math.max(1, ...Array.from(expected, Math.abs));
      expect(Math.abs(loss - expectedLoss), `seed ${seed}`).toBeLessThan(1e-12 * Math.max(1, expectedLoss));
      evaluator.gradient.forEach((value, i) => {
        expect(Math.abs(value - expected[i]), `seed ${seed} gradient ${i}: ${value} ${expected[i]}`).toBeLessThan(
          1e-12 * scale,
        );
      });
    }
  });
});

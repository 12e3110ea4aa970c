/** The kernels once more with fused multiply-add, which Node 20 keeps behind a flag that Electron and later Nodes have on. */
import { setFlagsFromString } from 'node:v8';
import { expect, test } from 'vitest';
import { batchGradient, compile, createEvaluator, readNumbers } from '../../../src/engine';
import { hasRelaxedSimd } from '../../../src/engine/wasm/code';
import { randomNetwork, randomSamples } from './trainingNetworks';

setFlagsFromString('--experimental-wasm-relaxed-simd');

test('W2: gradients with fused multiply-add equal the portable ones', () => {
  expect(hasRelaxedSimd()).toBe(true);
  for (let seed = 1; seed <= 40; seed++) {
    const spec = randomNetwork({ seed, ops: false, maxSize: 9, losses: ['mse', 'crossEntropy', 'bceWithLogits'] });
    const samples = randomSamples(spec, 7, seed);
    const expected = batchGradient(spec, samples, 'portable');
    const fused = batchGradient(spec, samples, 'wasm');
    const plan = compile(spec);
    const evaluator = createEvaluator(plan, 7);
    evaluator.params.set(readNumbers(plan, spec).params);
    evaluator.inputs.set(samples.inputs);
    evaluator.targets.set(samples.targets);
    evaluator.run();
    const scale = Math.max(1, ...Array.from(expected.gradient, Math.abs));
    expected.gradient.forEach((value, i) => {
      expect(Math.abs(fused.gradient[i] - value), `seed ${seed} ${i}`).toBeLessThan(2e-5 * scale);
      expect(Math.abs(evaluator.gradient[i] - value), `seed ${seed} ${i}`).toBeLessThan(1e-12 * scale);
    });
  }
});

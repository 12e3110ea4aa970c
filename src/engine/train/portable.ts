/** Training in plain float64: the pure passes over every sample, gradients averaged. For every network. SPEC: T3, T4. */
import { backward } from '../backward';
import { forward } from '../forward';
import type { Numbers, Plan } from '../plan';
import type { Samples, TrainerOptions } from '../types';
import { createUpdate } from './optimizers';
import type { Stepper } from './stepper';

/** One sample of a batch, over the given parameters. */
export function sampleNumbers(plan: Plan, params: Float64Array, samples: Samples, sample: number): Numbers {
  const { inputCount, targetCount } = plan;
  const slice = (from: Float32Array | Float64Array, width: number) =>
    Float64Array.from(from.subarray(sample * width, (sample + 1) * width));
  return { params, inputs: slice(samples.inputs, inputCount), targets: slice(samples.targets, targetCount) };
}

/** Mean loss and gradient over the listed samples. */
export function meanGradient(
  plan: Plan,
  params: Float64Array,
  samples: Samples,
  order: Uint32Array,
): { loss: number; gradient: Float64Array } {
  const gradient = new Float64Array(plan.layout.paramCount);
  let loss = 0;
  for (const sample of order) {
    const numbers = sampleNumbers(plan, params, samples, sample);
    const trace = forward(plan, numbers);
    const back = backward(plan, numbers, trace);
    loss += trace.loss / order.length;
    for (let i = 0; i < gradient.length; i++) gradient[i] += back.gradient[i] / order.length;
  }
  return { loss, gradient };
}

/** 1 for every parameter that training changes: not those of frozen edges, nor masked entries. */
function trainable(plan: Plan): Uint8Array {
  const marks = new Uint8Array(plan.layout.paramCount).fill(1);
  for (const [id, { offset, rows, cols }] of Object.entries(plan.layout.weights)) {
    const edge = plan.edge.get(id);
    for (let k = 0; k < rows * cols; k++) if (edge?.frozen || edge?.mask?.[k] === 0) marks[offset + k] = 0;
  }
  return marks;
}

/** Training steps in plain TypeScript, float64: for what the kernels do not cover, and to check them by. */
export function portableStepper(plan: Plan, given: Float64Array, samples: Samples, options: TrainerOptions): Stepper {
  const { batchSize, l1 = 0, l2 = 0 } = options;
  const update = createUpdate(options.optimizer, given.length);
  const marks = trainable(plan);
  let params = given.slice();
  return {
    backend: 'portable',
    run(order) {
      let sum = 0;
      for (let first = 0; first < order.length; first += batchSize) {
        const { loss, gradient } = meanGradient(plan, params, samples, order.subarray(first, first + batchSize));
        sum += loss;
        update.begin();
        for (let i = 0; i < params.length; i++) {
          if (marks[i] === 0) continue;
          const w = params[i];
          params[i] = update.next(i, w, gradient[i] + l2 * w + l1 * Math.sign(w));
        }
      }
      return sum;
    },
    params: () => params.slice(),
    setParams(next) {
      params = next.slice();
    },
  };
}

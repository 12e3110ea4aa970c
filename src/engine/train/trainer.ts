/** Training: options checked, the backend chosen by size, many steps a call. SPEC: T1-T10. */
import { compile, readNumbers } from '../compile';
import { EngineError } from '../errors';
import type { Plan } from '../plan';
import type { NetworkSpec, Samples, TrainerOptions } from '../types';
import { ORDER_LENGTH, wasmBatchGradient, wasmStepper } from '../wasm/trainer';
import { coversTraining } from '../wasm/trainModule';
import { sampleOrder } from './order';
import { meanGradient, portableStepper } from './portable';

export interface Trainer {
  readonly backend: 'portable' | 'wasm';
  readonly plan: Plan;
  /** Steps so far. */
  readonly step: number;
  /** Runs steps of forward, losses, backward, update. `loss`: the mean over these steps, each before its update. */
  run(steps: number): { readonly steps: number; readonly loss: number };
  /** Present parameters in the parameter arena, a copy. */
  params(): Float64Array;
  setParams(params: Float64Array): void;
}

function refuse(at: string, message: string): never {
  throw new EngineError('shape', at, message);
}

/** Throws EngineError when samples do not have the network's numbers of inputs and targets. */
export function checkSamples(plan: Plan, { inputs, targets, count }: Samples): void {
  if (!Number.isInteger(count) || count < 1) refuse('samples', `there must be at least one sample, found ${count}`);
  if (inputs.length !== count * plan.inputCount) {
    refuse(
      'samples',
      `inputs of ${count} samples: expected ${count * plan.inputCount} numbers, found ${inputs.length}`,
    );
  }
  if (targets.length !== count * plan.targetCount) {
    refuse(
      'samples',
      `targets of ${count} samples: expected ${count * plan.targetCount} numbers, found ${targets.length}`,
    );
  }
}

function checkOptions(options: TrainerOptions): void {
  const { batchSize, optimizer, l1 = 0, l2 = 0 } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    refuse('batchSize', `the batch size must be a whole number of at least 1, found ${batchSize}`);
  }
  for (const [name, value] of Object.entries({ ...optimizer, l1, l2 })) {
    if (typeof value === 'number' && !(Number.isFinite(value) && value >= 0)) {
      refuse(name, `${name} must be a finite number of at least 0, found ${value}`);
    }
  }
}

/** Where both can, WebAssembly: it pays from the first step on. */
function choose(plan: Plan, backend: TrainerOptions['backend'] = 'auto'): 'portable' | 'wasm' {
  if (backend === 'portable') return 'portable';
  const covered = coversTraining(plan);
  if (backend === 'wasm' && !covered) {
    throw new EngineError('unknownName', 'backend', 'the WebAssembly kernels do not cover this network');
  }
  return covered ? 'wasm' : 'portable';
}

/** Throws EngineError for a network, samples or options that do not fit together. */
export function createTrainer(spec: NetworkSpec, samples: Samples, options: TrainerOptions): Trainer {
  const plan = compile(spec);
  checkOptions(options);
  checkSamples(plan, samples);
  const { params } = readNumbers(plan, spec);
  // A batch larger than the data is the data.
  const sized = { ...options, batchSize: Math.min(options.batchSize, samples.count) };
  const make = choose(plan, options.backend) === 'wasm' ? wasmStepper : portableStepper;
  const stepper = make(plan, params, samples, sized);
  const order = sampleOrder(samples.count, sized.batchSize, options.shuffle ?? true, options.seed ?? 1);
  let step = 0;
  return {
    backend: stepper.backend,
    plan,
    get step() {
      return step;
    },
    run(steps) {
      let loss = 0;
      for (let done = 0; done < steps; ) {
        const next = order.take(steps - done, ORDER_LENGTH);
        loss += stepper.run(next.order);
        done += next.steps;
        step += next.steps;
      }
      return { steps, loss: steps > 0 ? loss / steps : 0 };
    },
    params: stepper.params,
    setParams: stepper.setParams,
  };
}

/** Mean loss and gradient over all samples, in the parameter arena. */
export function batchGradient(
  spec: NetworkSpec,
  samples: Samples,
  backend: TrainerOptions['backend'] = 'auto',
): { readonly loss: number; readonly gradient: Float64Array } {
  const plan = compile(spec);
  checkSamples(plan, samples);
  const { params } = readNumbers(plan, spec);
  if (choose(plan, backend) === 'wasm') return wasmBatchGradient(plan, params, samples);
  return meanGradient(
    plan,
    params,
    samples,
    Uint32Array.from({ length: samples.count }, (_, i) => i),
  );
}

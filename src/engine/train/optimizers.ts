/**
 * Optimizers as PyTorch's documentation of `torch.optim` defines them, one parameter at a time, with its defaults. `l2` is
 * its `weight_decay` of SGD, RMSprop and Adam: added to the gradient, biases included; AdamW's own decay shrinks the
 * weight before the step. SPEC: T5-T9.
 */
import type { Optimizer } from '../types';

export interface Update {
  /** Called once before the parameters of a step. */
  begin(): void;
  /** The new value of parameter `i`, given its gradient with penalties. */
  next(i: number, w: number, g: number): number;
}

/** A fresh optimizer for `count` parameters. */
export function createUpdate(optimizer: Optimizer, count: number): Update {
  switch (optimizer.kind) {
    case 'sgd':
      return sgd(optimizer, count);
    case 'rmsprop':
      return rmsprop(optimizer, count);
    default:
      return adam(optimizer, count);
  }
}

function sgd(options: Extract<Optimizer, { kind: 'sgd' }>, count: number): Update {
  const { learningRate, momentum = 0, dampening = 0, nesterov = false } = options;
  const buffer = new Float64Array(momentum === 0 ? 0 : count);
  let steps = 0;
  return {
    begin() {
      steps += 1;
    },
    next(i, w, g) {
      if (momentum === 0) return w - learningRate * g;
      buffer[i] = momentum * buffer[i] + (steps === 1 ? g : (1 - dampening) * g);
      return w - learningRate * (nesterov ? g + momentum * buffer[i] : buffer[i]);
    },
  };
}

function rmsprop(options: Extract<Optimizer, { kind: 'rmsprop' }>, count: number): Update {
  const { learningRate, alpha = 0.99, epsilon = 1e-8, momentum = 0, centered = false } = options;
  const square = new Float64Array(count);
  const mean = new Float64Array(centered ? count : 0);
  const buffer = new Float64Array(momentum === 0 ? 0 : count);
  return {
    begin() {},
    next(i, w, g) {
      square[i] = alpha * square[i] + (1 - alpha) * g * g;
      let variance = square[i];
      if (centered) {
        mean[i] = alpha * mean[i] + (1 - alpha) * g;
        // Rounding must not make it negative.
        variance = Math.max(0, variance - mean[i] * mean[i]);
      }
      const scaled = g / (Math.sqrt(variance) + epsilon);
      if (momentum === 0) return w - learningRate * scaled;
      buffer[i] = momentum * buffer[i] + scaled;
      return w - learningRate * buffer[i];
    },
  };
}

function adam(options: Extract<Optimizer, { kind: 'adam' | 'adamw' }>, count: number): Update {
  const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  const decay = options.kind === 'adamw' ? 1 - learningRate * (options.weightDecay ?? 0.01) : 1;
  const mean = new Float64Array(count);
  const square = new Float64Array(count);
  let power1 = 1;
  let power2 = 1;
  return {
    begin() {
      power1 *= beta1;
      power2 *= beta2;
    },
    next(i, w, g) {
      mean[i] = beta1 * mean[i] + (1 - beta1) * g;
      square[i] = beta2 * square[i] + (1 - beta2) * g * g;
      const root = Math.sqrt(square[i]) / Math.sqrt(1 - power2) + epsilon;
      return decay * w - ((learningRate / (1 - power1)) * mean[i]) / root;
    },
  };
}

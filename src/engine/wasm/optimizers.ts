/**
 * The updates of `train/optimizers.ts` on four weights at a time: gradient in a register, weight and state in memory. The
 * arena of parameters is followed by one of the same shape for every state. SPEC: T5-T9.
 */
import type { Optimizer, TrainerOptions } from '../types';
import type { Code } from './bytes';
import { type Address, at, type Builder, f32, f32x4, f64, plus, v128 } from './code';
import type { Update } from './products';

/** Cells at the start of memory. */
export const CELL = {
  /** f64: the powers β1^t, β2^t after the steps so far. */
  power1: 0,
  power2: 8,
  /** f32, made anew every step from the two. */
  stepSize: 16,
  root2: 20,
  /** f32: 1 in the first step, 1 - dampening later. */
  fresh: 24,
  end: 64,
} as const;

/** How many arenas of state an optimizer keeps. */
export function stateCount(optimizer: Optimizer): number {
  if (optimizer.kind === 'sgd') return optimizer.momentum ? 1 : 0;
  if (optimizer.kind === 'rmsprop') return 1 + (optimizer.centered ? 1 : 0) + (optimizer.momentum ? 1 : 0);
  return 2;
}

/** Code that begins a step: bias corrections of Adam. */
export function beginStep(optimizer: Optimizer): Code {
  if (optimizer.kind !== 'adam' && optimizer.kind !== 'adamw') return [];
  const { beta1 = 0.9, beta2 = 0.999, learningRate } = optimizer;
  const cell = (offset: number) => at(offset);
  const advance = (power: number, beta: number) =>
    f64.store(cell(power), f64.mul(f64.load(cell(power)), f64.const(beta)));
  const rest = (power: number) => f64.sub(f64.const(1), f64.load(cell(power)));
  return [
    advance(CELL.power1, beta1),
    advance(CELL.power2, beta2),
    f32.store(cell(CELL.stepSize), f32.fromF64(f64.div(f64.const(-learningRate), rest(CELL.power1)))),
    f32.store(cell(CELL.root2), f32.fromF64(f64.div(f64.const(1), f64.sqrt(rest(CELL.power2))))),
  ];
}

/** Code that ends a step. */
export function endStep(optimizer: Optimizer): Code {
  if (optimizer.kind !== 'sgd' || !optimizer.momentum) return [];
  return f32.store(at(CELL.fresh), f32.fromF64(f64.const(1 - (optimizer.dampening ?? 0))));
}

/** `arena` = bytes from a weight to its first state, and from there to the next. */
export function updateCode(fn: Builder, options: TrainerOptions, arena: number): Update {
  const { optimizer, l1 = 0, l2 = 0 } = options;
  const c = f32x4.const;
  const state = (place: Address, nth: number) => plus(place, (nth + 1) * arena);
  /** Stores a new value of a state and goes on with it. */
  const keep = (place: Address, value: Code, use: (value: Code) => Code) =>
    fn.let('v128', value, (name) => [v128.store(place, name), use(name)]);
  const move = (place: Address, factor: Code, direction: Code) =>
    v128.store(place, f32x4.madd(direction, factor, v128.load(place)));
  const decayed = (old: Address, beta: number, news: Code) =>
    f32x4.madd(v128.load(old), c(beta), f32x4.mul(news, c(1 - beta)));

  function step(g: Code, place: Address): Code {
    if (optimizer.kind === 'sgd') {
      const { learningRate, momentum = 0, nesterov } = optimizer;
      if (momentum === 0) return move(place, c(-learningRate), g);
      const kept = f32x4.madd(v128.load(state(place, 0)), c(momentum), f32x4.mul(g, v128.splat32(at(CELL.fresh))));
      return keep(state(place, 0), kept, (buffer) =>
        move(place, c(-learningRate), nesterov ? f32x4.madd(buffer, c(momentum), g) : buffer),
      );
    }
    if (optimizer.kind === 'rmsprop') {
      const { learningRate, alpha = 0.99, epsilon = 1e-8, momentum = 0, centered } = optimizer;
      return keep(state(place, 0), decayed(state(place, 0), alpha, f32x4.mul(g, g)), (square) => {
        const finish = (variance: Code): Code => {
          const scaled = f32x4.div(g, f32x4.add(f32x4.sqrt(variance), c(epsilon)));
          if (momentum === 0) return move(place, c(-learningRate), scaled);
          const last = state(place, centered ? 2 : 1);
          const kept = f32x4.madd(v128.load(last), c(momentum), scaled);
          return keep(last, kept, (buffer) => move(place, c(-learningRate), buffer));
        };
        if (!centered) return finish(square);
        return keep(state(place, 1), decayed(state(place, 1), alpha, g), (mean) =>
          finish(f32x4.max(f32x4.sub(square, f32x4.mul(mean, mean)), c(0))),
        );
      });
    }
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, learningRate } = optimizer;
    const shrink =
      optimizer.kind === 'adamw'
        ? v128.store(place, f32x4.mul(v128.load(place), c(1 - learningRate * (optimizer.weightDecay ?? 0.01))))
        : [];
    return [
      shrink,
      keep(state(place, 0), decayed(state(place, 0), beta1, g), (mean) =>
        keep(state(place, 1), decayed(state(place, 1), beta2, f32x4.mul(g, g)), (square) => {
          const root = f32x4.madd(f32x4.sqrt(square), v128.splat32(at(CELL.root2)), c(epsilon));
          return move(place, v128.splat32(at(CELL.stepSize)), f32x4.div(mean, root));
        }),
      ),
    ];
  }

  return (gradient, place) => {
    if (l1 === 0 && l2 === 0) return step(gradient, place);
    return fn.let('v128', v128.load(place), (w) => {
      const pulled = l2 === 0 ? gradient : f32x4.madd(w, c(l2), gradient);
      const sign = f32x4.sub(v128.and(f32x4.gt(w, c(0)), c(l1)), v128.and(f32x4.lt(w, c(0)), c(l1)));
      return fn.let('v128', l1 === 0 ? pulled : f32x4.add(pulled, sign), (g) => step(g, place));
    });
  };
}

/**
 * A training under way in the worker: slices of a few milliseconds, between which messages get their turn, so that a stop
 * is answered within a frame. Progress is told at most once a frame.
 */
import { createTrainer, type NetworkSpec, type Samples, type TrainerOptions } from '../engine';
import type { TrainingState } from './protocol';

/** What a training needs of its host, so that tests can turn the clock. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  /** Runs a task after the messages that wait. */
  defer(task: () => void): void;
}

/** `nonFinite`: the loss or a parameter has left the range of numbers; what is told then are the last finite parameters. */
export type TrainingEnd = 'done' | 'stopped' | 'changed' | 'nonFinite';

export interface Training {
  /** Ends it before the next slice; what it has learnt is told. */
  end(reason: 'stopped' | 'changed'): void;
}

/** Milliseconds of work between two looks at the messages, and between two progress messages. */
const SLICE = 6;
const FRAME = 16;

/** Starts from `params` (parameter arena); throws EngineError when samples or options do not fit the network. */
export function startTraining(
  spec: NetworkSpec,
  params: Float64Array,
  samples: Samples,
  options: TrainerOptions,
  steps: number,
  clock: Clock,
  tell: (training: TrainingState, ended: TrainingEnd | null) => void,
): Training {
  const trainer = createTrainer(spec, samples, options);
  trainer.setParams(params);
  const began = clock.now();
  let told = began;
  let since = { steps: 0, loss: 0 };
  let slice = 1;
  let ended = false;
  const finite = params.slice();

  function report(wish: TrainingEnd | null): void {
    const now = trainer.params();
    // The loss does not show it: it is taken before the update, and not every parameter need reach it.
    const broken = !now.every(Number.isFinite);
    if (!broken) finite.set(now);
    const end = broken ? 'nonFinite' : wish;
    const seconds = Math.max(1e-3, (clock.now() - began) / 1000);
    const state: TrainingState = {
      steps: trainer.step,
      loss: since.steps === 0 ? null : since.loss / since.steps,
      params: broken ? finite : now,
      stepsPerSecond: trainer.step / seconds,
    };
    since = { steps: 0, loss: 0 };
    told = clock.now();
    ended = end !== null;
    tell(state, end);
  }

  function work(): void {
    if (ended) return;
    const start = clock.now();
    const { steps: done, loss } = trainer.run(Math.min(slice, steps - trainer.step));
    const now = clock.now();
    since = { steps: since.steps + done, loss: since.loss + loss * done };
    if (!Number.isFinite(loss)) {
      report('nonFinite');
      return;
    }
    if (trainer.step >= steps) {
      report('done');
      return;
    }
    // Doubles until a slice takes its time, and shrinks when one took too long.
    if (now - start < SLICE / 2) slice *= 2;
    else if (now - start > 2 * SLICE) slice = Math.max(1, Math.floor(slice / 2));
    if (now - told >= FRAME) report(null);
    clock.defer(work);
  }
  clock.defer(work);

  return {
    end(reason) {
      if (!ended) report(reason);
    },
  };
}

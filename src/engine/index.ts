/** The engine: compile a network, run it forward and backward, follow its paths. Pure mathematics. */
export { allParams, formatAddress, parseAddress } from './address';
export { backward, contributions } from './backward';
export { type CheckedParam, checkAll, checkGradient, checkOne, oneSidedDifferences } from './check';
export { compile, readNumbers } from './compile';
export { EngineError } from './errors';
export { forward } from './forward';
export { INITIALISER_NAMES, type InitialiserName, initialWeights } from './initialise';
export { nonFiniteText } from './nonFinite';
export { traceSamples } from './paths/batch';
export { pathStarts } from './paths/starts';
export type { PathSweep } from './paths/sweep';
export { flowOf, listPaths, sweepPaths, tracePaths } from './paths/trace';
export type { Numbers, Plan, PlanEdge, PlanNode } from './plan';
export { createRandom, type Random, seedFrom } from './random';
export * from './registry';
export { batchGradient, checkSamples, createTrainer, type Trainer } from './train/trainer';
export * from './types';
export { createEvaluator, type Evaluator } from './wasm/evaluator';

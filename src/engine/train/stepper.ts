/** What runs training steps, in TypeScript or in WebAssembly. */
export interface Stepper {
  readonly backend: 'portable' | 'wasm';
  /**
   * One step per batch of `order`, which lists samples by number, batch after batch; only the last batch may be short.
   * Returns the sum of the batches' mean losses, each before its update.
   */
  run(order: Uint32Array): number;
  /** The present parameters, a copy. */
  params(): Float64Array;
  setParams(params: Float64Array): void;
}

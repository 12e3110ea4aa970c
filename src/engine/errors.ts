/** A fault of the network that was handed in. `code` is stable, `at` names the place (`edges[3].weight`, `n1`). */
export class EngineError extends Error {
  constructor(
    readonly code:
      | 'cycle'
      | 'shape'
      | 'unknownName'
      | 'unknownNode'
      | 'unknownParam'
      | 'duplicate'
      | 'nonFinite'
      | 'tie'
      | 'empty',
    /** The place, as FORMAT names it. */
    readonly at: string,
    message: string,
  ) {
    super(message);
    this.name = 'EngineError';
  }
}

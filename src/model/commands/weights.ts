/** Where the weights of a new edge come from. */
import { type InitialiserName, initialWeights, seedFrom } from '../../engine';

/** How new weights are drawn; the same seed and the same steps give the same network. */
export interface WeightInit {
  readonly method: InitialiserName;
  readonly seed: number;
}

/**
 * Weights for a new rows x cols edge: as `init` says, or Xavier, seeded by the edge's id, so that the same steps draw the same network. A
 * single weight is rounded to two digits and kept off zero: people read it and compute with it.
 */
export function newWeights(id: string, rows: number, cols: number, init?: WeightInit): Float64Array {
  if (init) return initialWeights(init.method, rows, cols, seedFrom(`${init.seed} ${id} ${rows} ${cols}`));
  const weights = initialWeights('xavier', rows, cols, seedFrom(`${id} ${rows} ${cols}`));
  if (rows * cols > 1) return weights;
  const rounded = Math.round(weights[0] * 100) / 100;
  return Float64Array.of(Math.abs(rounded) < 0.1 ? 0.5 : rounded);
}

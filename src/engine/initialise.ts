/** Initial weights, by the usual recipes. */
import { createRandom } from './random';

export const INITIALISER_NAMES = ['zero', 'normal', 'uniform', 'xavier', 'lecun', 'he'] as const;
export type InitialiserName = (typeof INITIALISER_NAMES)[number];

/**
 * A rows x cols matrix (rows = target units = fan-out, columns = source units = fan-in), row-major.
 * `normal`: N(0, 1). `uniform`: U(-1, 1). `xavier`: U(±√(6/(fan-in + fan-out))) (Glorot & Bengio 2010). `lecun`:
 * N(0, 1/fan-in) (LeCun et al. 1998). `he`: N(0, 2/fan-in) (He et al. 2015).
 */
export function initialWeights(name: InitialiserName, rows: number, cols: number, seed: number): Float64Array {
  const random = createRandom(seed);
  const draw: Record<InitialiserName, () => number> = {
    zero: () => 0,
    normal: () => random.normal(),
    uniform: () => 2 * random.next() - 1,
    xavier: () => Math.sqrt(6 / (rows + cols)) * (2 * random.next() - 1),
    lecun: () => Math.sqrt(1 / cols) * random.normal(),
    he: () => Math.sqrt(2 / cols) * random.normal(),
  };
  return Float64Array.from({ length: rows * cols }, draw[name]);
}

/** The order of samples: mini-batches without replacement, epoch after epoch, from a seed. SPEC: T1, T2. */
import { createRandom } from '../random';

export interface SampleOrder {
  /**
   * The samples of up to `steps` batches, at most `limit` numbers and at least one batch. Only the last batch may be
   * short, where an epoch ends.
   */
  take(steps: number, limit: number): { readonly order: Uint32Array; readonly steps: number };
}

/** The order in which samples are taken, batch by batch; the same for the same seed. */
export function sampleOrder(count: number, batchSize: number, shuffle: boolean, seed: number): SampleOrder {
  const random = createRandom(seed);
  const epoch = Uint32Array.from({ length: count }, (_, i) => i);
  let next = count;
  /** Fisher and Yates. */
  function reshuffle(): void {
    next = 0;
    if (!shuffle) return;
    for (let i = count - 1; i > 0; i--) {
      const j = random.below(i + 1);
      const kept = epoch[i];
      epoch[i] = epoch[j];
      epoch[j] = kept;
    }
  }
  return {
    take(steps, limit) {
      const order = new Uint32Array(Math.min(steps * batchSize, Math.max(limit, batchSize)));
      let filled = 0;
      let done = 0;
      while (done < steps) {
        if (next === count) reshuffle();
        const size = Math.min(batchSize, count - next);
        if (filled + size > order.length) break;
        for (let i = 0; i < size; i++) order[filled + i] = epoch[next + i];
        filled += size;
        next += size;
        done += 1;
        if (size < batchSize) break;
      }
      return { order: order.subarray(0, filled), steps: done };
    },
  };
}

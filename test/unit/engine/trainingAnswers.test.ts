/** Training against stored answers of another library, step by step, on both backends. SPEC: T1-T6. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ActivationName, createTrainer, type LossName, type NetworkSpec } from '../../../src/engine';

interface Answers {
  readonly name: string;
  readonly sizes: number[];
  readonly activation: ActivationName;
  readonly loss: LossName;
  readonly tolerance: number;
  readonly layers: {
    readonly rows: number;
    readonly cols: number;
    readonly weight: number[];
    readonly bias: number[];
  }[];
  readonly count: number;
  readonly inputs: number[];
  readonly targets: number[];
  readonly runs: {
    readonly options: Parameters<typeof createTrainer>[2]['optimizer'] & { readonly l1?: number; readonly l2?: number };
    readonly steps: { readonly loss: number; readonly params: number[][] }[];
  }[];
}

const folder = join(import.meta.dirname, '../../fixtures/training');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

function specOf({ sizes, activation, loss, layers }: Answers): NetworkSpec {
  const last = layers.length;
  return {
    nodes: [
      { id: 'x', kind: 'input', size: sizes[0], values: new Float64Array(sizes[0]) },
      ...layers.map(({ rows, bias }, i) => ({
        id: `h${i + 1}`,
        kind: 'layer' as const,
        size: rows,
        activation: i + 1 === last ? ('identity' as const) : activation,
        bias: Float64Array.from(bias),
      })),
      { id: 'L', kind: 'loss', loss, target: new Float64Array(sizes[last]) },
    ],
    edges: [
      ...layers.map(({ weight }, i) => ({
        id: `w${i + 1}`,
        source: i === 0 ? 'x' : `h${i}`,
        target: `h${i + 1}`,
        weight: Float64Array.from(weight),
        mask: null,
        tiedTo: null,
        frozen: false,
      })),
      { id: 'e', source: `h${last}`, target: 'L', weight: null, mask: null, tiedTo: null, frozen: false },
    ],
  };
}

describe.each(files)('%s', (name) => {
  const answers = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Answers;
  const { inputs, targets, count, tolerance } = answers;
  for (const backend of ['portable', 'wasm'] as const) {
    it.each(answers.runs.map((run) => [JSON.stringify(run.options), run] as const))(
      `${backend}: %s`,
      (_, { options, steps }) => {
        const { l1, l2, ...optimizer } = options;
        const trainer = createTrainer(
          specOf(answers),
          { inputs: Float64Array.from(inputs), targets: Float64Array.from(targets), count },
          { optimizer, batchSize: count, shuffle: false, backend, l1, l2 } as Parameters<typeof createTrainer>[2],
        );
        expect(trainer.backend).toBe(backend);
        const { weights, biases } = trainer.plan.layout;
        for (const { loss, params } of steps) {
          expect(trainer.run(1).loss).toBeCloseTo(loss, 4);
          const now = trainer.params();
          answers.layers.forEach((_layer, i) => {
            const places = [weights[`w${i + 1}`].offset, biases[`h${i + 1}`].offset];
            places.forEach((offset, k) => {
              params[2 * i + k].forEach((value, at) => {
                expect(Math.abs(now[offset + at] - value)).toBeLessThanOrEqual(tolerance * (1 + Math.abs(value)));
              });
            });
          });
        }
      },
    );
  }
});

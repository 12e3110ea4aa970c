import { describe, expect, it } from 'vitest';
import type { ActivationName, LossName } from '../../../src/engine';
import { DIAGNOSIS_KINDS, type DiagnosisKind, diagnose, examine } from '../../../src/explain/diagnose';
import { applyDiff, invertDiff } from '../../../src/model/diff';
import { openText } from '../../../src/model/parse';
import { serialize } from '../../../src/model/serialize';
import type { NetworkDocument } from '../../../src/model/types';

interface Layer {
  readonly activation?: ActivationName;
  readonly bias?: number[];
  readonly weight: number[][];
}

/** A chain of layers from the inputs to one loss. */
function chain(
  inputs: number[],
  layers: Layer[],
  target: number[],
  loss: LossName = 'halfSquaredError',
): NetworkDocument {
  const nodes: object[] = [{ id: 'x', kind: 'input', size: inputs.length, values: inputs }];
  const edges: object[] = [];
  layers.forEach(({ activation = 'tanh', bias, weight }, i) => {
    nodes.push({ id: `h${i + 1}`, kind: 'layer', size: weight.length, activation, bias: bias ?? null });
    edges.push({ id: `w${i + 1}`, source: i === 0 ? 'x' : `h${i}`, target: `h${i + 1}`, weight });
  });
  nodes.push({ id: 'L', kind: 'loss', loss, target });
  edges.push({ id: 'e', source: `h${layers.length}`, target: 'L' });
  const opened = openText(JSON.stringify({ format: 'gradpath', version: 1, nodes, edges }));
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.document;
}

const kinds = (doc: NetworkDocument) => new Set(diagnose(examine(doc)).map(({ kind }) => kind));
const one = (activation: ActivationName, w: number, bias = 0) =>
  chain([1], [{ activation, weight: [[w]], bias: [bias] }], [0.3]);
const deep = (w: number, activation: ActivationName = 'sigmoid') =>
  chain(
    [1],
    Array.from({ length: 5 }, () => ({ activation, weight: [[w]] })),
    [0.3],
  );
const pair = (a: number, b: number) =>
  chain([1], [{ weight: [[0.5], [a]], bias: [0, 0] }, { weight: [[0.7, b]] }], [0.2]);
/** Two opposite paths through a hidden layer. */
const opposite = (b: number) =>
  chain(
    [1],
    [{ activation: 'tanh', weight: [[0.1]] }, { activation: 'tanh', weight: [[0.3], [0.29]] }, { weight: [[2, b]] }],
    [0.5],
  );

/** For each kind a network that has it, and a near twin that does not. */
const CASES: Record<DiagnosisKind, readonly [NetworkDocument, NetworkDocument]> = {
  nonFinite: [one('identity', 1e308, 1e308), one('identity', 1e10, 1)],
  blockedByStep: [one('step', 0.5), one('sigmoid', 0.5)],
  deadUnit: [one('relu', -0.5), one('relu', 0.5)],
  saturated: [one('sigmoid', 6), one('sigmoid', 3)],
  vanishing: [deep(0.8), deep(0.9, 'tanh')],
  exploding: [deep(6, 'leakyRelu'), deep(1.2, 'leakyRelu')],
  symmetric: [pair(0.5, 0.7), pair(0.5, 0.71)],
  linearDepth: [
    chain(
      [1],
      [
        { activation: 'identity', weight: [[0.4]] },
        { activation: 'identity', weight: [[0.6]] },
      ],
      [1],
    ),
    chain(
      [1],
      [
        { activation: 'tanh', weight: [[0.4]] },
        { activation: 'identity', weight: [[0.6]] },
      ],
      [1],
    ),
  ],
  cancellation: [opposite(-2.05), opposite(2.05)],
  doubleSoftmax: [
    chain([1], [{ activation: 'softmax', weight: [[0.4], [0.1]] }], [1, 0], 'crossEntropy'),
    chain([1], [{ activation: 'identity', weight: [[0.4], [0.1]] }], [1, 0], 'crossEntropy'),
  ],
  targetRange: [
    chain([1], [{ activation: 'identity', weight: [[0.4], [0.1]] }], [1, 1], 'crossEntropy'),
    chain([1], [{ activation: 'identity', weight: [[0.4], [0.1]] }], [0.5, 0.5], 'crossEntropy'),
  ],
};

describe('diagnostics', () => {
  it('have a rule for every kind', () => {
    expect(Object.keys(CASES).sort()).toEqual([...DIAGNOSIS_KINDS].sort());
  });

  for (const [kind, [ill, twin]] of Object.entries(CASES) as [DiagnosisKind, (typeof CASES)[DiagnosisKind]][]) {
    it(`${kind}: found where it is, not in its near twin; a fix that is offered mends it and is one undo step`, () => {
      const found = diagnose(examine(ill)).filter((diagnosis) => diagnosis.kind === kind);
      expect(found.length).toBeGreaterThan(0);
      expect(kinds(twin)).not.toContain(kind);
      // Whatever is found can be mended at least in one of its places.
      expect(
        found.some(({ fixes }) => fixes.length > 0),
        `a fix for ${kind}`,
      ).toBe(true);
      for (const { at, message, fixes } of found) {
        expect(at).toMatch(/^\w+(\.bias)?(\[\d+(,\d+)?\])?$/);
        expect(message).toMatch(/^[^\n]{20,}\.$/);
        // As the numbers beside it say it: ∞.
        expect(message).not.toContain('Infinity');
        for (const fix of fixes) {
          const diff = fix.apply(ill);
          if ('refused' in diff) throw new Error(diff.refused);
          expect(diff.length).toBeGreaterThan(0);
          expect(serialize(applyDiff(applyDiff(ill, diff), invertDiff(diff)))).toBe(serialize(ill));
          const mended = diagnose(examine(applyDiff(ill, diff))).filter(
            (other) => other.kind === kind && other.at === at,
          );
          expect(mended, `${kind}: ${fix.label}`).toEqual([]);
        }
      }
    });
  }
});

describe('a ReLU over the whole data', () => {
  const relu = (bias: number, inputs: number[][] | undefined) => {
    const opened = openText(
      JSON.stringify({
        format: 'gradpath',
        version: 1,
        nodes: [
          { id: 'x', kind: 'input', size: 1, values: [1] },
          { id: 'h', kind: 'layer', size: 1, activation: 'relu', bias: [bias] },
          { id: 'L', kind: 'loss', loss: 'halfSquaredError', target: [1] },
        ],
        edges: [
          { id: 'w', source: 'x', target: 'h', weight: [[1]] },
          { id: 'e', source: 'h', target: 'L' },
        ],
        ...(inputs ? { data: { inputs } } : {}),
      }),
    );
    if (!opened.ok) throw new Error(opened.error.message);
    return diagnose(examine(opened.document)).find(({ kind }) => kind === 'deadUnit')?.message ?? '';
  };
  it('is dead when no sample switches it on, off here when some do, and fine when it is on', () => {
    expect(relu(-5, [[1], [2], [3]])).toContain('is dead: in all 3 samples of the data');
    expect(relu(-2, [[1], [2], [3]])).toContain('It is on in 1 of 3 samples of the data.');
    expect(relu(-5, undefined)).toContain('is off for this sample');
    expect(relu(0, [[1], [2]])).toBe('');
  });
});

describe('a network of linear layers', () => {
  it('is shown as the one layer that it is', () => {
    const message = (doc: NetworkDocument) =>
      diagnose(examine(doc)).find(({ kind }) => kind === 'linearDepth')?.message;
    const two = chain(
      [1, 2],
      [
        {
          activation: 'identity',
          weight: [
            [1, 2],
            [0, -1],
          ],
          bias: [1, 0],
        },
        { activation: 'identity', weight: [[2, 3]] },
      ],
      [1],
    );
    // 2(x0 + 2 x1 + 1) + 3(-x1)
    expect(message(two)).toContain('h2 = 2·x[0] + 1·x[1] + 2:');
    expect(message(CASES.linearDepth[0])).toContain('h2 = 0.24·x + 0:');
  });
});

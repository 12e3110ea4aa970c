import { describe, expect, it } from 'vitest';
import { ACTIVATION_NAMES, compile, createRandom, LOSS_NAMES, OP_NAMES, type Random } from '../../../src/engine';
import { insertOnEdge } from '../../../src/model/commands/build';
import { copyText, pasteText } from '../../../src/model/commands/clipboard';
import { connect, setTie } from '../../../src/model/commands/connect';
import { setExercise } from '../../../src/model/commands/exercise';
import { groupNodes, renameGroup, setCollapsed } from '../../../src/model/commands/groups';
import {
  addNode,
  moveNodes,
  setLabel,
  setLoss,
  setName,
  setOp,
  setSize,
  setSurrogate,
} from '../../../src/model/commands/nodes';
import { addNote, editNote, moveNotes } from '../../../src/model/commands/notes';
import { setMask, setNumbers } from '../../../src/model/commands/numbers';
import type { CommandResult } from '../../../src/model/commands/result';
import { paramsOf, setParams } from '../../../src/model/commands/train';
import { setView } from '../../../src/model/commands/view';
import { applyDiff } from '../../../src/model/diff';
import { emptyDocument, shapeOfEdge, sizeOf } from '../../../src/model/document';
import { groupsOf } from '../../../src/model/groups';
import { LARGEST_TEXT, LONGEST_NAME, MOST_UNITS, MOST_WEIGHTS } from '../../../src/model/limits';
import { notesOf } from '../../../src/model/notes';
import { openText } from '../../../src/model/parse';
import { serialize } from '../../../src/model/serialize';
import { textSize } from '../../../src/model/textSize';
import { toNetworkSpec } from '../../../src/model/toNetworkSpec';
import type { EdgeRecord, NetworkDocument } from '../../../src/model/types';
import { randomCommand } from './documents';

const at = { x: 0, y: 0 };

/** Numbers that take the most characters, or that no file can hold. */
const NUMBERS = [-1.2345678901234567e-308, -0, Number.MAX_VALUE, 1 / 3, Number.NaN, Number.POSITIVE_INFINITY, 0];

function pick<T>(random: Random, list: readonly T[]): T {
  return list[random.below(list.length)];
}

function text(random: Random, longest: number): string {
  return pick(random, ['a', '"', '\u0007', '漢', '\ud800', '\\', '$']).repeat(random.below(longest));
}

/** Commands with arguments at the edge of what can be, and beyond. */
const WILD: readonly ((doc: NetworkDocument, random: Random) => CommandResult)[] = [
  (doc, random) => setLabel(doc, pick(random, [...doc.nodes, ...doc.edges]).id, text(random, 2.2 * LONGEST_NAME)),
  (doc, random) => setName(doc, text(random, 2.2 * LONGEST_NAME)),
  (doc, random) => moveNodes(doc, new Map([[pick(random, doc.nodes).id, place(random)]])),
  (doc, random) => addNode(doc, { kind: 'layer', size: 1 + random.below(30), position: place(random) }),
  (doc, random) => addNote(doc, text(random, 20_000), place(random).x, 0),
  (doc, random) => editNote(doc, pick(random, [...notesOf(doc), { id: 'none' }]).id, text(random, 20_000)),
  (doc, random) => moveNotes(doc, new Map(notesOf(doc).map(({ id }) => [id, place(random)]))),
  (doc, random) =>
    groupNodes(
      doc,
      doc.nodes.filter(() => random.next() < 0.4).map(({ id }) => id),
    ),
  (doc, random) => renameGroup(doc, pick(random, [...groupsOf(doc), { id: 'none' }]).id, text(random, 200)),
  (doc, random) =>
    setCollapsed(
      doc,
      groupsOf(doc).map(({ id }) => id),
      random.next() < 0.5,
    ),
  (doc, random) => setExercise(doc, { question: text(random, 5000), ask: { kind: 'gradient', at: 'w1[0,0]' } }),
  (doc, random) => setSize(doc, pick(random, doc.nodes).id, pick(random, [1, 2, 17, 40, 0, 1.5, 10_001])),
  (doc, random) => setOp(doc, pick(random, doc.nodes).id, pick(random, OP_NAMES)),
  (doc, random) => setLoss(doc, pick(random, doc.nodes).id, pick(random, LOSS_NAMES)),
  (doc, random) => setSurrogate(doc, pick(random, doc.nodes).id, pick(random, ACTIVATION_NAMES)),
  (doc, random) => setView(doc, [pick(random, doc.nodes).id], 'block', new Map([[doc.nodes[0].id, place(random)]])),
  (doc, random) => {
    const node = pick(random, doc.nodes);
    const of = pick(random, ['values', 'bias', 'target'] as const);
    const values = Array.from({ length: sizeOf(node) }, () => pick(random, NUMBERS));
    return setNumbers(doc, { of, id: node.id }, 0, values);
  },
  (doc, random) => {
    const edge = pick(random, doc.edges.length > 0 ? doc.edges : [{ id: 'none' } as EdgeRecord]);
    const { rows, cols } = shapeOfEdge(doc, edge);
    if (random.next() < 0.5) return setMask(doc, edge.id, random.below(rows || 1), random.below(cols || 1), false);
    if (random.next() < 0.3) return setTie(doc, edge.id, null);
    return setNumbers(doc, { of: 'weight', id: edge.id }, 0, new Float64Array(rows * cols).fill(pick(random, NUMBERS)));
  },
  (doc, random) => {
    const { layout } = compile(toNetworkSpec(doc));
    return setParams(
      doc,
      layout,
      paramsOf(doc, layout).map((value) => (random.next() < 0.2 ? pick(random, NUMBERS) : value)),
    );
  },
  (doc, random) => {
    const copied = copyText(doc, new Set(doc.nodes.filter(() => random.next() < 0.3).map(({ id }) => id)));
    return typeof copied === 'string' ? pasteText(doc, copied, place(random)).result : copied;
  },
  (doc, random) => insertOnEdge(doc, doc.edges[0]?.id ?? 'none', { kind: 'layer' }, place(random)),
];

function place(random: Random) {
  return { x: pick(random, [0, 12.25, ...NUMBERS]), y: pick(random, [...NUMBERS, -40, 7, 9]) };
}

function bytes(written: string): number {
  return new TextEncoder().encode(written).length;
}

describe('what commands make', () => {
  it('can be saved and opened again, whatever they are given, and takes no more room than was foreseen', () => {
    let accepted = 0;
    let refused = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const random = createRandom(seed);
      let doc = applyDiff(emptyDocument(), addNode(emptyDocument(), { kind: 'input', position: at }) as []);
      for (let i = 0; i < 80; i++) {
        const wild = doc.nodes.length > 0 && random.next() < 0.5;
        const command = wild ? pick(random, WILD) : randomCommand;
        const result = command(doc, random);
        if ('refused' in result) {
          refused += 1;
          expect(result.refused).toMatch(/^[^\n]+\.$/);
          continue;
        }
        accepted += 1;
        doc = applyDiff(doc, result);
        if (i % 5 !== 0 && !wild) continue;
        const written = serialize(doc);
        const opened = openText(written);
        if (!opened.ok) throw new Error(`seed ${seed}, ${i}: ${opened.error.at} ${opened.error.message}\n${command}`);
        expect(opened.document).toEqual(doc);
        expect(bytes(written)).toBeLessThanOrEqual(textSize(doc));
      }
    }
    expect(accepted).toBeGreaterThan(1000);
    expect(refused).toBeGreaterThan(500);
  });

  it('says how long a label and a name may be', () => {
    const doc = applyDiff(emptyDocument(), addNode(emptyDocument(), { kind: 'input', position: at, id: 'x' }) as []);
    expect(setLabel(doc, 'x', 'a'.repeat(LONGEST_NAME))).not.toHaveProperty('refused');
    expect(setLabel(doc, 'x', 'a'.repeat(2001))).toEqual({
      refused: 'A label has at most 2,000 characters; this one has 2,001.',
    });
    expect(setName(doc, 'a'.repeat(2001))).toEqual({
      refused: 'A name has at most 2,000 characters; this one has 2,001.',
    });
  });
});

/** Layers of so many units, without biases and edges. */
function layers(...sizes: readonly number[]): NetworkDocument {
  const nodes = sizes.map((size, i) => ({
    id: `n${i}`,
    kind: 'layer' as const,
    size,
    activation: 'relu' as const,
    bias: null,
    position: at,
  }));
  return { ...emptyDocument(), nodes };
}

function edge(id: string, source: string, target: string, count: number): EdgeRecord {
  return { id, source, target, weight: new Float64Array(count), mask: null, tiedTo: null, frozen: false };
}

describe('a network that no file could hold', () => {
  it('is refused where it would come to be, in one sentence', () => {
    const cannot = /^The network could take [\d,]+ MB as a file, more than the 300 MB that can be opened again\.$/;
    const doc = layers(3000, 4000, 3000, 10_000);
    const half = { ...doc, edges: [edge('w', 'n0', 'n1', 12_000_000)] };
    expect(textSize(half)).toBeLessThan(LARGEST_TEXT);
    const refusal = (result: CommandResult) => ('refused' in result ? result.refused : '');
    expect(refusal(connect(half, { source: 'n2', target: 'n1' }))).toMatch(cannot);
    expect(refusal(setSize(half, 'n0', 6000))).toMatch(cannot);
    expect(refusal(connect(doc, { source: 'n2', target: 'n3' }))).toBe(
      'A matrix of 10000 × 3000 weights is too large.',
    );
    // A shared matrix takes room once; a copy of its own would not fit.
    const tied = { ...edge('v', 'n2', 'n1', 0), weight: null, tiedTo: 'w' };
    const shared = { ...half, edges: [...half.edges, tied] };
    expect(refusal(setTie(shared, 'v', null))).toMatch(cannot);
    expect(setMask(half, 'w', 0, 0, false)).not.toHaveProperty('refused');
  });

  it('is no trap: what a file brought beyond that can be made smaller, and changed as long as it does not grow', () => {
    const data = 'x'.repeat(2 ** 20);
    const large = { ...layers(3000, 7000), edges: [edge('w', 'n0', 'n1', 21_000_000)] };
    const beyond = { ...large, extra: Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`d${i}`, data])) };
    expect(textSize(beyond)).toBeGreaterThan(LARGEST_TEXT);
    expect(addNode(beyond, { kind: 'input', position: at })).toHaveProperty('refused');
    expect(setSize(beyond, 'n0', 2999)).not.toHaveProperty('refused');
  });

  it('counts every unit that is added', () => {
    const full = layers(...new Array(5).fill(MOST_UNITS / 5));
    expect(addNode(full, { kind: 'input', position: at })).toEqual({
      refused: 'The network would have 5,000,001 units, more than the 5,000,000 that fit.',
    });
    const wide = { ...layers(1_000_000, 1_000_000), edges: [] };
    const concat = applyDiff(wide, addNode(wide, { kind: 'op', op: 'concat', position: at, id: 'c' }) as []);
    const one = applyDiff(concat, connect(concat, { source: 'n0', target: 'c' }) as []);
    expect(connect(one, { source: 'n1', target: 'c' })).toEqual({
      refused: 'The node c would have 2,000,000 units, more than the 1,000,000 that fit.',
    });
  });

  it('could hold ten million weights of which some are taken out', () => {
    expect(MOST_WEIGHTS).toBeGreaterThan(20_000_000);
    const weights = 300 * 1000;
    const mask = new Uint8Array(weights).fill(1);
    mask[7] = 0;
    const weight = Float64Array.from({ length: weights }, (_, i) => Math.sin(i));
    const doc = { ...layers(300, 1000), edges: [{ ...edge('w', 'n0', 'n1', 0), weight, mask }] };
    const written = serialize(doc);
    expect(written.length).toBeLessThan(textSize(doc));
    // Room for each weight and its place in the mask, however many there are.
    expect((written.length / weights) * 10_000_000).toBeLessThan(150 * 2 ** 20);
    const opened = openText(written);
    expect(opened.ok && opened.document).toEqual(doc);
  });
});

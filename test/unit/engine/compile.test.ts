import { describe, expect, test } from 'vitest';
import {
  backward,
  compile,
  type EdgeSpec,
  EngineError,
  forward,
  type NetworkSpec,
  type NodeSpec,
  parseAddress,
  readNumbers,
} from '../../../src/engine';

const input = (id: string, size = 1): NodeSpec => ({ id, kind: 'input', size, values: new Float64Array(size).fill(1) });
const layer = (id: string, size = 1): NodeSpec => ({
  ...{ id, kind: 'layer', size, activation: 'sigmoid' },
  bias: new Float64Array(size).fill(0.5),
});
const loss = (id: string, size = 1): NodeSpec => ({ id, kind: 'loss', loss: 'mse', target: new Float64Array(size) });
const op = (id: string, name: 'add' | 'multiply' | 'concat', size = 1): NodeSpec => ({
  id,
  kind: 'op',
  op: name,
  size,
});
const edge = (id: string, source: string, target: string, weights: number | null): EdgeSpec => ({
  ...{ id, source, target, mask: null, tiedTo: null, frozen: false },
  weight: weights === null ? null : new Float64Array(weights).fill(0.5),
});
const tied = (id: string, source: string, target: string, tiedTo: string): EdgeSpec => ({
  ...edge(id, source, target, null),
  tiedTo,
});
const network = (nodes: NodeSpec[], edges: EdgeSpec[]): NetworkSpec => ({ nodes, edges });

const FAULTS: readonly [string, NetworkSpec, EngineError['code'], string, RegExp][] = [
  ['C1', network([input('x'), layer('x')], []), 'duplicate', 'x', /the id "x" is taken/],
  ['C1', network([input('x'), layer('n')], [edge('x', 'x', 'n', 1)]), 'duplicate', 'x', /the id "x" is taken/],
  [
    'C2',
    network([{ ...layer('n'), activation: 'swoosh' } as unknown as NodeSpec], []),
    'unknownName',
    'n',
    /"swoosh" is not known/,
  ],
  ['C3', network([input('x')], [edge('e', 'x', 'nowhere', 1)]), 'unknownNode', 'e', /there is no node "nowhere"/],
  ['C3', network([input('x'), input('y')], [edge('e', 'x', 'y', 1)]), 'shape', 'e', /nothing can enter the input y/],
  [
    'C3',
    network([input('x'), layer('n')], [edge('e', 'x', 'n', 1), edge('f', 'x', 'n', 1)]),
    'duplicate',
    'f',
    /already an edge from x to n/,
  ],
  ['C4', network([input('x', 2), layer('n', 2)], [edge('e', 'x', 'n', 3)]), 'shape', 'e', /3 numbers, expected 4/],
  [
    'C4',
    network([input('x', 2), layer('n', 2), loss('L', 3)], [edge('e', 'n', 'L', null)]),
    'shape',
    'L',
    /target has 3/,
  ],
  [
    'C4',
    network([input('x', 2), op('o', 'add', 3)], [edge('e', 'x', 'o', null)]),
    'shape',
    'o',
    /x has 2 units, expected 3/,
  ],
  [
    'C4',
    network([input('x', 2), op('o', 'concat', 3)], [edge('e', 'x', 'o', null)]),
    'shape',
    'o',
    /sources have 2 units/,
  ],
  ['C5', network([input('x'), layer('n')], [tied('e', 'x', 'n', 'w')]), 'tie', 'e', /tied to "w"/],
  [
    'C6',
    network([layer('a'), layer('b')], [edge('e', 'a', 'b', 1), edge('f', 'b', 'a', 1)]),
    'cycle',
    'a',
    /circle: a → b → a|circle: b → a → b/,
  ],
];

describe('compiling', () => {
  test.each(FAULTS)('%s: is refused with code and place: %#', (_, spec, code, at, message) => {
    let caught: unknown;
    try {
      compile(spec);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(EngineError);
    const fault = caught as EngineError;
    expect(fault.code).toBe(code);
    if (code !== 'cycle') expect(fault.at).toBe(at);
    expect(fault.message).toMatch(message);
    expect(fault.message).not.toContain('\n');
  });

  test('C7: half-drawn networks run', () => {
    const drafts: NetworkSpec[] = [
      network([], []),
      network([input('x')], []),
      network([layer('n'), loss('L', 2)], []),
      network([op('a', 'add'), op('m', 'multiply'), layer('n')], [edge('e', 'm', 'n', 1)]),
      network([input('x'), layer('n')], [edge('e', 'x', 'n', 1)]),
    ];
    for (const spec of drafts) {
      const plan = compile(spec);
      const numbers = readNumbers(plan, spec);
      const trace = forward(plan, numbers);
      const back = backward(plan, numbers, trace);
      expect(trace.loss).toBe(0);
      expect(back.gradient.every((value) => value === 0)).toBe(true);
      expect(trace.nonFinite).toBeNull();
    }
    const alone = network([layer('n')], []);
    const plan = compile(alone);
    expect(forward(plan, readNumbers(plan, alone)).z[0]).toBe(0.5);
  });

  test('F4 C8: passes change nothing that they are given', () => {
    const spec = network(
      [input('x', 2), layer('n', 3), loss('L', 3)],
      [edge('w', 'x', 'n', 6), edge('e', 'n', 'L', null)],
    );
    const plan = compile(spec);
    const numbers = readNumbers(plan, spec);
    const before = structuredClone(numbers);
    const trace = forward(plan, numbers);
    const kept = structuredClone(trace);
    backward(plan, numbers, trace);
    expect(numbers).toEqual(before);
    expect(trace).toEqual(kept);
  });
});

describe('addresses', () => {
  const { layout } = compile(
    network(
      [input('x', 2), layer('n', 3), layer('m'), layer('o', 3)],
      [edge('w', 'x', 'n', 6), edge('v', 'n', 'm', 3), tied('t', 'x', 'o', 'w'), edge('u', 'm', 'o', 3)],
    ),
  );
  test('A1: full and short forms', () => {
    expect(parseAddress(layout, 'w[2,1]')).toEqual({ kind: 'weight', edge: 'w', row: 2, col: 1 });
    expect(parseAddress(layout, ' n.bias[2] ')).toEqual({ kind: 'bias', node: 'n', unit: 2 });
    expect(parseAddress(layout, 'm.bias')).toEqual({ kind: 'bias', node: 'm', unit: 0 });
  });
  test('A2: a tied edge means its owner', () => {
    expect(parseAddress(layout, 't[0,1]')).toEqual({ kind: 'weight', edge: 'w', row: 0, col: 1 });
  });
  test.each([
    ['w', 'w is 3 x 2, say which weight'],
    ['w[3,0]', 'w is 3 x 2, counted from 0'],
    ['n.bias', 'n has 3 biases, say which'],
    ['n.bias[3]', 'n has 3 units, counted from 0'],
    ['x.bias[0]', 'x has no bias'],
    ['q.bias[0]', 'there is no node "q"'],
    ['q[0,0]', 'there is no edge "q"'],
    ['w[0;0]', 'is not the address of a parameter'],
    ['', 'is not the address of a parameter'],
  ])('A3: "%s" is refused: %s', (text, message) => {
    expect(() => parseAddress(layout, text)).toThrow(message);
  });
});

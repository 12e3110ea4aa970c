import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moveNodes } from '../../../src/model/commands/nodes';
import { applyDiff } from '../../../src/model/diff';
import { migrateFile } from '../../../src/model/migrations';
import { openText } from '../../../src/model/parse';
import { jsonSchema } from '../../../src/model/schema';
import { serialize } from '../../../src/model/serialize';
import type { NetworkDocument } from '../../../src/model/types';
import { randomDocument } from './documents';

const ROOT = join(import.meta.dirname, '../../..');

function open(text: string): NetworkDocument {
  const opened = openText(text);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.document;
}

/** A small file with one thing changed. */
function file(
  change: (
    network: Record<string, unknown> & { nodes: Record<string, unknown>[]; edges: Record<string, unknown>[] },
  ) => void,
): string {
  const network = {
    format: 'gradpath',
    version: 1,
    name: 'small',
    nodes: [
      { id: 'x', kind: 'input', size: 3, values: [1, 2, 3], position: { x: 0, y: 0 } },
      { id: 'h', kind: 'layer', size: 4, activation: 'tanh', bias: [0, 0, 0, 0], position: { x: 1, y: 0 } },
      { id: 'g', kind: 'layer', size: 4, activation: 'tanh', bias: null, position: { x: 1, y: 0 } },
      { id: 'L', kind: 'loss', loss: 'mse', target: [0, 0, 0, 0], position: { x: 2, y: 0 } },
    ],
    edges: [
      {
        id: 'w',
        source: 'x',
        target: 'h',
        weight: [
          [1, 2, 3],
          [4, 5, 6],
          [7, 8, 9],
          [1, 1, 1],
        ],
      },
      {
        id: 'v',
        source: 'h',
        target: 'g',
        weight: [
          [1, 0, 0, 0],
          [0, 1, 0, 0],
          [0, 0, 1, 0],
          [0, 0, 0, 1],
        ],
      },
      { id: 'e', source: 'g', target: 'L' },
    ],
  };
  change(network);
  return JSON.stringify(network);
}

describe('files', () => {
  it('parse(serialize(x)) = x and two saves are the same bytes, for random documents', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const doc = randomDocument(seed);
      const text = serialize(doc);
      const again = open(text);
      expect(again, `seed ${seed}`).toEqual(doc);
      expect(serialize(again)).toBe(text);
    }
  });

  it('keep every float64, large matrices as base64, unknown fields at every level', () => {
    const text = file((network) => {
      network.data = { rows: [[1, 2]] };
      network.nodes[0].values = [-0, 5e-324, 1.7976931348623157e308];
      network.nodes[1].colour = 'red';
      network.nodes[1].position = { x: 1, y: 0, pinned: true };
      network.edges[0].note = { deep: [true, null] };
    }).replace('[0,5e-324', '[-0,5e-324');
    const doc = open(text);
    expect(Object.is((doc.nodes[0] as { values: Float64Array }).values[0], -0)).toBe(true);
    const round = open(serialize(doc));
    expect(round).toEqual(doc);
    expect(Object.is((round.nodes[0] as { values: Float64Array }).values[0], -0)).toBe(true);
    expect(round.extra).toEqual({ data: { rows: [[1, 2]] } });
    expect(round.nodes[1].extra).toEqual({ colour: 'red' });
    expect(round.nodes[1].position.extra).toEqual({ pinned: true });
    const moved = moveNodes(round, new Map([['h', { x: 9, y: 9 }]]));
    if ('refused' in moved) throw new Error(moved.refused);
    expect(applyDiff(round, moved).nodes[1].position).toEqual({ x: 9, y: 9, extra: { pinned: true } });
    expect(round.edges[0].extra).toEqual({ note: { deep: [true, null] } });
    const large = open(
      file((network) => {
        network.nodes[0].size = 100;
        network.nodes[0].values = Array(100).fill(0.1);
        network.edges[0].weight = Array.from({ length: 4 }, (_, r) =>
          Array.from({ length: 100 }, (_, c) => Math.sin(r * 100 + c)),
        );
      }),
    );
    expect(serialize(large)).toContain('"data": "');
    expect(open(serialize(large))).toEqual(large);
  });

  const FAULTS: readonly [string, string, string | ((text: string) => string)][] = [
    ['notJson', 'line 1', '{ "format": "gradpath", '],
    ['notJson', 'empty', ''],
    ['notJson', 'nested too deeply', '['.repeat(100_000)],
    ['notGradpath', 'not a Gradpath network', '[]'],
    ['notGradpath', 'format', '{"format": "other"}'],
    ['newer', 'version: 2 is newer than this Gradpath reads (1)', file((n) => (n.version = 2))],
    ['schema', 'version', file((n) => (n.version = 'one'))],
    ['schema', 'nodes[1].activation: expected one of identity', file((n) => (n.nodes[1].activation = 'swish'))],
    ['schema', 'nodes[0].kind', file((n) => (n.nodes[0].kind = 'thing'))],
    ['schema', 'nodes[0].size', file((n) => (n.nodes[0].size = 2.5))],
    ['schema', 'nodes[1].id', file((n) => (n.nodes[1].id = '1h'))],
    ['duplicate', 'edges[0].id: "h" is already the id of nodes[1]', file((n) => (n.edges[0].id = 'h'))],
    ['duplicate', 'already an edge from x to h', file((n) => n.edges.push({ ...n.edges[0], id: 'w2' }))],
    ['unknownNode', 'edges[1].target: there is no node "nowhere"', file((n) => (n.edges[1].target = 'nowhere'))],
    [
      'shape',
      'edges[0].weight: expected 4 x 3, found 4 x 2',
      file(
        (n) =>
          (n.edges[0].weight = [
            [1, 2],
            [3, 4],
            [5, 6],
            [7, 8],
          ]),
      ),
    ],
    [
      'shape',
      'edges[0].weight[2]: expected 3 numbers, found 2',
      file(
        (n) =>
          (n.edges[0].weight = [
            [1, 2, 3],
            [3, 4, 5],
            [5, 6],
            [7, 8, 9],
          ]),
      ),
    ],
    ['shape', 'nodes[1].bias: expected 4 numbers, found 1', file((n) => (n.nodes[1].bias = [0]))],
    ['shape', 'nodes[3].target: expected 4 numbers, found 2', file((n) => (n.nodes[3].target = [0, 1]))],
    ['shape', 'edges[2].weight: an edge into a loss carries no weight', file((n) => (n.edges[2].weight = [[1]]))],
    [
      'number',
      'edges[0].weight[0][1]: expected a finite number',
      file(
        (n) =>
          (n.edges[0].weight = [
            [1, 'BIG', 3],
            [4, 5, 6],
            [7, 8, 9],
            [1, 1, 1],
          ]),
      ).replace('"BIG"', '1e999'),
    ],
    [
      'number',
      'edges[0].weight[0][1]: expected a number',
      file(
        (n) =>
          (n.edges[0].weight = [
            [1, null, 3],
            [4, 5, 6],
            [7, 8, 9],
            [1, 1, 1],
          ]),
      ),
    ],
    [
      'shape',
      'edges[0].weight.data: expected 96 bytes',
      file((n) => (n.edges[0].weight = { shape: [4, 3], data: 'AAAA' })),
    ],
    [
      'number',
      'edges[0].weight.data: is not base64',
      file((n) => (n.edges[0].weight = { shape: [4, 3], data: '***' })),
    ],
    [
      'tie',
      'edges[1].tiedTo: "zz" is not an edge',
      file((n) => {
        n.edges[1].weight = undefined;
        n.edges[1].tiedTo = 'zz';
      }),
    ],
    [
      'tie',
      'edges[1].tiedTo: expected 4 x 4, found 4 x 3',
      file((n) => {
        n.edges[1].weight = undefined;
        n.edges[1].tiedTo = 'w';
      }),
    ],
    ['schema', 'edges[1].weight: is missing', file((n) => (n.edges[1].weight = undefined))],
    [
      'number',
      'nodes[1].note.deep[1]: expected a finite number',
      file((n) => (n.nodes[1].note = { deep: [0, 'BIG'] })).replace('"BIG"', '1e999'),
    ],
    [
      'tooLarge',
      'connections',
      file((n) =>
        n.nodes.push({
          id: 's',
          kind: 'layer',
          size: 1_000_000,
          activation: 'softmax',
          bias: null,
          position: { x: 0, y: 0 },
        }),
      ),
    ],
    [
      'tooLarge',
      'units',
      file((n) => {
        for (let i = 0; i < 6; i++) n.nodes.push({ id: `s${i}`, kind: 'op', op: 'add', size: 1_000_000 });
      }),
    ],
    [
      'cycle',
      'the edges run in a circle',
      file((n) => n.edges.push({ id: 'back', source: 'g', target: 'h', weight: n.edges[1].weight })),
    ],
  ];
  for (const [code, message, text] of FAULTS) {
    it(`refuse with ${code}: ${message.slice(0, 50)}`, () => {
      const opened = openText(text as string);
      if (opened.ok) throw new Error('it opened');
      expect(opened.error.code).toBe(code);
      expect(opened.error.message).toContain(message);
      expect(opened.error.message).not.toContain('\n');
    });
  }

  it('never throw: random bytes cut out of and into a file', () => {
    const text = file(() => {});
    for (let i = 0; i < 400; i++) {
      const at = (i * 7919) % text.length;
      const broken =
        text.slice(0, at) + ['', '"', '}', '1e999', '__proto__', '\u0000'][i % 6] + text.slice(at + (i % 5));
      expect(() => openText(broken)).not.toThrow();
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('cannot reach prototypes', () => {
    const opened = openText(file(() => {}).replace('"name":"small"', '"__proto__":{"polluted":true}'));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    if (opened.ok) expect(() => serialize(opened.document)).not.toThrow();
  });

  it('of older versions come step by step, and a gap is an error', () => {
    const steps = [
      { from: 1, name: 'one', migrate: (old: Readonly<Record<string, unknown>>) => ({ ...old, a: 1 }) },
      { from: 2, name: 'two', migrate: (old: Readonly<Record<string, unknown>>) => ({ ...old, b: old.a }) },
    ];
    expect(migrateFile({ version: 1 }, 1, 3, steps)).toEqual({ version: 3, a: 1, b: 1 });
    expect(() => migrateFile({ version: 1 }, 1, 4, steps)).toThrow('no migration from version 3');
  });

  it('have a JSON Schema that is current', () => {
    const path = join(ROOT, 'resources/gradpath.schema.json');
    if (process.env.UPDATE_SCHEMA) writeFileSync(path, `${JSON.stringify(jsonSchema(), null, 2)}\n`);
    const committed = readFileSync(path, 'utf8');
    expect(committed, 'write it anew: UPDATE_SCHEMA=1').toBe(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
  });
});

describe('the shipped examples', () => {
  const folder = join(ROOT, 'resources/examples');
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { id: string; param: string }[];
  it('are all listed, and all that is listed is there', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.gradpath'));
    expect(files.map((name) => name.replace('.gradpath', '')).sort()).toEqual(index.map(({ id }) => id).sort());
    expect(index[0].id).toBe('two-routes');
  });
  for (const { id } of index) {
    it(`${id} opens and is saved as the same bytes`, () => {
      const text = readFileSync(join(folder, `${id}.gradpath`), 'utf8');
      expect(serialize(open(text))).toBe(text);
    });
  }
});

import { describe, expect, it } from 'vitest';
import {
  allParams,
  backward,
  compile,
  forward,
  type PathTrace,
  readNumbers,
  sweepPaths,
  tracePaths,
} from '../../../src/engine';
import { pathTableCsv } from '../../../src/explain/pathTable';
import { randomNetwork } from '../engine/networks';

/** Traces of some parameters of a random network, of all of its paths or of a few. */
function traces(seed: number, top: number): PathTrace[] {
  const spec = randomNetwork(seed, { zeros: seed % 2 === 0 });
  const plan = compile(spec);
  const numbers = readNumbers(plan, spec);
  const trace = forward(plan, numbers);
  const sweep = sweepPaths(plan, numbers, trace, backward(plan, numbers, trace));
  const masks = new Map(plan.edges.map((edge) => [edge.id, edge.mask]));
  const params = [...allParams(plan.layout, (edge, k) => masks.get(edge)?.[k] === 0)];
  return params.slice(0, 6).map((param) => tracePaths(sweep, param, top));
}

/** A strict reader of RFC 4180. */
function read(csv: string): string[][] {
  const rows: string[][] = [];
  let at = 0;
  while (at < csv.length) {
    const row: string[] = [];
    for (;;) {
      const quoted = /^"((?:[^"]|"")*)"/.exec(csv.slice(at));
      const plain = /^[^",\r\n]*/.exec(csv.slice(at)) as RegExpExecArray;
      row.push(quoted ? quoted[1].replaceAll('""', '"') : plain[0]);
      at += (quoted ?? plain)[0].length;
      if (csv[at] !== ',') break;
      at += 1;
    }
    if (!csv.startsWith('\r\n', at)) throw new Error(`no end of line at ${at}`);
    at += 2;
    rows.push(row);
  }
  return rows;
}

describe('the path table as CSV', () => {
  it('has one width, every digit, products that are the contributions, and listed + rest = gradient, on random networks', () => {
    let blocked = 0;
    let withRest = 0;
    for (let seed = 1; seed <= 60; seed++) {
      for (const trace of traces(seed, seed % 3 === 0 ? 3 : 1000)) {
        const [head, ...rows] = read(pathTableCsv(trace));
        expect(head.slice(0, 2)).toEqual(['rank', 'path']);
        expect(head.slice(-2)).toEqual(['contribution', 'cumulative sum']);
        for (const row of rows) expect(row.length).toBe(head.length);
        expect(rows.length).toBe(trace.paths.length + 2);
        const [rest, total] = rows.slice(-2);
        expect(rest[1]).toMatch(/^rest \(\d+ paths?\)$/);
        expect(total[1]).toBe('total');
        expect(Number(total.at(-2))).toBe(trace.gradient);
        let sum = 0;
        rows.slice(0, -2).forEach((row, i) => {
          const path = trace.paths[i];
          const factors = row.slice(2, -2).filter((cell) => cell !== '');
          expect(row[0]).toBe(String(i + 1));
          expect(row[1]).toBe(path.units.join(' > '));
          expect(factors.map(Number)).toEqual(path.factors.map(({ value }) => value + 0));
          expect(row.join()).not.toContain('-0.0000000000000000,');
          expect(Number(row.at(-2))).toBe(path.contribution + 0);
          const size = Math.max(Math.abs(path.contribution), Number.MIN_VALUE);
          const product = factors.map(Number).reduce((a, b) => a * b, 1);
          expect(Math.abs(product - path.contribution) / size).toBeLessThan(1e-12);
          sum += path.contribution;
          expect(Number(row.at(-1))).toBe(sum + 0);
          if (path.blockedAt !== null) {
            blocked += 1;
            expect(Number(row.at(-2))).toBe(0);
            expect(Number(factors[path.blockedAt])).toBe(0);
          }
        });
        if (trace.pathCount > BigInt(trace.paths.length)) withRest += 1;
        // One rounding of the last addition is all that may be between them.
        const size = Math.max(Math.abs(sum), Math.abs(trace.gradient));
        expect(Math.abs(sum + Number(rest.at(-2)) - trace.gradient)).toBeLessThanOrEqual(size * 2 ** -52);
      }
    }
    expect(blocked).toBeGreaterThan(20);
    expect(withRest).toBeGreaterThan(20);
  });

  it('prints 17 significant digits and quotes what needs it', () => {
    const [trace] = traces(1, 2);
    const strange = { ...trace, gradient: 0.1, paths: [{ ...trace.paths[0], units: ['a,b', 'say "x"'] }] };
    const csv = pathTableCsv(strange);
    expect(csv).toContain('0.10000000000000001');
    expect(csv).toContain('"a,b > say ""x"""');
  });
});

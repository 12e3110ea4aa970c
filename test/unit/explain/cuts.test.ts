import { describe, expect, it } from 'vitest';
import {
  allParams,
  backward,
  compile,
  type EdgeSpec,
  flowOf,
  forward,
  type NetworkSpec,
  type NodeSpec,
  type ParamRef,
  readNumbers,
  sweepPaths,
  tracePaths,
} from '../../../src/engine';
import { type Cut, cutsOf } from '../../../src/explain/cuts';
import { randomNetwork } from '../engine/networks';

function cuts(spec: NetworkSpec, wanted?: ParamRef) {
  const plan = compile(spec);
  const numbers = readNumbers(plan, spec);
  const trace = forward(plan, numbers);
  const sweep = sweepPaths(plan, numbers, trace, backward(plan, numbers, trace));
  const masks = new Map(plan.edges.map((edge) => [edge.id, edge.mask]));
  const params = wanted ? [wanted] : [...allParams(plan.layout, (edge, k) => masks.get(edge)?.[k] === 0)];
  const losses = new Set(plan.nodes.filter(({ kind }) => kind === 'loss').map(({ id }) => id));
  const targets = new Map(plan.edges.map(({ id, target }) => [id, target.id]));
  return params.map((param) => {
    const paths = tracePaths(sweep, param, 2000);
    const flow = flowOf(sweep, param);
    return { plan, paths, found: cutsOf({ layout: plan.layout, losses, targets, trace: paths, flow }) };
  });
}

const edgesOf = (cut: Cut) => cut.edges.map(({ edge }) => edge);
const layer = (id: string): NodeSpec => ({ id, kind: 'layer', size: 1, activation: 'tanh', bias: null });
const edge = (id: string, source: string, target: string, w: number | null): EdgeSpec => ({
  id,
  source,
  target,
  weight: w === null ? null : Float64Array.of(w),
  mask: null,
  tiedTo: null,
  frozen: false,
});

describe('cuts', () => {
  it('each add up to the gradient, and every path crosses each exactly once, on random networks', () => {
    let seen = 0;
    let several = 0;
    for (let seed = 1; seed <= 150; seed++) {
      for (const { paths, found } of cuts(randomNetwork(seed, { zeros: seed % 3 === 0 }))) {
        if (paths.pathCount === 0n) expect(found).toEqual([]);
        for (const cut of found) {
          seen += 1;
          const size = cut.edges.reduce((sum, { flow }) => sum + Math.abs(flow), 0);
          const scale = Math.max(Math.abs(paths.gradient), 1e-3 * size, 1e-3 * paths.absoluteMass);
          expect(Math.abs(cut.sum - paths.gradient)).toBeLessThanOrEqual(1e-9 * scale);
          const crossing = new Set(edgesOf(cut));
          expect(crossing.size).toBe(cut.edges.length);
          for (const path of paths.paths) {
            // A path's own start is the parameter, not an edge that it runs along.
            const along = path.factors.flatMap((factor) => factor.edge ?? []);
            expect(along.filter((id) => crossing.has(id)).length).toBe(1);
          }
        }
        expect(new Set(found.map((cut) => edgesOf(cut).join())).size).toBe(found.length);
        if (found.length > 2) several += 1;
      }
    }
    expect(seen).toBeGreaterThan(2000);
    expect(several).toBeGreaterThan(200);
  });

  it('a skip connection is in every cut that it jumps over', () => {
    const spec: NetworkSpec = {
      nodes: [
        { id: 'x', kind: 'input', size: 1, values: Float64Array.of(0.7) },
        layer('a'),
        layer('b'),
        layer('c'),
        layer('d'),
        { id: 'L', kind: 'loss', loss: 'mse', target: Float64Array.of(0.2) },
      ],
      edges: [
        edge('w', 'x', 'a', 0.5),
        edge('ab', 'a', 'b', 1.1),
        edge('bc', 'b', 'c', -0.4),
        edge('cd', 'c', 'd', 0.8),
        edge('ad', 'a', 'd', 0.9),
        edge('e', 'd', 'L', null),
      ],
    };
    const [{ found }] = cuts(spec, { kind: 'weight', edge: 'w', row: 0, col: 0 });
    expect(found.map(edgesOf)).toEqual([['ab', 'ad'], ['bc', 'ad'], ['cd', 'ad'], ['e']]);
  });
});

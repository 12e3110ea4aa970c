/** A found path in words and factors. SPEC: P14. */
import type { PlanEdge } from '../plan';
import type { GradientPath, PathFactor } from '../types';
import { isSoftmax, type PathGraph, pointName } from './points';
import type { PathStart } from './starts';

/** A path in words, its product not taken yet: factors from the parameter's own on. */
export interface RawPath {
  readonly start: PathStart;
  readonly units: readonly string[];
  readonly factors: readonly PathFactor[];
}

/** Names and factors of one graph; what many paths share is made once. */
export interface Describer {
  /** As `pointName`. */
  nameOf(point: number): string | null;
  /** The factor of a step between two points. */
  step(from: number, to: number, value: number, edge: PlanEdge | null, row: number): PathFactor;
  /** The factor of the step inside an elementwise unit, from its z. */
  slope(z: number): PathFactor;
  /** The parameter's own factor. */
  source(start: PathStart): PathFactor;
  /** Names of the points that have one. */
  unitsOf(points: readonly number[]): string[];
  path(raw: RawPath): GradientPath;
}

const kept = new WeakMap<PathGraph, Describer>();

/** The words of a graph: one describer, kept as long as the graph. */
export function describer(graph: PathGraph): Describer {
  const words = kept.get(graph) ?? createDescriber(graph);
  kept.set(graph, words);
  return words;
}

function createDescriber(graph: PathGraph): Describer {
  const count = graph.plan.layout.unitCount;
  const names: (string | null | undefined)[] = new Array(2 * count);
  const places: { readonly node: string; readonly unit: number }[] = new Array(count);
  const slopes: PathFactor[] = new Array(count);

  function placeOf(point: number) {
    const unit = point < count ? point : point - count;
    const { id, offset } = graph.nodeOf[unit];
    places[unit] ??= { node: id, unit: unit - offset };
    return places[unit];
  }
  function nameOf(point: number): string | null {
    let name = names[point];
    if (name === undefined) {
      name = pointName(graph, point);
      names[point] = name;
    }
    return name;
  }
  function slope(z: number): PathFactor {
    slopes[z] ??= { value: graph.slope[z], kind: 'activation', ...placeOf(z) };
    return slopes[z];
  }

  return {
    nameOf,
    slope,
    step(from, to, value, edge, row) {
      const { node, unit } = placeOf(to);
      const source = placeOf(from);
      if (edge === null) {
        const isInner = isSoftmax(graph.nodeOf[to - count]);
        return isInner ? { value, kind: 'activation', node, unit, from: source } : slope(from);
      }
      if (edge.weight >= 0) {
        return { value, kind: 'weight', node, unit, from: source, edge: edge.id, row, col: source.unit };
      }
      return { value, kind: edge.target.kind === 'loss' ? 'loss' : 'op', node, unit, from: source, edge: edge.id };
    },
    source: ({ factor, source }) => ({ value: factor, kind: 'source', node: source.node, unit: source.unit }),
    unitsOf: (points) => points.map(nameOf).filter((name) => name !== null),
    path({ start, units, factors }) {
      let contribution = 1;
      let blockedAt: number | null = null;
      for (let i = 0; i < factors.length; i++) {
        contribution *= factors[i].value;
        if (factors[i].value === 0) blockedAt ??= i;
      }
      // A product with a zero in it is 0, never the -0 that signs would make of it.
      return { start: start.name, units, factors, contribution: blockedAt === null ? contribution : 0, blockedAt };
    },
  };
}

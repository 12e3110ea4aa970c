/** A found path in words and factors. SPEC: P14. */
import type { GradientPath, PathFactor } from '../types';
import type { RawPath } from './kbest';
import { isSoftmax, type PathGraph, pointName } from './points';

interface Place {
  readonly node: string;
  readonly unit: number;
}

/** Describes paths of one graph; names and places are made once. */
export function describer(graph: PathGraph): (raw: RawPath) => GradientPath {
  const count = graph.plan.layout.unitCount;
  const names: (string | null | undefined)[] = new Array(2 * count);
  const places: (Place | undefined)[] = new Array(count);
  function placeOf(point: number): Place {
    const unit = point < count ? point : point - count;
    let place = places[unit];
    if (!place) {
      const { id, offset } = graph.nodeOf[unit];
      place = { node: id, unit: unit - offset };
      places[unit] = place;
    }
    return place;
  }
  function nameOf(point: number): string | null {
    let name = names[point];
    if (name === undefined) {
      name = pointName(graph, point);
      names[point] = name;
    }
    return name;
  }

  return ({ start, points, factors: values, edges, rows }) => {
    const units: string[] = [];
    const factors: PathFactor[] = [
      { value: start.factor, kind: 'source', node: start.source.node, unit: start.source.unit },
    ];
    let contribution = start.factor;
    let blockedAt = start.factor === 0 ? 0 : -1;
    for (let i = 0; i < points.length; i++) {
      const name = nameOf(points[i]);
      if (name !== null) units.push(name);
      if (i === 0) continue;
      const value = values[i - 1];
      const edge = edges[i - 1];
      const { node, unit } = placeOf(points[i]);
      const from = placeOf(points[i - 1]);
      contribution *= value;
      if (value === 0 && blockedAt < 0) blockedAt = i;
      if (edge === null) {
        const softmax = isSoftmax(graph.nodeOf[points[i] - count]);
        factors.push(
          softmax ? { value, kind: 'activation', node, unit, from } : { value, kind: 'activation', node, unit },
        );
      } else if (edge.weight >= 0) {
        factors.push({ value, kind: 'weight', node, unit, from, edge: edge.id, row: rows[i - 1], col: from.unit });
      } else {
        const kind = edge.target.kind === 'loss' ? 'loss' : 'op';
        factors.push({ value, kind, node, unit, from, edge: edge.id });
      }
    }
    return {
      start: start.name,
      units,
      factors,
      // A product with a zero in it is 0, never the -0 that signs would make of it.
      contribution: blockedAt < 0 ? contribution : 0,
      blockedAt: blockedAt < 0 ? null : blockedAt,
    };
  };
}

/**
 * Where the units of a node were before a change. Units of a concat, and what a loss takes, are those of the sources in the
 * order of the edges: when the first source goes, the second one's units move up, and their targets and columns with them.
 */
import { incoming, nodeById, sizeOf } from '../document';
import type { NetworkDocument, NodeRecord } from '../types';

/** For every unit there is now its number before, or -1 for a new one. */
export type Origins = Int32Array;

export interface Sources {
  /** Units of a node; their number is the size that the node has to have. */
  readonly units: (id: string) => Origins;
  /** What a loss takes through its edges. */
  readonly taken: (id: string) => Origins;
}

function kept(size: number, before: number): Origins {
  return Int32Array.from({ length: size }, (_, unit) => (unit < before ? unit : -1));
}

/** True when nothing moved, came or went. */
export function unmoved(origins: Origins, before: number): boolean {
  return origins.length === before && origins.every((origin, unit) => origin === unit);
}

/** Compares a document before a change with the one after it, in which sizes of ops may not yet have followed. */
export function compareUnits(before: NetworkDocument, now: NetworkDocument): Sources {
  const known = new Map<string, Origins>();

  function taken(id: string): Origins {
    const old = nodeById(before, id);
    const places = new Map<string, number>();
    let oldSize = 0;
    for (const edge of incoming(before, id)) {
      places.set(edge.id, oldSize);
      oldSize += sizeOf(nodeById(before, edge.source) as NodeRecord);
    }
    const parts = incoming(now, id).map((edge) => {
      const place = places.get(edge.id);
      return units(edge.source).map((origin) => (origin < 0 || place === undefined ? -1 : place + origin));
    });
    const all = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    // Before the first edge a loss already has a target, and an op a size: they stay.
    if (places.size === 0 && old) return kept(all.length, old.kind === 'loss' ? old.target.length : sizeOf(old));
    return all;
  }

  function fresh(id: string): Origins {
    const node = nodeById(now, id) as NodeRecord;
    const old = nodeById(before, id);
    const oldSize = old ? sizeOf(old) : 0;
    const edges = incoming(now, id);
    if (node.kind !== 'op' || edges.length === 0) return kept(sizeOf(node), oldSize);
    const sameOp = old?.kind === 'op' && old.op === node.op;
    if (node.op === 'concat') {
      const all = taken(id);
      return sameOp ? all : kept(all.length, oldSize);
    }
    const stayed = new Set(incoming(before, id).map((edge) => edge.id));
    const witness = edges.find((edge) => stayed.has(edge.id));
    return sameOp && witness ? units(witness.source) : kept(units(edges[0].source).length, oldSize);
  }

  function units(id: string): Origins {
    const made = known.get(id) ?? fresh(id);
    known.set(id, made);
    return made;
  }
  return { units, taken };
}

/**
 * How the choice of a parameter shows on nodes: which ones its paths run through, where they start, what each factor of
 * the path under the pointer is. Pure: from the traced result to marks. For lines see `edges/lineMarks`.
 */
import type { GradientPath, PathFactor } from '../engine/types';
import type { Passes, TraceResult } from '../store/run';

/** `plain`: nothing is chosen. `start`: the parameter acts here. `lit`, `blocked`: on its paths. `aside`: on none. */
export type NodeMark = 'plain' | 'start' | 'lit' | 'blocked' | 'aside';
export type EdgeMark = NodeMark;

export interface NodeMarks {
  readonly node: (id: string) => NodeMark;
  /** Factor of the hovered path that belongs to a node: its φ′, or the loss's derivative. */
  readonly nodeFactor: (id: string) => PathFactor | null;
}

const PLAIN: NodeMarks = {
  node: () => 'plain',
  nodeFactor: () => null,
};

function strongest(marks: Uint8Array, offset: number, length: number): number {
  let most = 0;
  for (let i = offset; i < offset + length; i++) if (marks[i] > most) most = marks[i];
  return most;
}

const BY_STRENGTH: readonly NodeMark[] = ['aside', 'blocked', 'lit'];

/** The edges at which a parameter acts: all uses of its matrix, or none for a bias. */
function startEdges(passes: Passes, trace: TraceResult): ReadonlySet<string> {
  const { param } = trace.trace;
  if (param.kind === 'bias') return new Set();
  const { owner } = passes.layout;
  return new Set(Object.keys(owner).filter((edge) => owner[edge] === param.edge));
}

/** Marks of the chosen parameter's paths; of one of them when `hovered` is given. */
export function marksOf(passes: Passes | null, trace: TraceResult | null, hovered: number | null): NodeMarks {
  if (!passes || !trace) return PLAIN;
  const path = hovered === null ? undefined : trace.trace.paths[hovered];
  return path ? marksOfPath(path) : marksOfAll(passes, trace);
}

function marksOfAll(passes: Passes, trace: TraceResult): NodeMarks {
  const { layout } = passes;
  const { flow } = trace;
  const starts = startEdges(passes, trace);
  const { param } = trace.trace;
  const sources = new Set([...starts].map((edge) => layout.sources[edge]));
  return {
    node(id) {
      if (param.kind === 'bias' && param.node === id) return 'start';
      if (sources.has(id)) return 'lit';
      const slot = layout.units[id];
      return slot ? BY_STRENGTH[strongest(flow.onPath, slot.offset, slot.size)] : 'aside';
    },
    nodeFactor: () => null,
  };
}

function marksOfPath(path: GradientPath): NodeMarks {
  const nodes = new Map<string, PathFactor | null>();
  const level: NodeMark = path.blockedAt === null ? 'lit' : 'blocked';
  for (const factor of path.factors) {
    if (factor.kind === 'activation' || factor.kind === 'loss') nodes.set(factor.node, factor);
    else if (!nodes.has(factor.node)) nodes.set(factor.node, null);
  }
  return {
    node: (id) => (nodes.has(id) ? level : 'aside'),
    nodeFactor: (id) => nodes.get(id) ?? null,
  };
}

/** Marks of a node's units for the chosen parameter, or for one of its paths: 0 aside, 1 blocked, 2 lit. */
export function unitMarks(passes: Passes, trace: TraceResult, hovered: number | null, node: string): Uint8Array {
  const { layout } = passes;
  const slot = layout.units[node];
  const { param } = trace.trace;
  const path = hovered === null ? undefined : trace.trace.paths[hovered];
  const marks = path ? new Uint8Array(slot.size) : trace.flow.onPath.slice(slot.offset, slot.offset + slot.size);
  if (path) {
    const level = path.blockedAt === null ? 2 : 1;
    for (const factor of path.factors) {
      if (factor.node === node && factor.kind !== 'loss') marks[factor.unit] = level;
      if (factor.from?.node === node) marks[factor.from.unit] = level;
    }
  } else if (param.kind === 'weight') {
    // The source of the chosen weight is where its own factor comes from.
    const sources = [...startEdges(passes, trace)].map((edge) => layout.sources[edge]);
    if (sources.includes(node)) marks[param.col] = 2;
  }
  return marks;
}

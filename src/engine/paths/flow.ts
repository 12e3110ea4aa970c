/** Path flow: one tangent sweep forward from the parameter, times the cached adjoints. SPEC: P11, P12. */
import { innerDerivative } from '../local';
import type { PlanNode } from '../plan';
import type { Flow } from '../types';
import { exists, isSoftmax } from './points';
import type { PathStart } from './starts';
import type { PathSweep } from './sweep';

/** Marks of reach: 0 = the parameter does not act here, 1 = only through a zero factor, 2 = live. */
type Reach = 0 | 1 | 2;

interface Tangents {
  readonly z: Float64Array;
  readonly a: Float64Array;
  readonly reachZ: Uint8Array;
  readonly reachA: Uint8Array;
}

const through = (reach: number, factor: number): Reach => (reach === 0 ? 0 : factor === 0 ? 1 : (reach as Reach));

function spread(reach: Uint8Array, at: number, mark: Reach): void {
  if (mark > reach[at]) reach[at] = mark;
}

/** ∂v/∂θ of every z and a, in topological order. */
function tangents(sweep: PathSweep, starts: readonly PathStart[]): Tangents {
  const { plan, numbers, steps, slope, forward } = sweep.graph;
  const { unitCount } = plan.layout;
  const z = new Float64Array(unitCount);
  const a = new Float64Array(unitCount);
  const reachZ = new Uint8Array(unitCount);
  const reachA = new Uint8Array(unitCount);
  for (const { point, factor } of starts) {
    z[point] += factor;
    spread(reachZ, point, factor === 0 ? 1 : 2);
  }
  const reached = (node: PlanNode) => reachA.subarray(node.offset, node.offset + node.size).some((mark) => mark > 0);
  for (const node of plan.nodes) {
    for (const edge of node.incoming) {
      const { source, rows, cols, weight, slot } = edge;
      if (!reached(source)) continue;
      const local = steps[edge.index];
      if (local) {
        for (let i = 0; i < local.length; i++) {
          const at = node.offset + (node.kind === 'loss' ? 0 : slot + i);
          const from = source.offset + i;
          a[at] += local[i] * a[from];
          spread(reachA, at, through(reachA[from], local[i]));
        }
        continue;
      }
      for (let row = 0; row < rows; row++) {
        for (let col = 0; col < cols; col++) {
          if (!exists(edge, row, col)) continue;
          const w = numbers.params[weight + row * cols + col];
          z[node.offset + row] += w * a[source.offset + col];
          spread(reachZ, node.offset + row, through(reachA[source.offset + col], w));
        }
      }
    }
    if (node.kind !== 'layer') continue;
    for (let i = 0; i < node.size; i++) {
      const from = node.offset + i;
      if (reachZ[from] === 0) continue;
      if (!isSoftmax(node)) {
        a[from] = slope[from] * z[from];
        spread(reachA, from, through(reachZ[from], slope[from]));
        continue;
      }
      for (let j = 0; j < node.size; j++) {
        const local = innerDerivative(node, forward, j, i);
        a[node.offset + j] += local * z[from];
        spread(reachA, node.offset + j, through(reachZ[from], local));
      }
    }
  }
  return { z, a, reachZ, reachA };
}

/** The part of the gradient that runs through each connection, and which units and connections lie on paths. */
export function pathFlow(sweep: PathSweep, starts: readonly PathStart[]): Flow {
  const { graph, structural, live } = sweep;
  const { plan, numbers, steps, forward, backward } = graph;
  const { unitCount, connectionCount } = plan.layout;
  const { z, a, reachZ, reachA } = tangents(sweep, starts);
  const connections = new Float64Array(connectionCount);
  const connectionOnPath = new Uint8Array(connectionCount);
  const onPath = new Uint8Array(unitCount);

  /** Mark of a step: reach of its beginning, its factor, whether a path goes on from its end. */
  const markOf = (reach: number, factor: number, to: number): Reach => {
    if (reach === 0 || structural[to] === 0) return 0;
    return reach === 2 && factor !== 0 && live[to] > 0 ? 2 : 1;
  };
  for (let unit = 0; unit < unitCount; unit++) onPath[unit] = markOf(reachA[unit], 1, unitCount + unit);

  for (const edge of plan.edges) {
    const { source, target, rows, cols, weight, connection, slot } = edge;
    const local = steps[edge.index];
    if (local) {
      const loss = target.kind === 'loss';
      for (let i = 0; i < local.length; i++) {
        const to = target.offset + (loss ? 0 : slot + i);
        connections[connection + i] = a[source.offset + i] * local[i] * (loss ? 1 : backward.dLda[to]);
        connectionOnPath[connection + i] = markOf(reachA[source.offset + i], local[i], unitCount + to);
      }
      continue;
    }
    for (let row = 0; row < rows; row++) {
      const to = target.offset + row;
      for (let col = 0; col < cols; col++) {
        const from = source.offset + col;
        if (reachA[from] === 0 || !exists(edge, row, col)) continue;
        const w = numbers.params[weight + row * cols + col];
        connections[connection + row * cols + col] = a[from] * w * backward.dLdz[to];
        connectionOnPath[connection + row * cols + col] = markOf(reachA[from], w, to);
      }
    }
  }
  for (const node of plan.nodes) {
    const slotOf = plan.layout.inner[node.id];
    if (!slotOf) continue;
    for (let j = 0; j < node.size; j++) {
      for (let i = 0; i < node.size; i++) {
        const from = node.offset + i;
        const at = slotOf.offset + j * node.size + i;
        const local = innerDerivative(node, forward, j, i);
        connections[at] = z[from] * local * backward.dLda[node.offset + j];
        connectionOnPath[at] = markOf(reachZ[from], local, unitCount + node.offset + j);
      }
    }
  }
  return { connections, onPath, connectionOnPath, reachZ, reachA };
}

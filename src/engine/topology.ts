/** Topological order that follows the file where it can. */
import { EngineError } from './errors';
import { Heap } from './heap';
import type { PlanNode } from './plan';

/** Smallest file index first among what is ready (Kahn's algorithm). Throws on a cycle, naming it. */
export function topologicalOrder(nodes: readonly PlanNode[]): PlanNode[] {
  const open = nodes.map((node) => node.incoming.length);
  const ready = new Heap<number>((a, b) => a < b);
  nodes.forEach((node) => {
    if (open[node.index] === 0) ready.push(node.index);
  });
  const order: PlanNode[] = [];
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    const node = nodes[next];
    order.push(node);
    for (const { target } of node.outgoing) {
      open[target.index] -= 1;
      if (open[target.index] === 0) ready.push(target.index);
    }
  }
  if (order.length < nodes.length) throw cycleError(nodes, open);
  return order;
}

/** Walks backwards among the nodes that never became ready until one repeats. */
function cycleError(nodes: readonly PlanNode[], open: readonly number[]): EngineError {
  const walk: PlanNode[] = [];
  let node = nodes.find(({ index }) => open[index] > 0) as PlanNode;
  while (!walk.includes(node)) {
    walk.push(node);
    node = (node.incoming.find(({ source }) => open[source.index] > 0) as PlanNode['incoming'][number]).source;
  }
  const loop = [...walk.slice(walk.indexOf(node)), node].reverse().map(({ id }) => id);
  const shown = loop.length > 8 ? [...loop.slice(0, 4), '…', ...loop.slice(-3)] : loop;
  return new EngineError('cycle', node.id, `the edges run in a circle: ${shown.join(' → ')}`);
}

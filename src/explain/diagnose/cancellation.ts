/** Cancellation: large paths of opposite sign that hide behind a small gradient. */
import { allParams, formatAddress, type PathFactor, parseAddress, pathStarts, tracePaths } from '../../engine';
import { setWeight } from '../../model/commands/numbers';
import { examine } from './examine';
import { thatMend } from './mend';
import type { Examined, Fix, Rule } from './types';
import { short } from './units';

/** Less than this part of the paths' absolute mass survives in the gradient. */
const CANCELLED = 0.05;
/** Parameters whose mass is below this part of the largest do not matter either way. */
const MATTERS = 0.01;
/** The worst few are enough to see it. */
const MOST = 3;

interface Cancelled {
  readonly address: string;
  readonly mass: number;
  readonly gradient: number;
}

/** Parameters whose paths are large and add up to little, the largest first. */
function cancelled(network: Examined): Cancelled[] {
  const { plan, forward, backward } = network;
  const { mass, structural } = network.sweep();
  const masks = new Map(plan.edges.map((edge) => [edge.id, edge.mask]));
  const found: Cancelled[] = [];
  let largest = 0;
  let index = 0;
  const offsets = new Map(Object.entries(plan.layout.weights).map(([id, slot]) => [id, slot.offset]));
  const uses = new Map<string, { readonly offset: number; readonly source: number }[]>();
  for (const edge of plan.edges) {
    if (edge.owner === null) continue;
    uses.set(edge.owner, [...(uses.get(edge.owner) ?? []), { offset: edge.target.offset, source: edge.source.offset }]);
  }
  for (const param of allParams(plan.layout, (edge, k) => masks.get(edge)?.[k] === 0)) {
    let total = 0;
    let paths = 0;
    if (param.kind === 'weight') {
      index = (offsets.get(param.edge) as number) + param.row * plan.layout.weights[param.edge].cols + param.col;
      for (const { offset, source } of uses.get(param.edge) ?? []) {
        total += Math.abs(forward.a[source + param.col]) * mass[offset + param.row];
        paths += structural[offset + param.row];
      }
    } else {
      const [start] = pathStarts(plan, forward, param);
      index = plan.layout.biases[param.node].offset + param.unit;
      total = mass[start.point];
      paths = structural[start.point];
    }
    largest = Math.max(largest, total);
    if (paths > 1 && total > 0 && Math.abs(backward.gradient[index]) < CANCELLED * total) {
      found.push({ address: formatAddress(param), mass: total, gradient: backward.gradient[index] });
    }
  }
  return found
    .filter((item) => item.mass >= MATTERS * largest)
    .sort((a, b) => b.mass - a.mass)
    .slice(0, MOST);
}

/** Halves a weight that the second largest path has and the largest has not: they no longer balance. */
function unbalance(network: Examined, address: string): Fix[] {
  const [first, second] = tracePaths(network.sweep(), parseAddress(network.plan.layout, address), 2).paths;
  const name = (factor: PathFactor) => `${factor.edge}[${factor.row},${factor.col}]`;
  const used = new Set(first?.factors.map(name));
  const own = second?.factors.filter((factor) => factor.kind === 'weight' && !used.has(name(factor))) ?? [];
  return own.flatMap((factor): Fix[] => {
    const { edge, row, col, value } = factor;
    if (edge === undefined || row === undefined || col === undefined) return [];
    const half = value / 2;
    return [{ label: `Halve ${name(factor)}`, apply: (doc) => setWeight(doc, edge, row, col, half) }];
  });
}

/** Large paths that hide behind a small gradient. */
export const cancellation: Rule = (network) =>
  cancelled(network).map(({ address, mass, gradient }) => ({
    kind: 'cancellation',
    at: address,
    message: `The gradient of ${address} is ${short(gradient)}, but its paths have an absolute mass of ${short(mass)}: they cancel.`,
    fixes: thatMend(
      network.doc,
      unbalance(network, address),
      (after) => !cancelled(examine(after)).some((other) => other.address === address),
    ),
  }));

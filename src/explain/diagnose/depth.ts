/** Rules about gradients through depth: vanishing, exploding, and depth that is none. */

import type { PlanNode } from '../../engine';
import { setActivation } from '../../model/commands/nodes';
import type { NetworkDocument } from '../../model/types';
import { examine } from './examine';
import { inOrder, redraw, scaleWeights, thatMend } from './mend';
import { oneLayer } from './oneLayer';
import type { Diagnosis, Examined, Fix, Rule } from './types';
import { layersOnPaths, short } from './units';

export interface DepthShare {
  /** Layers from the inputs, counted from 1. */
  readonly depth: number;
  readonly nodes: readonly string[];
  /** Root mean square of ∂L/∂z over the units of this depth. */
  readonly size: number;
}

/** Size of the gradient by depth, for layers from which a path leads to a loss. */
export function gradientByDepth(network: Examined): DepthShare[] {
  const depths = new Map<string, number>();
  for (const node of network.plan.nodes) {
    const before = Math.max(0, ...node.incoming.map(({ source }) => depths.get(source.id) ?? 0));
    depths.set(node.id, before + (node.kind === 'layer' ? 1 : 0));
  }
  const groups = new Map<number, PlanNode[]>();
  for (const node of layersOnPaths(network)) {
    const depth = depths.get(node.id) as number;
    groups.set(depth, [...(groups.get(depth) ?? []), node]);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([depth, nodes]) => {
      let squares = 0;
      let units = 0;
      for (const { offset, size } of nodes) {
        for (let unit = offset; unit < offset + size; unit++) squares += network.backward.dLdz[unit] ** 2;
        units += size;
      }
      return { depth, nodes: nodes.map(({ id }) => id), size: Math.sqrt(squares / units) };
    });
}

/** Two powers of ten between the first and the last layer, over at least three layers, count as vanished or exploded. */
const FACTOR = 100;
const LAYERS = 3;
/** The seed of weights that a fix draws: the same fix gives the same network. */
const SEED = 1;

/** How far the first layer's gradient is from the last one's, as a factor; 1 = as large, 0 = nothing to compare. */
function unevenness(shares: readonly DepthShare[]): number {
  const first = shares[0]?.size ?? 0;
  const last = shares.at(-1)?.size ?? 0;
  return first > 0 && last > 0 ? Math.max(first / last, last / first) : 0;
}

/** Neither vanishing nor exploding, with a gradient that is there and values that are finite: dead is not mended. */
function isEven(doc: NetworkDocument): boolean {
  const after = examine(doc);
  if (after.forward.nonFinite ?? after.backward.nonFinite) return false;
  const uneven = unevenness(gradientByDepth(after));
  return uneven > 0 && uneven < FACTOR;
}

/** Ways to even the gradient out; which of them work on this network is found by trying. */
function fixesFor(network: Examined, shares: readonly DepthShare[], kind: 'vanishing' | 'exploding', factor: number) {
  const layers = layersOnPaths(network);
  const behind = shares.slice(1).flatMap(({ nodes }) => nodes);
  const later = layers.filter(({ id }) => behind.includes(id));
  // The last layers may owe their squashing to the loss.
  const inner = layers.filter((node) => node.outgoing.some(({ target }) => target.kind !== 'loss'));
  const squashing = inner.filter(({ activation }) => activation === 'sigmoid' || activation === 'tanh');
  const use = (activation: 'relu' | 'tanh') => (doc: NetworkDocument) =>
    setActivation(
      doc,
      squashing.map(({ id }) => id),
      activation,
    );
  const step = factor ** ((kind === 'vanishing' ? 1 : -1) / (shares.length - 1));
  const fixes: Fix[] = [
    {
      label: `Scale the weights behind the first layer by ${short(step)}`,
      apply: scaleWeights(later, Number(short(step))),
    },
    { label: `Draw the weights anew (He or Glorot, seed ${SEED})`, apply: redraw(layers, SEED) },
  ];
  if (kind === 'exploding' || squashing.length === 0) return fixes;
  return [
    { label: 'Use ReLU in the saturating layers', apply: use('relu') },
    { label: 'Use tanh in the saturating layers', apply: use('tanh') },
    {
      label: `Use ReLU there and draw the weights anew (He or Glorot, seed ${SEED})`,
      apply: inOrder(use('relu'), redraw(layers, SEED)),
    },
    {
      label: `Use tanh there and draw the weights anew (He or Glorot, seed ${SEED})`,
      apply: inOrder(use('tanh'), redraw(layers, SEED)),
    },
    ...fixes,
  ];
}

function byDepth(network: Examined, kind: 'vanishing' | 'exploding'): Diagnosis[] {
  const shares = gradientByDepth(network);
  if (shares.length < LAYERS) return [];
  const [first] = shares;
  const last = shares[shares.length - 1];
  // A gradient that is exactly 0 is blocked, not small; that has rules of its own.
  if (!(first.size > 0) || !(last.size > 0)) return [];
  const factor = kind === 'vanishing' ? last.size / first.size : first.size / last.size;
  if (!(factor >= FACTOR)) return [];
  const what = kind === 'vanishing' ? 'smaller' : 'larger';
  return [
    {
      kind,
      at: first.nodes[0],
      message: `The gradient is ${short(factor)} times ${what} at ${first.nodes.join(', ')} than at ${last.nodes.join(', ')}: it is ${kind} through ${shares.length} layers.`,
      fixes: thatMend(network.doc, fixesFor(network, shares, kind, factor), isEven),
    },
  ];
}

export const vanishing: Rule = (network) => byDepth(network, 'vanishing');
export const exploding: Rule = (network) => byDepth(network, 'exploding');

/** Several layers that are all linear are one linear layer. */
export const linearDepth: Rule = (network) => {
  const layers = layersOnPaths(network);
  const linear = layers.every((node) => node.activation === 'identity');
  const gates = network.plan.nodes.some((node) => node.kind === 'op' && node.op === 'multiply');
  const stacked = layers.some((node) => node.incoming.some(({ source }) => leadsFromLayer(source)));
  if (!linear || gates || !stacked) return [];
  return [
    {
      kind: 'linearDepth',
      at: layers[0].id,
      message: `All ${layers.length} layers are linear (identity), so together they are one linear layer, ${oneLayer(network)}: depth adds nothing.`,
      fixes: [
        {
          label: 'Use tanh in all but the last layers',
          apply: (doc) =>
            setActivation(
              doc,
              layers.filter((node) => node.outgoing.some(({ target }) => target.kind === 'layer')).map(({ id }) => id),
              'tanh',
            ),
        },
      ],
    },
  ];
};

/** Whether a layer stands at or (through ops) before a node. */
function leadsFromLayer(node: PlanNode): boolean {
  return node.kind === 'layer' || (node.kind === 'op' && node.incoming.some(({ source }) => leadsFromLayer(source)));
}

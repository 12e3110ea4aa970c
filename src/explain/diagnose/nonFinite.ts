/** Where values stop being finite, and what makes them finite again: every fix is tried before it is offered. */
import { nonFiniteText, type PlanNode } from '../../engine';
import { setActivation } from '../../model/commands/nodes';
import { setNumbers } from '../../model/commands/numbers';
import type { NetworkDocument } from '../../model/types';
import { examine } from './examine';
import { inOrder, redraw, scaleUnits, thatMend } from './mend';
import type { Examined, Fix, Rule } from './types';

/** The layers at a node, or (through ops) before it. */
function layersAt(node: PlanNode): PlanNode[] {
  if (node.kind === 'layer') return [node];
  return [...new Set(node.incoming.flatMap(({ source }) => layersAt(source)))];
}

/** Factors that bring the sum of |w a| and |b| of every unit down to 1 where it is larger, computed without overflow. */
function downToOne({ numbers, forward }: Examined, node: PlanNode): Map<number, number> {
  const factors = new Map<number, number>();
  for (let unit = 0; unit < node.size; unit++) {
    const terms = node.incoming.flatMap(({ source, weight, cols }) =>
      Array.from({ length: cols }, (_, col) => [
        numbers.params[weight + unit * cols + col],
        forward.a[source.offset + col],
      ]),
    );
    if (node.bias >= 0) terms.push([numbers.params[node.bias + unit], 1]);
    const w = Math.max(...terms.map(([weight]) => Math.abs(weight)));
    const a = Math.max(1, ...terms.map(([, value]) => Math.abs(value)));
    if (!(w > 0) || !Number.isFinite(a)) continue;
    const sum = terms.reduce((total, [weight, value]) => total + Math.abs(weight / w) * Math.abs(value / a), 0);
    const factor = 1 / w / a / sum;
    if (factor < 1 && factor > 0) factors.set(unit, factor);
  }
  return factors;
}

/** Divides every input node whose values go beyond 1 by its largest. */
function inputsWithinOne(doc: NetworkDocument) {
  return inOrder(
    ...doc.nodes.flatMap((node) => {
      if (node.kind !== 'input') return [];
      const largest = Math.max(...node.values.map(Math.abs));
      if (!(largest > 1)) return [];
      return [
        (now: NetworkDocument) =>
          setNumbers(
            now,
            { of: 'values', id: node.id },
            0,
            node.values.map((x) => x / largest),
          ),
      ];
    }),
  )(doc);
}

const staysFinite = (doc: NetworkDocument) => {
  const { forward, backward } = examine(doc);
  return forward.nonFinite === null && backward.nonFinite === null;
};

function fixesFor(network: Examined, node: PlanNode): Fix[] {
  const layers = layersAt(node);
  const all = network.plan.nodes.filter(({ kind }) => kind === 'layer');
  const names = layers.map(({ id }) => id).join(', ');
  return [
    {
      label: `Scale what enters ${names} down to |z| ≤ 1`,
      apply: (doc) => inOrder(...layers.map((layer) => scaleUnits(layer, downToOne(network, layer))))(doc),
    },
    { label: 'Divide the inputs by their largest', apply: inputsWithinOne },
    {
      label: `Use a sigmoid at ${names}`,
      apply: (doc) =>
        setActivation(
          doc,
          layers.map(({ id }) => id),
          'sigmoid',
        ),
    },
    { label: 'Draw all weights anew (He or Glorot, seed 1)', apply: redraw(all, 1) },
  ];
}

/** Where the first value stopped being finite. */
export const nonFinite: Rule = (network) => {
  const fault = network.forward.nonFinite ?? network.backward.nonFinite;
  if (!fault) return [];
  const node = network.plan.node.get(fault.node);
  return [
    {
      kind: 'nonFinite',
      at: `${fault.node}[${fault.unit}]`,
      message: `${fault.quantity} of ${fault.node}[${fault.unit}] is ${nonFiniteText(fault.value)}: from here on nothing is a number any more.`,
      fixes: node ? thatMend(network.doc, fixesFor(network, node), staysFinite) : [],
    },
  ];
};

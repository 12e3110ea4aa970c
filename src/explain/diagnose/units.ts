/** Rules about single units: steps, dead and saturated ones, values that are not finite. */
import { ACTIVATIONS, type PlanNode } from '../../engine';
import { setActivation, setSurrogate } from '../../model/commands/nodes';
import type { Examined, Rule } from './types';

/** Layers from which a path leads to a loss: the others have no gradient to lose. */
export function layersOnPaths({ plan, sweep }: Examined): PlanNode[] {
  const { structural } = sweep();
  return plan.nodes.filter((node) => node.kind === 'layer' && structural[node.offset] > 0);
}

const unitName = (node: PlanNode, unit: number) => `${node.id}[${unit}]`;

/** The unit step's derivative is 0 everywhere: nothing before it can learn. */
export const blockedByStep: Rule = (network) =>
  layersOnPaths(network)
    .filter((node) => node.derivative === 'step')
    .map(({ id }) => ({
      kind: 'blockedByStep',
      at: id,
      message: `${id} is a unit step: its derivative is 0 everywhere, so no gradient passes it.`,
      fixes: [
        { label: 'Use a sigmoid', apply: (doc) => setActivation(doc, [id], 'sigmoid') },
        { label: 'Keep the step, use a sigmoid’s derivative', apply: (doc) => setSurrogate(doc, id, 'sigmoid') },
      ],
    }));

/** A ReLU below 0 hands nothing back for this sample. */
export const deadUnit: Rule = (network) =>
  layersOnPaths(network)
    .filter((node) => node.derivative === 'relu')
    .flatMap((node) =>
      Array.from({ length: node.size }, (_, unit) => unit)
        .filter((unit) => network.forward.z[node.offset + unit] <= 0)
        .map((unit) => ({
          kind: 'deadUnit' as const,
          at: unitName(node, unit),
          message: `${unitName(node, unit)} is off for this sample: z = ${short(network.forward.z[node.offset + unit])} is not above 0, so its ReLU passes no gradient.`,
          fixes: [
            { label: 'Use a leaky ReLU', apply: (doc: Examined['doc']) => setActivation(doc, [node.id], 'leakyRelu') },
          ],
        })),
    );

/** A sigmoid or tanh counts as saturated when less than this part of its steepest slope is left. */
const SATURATED = 0.05;

export const saturated: Rule = (network) =>
  layersOnPaths(network)
    .filter((node) => node.derivative === 'sigmoid' || node.derivative === 'tanh')
    .flatMap((node) => {
      const { localDerivative } = ACTIVATIONS[node.derivative];
      return Array.from({ length: node.size }, (_, unit) => unit).flatMap((unit) => {
        const z = network.forward.z[node.offset + unit];
        const share = localDerivative(z) / localDerivative(0);
        if (!(share < SATURATED)) return [];
        return [
          {
            kind: 'saturated' as const,
            at: unitName(node, unit),
            message: `${unitName(node, unit)} is saturated: at z = ${short(z)} only ${short(100 * share)} % of the steepest slope of its ${node.derivative} is left.`,
            fixes: [],
          },
        ];
      });
    });

/** Where the first value stopped being finite. */
export const nonFinite: Rule = ({ forward, backward }) => {
  const fault = forward.nonFinite ?? backward.nonFinite;
  if (!fault) return [];
  return [
    {
      kind: 'nonFinite',
      at: `${fault.node}[${fault.unit}]`,
      message: `${fault.quantity} of ${fault.node}[${fault.unit}] is ${fault.value}: from here on nothing is a number any more.`,
      fixes: [],
    },
  ];
};

/** Three significant digits. */
export function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

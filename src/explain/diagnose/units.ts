/** Rules about single units: steps, dead and saturated ones. */
import { ACTIVATIONS, nonFiniteText, type PlanNode } from '../../engine';
import { setActivation, setSurrogate } from '../../model/commands/nodes';
import { type InData, overData } from './inData';
import { scaleUnits } from './mend';
import type { Diagnosis, Examined, Fix, Rule } from './types';

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

/** What is wrong with a ReLU: off in all of the data (no sample can teach it), or off for the sample on the canvas. */
function whyDead(name: string, z: number, at: number, data: InData | null): string | null {
  if (data && data.on[at] === 0) {
    const which =
      data.seen === data.samples
        ? `all ${data.samples} samples of the data`
        : `all ${data.seen} samples that were taken evenly from the ${data.samples} of the data`;
    return `${name} is dead: in ${which} its z is at most ${short(data.largest[at])}, so none of them can teach it.`;
  }
  if (z > 0) return null;
  const elsewhere = data ? ` It is on in ${data.on[at]} of ${data.seen} samples of the data.` : '';
  return `${name} is off for this sample: z = ${short(z)} is not above 0, so its ReLU passes no gradient.${elsewhere}`;
}

/** A ReLU below 0 hands nothing back; one that is below 0 in the whole data never learns again. */
export const deadUnit: Rule = (network) => {
  const layers = layersOnPaths(network).filter((node) => node.derivative === 'relu');
  const data = layers.length > 0 ? overData(network) : null;
  return layers.flatMap((node) =>
    Array.from({ length: node.size }, (_, unit) => unit).flatMap((unit): Diagnosis[] => {
      const at = node.offset + unit;
      const message = whyDead(unitName(node, unit), network.forward.z[at], at, data);
      if (message === null) return [];
      return [
        {
          kind: 'deadUnit',
          at: unitName(node, unit),
          message,
          fixes: [{ label: 'Use a leaky ReLU', apply: (doc) => setActivation(doc, [node.id], 'leakyRelu') }],
        },
      ];
    }),
  );
};

/** A sigmoid or tanh counts as saturated when less than this part of its steepest slope is left. */
const SATURATED = 0.05;

/** Where a scaled unit comes to lie: its slope is a good part of the steepest there, for sigmoid and tanh. */
const WITHIN = 2;

/** Scaling what enters some saturated units; nothing where their matrix is used elsewhere too. */
function scaleDown(network: Examined, node: PlanNode, units: readonly number[], label: string): Fix[] {
  const shared = (owner: string | null) => network.plan.edges.filter((edge) => edge.owner === owner).length > 1;
  if (node.incoming.some(({ owner }) => shared(owner))) return [];
  const factors = new Map(units.map((unit) => [unit, WITHIN / Math.abs(network.forward.z[node.offset + unit])]));
  return [{ label, apply: scaleUnits(node, factors) }];
}

/** Units whose activation is so flat at their z that hardly any gradient passes. */
export const saturated: Rule = (network) =>
  layersOnPaths(network)
    .filter((node) => node.derivative === 'sigmoid' || node.derivative === 'tanh')
    .flatMap((node) => {
      const { localDerivative } = ACTIVATIONS[node.derivative];
      const share = (unit: number) => localDerivative(network.forward.z[node.offset + unit]) / localDerivative(0);
      const units = Array.from({ length: node.size }, (_, unit) => unit).filter((unit) => share(unit) < SATURATED);
      const all =
        units.length > 1
          ? scaleDown(network, node, units, `Scale what enters all ${units.length} of ${node.id} to |z| = ${WITHIN}`)
          : [];
      return units.map((unit): Diagnosis => {
        const name = unitName(node, unit);
        return {
          kind: 'saturated',
          at: name,
          message: `${name} is saturated: at z = ${short(network.forward.z[node.offset + unit])} only ${short(100 * share(unit))} % of the steepest slope of its ${node.derivative} is left.`,
          fixes: [...scaleDown(network, node, [unit], `Scale what enters ${name} to |z| = ${WITHIN}`), ...all],
        };
      });
    });

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'⁰¹²³⁴⁵⁶⁷⁸⁹'].map((sign, digit) => [String(digit), sign])),
  '-': '⁻',
  '+': '',
};

/** Three significant digits, written as numbers are on the screen: −86.7, 1.87·10⁻⁷³. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return nonFiniteText(value);
  const [digits, exponent] = String(Number(value.toPrecision(3))).split('e');
  const power = exponent === undefined ? '' : `·10${[...exponent].map((sign) => SUPERSCRIPTS[sign]).join('')}`;
  return digits.replace('-', '−') + power;
}

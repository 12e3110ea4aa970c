/** Rules about weights and targets: symmetry, softmax fed twice, targets out of range. */
import { LOSSES, type PlanNode } from '../../engine';
import { setActivation } from '../../model/commands/nodes';
import { setNumbers, setWeight } from '../../model/commands/numbers';
import type { Diagnosis, Examined, Rule } from './types';
import { layersOnPaths, short } from './units';

/** Everything that enters and leaves a unit, as text: two units with the same text get the same gradients for ever. */
function signature({ numbers }: Examined, node: PlanNode, unit: number): string {
  const parts = [node.activation, node.derivative, node.bias < 0 ? '' : String(numbers.params[node.bias + unit])];
  for (const { source, weight, cols, mask } of node.incoming) {
    for (let col = 0; col < cols; col++) {
      const at = unit * cols + col;
      parts.push(`${source.id}${col}:${mask?.[at] === 0 ? '' : numbers.params[weight + at]}`);
    }
  }
  for (const { target, weight, rows, cols, mask, slot } of node.outgoing) {
    if (weight < 0) parts.push(`>${target.id}${target.kind === 'op' && target.op !== 'concat' ? unit : slot + unit}`);
    else {
      for (let row = 0; row < rows; row++) {
        const at = row * cols + unit;
        parts.push(`>${target.id}${row}:${mask?.[at] === 0 ? '' : numbers.params[weight + at]}`);
      }
    }
  }
  return parts.join(' ');
}

/** Units with the same incoming and outgoing weights stay equal: training can never tell them apart. */
export const symmetric: Rule = (network) => {
  const groups = new Map<string, { readonly node: PlanNode; readonly unit: number }[]>();
  for (const node of layersOnPaths(network)) {
    if (node.activation === 'softmax' || node.incoming.length === 0) continue;
    for (let unit = 0; unit < node.size; unit++) {
      const key = signature(network, node, unit);
      groups.set(key, [...(groups.get(key) ?? []), { node, unit }]);
    }
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group): Diagnosis => {
      const names = group.map(({ node, unit }) => `${node.id}[${unit}]`);
      const second = group[1];
      const edge = second.node.incoming[0];
      const shown =
        names.length > 6 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
      return {
        kind: 'symmetric',
        at: names[0],
        message: `${shown} have the same weights in and out, so they get the same gradients and stay equal.`,
        fixes: [
          {
            label: `Change ${edge.id}[${second.unit},0] by 0.1`,
            apply: (doc) =>
              setWeight(
                doc,
                edge.id,
                second.unit,
                0,
                network.numbers.params[edge.weight + second.unit * edge.cols] + 0.1,
              ),
          },
        ],
      };
    });
};

/** A softmax before a loss that has one inside. */
export const doubleSoftmax: Rule = ({ plan }) =>
  plan.edges
    .filter(
      ({ source, target }) =>
        target.kind === 'loss' &&
        target.loss === 'crossEntropy' &&
        source.activation === 'softmax' &&
        source.kind === 'layer',
    )
    .map(({ source, target }) => ({
      kind: 'doubleSoftmax',
      at: source.id,
      message: `${source.id} is a softmax and feeds ${target.id}, a cross-entropy on logits, which has a softmax inside: it is applied twice.`,
      fixes: [{ label: `Make ${source.id} linear`, apply: (doc) => setActivation(doc, [source.id], 'identity') }],
    }));

/** How far a distribution's sum may be from 1. */
const SUM = 1e-6;

/** Targets that the loss cannot mean. */
export const targetRange: Rule = ({ doc }) =>
  doc.nodes.flatMap((node): Diagnosis[] => {
    if (node.kind !== 'loss') return [];
    const { targets, title } = LOSSES[node.loss];
    const outside = node.target.findIndex((t) => t < 0 || t > 1);
    if (targets === 'any') return [];
    if (outside >= 0) {
      return [
        {
          kind: 'targetRange',
          at: node.id,
          message: `Target ${outside} of ${node.id} is ${short(node.target[outside])}; the ${title.toLowerCase()} takes probabilities from 0 to 1.`,
          fixes: [
            {
              label: 'Bring the targets into 0 … 1',
              apply: (now) =>
                setNumbers(
                  now,
                  { of: 'target', id: node.id },
                  0,
                  node.target.map((t) => Math.min(1, Math.max(0, t))),
                ),
            },
          ],
        },
      ];
    }
    const sum = node.target.reduce((total, t) => total + t, 0);
    if (targets !== 'distribution' || node.target.length === 0 || Math.abs(sum - 1) <= SUM) return [];
    return [
      {
        kind: 'targetRange',
        at: node.id,
        message: `The targets of ${node.id} add up to ${short(sum)}; the ${title.toLowerCase()} takes a distribution, whose sum is 1.`,
        fixes:
          sum > 0
            ? [
                {
                  label: 'Divide the targets by their sum',
                  apply: (now) =>
                    setNumbers(
                      now,
                      { of: 'target', id: node.id },
                      0,
                      node.target.map((t) => t / sum),
                    ),
                },
              ]
            : [],
      },
    ];
  });

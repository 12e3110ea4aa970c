/** What fixes are made of: commands in a row as one undo step, weights drawn anew, weights scaled. */
import { type InitialiserName, initialWeights, type PlanNode, seedFrom } from '../../engine';
import { numbersAt, setNumbers } from '../../model/commands/numbers';
import type { CommandResult } from '../../model/commands/result';
import { applyDiff } from '../../model/diff';
import { edgeById, nodeById, ownerOf, shapeOfEdge } from '../../model/document';
import type { Change, EdgeRecord, NetworkDocument } from '../../model/types';
import type { Fix } from './types';

type Command = (doc: NetworkDocument) => CommandResult;

/** Several commands, each on what the one before has left, as one. */
export function inOrder(...commands: readonly Command[]): Command {
  return (doc) => {
    let now = doc;
    const changes: Change[] = [];
    for (const command of commands) {
      const result = command(now);
      if ('refused' in result) return result;
      changes.push(...result);
      now = applyDiff(now, result);
    }
    return changes;
  };
}

/** The fixes that do something to this document and after which `mended` holds. */
export function thatMend(
  doc: NetworkDocument,
  fixes: readonly Fix[],
  mended: (after: NetworkDocument) => boolean,
): Fix[] {
  return fixes.filter((fix) => {
    const result = fix.apply(doc);
    return !('refused' in result) && result.length > 0 && mended(applyDiff(doc, result));
  });
}

/** The edges whose matrices enter these layers, each once: of tied ones the owner. */
function matricesInto(doc: NetworkDocument, layers: readonly PlanNode[]): EdgeRecord[] {
  const owners = layers.flatMap((node) => node.incoming.map(({ id }) => edgeById(doc, id)));
  return [...new Set(owners.flatMap((edge) => (edge ? [ownerOf(doc, edge)] : [])))];
}

/** He for the kinds that cut off or flatten one side, Glorot for the others. */
function recipe(doc: NetworkDocument, edge: EdgeRecord): InitialiserName {
  const node = nodeById(doc, edge.target);
  const rectifying = ['relu', 'leakyRelu', 'elu', 'gelu', 'silu'];
  return node?.kind === 'layer' && rectifying.includes(node.activation) ? 'he' : 'xavier';
}

/** Draws the weights that enter these layers anew, with the variance that keeps values and gradients at one size. */
export function redraw(layers: readonly PlanNode[], seed: number): Command {
  return (doc) =>
    inOrder(
      ...matricesInto(doc, layers).map((edge): Command => {
        const { rows, cols } = shapeOfEdge(doc, edge);
        const weights = initialWeights(recipe(doc, edge), rows, cols, seedFrom(`${edge.id} ${seed}`));
        return (now) => setNumbers(now, { of: 'weight', id: edge.id }, 0, weights);
      }),
    )(doc);
}

/** Multiplies the weights that enter these layers; biases stay. */
export function scaleWeights(layers: readonly PlanNode[], factor: number): Command {
  return (doc) =>
    inOrder(
      ...matricesInto(doc, layers).map(
        (edge): Command =>
          (now) =>
            setNumbers(
              now,
              { of: 'weight', id: edge.id },
              0,
              (edge.weight ?? new Float64Array(0)).map((w) => w * factor),
            ),
      ),
    )(doc);
}

/** Scales everything that enters some units of a layer, each by its own factor, biases too. */
export function scaleUnits(node: PlanNode, factors: ReadonlyMap<number, number>): Command {
  return (doc) => {
    const commands = matricesInto(doc, [node]).flatMap((edge) => {
      const { cols } = shapeOfEdge(doc, edge);
      return [...factors].map(([unit, factor]): Command => {
        const row = (edge.weight ?? new Float64Array(0)).slice(unit * cols, (unit + 1) * cols);
        return (now) =>
          setNumbers(
            now,
            { of: 'weight', id: edge.id },
            unit * cols,
            row.map((w) => w * factor),
          );
      });
    });
    const bias = numbersAt(doc, { of: 'bias', id: node.id });
    if (bias) {
      const scaled = bias.map((b, unit) => b * (factors.get(unit) ?? 1));
      commands.push((now) => setNumbers(now, { of: 'bias', id: node.id }, 0, scaled));
    }
    return inOrder(...commands)(doc);
  };
}

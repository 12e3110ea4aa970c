/**
 * Why a gradient is a sum: the short derivation by the total differential, with this network's own symbols. A change of
 * the parameter moves one pre-activation; that moves everything the unit feeds; the loss moves by the sum of it all.
 */
import type { PathTrace } from '../engine';
import { nodeById, outgoing, ownerOf, sizeOf } from '../model/document';
import { idTex, lossName } from '../model/names';
import type { NetworkDocument, NodeRecord } from '../model/types';
import { paramNames } from './factors';
import { type Notation, partialTex, unitTex } from './symbols';

export interface DerivationLine {
  readonly text: string;
  readonly tex: string;
}

/** Direct successors that are written out; the others become dots. */
const SHOWN = 4;

interface Successor {
  /** The quantity that the unit feeds: z of a neuron, a of an op, a loss. */
  readonly tex: string;
  readonly adjoint: string;
}

function successors(
  doc: NetworkDocument,
  notation: Notation,
  node: NodeRecord,
  unit: number,
  loss: string,
): Successor[] {
  return outgoing(doc, node.id).flatMap((edge): Successor[] => {
    const target = nodeById(doc, edge.target) as NodeRecord;
    if (target.kind === 'loss') return [{ tex: idTex(target.id), adjoint: partialTex(loss, idTex(target.id)) }];
    if (target.kind === 'op') {
      const tex = unitTex(doc, notation, 'a', target.id, target.op === 'concat' ? 0 : unit);
      return [{ tex, adjoint: partialTex(loss, tex) }];
    }
    const { mask } = ownerOf(doc, edge);
    const cols = sizeOf(node);
    return Array.from({ length: sizeOf(target) }, (_, row) => row)
      .filter((row) => mask?.[row * cols + unit] !== 0)
      .map((row) => {
        const tex = unitTex(doc, notation, 'z', target.id, row);
        return { tex, adjoint: partialTex(loss, tex) };
      });
  });
}

const sum = (terms: readonly string[]) =>
  terms.length > SHOWN
    ? `${terms.slice(0, SHOWN - 1).join(' + ')} + \\cdots + ${terms[terms.length - 1]}`
    : terms.join(' + ');

/** The derivation for a parameter, or null when its unit feeds nothing. */
export function whySum(doc: NetworkDocument, trace: PathTrace, notation: Notation): DerivationLine[] | null {
  const start = trace.paths[0]?.factors;
  const into = start?.[1];
  if (!start || !into) return null;
  const node = nodeById(doc, into.node);
  if (node?.kind !== 'layer' || node.activation === 'softmax') return null;
  const unit = into.unit;
  const loss = lossName(doc).tex;
  const param = paramNames(doc, trace.address).tex;
  const z = unitTex(doc, notation, 'z', node.id, unit);
  const a = unitTex(doc, notation, 'a', node.id, unit);
  const fed = successors(doc, notation, node, unit, loss);
  if (fed.length === 0) return null;
  const source = trace.param.kind === 'bias' ? '1' : unitTex(doc, notation, 'a', start[0].node, start[0].unit);
  const onlyLoss = fed.length === 1 && fed[0].tex === loss;
  const lines: DerivationLine[] = [
    { text: 'A small change of the parameter moves its unit:', tex: `d${z} = ${source}\\,d${param}` },
    { text: 'The unit’s activation follows:', tex: `d${a} = ${partialTex(a, z)}\\,d${z}` },
    {
      text:
        fed.length === 1 ? 'It feeds one thing, which moves:' : `It feeds ${fed.length} things, and all of them move:`,
      tex: fed
        .slice(0, SHOWN)
        .map((v) => `d${v.tex} = ${partialTex(v.tex, a)}\\,d${a}`)
        .concat(fed.length > SHOWN ? ['\\ldots'] : [])
        .join(',\\quad '),
    },
  ];
  if (!onlyLoss) {
    lines.push({
      text: 'The loss moves by the total differential, the sum over all of them:',
      tex: `d${loss} = ${sum(fed.map((v) => `${v.adjoint}\\,d${v.tex}`))}`,
    });
  }
  const inner = onlyLoss ? partialTex(loss, a) : sum(fed.map((v) => `${v.adjoint}${partialTex(v.tex, a)}`));
  lines.push({
    text: 'Divide by the change; the same step again at each of them, as far as the loss, gives one product for every path:',
    tex: `${partialTex(loss, param)} = ${source === '1' ? '' : `${source}\\,`}${partialTex(a, z)}${fed.length > 1 ? `\\left(${inner}\\right)` : inner}`,
  });
  return lines;
}

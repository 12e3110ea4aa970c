/**
 * What a factor of the chain rule is called: as a partial derivative, and as the local derivative that it is. Equations of
 * parameters, units and losses all name their factors here.
 */
import { ACTIVATIONS, LOSSES, type PathFactor } from '../engine';
import { edgeById, incoming, nodeById, shapeOfEdge, takenUnits } from '../model/document';
import { idTex } from '../model/names';
import type { NetworkDocument } from '../model/types';
import { type Notation, partialTex, unitTex, unitText } from './symbols';

export interface Names {
  readonly tex: string;
  readonly text: string;
}

export interface FactorNames {
  /** As a partial derivative: ∂a/∂z. */
  readonly symbol: Names;
  /** As the local derivative it is: σ′(z). */
  readonly derivative: Names;
}

/** A factor, as far as its name depends on it. */
export type NamedFactor = Omit<PathFactor, 'value'>;

/** A weight or bias as TeX and as text. */
export function paramNames(doc: NetworkDocument, address: string): Names {
  const bias = /^(\w+)\.bias\[(\d+)\]$/.exec(address);
  if (bias) {
    const node = nodeById(doc, bias[1]);
    const index = node && 'size' in node && node.size > 1 ? `[${bias[2]}]` : '';
    return { tex: `b_{${idTex(bias[1])}${index}}`, text: `b_${bias[1]}${index}` };
  }
  const weight = /^(\w+)\[(\d+),(\d+)\]$/.exec(address);
  const edge = weight && edgeById(doc, weight[1]);
  if (!weight || !edge) return { tex: idTex(address), text: address };
  const { rows, cols } = shapeOfEdge(doc, edge);
  const index = rows * cols === 1 ? '' : `[${weight[2]},${weight[3]}]`;
  return { tex: `${idTex(weight[1])}${index}`, text: `${weight[1]}${index}` };
}

const LOSS_TEXT: Readonly<Record<keyof typeof LOSSES, (a: string, t: string, n: number) => string>> = {
  mse: (a, t, n) => `${n === 1 ? '2' : `2/${n}`}·(${a} − ${t})`,
  halfSquaredError: (a, t) => `(${a} − ${t})`,
  mae: (a, t, n) => `sgn(${a} − ${t})${n === 1 ? '' : `/${n}`}`,
  bce: (a, t, n) => `((1 − ${t})/(1 − ${a}) − ${t}/${a})${n === 1 ? '' : `/${n}`}`,
  bceWithLogits: (a, t, n) => `(σ(${a}) − ${t})${n === 1 ? '' : `/${n}`}`,
  crossEntropy: (a, t) => `(softmax(${a}) − ${t})`,
};

const ACTIVATION_TEXT: Readonly<Record<string, string>> = { sigmoid: 'σ', identity: 'id', step: 'H', softplus: 'ζ' };

function lossFactor(doc: NetworkDocument, notation: Notation, factor: NamedFactor): FactorNames {
  const node = nodeById(doc, factor.node);
  const from = factor.from as { node: string; unit: number };
  const a = unitTex(doc, notation, 'a', from.node, from.unit);
  const aText = unitText(doc, notation, 'a', from.node, from.unit);
  const symbol = { tex: partialTex(idTex(factor.node), a), text: `∂${factor.node}/∂${aText}` };
  if (node?.kind !== 'loss') return { symbol, derivative: symbol };
  let slot = from.unit;
  for (const edge of incoming(doc, node.id)) {
    if (edge.source === from.node) break;
    slot += takenUnits(doc, node.id, [edge]);
  }
  const n = node.target.length;
  const index = n === 1 ? '' : String(slot);
  const derivative = LOSSES[node.loss].tex.derivative(a, index === '' ? 't' : `t_{${index}}`, String(n));
  return {
    symbol,
    derivative: { tex: `\\left(${derivative}\\right)`, text: LOSS_TEXT[node.loss](aText, `t${index}`, n) },
  };
}

function activationFactor(doc: NetworkDocument, notation: Notation, factor: NamedFactor): FactorNames {
  const { node: id, unit } = factor;
  const node = nodeById(doc, id);
  const i = factor.from?.unit ?? unit;
  const a = unitTex(doc, notation, 'a', id, unit);
  const z = unitTex(doc, notation, 'z', id, i);
  const aText = unitText(doc, notation, 'a', id, unit);
  const zText = unitText(doc, notation, 'z', id, i);
  const symbol = { tex: partialTex(a, z), text: `∂${aText}/∂${zText}` };
  if (node?.kind !== 'layer') return { symbol, derivative: symbol };
  if (node.activation === 'softmax') {
    const ai = unitTex(doc, notation, 'a', id, i);
    const aiText = unitText(doc, notation, 'a', id, i);
    return unit === i
      ? { symbol, derivative: { tex: `${ai}(1-${ai})`, text: `${aiText}(1 − ${aiText})` } }
      : { symbol, derivative: { tex: `(-${a}\\,${ai})`, text: `(−${aText}·${aiText})` } };
  }
  const used = node.surrogate ?? node.activation;
  const mark = node.surrogate ? '\\tilde' : '';
  const name = ACTIVATIONS[used].tex.symbol;
  return {
    symbol,
    derivative: {
      tex: `${mark === '' ? name : `${mark}{${name}}`}'(${z})`,
      text: `${ACTIVATION_TEXT[used] ?? used}${node.surrogate ? '~' : ''}′(${zText})`,
    },
  };
}

function opFactor(doc: NetworkDocument, notation: Notation, factor: NamedFactor): FactorNames {
  const from = factor.from as { node: string; unit: number };
  const symbol = {
    tex: partialTex(
      unitTex(doc, notation, 'a', factor.node, factor.unit),
      unitTex(doc, notation, 'a', from.node, from.unit),
    ),
    text: `∂${unitText(doc, notation, 'a', factor.node, factor.unit)}/∂${unitText(doc, notation, 'a', from.node, from.unit)}`,
  };
  const node = nodeById(doc, factor.node);
  if (node?.kind !== 'op' || node.op !== 'multiply') return { symbol, derivative: { tex: '1', text: '1' } };
  const others = incoming(doc, node.id).filter((edge) => edge.source !== from.node);
  if (others.length === 0) return { symbol, derivative: { tex: '1', text: '1' } };
  return {
    symbol,
    derivative: {
      tex: others.map((edge) => unitTex(doc, notation, 'a', edge.source, from.unit)).join(' \\cdot '),
      text: others.map((edge) => unitText(doc, notation, 'a', edge.source, from.unit)).join('·'),
    },
  };
}

function weightFactor(doc: NetworkDocument, notation: Notation, factor: NamedFactor): FactorNames {
  const from = factor.from as { node: string; unit: number };
  return {
    symbol: {
      tex: partialTex(
        unitTex(doc, notation, 'z', factor.node, factor.unit),
        unitTex(doc, notation, 'a', from.node, from.unit),
      ),
      text: `∂${unitText(doc, notation, 'z', factor.node, factor.unit)}/∂${unitText(doc, notation, 'a', from.node, from.unit)}`,
    },
    derivative: paramNames(doc, `${factor.edge}[${factor.row},${factor.col}]`),
  };
}

/** Names of a local derivative between two units (not of the parameter's own factor). */
export function factorNames(doc: NetworkDocument, notation: Notation, factor: NamedFactor): FactorNames {
  switch (factor.kind) {
    case 'loss':
      return lossFactor(doc, notation, factor);
    case 'op':
      return opFactor(doc, notation, factor);
    case 'activation':
      return activationFactor(doc, notation, factor);
    default:
      return weightFactor(doc, notation, factor);
  }
}

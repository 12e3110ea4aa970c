/** What the paths panel shows of a trace. Pure. */
import { ACTIVATIONS, LOSSES, OPS } from '../../engine';
import type { GradientPath, PathFactor, PathTrace } from '../../engine/types';
import { nodeById } from '../../model/document';
import { idTex } from '../../model/names';
import type { NetworkDocument } from '../../model/types';
import { addressTex, unitName } from '../names';

export interface FactorView {
  readonly value: number;
  /** What it is, as TeX. */
  readonly tex: string;
  /** What it is, in words. */
  readonly title: string;
}

export interface PathView {
  readonly key: string;
  /** Names of the units, labels that may hold TeX. */
  readonly chain: readonly string[];
  readonly factors: readonly FactorView[];
  readonly contribution: number;
  /** Length of the bar: |contribution| over the largest listed, 0 … 1. */
  readonly bar: number;
  /** Where and why a zero derivative blocks it, a label that may hold TeX; null for a live path. */
  readonly blocked: string | null;
}

export interface SumView {
  readonly listed: number;
  readonly rest: number;
  readonly gradient: number;
  readonly finiteDifference: number;
  readonly relativeError: number;
  /**
   * `agrees`: to 10^-6. `kink`: there is nothing to agree with. `surrogate`: it cannot agree. `zero`: both are too
   * small for a difference of the loss to tell them apart.
   */
  readonly verdict: 'agrees' | 'differs' | 'kink' | 'surrogate' | 'zero';
}

/** Relative error up to which the backward pass and the central difference count as the same. */
const TOLERANCE = 1e-6;
/** Differences of the loss see nothing below this (where the curvature jumps, or by rounding). */
const ROUNDING = 1e-7;

/** How the listed paths and the rest add up to the gradient, and whether the check agrees. */
export function sumView(trace: PathTrace): SumView {
  const { check, gradient, listedSum, restSum } = trace;
  const verdict = check.surrogate
    ? 'surrogate'
    : !check.differentiable
      ? 'kink'
      : check.relativeError <= TOLERANCE
        ? 'agrees'
        : Math.max(Math.abs(gradient), Math.abs(check.finiteDifference)) <= ROUNDING
          ? 'zero'
          : 'differs';
  // A rest that is rounding only would otherwise read as 1.4·10⁻¹⁷.
  const rest = Math.abs(restSum) <= 1e-12 * Math.max(Math.abs(gradient), trace.absoluteMass) ? 0 : restSum;
  return {
    listed: listedSum,
    rest,
    gradient,
    finiteDifference: check.finiteDifference,
    relativeError: check.relativeError,
    verdict,
  };
}

function factorView(doc: NetworkDocument, factor: PathFactor): FactorView {
  const { node: id, unit, value } = factor;
  const node = nodeById(doc, id);
  const at = node && 'size' in node && node.size > 1 ? `${idTex(id)}[${unit}]` : idTex(id);
  const place = node && 'size' in node && node.size > 1 ? `${id}[${unit}]` : id;
  switch (factor.kind) {
    case 'source':
      return { value, tex: `a_{${at}}`, title: `activation of ${place}, which the weight multiplies` };
    case 'weight':
      return {
        value,
        tex: addressTex(doc, `${factor.edge}[${factor.row},${factor.col}]`),
        title: `weight ${factor.edge}`,
      };
    case 'activation': {
      if (node?.kind !== 'layer') return { value, tex: '', title: '' };
      if (node.activation === 'softmax') {
        return {
          value,
          tex: `\\tfrac{\\partial a_{${unit}}}{\\partial z_{${factor.from?.unit}}}`,
          title: `inside the softmax ${id}`,
        };
      }
      const used = node.surrogate ?? node.activation;
      const name = node.surrogate ? `${used} derivative (surrogate)` : `derivative of ${used}`;
      return { value, tex: `${ACTIVATIONS[used].tex.symbol}'(z_{${at}})`, title: `${name} at z of ${place}` };
    }
    case 'op':
      return {
        value,
        tex: `\\partial_{${idTex(factor.from?.node ?? '')}} ${at}`,
        title: node?.kind === 'op' ? `${OPS[node.op].title} ${id}` : id,
      };
    case 'loss':
      return {
        value,
        tex: `\\tfrac{\\partial ${idTex(id)}}{\\partial a_{${idTex(factor.from?.node ?? '')}}}`,
        title: node?.kind === 'loss' ? `derivative of the ${LOSSES[node.loss].title.toLowerCase()}` : id,
      };
  }
}

function blockedWhere(doc: NetworkDocument, path: GradientPath): string | null {
  if (path.blockedAt === null) return null;
  const factor = path.factors[path.blockedAt];
  const node = nodeById(doc, factor.node);
  const place = unitName(doc, `${factor.node}[${factor.unit}]`);
  switch (factor.kind) {
    case 'source':
      return `blocked at its start: the activation of ${place} is 0`;
    case 'activation': {
      const name =
        node?.kind === 'layer' ? ACTIVATIONS[node.surrogate ?? node.activation].title.toLowerCase() : 'activation';
      return `blocked at ${place}: the derivative of its ${name} is 0`;
    }
    case 'weight':
      return `blocked at ${factor.edge}: the weight is 0`;
    case 'op':
      return `blocked at ${place}: another factor of the product is 0`;
    case 'loss':
      return `blocked at the loss ${factor.node}: its derivative is 0`;
  }
}

/** The listed paths, as rows. */
export function pathViews(doc: NetworkDocument, trace: PathTrace): PathView[] {
  const largest = Math.max(...trace.paths.map(({ contribution }) => Math.abs(contribution)), 0);
  return trace.paths.map((path, index) => ({
    key: `${index} ${path.start}`,
    chain: path.units.map((unit) => unitName(doc, unit)),
    factors: path.factors.map((factor, i) => (i === 0 ? startFactor(doc, trace, factor) : factorView(doc, factor))),
    contribution: path.contribution,
    bar: largest === 0 ? 0 : Math.abs(path.contribution) / largest,
    blocked: blockedWhere(doc, path),
  }));
}

function startFactor(doc: NetworkDocument, trace: PathTrace, factor: PathFactor): FactorView {
  if (trace.param.kind === 'bias') return { value: 1, tex: '1', title: 'A bias enters z with the factor 1' };
  return factorView(doc, factor);
}

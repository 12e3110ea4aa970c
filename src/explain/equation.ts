/**
 * The gradient of a parameter, written out: one product of factors a path, and the rest as one exact term. A factor knows
 * its place, its name as a partial derivative, its name as a local derivative, and its number.
 */
import type { GradientPath, PathFactor, PathTrace } from '../engine';
import { lossName } from '../model/names';
import type { NetworkDocument } from '../model/types';
import { type FactorNames, factorNames, type Names, paramNames } from './factors';
import { type Notation, partialTex, unitTex, unitText } from './symbols';

export type Depth = 'symbols' | 'derivatives' | 'numbers';
export const DEPTHS: readonly Depth[] = ['symbols', 'derivatives', 'numbers'];

/** A unit, or (edge not null) a connection into it: all of an edge when row and col are absent. */
export interface FactorPlace {
  readonly node: string;
  readonly unit: number;
  readonly edge: string | null;
  readonly row?: number;
  readonly col?: number;
}

export interface EquationFactor extends FactorNames {
  readonly value: number;
  /** What on the canvas it belongs to. */
  readonly at: FactorPlace;
}

export interface EquationTerm {
  readonly factors: readonly EquationFactor[];
  readonly value: number;
}

export interface Equation {
  readonly left: Names;
  readonly terms: readonly EquationTerm[];
  /** What is not written out: how many paths (or terms of a sum), and exactly what they add up to. */
  readonly rest: { readonly count: bigint; readonly of: 'path' | 'term'; readonly value: number } | null;
  readonly value: number;
}

/** Terms that are written out; more is not read. */
export const TERMS = 8;

/** Names of the factor that the parameter itself gives: the source's activation, or 1 for a bias. */
function ownNames(
  doc: NetworkDocument,
  notation: Notation,
  trace: PathTrace,
  factor: PathFactor,
  into: PathFactor,
): FactorNames {
  const param = paramNames(doc, trace.address);
  const at = into.kind === 'activation' ? { node: into.node, unit: into.from?.unit ?? into.unit } : factor;
  const symbol = {
    tex: partialTex(unitTex(doc, notation, 'z', at.node, at.unit), param.tex),
    text: `∂${unitText(doc, notation, 'z', at.node, at.unit)}/∂${param.text}`,
  };
  if (trace.param.kind === 'bias') return { symbol, derivative: { tex: '1', text: '1' } };
  return {
    symbol,
    derivative: {
      tex: unitTex(doc, notation, 'a', factor.node, factor.unit),
      text: unitText(doc, notation, 'a', factor.node, factor.unit),
    },
  };
}

/** Where a factor shows on the canvas: its connection, or the unit whose derivative it is. */
function placeOf({ node, unit, edge, row, col, from }: PathFactor): FactorPlace {
  if (edge === undefined) return { node, unit, edge: null };
  return row === undefined || col === undefined
    ? { node, unit, edge, row: 0, col: from?.unit ?? 0 }
    : { node, unit, edge, row, col };
}

/** Where the parameter's own factor shows: at the weight itself, or at the unit that has the bias. */
function startOf({ param }: PathTrace, path: GradientPath): FactorPlace {
  const { node, unit } = path.factors[0];
  if (param.kind === 'bias') return { node, unit, edge: null };
  return { node, unit, edge: path.start, row: param.row, col: param.col };
}

/** The equation of a traced parameter. */
export function gradientEquation(doc: NetworkDocument, trace: PathTrace, notation: Notation): Equation {
  const loss = lossName(doc);
  const param = paramNames(doc, trace.address);
  const listed = trace.paths.slice(0, TERMS);
  const terms = listed.map(
    (path): EquationTerm => ({
      value: path.contribution,
      factors: path.factors.map((factor, i) => ({
        ...(factor.kind === 'source'
          ? ownNames(doc, notation, trace, factor, path.factors[i + 1] ?? factor)
          : factorNames(doc, notation, factor)),
        value: factor.value,
        at: i === 0 ? startOf(trace, path) : placeOf(factor),
      })),
    }),
  );
  const left = trace.pathCount - BigInt(listed.length);
  const shown = terms.reduce((sum, term) => sum + term.value, 0);
  return {
    left: { tex: partialTex(loss.tex, param.tex), text: `∂${loss.text}/∂${param.text}` },
    terms,
    rest: left > 0n ? { count: left, of: 'path', value: trace.gradient - shown } : null,
    value: trace.gradient,
  };
}

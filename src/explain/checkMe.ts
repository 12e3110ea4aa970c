/**
 * Somebody's own answer against the network's: right, or wrong in a way that can be named. Every mistake is a value that
 * one would get by making it; the answer is compared with all of them.
 */

import { ACTIVATIONS, type GradientPath, type PathTrace } from '../engine';
import { edgeById, nodeById } from '../model/document';
import { lossName } from '../model/names';
import type { NetworkDocument } from '../model/types';
import type { Equation, EquationTerm } from './equation';
import { answerOf, type Question } from './question';
import { type UnitPasses, unitEquations } from './unitEquation';

export type VerdictKind =
  | 'right'
  | 'wrongSign'
  | 'forgottenPath'
  | 'onlyPath'
  | 'phiPrimeMissing'
  | 'phiPrimeWrongPlace'
  | 'missingFactor2'
  | 'missing1n'
  | 'factorMissing'
  | 'otherQuantity'
  | 'wrongFactor'
  | 'wrong';

/** Where a calculation parts from the right one. */
export interface VerdictPlace {
  readonly node: string;
  readonly edge: string | null;
}

export interface Verdict {
  readonly kind: VerdictKind;
  readonly message: string;
  readonly place: VerdictPlace | null;
}

/** A mistake, and the value that it leads to. */
interface Mistake extends Verdict {
  readonly value: number;
}

export interface Answered {
  readonly value: number;
  /** Half of one unit in the last digit that was typed: what rounding may have changed. */
  readonly rounding: number;
}

/** What rounding of a typed number may have changed: nothing for arithmetic, and for fewer than two digits. */
export function roundingOf(text: string): number {
  const plain = /^[-+−]?(\d*)(?:[.,](\d*))?(?:e([-+]?\d+))?$/i.exec(text.trim());
  if (!plain) return 0;
  const [, whole = '', decimals = '', exponent = '0'] = plain;
  if ((whole + decimals).replace(/^0+/, '').length < 2) return 0;
  return 0.5 * 10 ** (Number(exponent) - decimals.length);
}

/** Relative difference below which two numbers count as the same. */
const CLOSE = 1e-3;

function agrees({ value, rounding }: Answered, truth: number): boolean {
  return Math.abs(value - truth) <= Math.max(CLOSE * Math.abs(truth), rounding * 1.000001, 1e-12);
}

/** Judges an answer; null while the network's own is not known. */
export function judge(
  doc: NetworkDocument,
  passes: UnitPasses,
  trace: PathTrace | null,
  question: Question,
  answer: Answered,
): Verdict | null {
  const truth = answerOf(question, passes, trace);
  if (truth === null) return null;
  if (agrees(answer, truth)) return { kind: 'right', message: 'Right.', place: null };
  const mistakes = [
    ...general(doc, truth, question),
    ...(question.kind === 'unit' ? ofUnit(doc, passes, question) : trace ? ofPaths(doc, passes, trace, question) : []),
  ];
  // The nearest of them: two mistakes can lead to values that are hard to tell apart.
  const found = mistakes
    .filter(({ value }) => Number.isFinite(value) && agrees(answer, value) && !agrees({ value, rounding: 0 }, truth))
    .sort((a, b) => Math.abs(a.value - answer.value) - Math.abs(b.value - answer.value));
  const exact = found.filter(({ value }) => Math.abs(value - found[0].value) <= 1e-9 * Math.abs(value));
  const [first] = exact;
  if (first) return { kind: first.kind, message: first.message, place: first.place };
  return (
    byFactor(answer.value, truth) ?? { kind: 'wrong', message: stepText(doc, question), place: placeOf(doc, question) }
  );
}

function placeOf(doc: NetworkDocument, question: Question): VerdictPlace | null {
  if (question.kind === 'unit') return { node: question.node, edge: null };
  const [owner] = question.at.split(/[[.]/);
  const edge = edgeById(doc, owner);
  return edge ? { node: edge.target, edge: edge.id } : { node: owner, edge: null };
}

function stepText(doc: NetworkDocument, question: Question): string {
  const loss = lossName(doc).text;
  if (question.kind === 'unit') {
    const first = {
      z: 'Start with the weighted sum: each weight times the activation it comes from, plus the bias.',
      a: 'Start with z, then apply the activation function.',
      dLda: `Start with what the unit feeds: each ∂${loss}/∂z there times the weight that leads to it.`,
      dLdz: `Start with ∂${loss}/∂a of the unit, then multiply by φ′(z).`,
    }[question.quantity];
    return `Not yet. ${first}`;
  }
  if (question.kind === 'path')
    return 'Not yet. Multiply one factor a step: the source, then φ′ and weights, then the loss.';
  return 'Not yet. Write the product of one path first: the source’s activation, then φ′ and weights, then the loss.';
}

/** Mistakes that can be made with any derivative. */
function general(doc: NetworkDocument, truth: number, question: Question): Mistake[] {
  const place = placeOf(doc, question);
  const found: Mistake[] = [
    { kind: 'wrongSign', value: -truth, place, message: 'The size is right, the sign is not.' },
  ];
  if (question.kind === 'unit' && (question.quantity === 'z' || question.quantity === 'a')) return found;
  const losses = doc.nodes.filter((node) => node.kind === 'loss');
  const [loss] = losses;
  if (losses.length !== 1 || !loss) return found;
  const at = { node: loss.id, edge: null };
  const n = loss.target.length;
  const mean = loss.loss !== 'halfSquaredError' && loss.loss !== 'crossEntropy';
  const two = 'A factor 2 is missing: the square in the loss gives 2·(a − t).';
  const one = `The factor 1/${n} is missing: this loss is the mean over ${n} units.`;
  if (loss.loss === 'mse') {
    found.push({ kind: 'missingFactor2', value: truth / 2, place: at, message: two });
    if (n > 1) found.push({ kind: 'missingFactor2', value: (truth * n) / 2, place: at, message: `${two} ${one}` });
  }
  if (loss.loss === 'halfSquaredError') {
    const message = 'A factor 2 too much: the half before the square cancels it.';
    found.push({ kind: 'missingFactor2', value: truth * 2, place: at, message });
  }
  if (mean && n > 1) found.push({ kind: 'missing1n', value: truth * n, place: at, message: one });
  return found;
}

/** Mistakes with the sum over paths, and with the factors on them. */
function ofPaths(doc: NetworkDocument, passes: UnitPasses, trace: PathTrace, question: Question): Mistake[] {
  const single = question.kind === 'path';
  const paths = single ? trace.paths.filter(({ units }) => units.join(' ') === question.units.join(' ')) : trace.paths;
  const truth = single ? (paths[0]?.contribution ?? Number.NaN) : trace.gradient;
  const found: Mistake[] = single ? [] : forgotten(trace, truth);
  // With paths that are not listed, what a change in all of them would give is not known.
  if (!single && BigInt(paths.length) < trace.pathCount) return found;
  const sum = (change: (path: GradientPath) => number) => paths.reduce((total, path) => total + change(path), 0);
  const replaced = (test: (factor: GradientPath['factors'][number]) => boolean, by: number | null) =>
    sum((path) => path.factors.reduce((product, factor) => product * (test(factor) ? (by ?? 1) : factor.value), 1));
  const seen = new Set<string>();
  for (const { factors } of paths) {
    for (const factor of factors) {
      const key = `${factor.kind} ${factor.node} ${factor.unit} ${factor.edge ?? ''} ${factor.from?.unit ?? ''}`;
      if (seen.has(key) || factor.kind === 'op') continue;
      seen.add(key);
      const same = (other: typeof factor) =>
        other.kind === factor.kind &&
        other.node === factor.node &&
        other.unit === factor.unit &&
        other.edge === factor.edge &&
        other.from?.unit === factor.from?.unit;
      const place = { node: factor.node, edge: factor.edge ?? null };
      if (factor.kind === 'activation') {
        const message = `φ′ at ${unitName(doc, factor.node, factor.unit)} is missing: the way from a to z gives a factor too.`;
        found.push({ kind: 'phiPrimeMissing', value: replaced(same, 1), place, message });
        const wrong = wrongPlace(doc, passes, factor.node, factor.unit);
        if (wrong !== null) {
          const where = `φ′ at ${unitName(doc, factor.node, factor.unit)} was taken at a; it belongs at z.`;
          found.push({ kind: 'phiPrimeWrongPlace', value: replaced(same, wrong), place, message: where });
        }
      } else {
        const message =
          factor.kind === 'source'
            ? `The parameter’s own factor is missing: the activation ${unitName(doc, factor.node, factor.unit)} that its weight multiplies.`
            : factor.kind === 'loss'
              ? `The derivative of the loss ${factor.node} is missing.`
              : `The weight ${factor.edge} on the way is missing.`;
        found.push({ kind: 'factorMissing', value: replaced(same, 1), place, message });
      }
    }
  }
  const all = replaced((factor) => factor.kind === 'activation', 1);
  found.push({
    kind: 'phiPrimeMissing',
    value: all,
    place: null,
    message: 'All φ′ are missing: every unit on the way gives one.',
  });
  return found;
}

function forgotten(trace: PathTrace, truth: number): Mistake[] {
  const found: Mistake[] = [];
  if (trace.pathCount < 2n) return found;
  const name = (path: GradientPath) => path.units.join(' → ');
  const place = (path: GradientPath): VerdictPlace | null => {
    const factor = path.factors.find(({ kind, edge }) => kind === 'weight' && edge !== undefined);
    return factor ? { node: factor.node, edge: factor.edge ?? null } : null;
  };
  trace.paths.forEach((path, i) => {
    const message = `A path is forgotten: ${name(path)}.`;
    found.push({ kind: 'forgottenPath', value: truth - path.contribution, place: place(path), message });
    if (trace.pathCount > 2n) {
      const only = `That is one path alone, ${name(path)}: the gradient is the sum over all ${trace.pathCount}.`;
      found.push({ kind: 'onlyPath', value: path.contribution, place: place(path), message: only });
    }
    for (const other of trace.paths.slice(i + 1, 8)) {
      if (trace.pathCount <= 3n) break;
      const two = `Two paths are forgotten: ${name(path)} and ${name(other)}.`;
      const value = truth - path.contribution - other.contribution;
      found.push({ kind: 'forgottenPath', value, place: place(path), message: two });
    }
  });
  return found;
}

function unitName(doc: NetworkDocument, node: string, unit: number): string {
  const record = nodeById(doc, node);
  return record && record.kind !== 'loss' && record.size > 1 ? `${node}[${unit}]` : node;
}

/** φ′ taken at a instead of z; null where that makes no sense or no difference. */
function wrongPlace(doc: NetworkDocument, passes: UnitPasses, node: string, unit: number): number | null {
  const record = nodeById(doc, node);
  const slot = passes.layout.units[node];
  if (record?.kind !== 'layer' || !slot || !ACTIVATIONS[record.activation].elementwise) return null;
  return ACTIVATIONS[record.surrogate ?? record.activation].localDerivative(passes.forward.a[slot.offset + unit]);
}

/** Mistakes with a unit's own quantities. */
function ofUnit(
  doc: NetworkDocument,
  passes: UnitPasses,
  { node, unit, quantity }: Question & { kind: 'unit' },
): Mistake[] {
  const lines = unitEquations(doc, passes, node, unit, 'z');
  const slot = passes.layout.units[node];
  const record = nodeById(doc, node);
  if (!record || !slot || lines.length === 0) return [];
  const at = slot.offset + unit;
  const place = { node, edge: null };
  const { z, a } = { z: passes.forward.z[at], a: passes.forward.a[at] };
  const back = passes.backward;
  const loss = lossName(doc).text;
  if (quantity === 'z') {
    const message = 'That is a: the activation function has been applied already.';
    return [...terms(lines[0]), { kind: 'otherQuantity', value: a, place, message }];
  }
  if (quantity === 'a') {
    if (record.kind !== 'layer') return terms(lines[0]);
    const found: Mistake[] = [
      { kind: 'otherQuantity', value: z, place, message: 'That is z: the activation function is still to be applied.' },
    ];
    const entry = ACTIVATIONS[record.activation];
    if (!entry.elementwise) return found;
    return [...found, ...terms(lines[0]).map((mistake) => ({ ...mistake, value: entry.value(mistake.value) }))];
  }
  const adjoint = lines[record.kind === 'layer' ? 2 : record.kind === 'op' ? 1 : 0];
  if (quantity === 'dLda') {
    const other: Mistake[] =
      record.kind === 'layer'
        ? [
            {
              kind: 'otherQuantity',
              value: back.dLdz[at],
              place,
              message: `That is ∂${loss}/∂z: φ′ does not belong in yet.`,
            },
          ]
        : [];
    return [...terms(adjoint), ...other];
  }
  const slope = back.dLda[at] === 0 ? 0 : back.dLdz[at] / back.dLda[at];
  const wrong = wrongPlace(doc, passes, node, unit);
  return [
    {
      kind: 'phiPrimeMissing',
      value: back.dLda[at],
      place,
      message: `φ′ at ${unitName(doc, node, unit)} is missing: that is ∂${loss}/∂a.`,
    },
    ...(wrong === null
      ? []
      : [
          {
            kind: 'phiPrimeWrongPlace' as const,
            value: back.dLda[at] * wrong,
            place,
            message: 'φ′ was taken at a; it belongs at z.',
          },
        ]),
    ...terms(adjoint).map((mistake) => ({ ...mistake, value: mistake.value * slope })),
  ];
}

/** Forgetting one term of a sum, or taking one alone; only where all terms are written out. */
function terms(line: Equation): Mistake[] {
  // To forget a term that is 0 is no mistake that could be seen.
  const live = line.terms.filter(({ value }) => value !== 0);
  if (line.rest !== null || live.length < 2) return [];
  const name = (term: EquationTerm) => term.factors.map(({ derivative }) => derivative.text).join(' · ');
  return live.flatMap((term): Mistake[] => {
    const [factor] = term.factors;
    const last = term.factors[term.factors.length - 1];
    const place = { node: factor.at.node, edge: factor.at.edge ?? last.at.edge };
    const left: Mistake = {
      kind: 'forgottenPath',
      value: line.value - term.value,
      place,
      message: `A term is forgotten: ${name(term)}.`,
    };
    // Of two terms, one alone is the other forgotten.
    if (live.length === 2) return [left];
    return [left, { kind: 'onlyPath', value: term.value, place, message: `That is one term alone: ${name(term)}.` }];
  });
}

const FACTORS = [2, 3, 4, 5, 8, 10, 16, 100, 1000];

/** An answer that is off by a simple factor. */
function byFactor(answer: number, truth: number): Verdict | null {
  if (truth === 0 || answer === 0) return null;
  const ratio = answer / truth;
  const close = (k: number) => Math.abs(Math.abs(ratio) / k - 1) <= CLOSE;
  const found = FACTORS.find((k) => close(k) || close(1 / k));
  if (found === undefined) return null;
  const how = `${found} times too ${Math.abs(ratio) > 1 ? 'large' : 'small'}`;
  const sign = ratio < 0 ? ', and has the wrong sign' : '';
  return { kind: 'wrongFactor', message: `Your answer is ${how}${sign}.`, place: null };
}

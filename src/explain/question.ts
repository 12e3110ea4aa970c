/**
 * A question about a network that has one number as its answer: what is asked, what has to stay hidden meanwhile, and how
 * it is kept in a file as an exercise.
 */
import type { PathTrace } from '../engine';
import { renamedAddress } from '../model/commands/exercise';
import { nodeById, outgoing, sizeOf } from '../model/document';
import { lossName } from '../model/names';
import type { Json, NetworkDocument } from '../model/types';
import { type Names, paramNames } from './factors';
import { isOnPaths, paramFault } from './posable';
import { partialTex, unitTex, unitText } from './symbols';
import type { UnitPasses } from './unitEquation';

export type UnitQuantity = 'z' | 'a' | 'dLda' | 'dLdz';

export type Question =
  /** ∂L/∂θ of a parameter, by its address. */
  | { readonly kind: 'gradient'; readonly at: string }
  /** The product of one of its paths, named by the units it runs through. */
  | { readonly kind: 'path'; readonly at: string; readonly units: readonly string[] }
  /** A quantity of one unit. */
  | { readonly kind: 'unit'; readonly node: string; readonly unit: number; readonly quantity: UnitQuantity };

/** What is asked for, as TeX and as text. */
export function questionNames(doc: NetworkDocument, question: Question): Names {
  const loss = lossName(doc);
  if (question.kind === 'unit') {
    const { node, unit, quantity } = question;
    const letter = quantity === 'z' || quantity === 'dLdz' ? 'z' : 'a';
    const tex = unitTex(doc, 'z', letter, node, unit);
    const text = unitText(doc, 'z', letter, node, unit);
    if (quantity === 'z' || quantity === 'a') return { tex, text };
    return { tex: partialTex(loss.tex, tex), text: `∂${loss.text}/∂${text}` };
  }
  const param = paramNames(doc, question.at);
  if (question.kind === 'gradient') {
    return { tex: partialTex(loss.tex, param.tex), text: `∂${loss.text}/∂${param.text}` };
  }
  const way = question.units.join(' → ');
  const tex = `\\text{product of }${question.units.map((unit) => `\\mathrm{${unit.replaceAll('_', '\\_')}}`).join('\\to ')}`;
  return { tex, text: `the product of ${way}` };
}

/** The same question in a network in which the node or edge `id` is called `to`. */
export function renamedQuestion(question: Question, id: string, to: string): Question {
  const renamed = (name: string) => renamedAddress(name, id, to);
  if (question.kind === 'unit') return { ...question, node: renamed(question.node) };
  if (question.kind === 'gradient') return { ...question, at: renamed(question.at) };
  return { ...question, at: renamed(question.at), units: question.units.map(renamed) };
}

/** The number asked for; null while it is not known, or not a number. */
export function answerOf(question: Question, passes: UnitPasses, trace: PathTrace | null): number | null {
  let value: number | undefined;
  if (question.kind === 'unit') {
    const slot = passes.layout.units[question.node];
    const arena = { z: passes.forward.z, a: passes.forward.a, dLda: passes.backward.dLda, dLdz: passes.backward.dLdz };
    value = slot && question.unit < slot.size ? arena[question.quantity][slot.offset + question.unit] : undefined;
  } else if (trace !== null && trace.address === question.at) {
    value =
      question.kind === 'gradient'
        ? trace.gradient
        : trace.paths.find(({ units }) => units.join(' ') === question.units.join(' '))?.contribution;
  }
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** What may be seen while a question is open: the quantities that come before the one asked for. */
export function visibleDuring(doc: NetworkDocument, question: Question): ReadonlyMap<string, ReadonlySet<'z' | 'a'>> {
  const known = new Map(doc.nodes.map(({ id }) => [id, new Set<'z' | 'a'>(['z', 'a'])]));
  if (question.kind !== 'unit' || question.quantity === 'dLda' || question.quantity === 'dLdz') return known;
  // The unit itself, and all that depends on it.
  const open = [question.node];
  const seen = new Set<string>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    known.set(id, new Set(id === question.node && question.quantity === 'a' ? ['z'] : []));
    for (const { target } of outgoing(doc, id)) open.push(target);
  }
  return known;
}

export interface Exercise {
  /** What the student reads; may hold TeX between `$`. */
  readonly text: string;
  readonly question: Question;
  /** Values that would give the answer away stay hidden until it is given. */
  readonly hide: boolean;
}

/** An exercise as it stands in a file, in the field `exercise`. */
export function exerciseToJson({ text, question, hide }: Exercise): Json {
  const ask: Json =
    question.kind === 'unit'
      ? { kind: 'unit', at: `${question.node}[${question.unit}]`, quantity: question.quantity }
      : question.kind === 'path'
        ? { kind: 'path', at: question.at, units: [...question.units] }
        : { kind: 'gradient', at: question.at };
  return { question: text, ask, hide };
}

const QUANTITIES: readonly string[] = ['z', 'a', 'dLda', 'dLdz'];

/** The exercise of a document: null when it holds none, or one sentence that says what is wrong with it and where. */
export function exerciseOf(doc: NetworkDocument): Exercise | { readonly fault: string } | null {
  const field = doc.extra.exercise;
  if (field === undefined) return null;
  if (!isRecord(field)) return { fault: 'exercise: expected an object with question and ask' };
  const { question: text, ask, hide } = field;
  if (typeof text !== 'string') return { fault: 'exercise.question: expected a text' };
  if (hide !== undefined && typeof hide !== 'boolean') return { fault: 'exercise.hide: expected true or false' };
  if (!isRecord(ask) || typeof ask.at !== 'string') return { fault: 'exercise.ask: expected kind and at' };
  const question = questionFrom(doc, ask as { readonly [key: string]: Json } & { readonly at: string });
  if (typeof question === 'string') return { fault: question };
  return { text, question, hide: hide !== false };
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function questionFrom(
  doc: NetworkDocument,
  ask: { readonly [key: string]: Json } & { readonly at: string },
): Question | string {
  const { kind, at, quantity, units } = ask;
  if (kind === 'unit') {
    const found = /^(\w+)\[(\d+)\]$/.exec(at);
    const node = found ? nodeById(doc, found[1]) : undefined;
    if (!found || !node || Number(found[2]) >= sizeOf(node)) return `exercise.ask.at: there is no unit ${at}`;
    if (typeof quantity !== 'string' || !QUANTITIES.includes(quantity)) {
      return 'exercise.ask.quantity: expected z, a, dLda or dLdz';
    }
    if (node.kind !== 'layer' && (quantity === 'z' || quantity === 'dLdz')) {
      return `exercise.ask.quantity: ${node.id} is no layer, so it has no z`;
    }
    return { kind, node: node.id, unit: Number(found[2]), quantity: quantity as UnitQuantity };
  }
  const fault = paramFault(doc, at);
  if (fault !== null) return `exercise.ask.at: ${fault}`;
  if (kind === 'gradient') return { kind, at };
  if (kind !== 'path') return 'exercise.ask.kind: expected gradient, path or unit';
  if (!Array.isArray(units) || !units.every((unit) => typeof unit === 'string')) {
    return 'exercise.ask.units: expected the units that the path runs through';
  }
  const missing = (units as readonly string[]).find((unit) => !isOnPaths(doc, unit));
  if (missing !== undefined) return `exercise.ask.units: there is no unit ${missing}`;
  return { kind, at, units: units as readonly string[] };
}

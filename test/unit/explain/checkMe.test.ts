import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  ACTIVATIONS,
  allParams,
  backward,
  compile,
  formatAddress,
  forward,
  parseAddress,
  readNumbers,
  sweepPaths,
  tracePaths,
} from '../../../src/engine';
import { judge, roundingOf } from '../../../src/explain/checkMe';
import { isPosable } from '../../../src/explain/posable';
import {
  answerOf,
  exerciseOf,
  exerciseToJson,
  type Question,
  questionNames,
  renamedQuestion,
  visibleDuring,
} from '../../../src/explain/question';
import { unitEquations } from '../../../src/explain/unitEquation';
import { setExercise } from '../../../src/model/commands/exercise';
import { rename, setActivation } from '../../../src/model/commands/nodes';
import { applyDiff, invertDiff } from '../../../src/model/diff';
import { openText } from '../../../src/model/parse';
import { serialize } from '../../../src/model/serialize';
import { toNetworkSpec } from '../../../src/model/toNetworkSpec';
import type { NetworkDocument } from '../../../src/model/types';
import { randomDocument } from '../model/documents';

function network(doc: NetworkDocument) {
  const spec = toNetworkSpec(doc);
  const plan = compile(spec);
  const numbers = readNumbers(plan, spec);
  const trace = forward(plan, numbers);
  const back = backward(plan, numbers, trace);
  const sweep = sweepPaths(plan, numbers, trace, back);
  const passes = { layout: plan.layout, forward: trace, backward: back };
  const traced = (at: string) => tracePaths(sweep, parseAddress(plan.layout, at), 20);
  return { doc, plan, passes, traced };
}

function example(name: string, change: (text: string) => string = (text) => text) {
  const path = join(import.meta.dirname, `../../../resources/examples/${name}.gradpath`);
  const opened = openText(change(readFileSync(path, 'utf8')));
  if (!opened.ok) throw new Error(opened.error.message);
  return network(opened.document);
}

const exact = (value: number) => ({ value, rounding: 0 });

describe('an answer', () => {
  it('that is right is never called wrong: exact, rounded to three digits, on random networks', () => {
    let asked = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const { doc, plan, passes, traced } = network(randomDocument(seed, 60));
      const masks = new Map(doc.edges.map((edge) => [edge.id, edge.mask]));
      const questions: Question[] = [...allParams(plan.layout, (edge, k) => masks.get(edge)?.[k] === 0)]
        .slice(0, 6)
        .map((param) => ({ kind: 'gradient', at: formatAddress(param) }));
      for (const { id, kind } of doc.nodes) {
        if (kind === 'layer')
          for (const quantity of ['z', 'a', 'dLda', 'dLdz'] as const)
            questions.push({ kind: 'unit', node: id, unit: 0, quantity });
      }
      for (const question of questions) {
        const trace = question.kind === 'unit' ? null : traced(question.at);
        const truth = answerOf(question, passes, trace);
        if (truth === null) continue;
        expect(judge(doc, passes, trace, question, exact(truth))?.kind).toBe('right');
        const text = truth.toPrecision(3);
        expect(judge(doc, passes, trace, question, { value: Number(text), rounding: roundingOf(text) })?.kind).toBe(
          'right',
        );
        asked += 1;
      }
    }
    expect(asked).toBeGreaterThan(300);
  });

  const { doc, passes, traced } = example('two-routes');
  const question: Question = { kind: 'gradient', at: 'w11[0,0]' };
  const trace = traced('w11[0,0]');
  const [first, second] = trace.paths;
  const kindOf = (value: number, about: Question = question) => judge(doc, passes, trace, about, exact(value))?.kind;

  it('with the wrong sign is recognised', () => {
    expect(kindOf(-trace.gradient)).toBe('wrongSign');
  });
  it('that forgets a path is told which', () => {
    const verdict = judge(doc, passes, trace, question, exact(first.contribution));
    expect(verdict?.kind).toBe('forgottenPath');
    expect(verdict?.message).toContain(second.units.join(' → '));
  });
  it('without a φ′, or with it taken at the activation, is told where', () => {
    const slope = first.factors.find(({ kind, node }) => kind === 'activation' && node === 'n1');
    if (!slope) throw new Error('no φ′ at n1');
    const missing = judge(doc, passes, trace, question, exact(trace.gradient / slope.value));
    expect(missing).toMatchObject({ kind: 'phiPrimeMissing', place: { node: 'n1', edge: null } });
    const a = passes.forward.a[passes.layout.units.n1.offset];
    const misplaced = (trace.gradient / slope.value) * ACTIVATIONS.sigmoid.localDerivative(a);
    expect(kindOf(misplaced)).toBe('phiPrimeWrongPlace');
  });
  it('without the factor 2 of the square, or the 1/n of the mean, is told so', () => {
    // Two routes ends in a mean over two outputs.
    const other = example('two-routes', (text) => text.replace(/"loss": "\w+"/, '"loss": "mse"'));
    const traceMse = other.traced('w11[0,0]');
    const judged = (value: number) => judge(other.doc, other.passes, traceMse, question, exact(value))?.kind;
    expect(judged(traceMse.gradient / 2)).toBe('missingFactor2');
    const n = other.doc.nodes.find(({ id }) => id === 'L');
    const count = n?.kind === 'loss' ? n.target.length : 1;
    expect(count).toBe(2);
    const bce = example('two-routes', (text) => text.replace(/"loss": "\w+"/, '"loss": "mae"'));
    const traceMae = bce.traced('w11[0,0]');
    expect(judge(bce.doc, bce.passes, traceMae, question, exact(traceMae.gradient * 2))?.kind).toBe('missing1n');
  });
  it('that is a simple factor off is told the factor, and another is led to the first step', () => {
    expect(judge(doc, passes, trace, question, exact(trace.gradient * 10))).toMatchObject({
      kind: 'wrongFactor',
      message: 'Your answer is 10 times too large.',
    });
    expect(kindOf(123.456)).toBe('wrong');
  });
  it('about one path knows that path’s factors', () => {
    const about: Question = { kind: 'path', at: 'w11[0,0]', units: second.units };
    expect(kindOf(second.contribution, about)).toBe('right');
    expect(kindOf(-second.contribution, about)).toBe('wrongSign');
    const weight = second.factors.find(({ kind }) => kind === 'weight');
    if (!weight) throw new Error('no weight on the path');
    expect(kindOf(second.contribution / weight.value, about)).toBe('factorMissing');
  });
  it('about a unit tells z from a, and knows a forgotten term', () => {
    const { offset } = passes.layout.units.n1;
    const z: Question = { kind: 'unit', node: 'n1', unit: 0, quantity: 'z' };
    expect(kindOf(passes.forward.a[offset], z)).toBe('otherQuantity');
    const [line] = unitEquations(doc, passes, 'n1', 0, 'z');
    expect(kindOf(line.value - line.terms[1].value, z)).toBe('forgottenPath');
    const dLdz: Question = { kind: 'unit', node: 'n1', unit: 0, quantity: 'dLdz' };
    expect(kindOf(passes.backward.dLda[offset], dLdz)).toBe('phiPrimeMissing');
  });
});

describe('rounding of what is typed', () => {
  it('is half a unit of the last digit, and none for one digit or arithmetic', () => {
    expect(roundingOf('-0.0768')).toBeCloseTo(0.00005, 12);
    expect(roundingOf('1.2e-3')).toBeCloseTo(0.00005, 12);
    expect(roundingOf('0.5')).toBe(0);
    expect(roundingOf('1/3')).toBe(0);
  });
});

describe('an exercise', () => {
  const { doc } = example('two-routes');
  const questions: Question[] = [
    { kind: 'gradient', at: 'w11[0,0]' },
    { kind: 'path', at: 'w11[0,0]', units: ['n1[0]', 'n2[0]', 'L'] },
    { kind: 'unit', node: 'n2', unit: 0, quantity: 'dLdz' },
  ];
  it('survives saving and opening, and taking it away gives the same bytes', () => {
    for (const question of questions) {
      const diff = setExercise(doc, exerciseToJson({ text: 'What is $x$?', question, hide: true }));
      if ('refused' in diff) throw new Error(diff.refused);
      const reopened = openText(serialize(applyDiff(doc, diff)));
      if (!reopened.ok) throw new Error(reopened.error.message);
      expect(exerciseOf(reopened.document)).toEqual({ text: 'What is $x$?', question, hide: true });
      const away = setExercise(reopened.document, null);
      if ('refused' in away) throw new Error(away.refused);
      expect(serialize(applyDiff(reopened.document, away))).toBe(serialize(doc));
      expect(questionNames(doc, question).text).not.toBe('');
    }
  });
  it('that cannot be read says what and where', () => {
    const fault = (exercise: unknown) => {
      const found = exerciseOf({ ...doc, extra: { exercise: exercise as never } });
      return found !== null && 'fault' in found ? found.fault : null;
    };
    expect(fault(3)).toBe('exercise: expected an object with question and ask');
    expect(fault({ question: 'x', ask: { kind: 'unit', at: 'nope[0]', quantity: 'z' } })).toBe(
      'exercise.ask.at: there is no unit nope[0]',
    );
    expect(fault({ question: 'x', ask: { kind: 'gradient', at: '<b>' } })).toBe(
      'exercise.ask.at: <b> is no parameter such as w11[0,0]',
    );
    for (const [at, what] of [
      ['w99[0,0]', 'weight'],
      ['w11[0,1]', 'weight'],
      ['w11[1,0]', 'weight'],
      ['e1[0,0]', 'weight'],
      ['n1.bias[1]', 'bias'],
      ['x1.bias[0]', 'bias'],
    ]) {
      expect(fault({ question: 'x', ask: { kind: 'gradient', at } })).toBe(
        `exercise.ask.at: there is no ${what} ${at}`,
      );
    }
    for (const unit of ['n9[0]', 'n2[1]', 'n2.z[0]', 'L[0]', 'n2', '']) {
      const ask = { kind: 'path', at: 'w11[0,0]', units: ['n1[0]', unit, 'L'] };
      expect(fault({ question: 'x', ask })).toBe(`exercise.ask.units: there is no unit ${unit}`);
    }
    expect(fault({ question: 'x', ask: { kind: 'joke', at: 'w11[0,0]' } })).toBe(
      'exercise.ask.kind: expected gradient, path or unit',
    );
  });
  it('is about the same things after they have been renamed, and asks nothing that its network cannot answer', () => {
    let asked = 0;
    let inside = 0;
    for (let seed = 1; seed <= 40; seed++) {
      let random = randomDocument(seed, 60);
      // A path through softmax names the points inside it, too.
      const layers = random.nodes.filter(({ kind }) => kind === 'layer').map(({ id }) => id);
      const soft = setActivation(random, seed % 2 === 0 ? layers : [], 'softmax');
      if (!('refused' in soft)) random = applyDiff(random, soft);
      const { plan, traced } = network(random);
      const masks = new Map(random.edges.map((edge) => [edge.id, edge.mask]));
      const questions = [...allParams(plan.layout, (edge, k) => masks.get(edge)?.[k] === 0)]
        .map(formatAddress)
        .flatMap((at): Question[] => {
          const [path] = traced(at).paths;
          return path
            ? [
                { kind: 'gradient', at },
                { kind: 'path', at, units: path.units },
              ]
            : [];
        });
      for (const question of questions.slice(0, 4)) {
        asked += 1;
        expect(isPosable(random, question), JSON.stringify(question)).toBe(true);
        if (question.kind === 'path' && question.units.some((unit) => unit.includes('.z['))) inside += 1;
        const text = { text: 'x', question, hide: true };
        const set = setExercise(random, exerciseToJson(text));
        if ('refused' in set) throw new Error(set.refused);
        const exercised = applyDiff(random, set);
        expect(exerciseOf(exercised)).toEqual(text);
        for (const { id } of [...random.nodes, ...random.edges]) {
          const diff = rename(exercised, id, 'another');
          if ('refused' in diff) throw new Error(diff.refused);
          const after = applyDiff(exercised, diff);
          expect(exerciseOf(after)).toEqual({ ...text, question: renamedQuestion(question, id, 'another') });
          expect(serialize(applyDiff(after, invertDiff(diff)))).toBe(serialize(exercised));
        }
      }
    }
    expect(asked).toBeGreaterThan(30);
    expect(inside).toBeGreaterThan(3);
  });
  it('of somebody else is left alone by a rename', () => {
    for (const exercise of [3, null, 'n1', ['n1'], { ask: 'n1[0]' }, { ask: { at: 3, units: [1, { n1: 2 }] } }]) {
      const given = { ...doc, extra: { exercise } };
      const diff = rename(given, 'n1', 'h');
      if ('refused' in diff) throw new Error(diff.refused);
      expect(applyDiff(given, diff).extra).toBe(given.extra);
    }
  });
  it('hides what comes after the question, and nothing before it', () => {
    const backward = visibleDuring(doc, questions[0]);
    for (const { id } of doc.nodes) expect([...(backward.get(id) ?? [])]).toEqual(['z', 'a']);
    const early = visibleDuring(doc, { kind: 'unit', node: 'n1', unit: 0, quantity: 'a' });
    expect([...(early.get('n1') ?? [])]).toEqual(['z']);
    expect([...(early.get('n2') ?? ['?'])]).toEqual([]);
    expect([...(early.get('x1') ?? [])]).toEqual(['z', 'a']);
  });
});

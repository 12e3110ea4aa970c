import { describe, expect, it } from 'vitest';
import { createDiagnosing, type DiagnosisWorker } from '../../../src/app/diagnosis/client';
import type { Answered, Asked } from '../../../src/app/diagnosis/messages';
import { diagnose, examine, gradientByDepth } from '../../../src/explain/diagnose';
import { createExaminer } from '../../../src/explain/diagnose/examiner';
import { setActivation } from '../../../src/model/commands/nodes';
import { applyDiff } from '../../../src/model/diff';
import { openText } from '../../../src/model/parse';
import { serialize } from '../../../src/model/serialize';
import type { NetworkDocument } from '../../../src/model/types';
import { example } from '../examples';

/** A worker in this thread, with copies of everything that crosses, as a real one makes. */
function fakeWorkers() {
  const examiner = createExaminer();
  const started: (DiagnosisWorker & { asked: Asked['type'][] })[] = [];
  const create = () => {
    const worker: DiagnosisWorker & { asked: Asked['type'][] } = {
      asked: [],
      onmessage: null,
      onerror: null,
      terminate: () => {},
      postMessage(message: unknown) {
        const asked = structuredClone(message) as Asked;
        worker.asked.push(asked.type);
        const { id } = asked;
        const answer: Answered =
          asked.type === 'report'
            ? { id, type: 'report', report: examiner.report(asked.doc) }
            : { id, type: 'fix', result: examiner.fix(asked.finding, asked.label) };
        queueMicrotask(() =>
          worker.onmessage?.call(
            worker as unknown as Worker,
            { data: structuredClone(answer) } as MessageEvent<Answered>,
          ),
        );
      },
    };
    started.push(worker);
    return worker;
  };
  return { create, started };
}

function changed(doc: NetworkDocument): NetworkDocument {
  const result = setActivation(doc, [doc.nodes.find(({ kind }) => kind === 'layer')?.id ?? ''], 'tanh');
  if ('refused' in result) throw new Error(result.refused);
  return applyDiff(doc, result);
}

describe('the worker that diagnoses', () => {
  it('says what the rules say, once a network, and its fixes do what theirs do', async () => {
    const { create, started } = fakeWorkers();
    const diagnosing = createDiagnosing(create);
    for (const name of ['forward-step', 'dead-relu', 'vanishing-sigmoid', 'cancellation']) {
      const doc = example(name);
      const expected = diagnose(examine(doc));
      expect(expected.length).toBeGreaterThan(0);
      expect(diagnosing.known(doc)).toBe(null);
      const report = await diagnosing.report(doc);
      expect(report?.found.map(({ message }) => message)).toEqual(expected.map(({ message }) => message));
      expect(report?.depths).toEqual(gradientByDepth(examine(doc)));
      const asked = started[0].asked.length;
      expect(await diagnosing.report(doc)).toBe(report);
      expect(diagnosing.known(doc)).toBe(report);
      expect(started[0].asked.length).toBe(asked);
      for (const [i, finding] of (report?.found ?? []).entries()) {
        for (const [k, label] of finding.fixes.entries()) {
          const result = await diagnosing.fix(doc, finding, label);
          const own = expected[i].fixes[k].apply(doc);
          if (result === null || 'refused' in result || 'refused' in own) throw new Error(`${label} does nothing`);
          const after = serialize(applyDiff(doc, result));
          expect(after).toBe(serialize(applyDiff(doc, own)));
          expect(openText(after).ok).toBe(true);
        }
      }
    }
    expect(started.length).toBe(1);
  });

  it('mends the network that it is asked for, whichever it looked at last, and offers no fix of another', async () => {
    const diagnosing = createDiagnosing(fakeWorkers().create);
    const doc = example('forward-step');
    const report = await diagnosing.report(doc);
    const [finding] = report?.found ?? [];
    await diagnosing.report(example('cancellation'));
    expect(await diagnosing.fix(doc, finding, finding.fixes[0])).not.toBe(null);
    expect(await diagnosing.fix(example('cancellation'), finding, finding.fixes[0])).toBe(null);
    expect(await diagnosing.fix(changed(doc), finding, 'no such fix')).toBe(null);
  });

  it('that dies answers nothing, and another takes its place', async () => {
    const { create, started } = fakeWorkers();
    const diagnosing = createDiagnosing(create);
    const dying = diagnosing.report(example('dead-relu'));
    started[0].onerror?.call(started[0] as unknown as Worker, {} as ErrorEvent);
    expect(await dying).toBe(null);
    expect((await diagnosing.report(example('dead-relu')))?.found.length).toBeGreaterThan(0);
    expect(started.length).toBe(2);
  });
});

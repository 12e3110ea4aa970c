/** The page's side of the worker that diagnoses; it is started when somebody first looks. */
import type { Report } from '../../explain/diagnose/examiner';
import type { CommandResult } from '../../model/commands/result';
import type { NetworkDocument } from '../../model/types';
import type { Diagnosing } from '../../panels/diagnostics/diagnosing';
import type { Answered, Asked } from './messages';

/** The part of a Worker that the client uses. */
export type DiagnosisWorker = Pick<Worker, 'postMessage' | 'onmessage' | 'onerror' | 'terminate'>;

/** Findings for documents, each worked out once; the worker starts with the first question. */
export function createDiagnosing(createWorker: () => DiagnosisWorker): Diagnosing {
  const known = new WeakMap<NetworkDocument, Report>();
  const waiting = new Map<number, (answer: Answered | null) => void>();
  let worker: DiagnosisWorker | null = null;
  let reported: NetworkDocument | null = null;
  let serial = 0;

  function start(): DiagnosisWorker {
    const started = createWorker();
    started.onmessage = ({ data }: MessageEvent<Answered>) => {
      waiting.get(data.id)?.(data);
      waiting.delete(data.id);
    };
    // One that dies answers nothing any more: whoever waits is told, and the next question starts another.
    started.onerror = () => {
      started.terminate();
      worker = null;
      reported = null;
      for (const resolve of waiting.values()) resolve(null);
      waiting.clear();
    };
    return started;
  }
  function ask(question: Omit<Asked & { type: 'report' }, 'id'> | Omit<Asked & { type: 'fix' }, 'id'>) {
    worker ??= start();
    serial += 1;
    const id = serial;
    worker.postMessage({ ...question, id });
    return new Promise<Answered | null>((resolve) => waiting.set(id, resolve));
  }
  async function report(doc: NetworkDocument): Promise<Report | null> {
    const old = known.get(doc);
    if (old) return old;
    reported = doc;
    const answer = await ask({ type: 'report', doc });
    if (answer?.type !== 'report' || answer.report === null) return null;
    known.set(doc, answer.report);
    return answer.report;
  }
  return {
    known: (doc) => known.get(doc) ?? null,
    report,
    async fix(doc, finding, label): Promise<CommandResult | null> {
      // Another network has been looked at meanwhile, and this one was known: it is told again.
      if (reported !== doc) {
        reported = doc;
        await ask({ type: 'report', doc });
      }
      const answer = await ask({ type: 'fix', finding, label });
      return answer?.type === 'fix' ? answer.result : null;
    },
  };
}

/** The worker that looks for what is wrong with a network: on a large one it takes longer than a frame may. */
import { createExaminer } from '../../explain/diagnose/examiner';
import type { Answered, Asked } from './messages';

const examiner = createExaminer();

function answer(asked: Asked): Answered {
  const { id } = asked;
  switch (asked.type) {
    case 'report':
      return { id, type: 'report', report: examiner.report(asked.doc) };
    case 'fix':
      return { id, type: 'fix', result: examiner.fix(asked.finding, asked.label) };
    default:
      throw new Error(`unknown message to the diagnosis: ${JSON.stringify(asked)}`);
  }
}

addEventListener('message', ({ data }: MessageEvent<Asked>) => postMessage(answer(data)));

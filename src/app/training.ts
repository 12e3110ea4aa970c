/** Training on the sample that is on the canvas: steps in the worker, the result as one undo step. */
import type { Optimizer } from '../engine';
import { setParams } from '../model/commands/train';
import type { NetworkDocument } from '../model/types';
import { useDocument } from '../store/document';
import { useRun } from '../store/run';
import { useSession } from '../store/session';
import type { EngineClient } from '../worker/client';
import { specDelta } from './specDelta';

export interface Training {
  run(optimizer: Optimizer, steps: number): void;
  stop(): void;
}

/** Inputs and targets of the document as one sample, in the order of the file. */
function sampleOf(doc: NetworkDocument) {
  const inputs = doc.nodes.flatMap((node) => (node.kind === 'input' ? Array.from(node.values) : []));
  const targets = doc.nodes.flatMap((node) => (node.kind === 'loss' ? Array.from(node.target) : []));
  return { inputs: Float64Array.from(inputs), targets: Float64Array.from(targets), count: 1 };
}

/** Parameters from which training takes the float32 kernels where they cover the network. */
const LARGE = 5000;

/** Runs training in the worker; what a run has learnt is one undo step. */
export function createTraining(client: EngineClient): Training {
  return {
    run(optimizer, steps) {
      const { doc } = useDocument.getState();
      const { passes, wanted, problem } = useRun.getState();
      if (!passes || problem || passes.revision !== wanted) return;
      // Small networks keep every digit that the canvas shows; large ones want speed.
      const backend = passes.layout.paramCount > LARGE ? ('auto' as const) : ('portable' as const);
      const options = { optimizer, batchSize: 1, shuffle: false, backend };
      useRun.setState({ training: { steps: 0, loss: passes.forward.loss } });
      const onProgress = (reply: {
        readonly type: string;
        readonly training?: { readonly steps: number; readonly loss: number | null };
      }) => {
        if (reply.training) useRun.setState({ training: { steps: reply.training.steps, loss: reply.training.loss } });
      };
      void client
        .request({ type: 'train', samples: sampleOf(doc), options, steps }, wanted, onProgress)
        .then((reply) => {
          useRun.setState({ training: null });
          const { say } = useSession.getState();
          if (reply.type === 'failed') say(reply.message, 'refused');
          if (reply.type !== 'trained') return;
          if (reply.ended === 'nonFinite') {
            say('Not all numbers stayed finite: nothing was changed. A smaller learning rate may help.', 'refused');
            return;
          }
          // What was learned belongs to the numbers it started from. Places, labels, notes and groups are none of them.
          const { doc: now, run } = useDocument.getState();
          if (specDelta(doc, now) !== 'same') {
            say('The network has changed meanwhile: what the training found was dropped.', 'refused');
            return;
          }
          const label = `Train ${reply.training.steps} ${reply.training.steps === 1 ? 'step' : 'steps'}`;
          const refused = run(label, setParams(now, passes.layout, reply.training.params));
          if (refused) say(refused, 'refused');
        });
    },
    stop() {
      void client.request({ type: 'stop' }, useRun.getState().wanted);
    },
  };
}

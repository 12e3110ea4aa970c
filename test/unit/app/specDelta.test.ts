import { describe, expect, it } from 'vitest';
import { specDelta } from '../../../src/app/specDelta';
import { createRandom } from '../../../src/engine';
import { applyDiff } from '../../../src/model/diff';
import { emptyDocument } from '../../../src/model/document';
import { toNetworkSpec } from '../../../src/model/toNetworkSpec';
import { createHandlers } from '../../../src/worker/handlers';
import type { Reply, RequestBody } from '../../../src/worker/protocol';
import { randomCommand } from '../model/documents';

function runOf(reply: Reply) {
  if (reply.type !== 'run') throw new Error(reply.type === 'failed' ? reply.message : reply.type);
  return reply.run;
}

/** A worker without a worker: asks, and hands back what came. */
function engine() {
  const replies: Reply[] = [];
  const handlers = createHandlers({
    post: (reply) => {
      replies.push(reply);
    },
    now: () => 0,
    defer: (work) => work(),
  });
  let id = 0;
  return (body: RequestBody): Reply => {
    id += 1;
    handlers.receive({ ...body, id, revision: id });
    return replies[replies.length - 1];
  };
}

describe('what the worker is told', () => {
  it('leaves it with the same results as a fresh load, whatever commands came in between', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = createRandom(seed);
      const ask = engine();
      let doc = emptyDocument();
      ask({ type: 'load', spec: toNetworkSpec(doc) });
      for (let i = 0; i < 40; i++) {
        const result = randomCommand(doc, random);
        if ('refused' in result) continue;
        const next = applyDiff(doc, result);
        const delta = specDelta(doc, next);
        doc = next;
        if (delta === 'same') continue;
        const reply =
          delta === 'structure'
            ? ask({ type: 'load', spec: toNetworkSpec(doc) })
            : ask({ type: 'patch', patches: delta });
        const fresh = engine()({ type: 'load', spec: toNetworkSpec(doc) });
        expect(runOf(reply).forward.a, `seed ${seed} step ${i}`).toEqual(runOf(fresh).forward.a);
        expect(runOf(reply).backward.gradient).toEqual(runOf(fresh).backward.gradient);
      }
    }
  });
});

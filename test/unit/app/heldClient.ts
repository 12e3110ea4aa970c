import type { EngineClient } from '../../../src/worker/client';
import { createHandlers } from '../../../src/worker/handlers';
import type { ReplyBody, RequestBody } from '../../../src/worker/protocol';

/** The engine in this thread; an answer waits until it is let go. */
export function heldClient() {
  let id = 0;
  const asked: { readonly type: RequestBody['type']; readonly revision: number }[] = [];
  const held: (() => void)[] = [];
  const replies = new Map<number, (reply: ReplyBody) => void>();
  const handlers = createHandlers({
    now: () => 0,
    defer: (task) => task(),
    post: (reply) => {
      const resolve = replies.get(reply.id);
      held.push(() => resolve?.(structuredClone(reply)));
    },
  });
  const client: EngineClient = {
    request(body, revision) {
      id += 1;
      const own = id;
      asked.push({ type: body.type, revision });
      return new Promise((resolve) => {
        replies.set(own, resolve);
        handlers.receive(structuredClone({ ...body, id: own, revision }));
      });
    },
    dispose() {},
  };
  /** Lets one answer go; false when nobody waits for one. */
  async function release(): Promise<boolean> {
    const next = held.shift();
    next?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
    return next !== undefined;
  }
  return { client, asked, held, release };
}

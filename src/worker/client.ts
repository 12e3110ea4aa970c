/**
 * The page's side of the worker: requests become promises. A request never rejects: what goes wrong is a `failed` reply.
 * A worker that dies is replaced at the next request and told again what it held.
 */
import type { NumberPatch, Reply, ReplyBody, Request, RequestBody } from './protocol';

/** The part of a Worker that the client uses. */
export interface WorkerLike {
  postMessage(message: Request): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Reply>) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void;
  terminate(): void;
}

export interface EngineClient {
  /** Resolves with the last reply to this request; `onProgress` sees the ones before it. */
  request(body: RequestBody, revision: number, onProgress?: (reply: ReplyBody) => void): Promise<ReplyBody>;
  /** Ends the worker; requests that are under way, and later ones, answer `failed`. */
  dispose(): void;
}

interface Pending {
  readonly resolve: (reply: ReplyBody) => void;
  readonly onProgress: ((reply: ReplyBody) => void) | undefined;
}

/** What the worker was told: the structure, and the newest numbers of every slot since. */
interface Told {
  load: RequestBody;
  patches: Map<string, NumberPatch>;
  revision: number;
}

const failed = (message: string): ReplyBody => ({ type: 'failed', message, at: null });

/** Typed requests to the worker; one that cannot be answered any more fails with a sentence. */
export function createEngineClient(createWorker: () => WorkerLike): EngineClient {
  const pending = new Map<number, Pending>();
  let worker: WorkerLike | null = null;
  let told: Told | null = null;
  let nextId = 1;
  let disposed = false;

  function failAll(message: string): void {
    const waiting = [...pending.values()];
    pending.clear();
    for (const { resolve } of waiting) resolve(failed(message));
  }

  function start(): WorkerLike {
    const started = createWorker();
    started.addEventListener('message', ({ data }) => {
      // Replies nobody waits for any more, of a worker that was replaced or of what was told again, are dropped.
      const waiting = worker === started ? pending.get(data.id) : undefined;
      if (!waiting) return;
      if (data.type === 'progress') {
        waiting.onProgress?.(data);
        return;
      }
      pending.delete(data.id);
      waiting.resolve(data);
    });
    const died = (event: Event) => {
      if (worker !== started) return;
      worker = null;
      started.terminate();
      const reason = 'message' in event && typeof event.message === 'string' ? `: ${event.message}` : '';
      failAll(`the engine stopped${reason}`);
    };
    started.addEventListener('error', died);
    started.addEventListener('messageerror', died);
    worker = started;
    if (told) {
      started.postMessage({ ...told.load, id: nextId++, revision: told.revision });
      const patches = [...told.patches.values()];
      if (patches.length > 0) {
        started.postMessage({ type: 'patch', patches, id: nextId++, revision: told.revision });
      }
    }
    return started;
  }

  function remember(body: RequestBody, revision: number): void {
    if (body.type === 'load') told = { load: body, patches: new Map(), revision };
    if (body.type === 'patch' && told) {
      told.revision = revision;
      for (const patch of body.patches) {
        const key = `${patch.of} ${patch.id} ${patch.start} ${patch.data.length}`;
        // Deleted first, so that the order is that of the newest writes.
        told.patches.delete(key);
        told.patches.set(key, patch);
      }
    }
  }

  return {
    request(body, revision, onProgress) {
      if (disposed) return Promise.resolve(failed('the engine is closed'));
      return new Promise((resolve) => {
        try {
          // A new structure replaces what was told: a worker that died of it is not told it again.
          if (body.type === 'load') told = null;
          const target = worker ?? start();
          const id = nextId++;
          remember(body, revision);
          pending.set(id, { resolve, onProgress });
          target.postMessage({ ...body, id, revision });
        } catch (error) {
          resolve(failed(`the engine cannot be reached: ${error instanceof Error ? error.message : String(error)}`));
        }
      });
    },
    dispose() {
      disposed = true;
      worker?.terminate();
      worker = null;
      told = null;
      failAll('the engine is closed');
    },
  };
}

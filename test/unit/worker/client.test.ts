import { describe, expect, test } from 'vitest';
import { createEngineClient, type WorkerLike } from '../../../src/worker/client';
import { createHandlers } from '../../../src/worker/handlers';
import type { Reply, Request } from '../../../src/worker/protocol';
import { randomNetwork } from '../engine/trainingNetworks';

/** A worker in this thread that answers when told to, and can die. */
class FakeWorker implements WorkerLike {
  readonly inbox: Request[] = [];
  terminated = false;
  private readonly listeners: Record<string, ((event: never) => void)[]> = {};
  private readonly handlers = createHandlers({
    post: (reply) => this.emit('message', { data: structuredClone(reply) }),
    now: () => 0,
    defer: () => {},
  });

  postMessage(message: Request): void {
    this.inbox.push(structuredClone(message));
  }
  addEventListener(type: string, listener: (event: never) => void): void {
    this.listeners[type] = [...(this.listeners[type] ?? []), listener];
  }
  terminate(): void {
    this.terminated = true;
  }
  emit(type: string, event: unknown): void {
    for (const listener of this.listeners[type] ?? []) listener(event as never);
  }
  work(): void {
    for (let request = this.inbox.shift(); request; request = this.inbox.shift()) this.handlers.receive(request);
  }
}

function setUp() {
  const workers: FakeWorker[] = [];
  const client = createEngineClient(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
  return { client, workers };
}

const spec = randomNetwork({ seed: 2, ops: false });
const weight = spec.edges.find(({ weight: w }) => w !== null) as (typeof spec.edges)[number];

describe('client', () => {
  test('replies find their requests by id, and strangers are dropped', async () => {
    const { client, workers } = setUp();
    const loading = client.request({ type: 'load', spec }, 1);
    const checking = client.request({ type: 'check', limit: 3 }, 1);
    workers[0].emit('message', { data: { type: 'stopped', id: 99, revision: 1 } satisfies Reply });
    workers[0].work();
    expect((await loading).type).toBe('run');
    expect((await checking).type).toBe('check');
  });

  test('a worker that dies fails what waits; the next one is told the network and its newest numbers', async () => {
    const { client, workers } = setUp();
    const first = client.request({ type: 'load', spec }, 1);
    const data = (weight.weight as Float64Array).map((w) => w + 1);
    const patched = client.request({ type: 'patch', patches: [{ of: 'weight', id: weight.id, start: 0, data }] }, 2);
    workers[0].work();
    await first;
    const before = await patched;
    const waiting = client.request({ type: 'check', limit: 1 }, 2);
    workers[0].emit('error', { message: 'out of memory' });
    expect(await waiting).toEqual({ type: 'failed', message: 'the engine stopped: out of memory', at: null });
    expect(workers[0].terminated).toBe(true);

    const again = client.request({ type: 'patch', patches: [] }, 2);
    expect(workers.length).toBe(2);
    workers[1].work();
    const after = await again;
    if (before.type !== 'run' || after.type !== 'run') throw new Error('no run');
    expect(after.run.forward.a).toEqual(before.run.forward.a);
  });

  test('a structure that killed the worker is not told to the next one with the structure that follows', () => {
    const { client, workers } = setUp();
    void client.request({ type: 'load', spec }, 1);
    workers[0].emit('error', {});
    void client.request({ type: 'load', spec: randomNetwork({ seed: 3 }) }, 2);
    expect(workers[1].inbox.map(({ type }) => type)).toEqual(['load']);
  });

  test('dispose fails what waits and all that comes', async () => {
    const { client, workers } = setUp();
    const waiting = client.request({ type: 'load', spec }, 1);
    client.dispose();
    expect((await waiting).type).toBe('failed');
    expect((await client.request({ type: 'stop' }, 1)).type).toBe('failed');
    expect(workers[0].terminated).toBe(true);
  });
});

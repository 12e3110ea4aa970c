import { describe, expect, test } from 'vitest';
import { createHandlers } from '../../../src/worker/handlers';
import type { Reply, Request, RequestBody } from '../../../src/worker/protocol';
import { randomNetwork, randomSamples } from '../engine/trainingNetworks';

/** A host whose clock moves by a millisecond at every look, and whose deferred tasks run when they are told to. */
function host() {
  const replies: Reply[] = [];
  const transfers: Transferable[][] = [];
  const tasks: (() => void)[] = [];
  let time = 0;
  const handlers = createHandlers({
    post: (reply, transfer) => {
      replies.push(reply);
      transfers.push(transfer);
    },
    now: () => time++,
    defer: (task) => void tasks.push(task),
  });
  let id = 0;
  return {
    replies,
    transfers,
    tasks,
    send(body: RequestBody, revision = 1): Reply {
      id += 1;
      handlers.receive({ ...body, id, revision } as Request);
      return replies[replies.length - 1];
    },
    raw: (message: unknown) => handlers.receive(message as Request),
    runAll: () => {
      for (let task = tasks.shift(); task; task = tasks.shift()) task();
    },
  };
}

const spec = randomNetwork({ seed: 4, ops: false, masks: false, ties: false });
const samples = randomSamples(spec, 12, 1);
const weight = spec.edges.find(({ weight: w }) => w !== null) as (typeof spec.edges)[number];

describe('handlers', () => {
  test('load answers with layout and passes, every buffer handed over once', () => {
    const { send, transfers } = host();
    const reply = send({ type: 'load', spec });
    expect(reply.type).toBe('run');
    if (reply.type !== 'run') return;
    expect(reply.run.layout?.paramCount).toBe(reply.run.backward.gradient.length);
    expect(new Set(transfers[0]).size).toBe(transfers[0].length);
    expect(transfers[0]).toContain(reply.run.backward.gradient.buffer);
  });

  test('patch changes numbers without a new layout and equals a load of the changed network', () => {
    const changed = { ...weight, weight: (weight.weight as Float64Array).map((w) => w + 0.25) };
    const fresh = host().send({
      type: 'load',
      spec: { ...spec, edges: spec.edges.map((edge) => (edge === weight ? changed : edge)) },
    });
    const patched = host();
    patched.send({ type: 'load', spec });
    const reply = patched.send({
      type: 'patch',
      patches: [{ of: 'weight', id: weight.id, start: 0, data: changed.weight }],
    });
    if (reply.type !== 'run' || fresh.type !== 'run') throw new Error('no run');
    expect(reply.run.layout).toBeUndefined();
    expect(reply.run.backward.gradient).toEqual(fresh.run.backward.gradient);
    expect(reply.run.forward.loss).toBe(fresh.run.forward.loss);
  });

  test('a patch that does not fit writes nothing and says where', () => {
    const { send } = host();
    const before = send({ type: 'load', spec });
    const input = spec.nodes[0];
    const failed = send({
      type: 'patch',
      patches: [
        { of: 'values', id: input.id, start: 0, data: new Float64Array(1) },
        { of: 'weight', id: weight.id, start: 0, data: new Float64Array(1000) },
      ],
    });
    expect(failed).toMatchObject({ type: 'failed', at: weight.id });
    const after = send({ type: 'patch', patches: [] });
    if (after.type !== 'run' || before.type !== 'run') throw new Error('no run');
    expect(after.run.forward.a).toEqual(before.run.forward.a);
  });

  test('traces repeat id and revision; another revision than the loaded one is refused', () => {
    const { send } = host();
    send({ type: 'load', spec }, 3);
    const reply = send({ type: 'trace', param: `${weight.id}[0,0]`, top: 5 }, 3);
    expect(reply).toMatchObject({ type: 'trace', id: 2, revision: 3 });
    expect(send({ type: 'trace', param: `${weight.id}[0,0]`, top: 5 }, 2)).toMatchObject({ type: 'failed' });
    expect(send({ type: 'trace', param: 'nowhere', top: 5 }, 3)).toMatchObject({ type: 'failed' });
  });

  test('without a network everything fails in one sentence, and a fault of the network leaves none', () => {
    const { send } = host();
    expect(send({ type: 'check', limit: 5 })).toMatchObject({ type: 'failed', message: 'no network is loaded' });
    send({ type: 'load', spec });
    const cyclic = {
      nodes: spec.nodes,
      edges: [...spec.edges, { ...weight, id: 'loop', source: weight.target, target: weight.target }],
    };
    expect(send({ type: 'load', spec: cyclic })).toMatchObject({ type: 'failed' });
    expect(send({ type: 'patch', patches: [] })).toMatchObject({ type: 'failed', message: 'no network is loaded' });
  });

  test('one parameter is checked alone: by both ways where it can be, honestly where the loss has a kink', () => {
    const chain = (w: number): RequestBody => ({
      type: 'load',
      spec: {
        nodes: [
          { id: 'x', kind: 'input', size: 1, values: Float64Array.of(2) },
          { id: 'n', kind: 'layer', size: 1, activation: 'relu', bias: null },
          { id: 'L', kind: 'loss', loss: 'halfSquaredError', target: Float64Array.of(3) },
        ],
        edges: [
          {
            id: 'w',
            source: 'x',
            target: 'n',
            weight: Float64Array.of(w),
            mask: null,
            tiedTo: null,
            frozen: false,
          },
          { id: 'e', source: 'n', target: 'L', weight: null, mask: null, tiedTo: null, frozen: false },
        ],
      },
    });
    const check = (w: number, param: string) => {
      const { send } = host();
      send(chain(w));
      return send({ type: 'checkOne', param });
    };
    // Smooth: (2w - 3) 2 at w = 1.
    const smooth = check(1, 'w');
    if (smooth.type !== 'check') throw new Error(smooth.type);
    expect(smooth.check).toMatchObject({ parameters: 1, checked: 1 });
    expect(smooth.check.worst).toHaveLength(1);
    expect(smooth.check.worst[0]).toMatchObject({ param: 'w[0,0]', gradient: -2, differentiable: true });
    expect(smooth.check.worst[0].relativeError).toBeLessThan(1e-9);
    expect(smooth.check.sides?.below).toBeCloseTo(-2, 5);
    expect(smooth.check.sides?.above).toBeCloseTo(-2, 5);
    // At w = 0 the ReLU's kink: flat from below, -6 from above.
    const kink = check(0, 'w[0,0]');
    if (kink.type !== 'check') throw new Error(kink.type);
    expect(kink.check.worst[0]).toMatchObject({ gradient: 0, differentiable: false });
    expect(kink.check.sides?.below).toBe(0);
    expect(kink.check.sides?.above).toBeCloseTo(-6, 5);
    expect(check(1, 'v')).toMatchObject({ type: 'failed', message: expect.stringContaining('no edge "v"') });
  });

  test('a message that the protocol does not know throws', () => {
    expect(() => host().raw({ type: 'dance', id: 1, revision: 1 })).toThrow('unknown message to the engine: "dance"');
  });
});

describe('training', () => {
  const options = { optimizer: { kind: 'sgd', learningRate: 0.01 }, batchSize: 4 } as const;

  test('runs to its end in slices, tells progress at most once a frame, and ends with all steps', () => {
    const { send, replies, runAll } = host();
    send({ type: 'load', spec });
    send({ type: 'train', samples, options, steps: 5000 });
    runAll();
    const last = replies[replies.length - 1];
    expect(last).toMatchObject({ type: 'trained', ended: 'done', id: 2 });
    if (last.type !== 'trained') return;
    expect(last.training.steps).toBe(5000);
    expect(replies.filter(({ type }) => type === 'progress').every(({ id }) => id === 2)).toBe(true);
  });

  test.each(['stop', 'patch', 'load'] as const)('%s ends it before the next slice', (type) => {
    const { send, replies, tasks, runAll } = host();
    send({ type: 'load', spec });
    send({ type: 'train', samples, options, steps: 1e9 });
    for (let i = 0; i < 5; i++) tasks.shift()?.();
    const messages = {
      stop: { type: 'stop' },
      patch: { type: 'patch', patches: [] },
      load: { type: 'load', spec },
    } as const satisfies Record<string, RequestBody>;
    send(messages[type]);
    const trained = replies.find((reply) => reply.type === 'trained');
    expect(trained).toMatchObject({ ended: type === 'stop' ? 'stopped' : 'changed', id: 2 });
    expect(replies[replies.length - 1].type).toBe(type === 'stop' ? 'stopped' : 'run');
    const count = replies.length;
    runAll();
    expect(replies.length).toBe(count);
  });

  test('ends where a step leaves the range of numbers, and answers with the last finite ones', () => {
    const chain = {
      nodes: [
        { id: 'x', kind: 'input', size: 1, values: Float64Array.of(1e10) },
        { id: 'n', kind: 'layer', size: 1, activation: 'identity', bias: null },
        { id: 'L', kind: 'loss', loss: 'halfSquaredError', target: Float64Array.of(0) },
      ],
      edges: [
        { id: 'w', source: 'x', target: 'n', weight: Float64Array.of(1), mask: null, tiedTo: null, frozen: false },
        { id: 'e', source: 'n', target: 'L', weight: null, mask: null, tiedTo: null, frozen: false },
      ],
    } as const;
    const one = { inputs: Float64Array.of(1e10), targets: Float64Array.of(0), count: 1 };
    const optimizer = { kind: 'sgd', learningRate: 1e300 } as const;
    for (const steps of [1, 50]) {
      const { send, replies, runAll } = host();
      send({ type: 'load', spec: chain });
      send({ type: 'train', samples: one, options: { optimizer, batchSize: 1, backend: 'portable' }, steps });
      runAll();
      const last = replies[replies.length - 1];
      expect(last).toMatchObject({ type: 'trained', ended: 'nonFinite' });
      if (last.type === 'trained') expect([...last.training.params]).toEqual([1]);
      // What the worker holds is untouched.
      expect(send({ type: 'patch', patches: [] })).toMatchObject({ type: 'run', run: { forward: { loss: 5e19 } } });
    }
  });

  test('samples that do not fit are refused in one sentence', () => {
    const { send } = host();
    send({ type: 'load', spec });
    const reply = send({ type: 'train', samples: { ...samples, count: 11 }, options, steps: 1 });
    expect(reply).toMatchObject({ type: 'failed', at: 'samples' });
  });
});

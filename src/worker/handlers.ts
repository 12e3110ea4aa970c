/**
 * What the worker does with each message, testable without one: the host passes requests in and gets replies, with the
 * buffers that may be moved instead of copied, through `post`.
 */
import {
  backward,
  checkAll,
  checkOne,
  checkSamples,
  compile,
  contributions,
  EngineError,
  flowOf,
  forward,
  type NetworkSpec,
  type Numbers,
  oneSidedDifferences,
  type PathSweep,
  type Plan,
  parseAddress,
  readNumbers,
  sweepPaths,
  tracePaths,
  traceSamples,
} from '../engine';
import type { BackwardTrace, ForwardTrace } from '../engine/types';
import { applyPatches } from './patches';
import type { Reply, ReplyBody, Request, RunResult } from './protocol';
import { type Clock, startTraining, type Training } from './training';

export interface Host extends Clock {
  post(reply: Reply, transfer: Transferable[]): void;
}

export interface Handlers {
  /** Serves one request. Throws on a message that the protocol does not know. */
  receive(request: Request): void;
}

/** The network that the worker holds, with its last passes. */
interface Loaded {
  /** As loaded; its numbers may be older than `numbers`. */
  readonly spec: NetworkSpec;
  readonly plan: Plan;
  readonly numbers: Numbers;
  revision: number;
  forward: ForwardTrace;
  backward: BackwardTrace;
  /** Made when the first trace of a pass asks for it. */
  sweep: PathSweep | null;
}

/** The page speaks another version of the protocol: a fault of the program, never of the network. */
class UnknownMessage extends Error {
  constructor(type: unknown) {
    super(`unknown message to the engine: ${JSON.stringify(type)}`);
  }
}

/** At most so many rows of a gradient check are shown. */
const WORST = 20;

/** Every typed array's buffer in a reply: the worker keeps none of them. */
function buffersOf(value: unknown, found: Set<ArrayBuffer>): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) buffersOf(part, found);
  }
  return found;
}

/** Answers to requests, with what the worker has to remember between them; runs without a worker as well. */
export function createHandlers(host: Host): Handlers {
  let loaded: Loaded | null = null;
  let training: Training | null = null;

  function answer(request: Request, body: ReplyBody, transfer: Transferable[] = []): void {
    host.post({ ...body, id: request.id, revision: request.revision }, transfer);
  }

  function run(spec: NetworkSpec, plan: Plan, numbers: Numbers, revision: number, withLayout: boolean): RunResult {
    const trace = forward(plan, numbers);
    const back = backward(plan, numbers, trace);
    loaded = { spec, plan, numbers, revision, forward: trace, backward: back, sweep: null };
    // Copies go to the page: the originals stay for the traces that follow.
    return {
      ...(withLayout ? { layout: plan.layout } : {}),
      forward: { ...trace, z: trace.z.slice(), a: trace.a.slice() },
      backward: {
        ...back,
        dLda: back.dLda.slice(),
        dLdz: back.dLdz.slice(),
        gradient: back.gradient.slice(),
      },
      contributions: contributions(plan, numbers, trace, back),
    };
  }

  function current(request: Request): Loaded {
    if (!loaded) throw new EngineError('empty', '', 'no network is loaded');
    if (request.type !== 'patch' && loaded.revision !== request.revision) {
      throw new EngineError('empty', '', 'the network has changed since this was asked');
    }
    return loaded;
  }

  function load(spec: NetworkSpec, revision: number): RunResult {
    training?.end('changed');
    loaded = null;
    const plan = compile(spec);
    return run(spec, plan, readNumbers(plan, spec), revision, true);
  }

  function serve(request: Request): void {
    switch (request.type) {
      case 'load': {
        const result = load(request.spec, request.revision);
        const { forward: f, backward: b } = result;
        answer(request, { type: 'run', run: result }, [...buffersOf([f, b, result.contributions], new Set())]);
        return;
      }
      case 'patch': {
        const { spec, plan, numbers } = current(request);
        training?.end('changed');
        applyPatches(plan, numbers, request.patches);
        const result = run(spec, plan, numbers, request.revision, false);
        answer(request, { type: 'run', run: result }, [...buffersOf(result, new Set())]);
        return;
      }
      case 'trace': {
        const held = current(request);
        held.sweep ??= sweepPaths(held.plan, held.numbers, held.forward, held.backward);
        const param = parseAddress(held.plan.layout, request.param);
        const trace = tracePaths(held.sweep, param, request.top);
        const flow = flowOf(held.sweep, param);
        answer(request, { type: 'trace', trace, flow }, [...buffersOf(flow, new Set())]);
        return;
      }
      case 'traceBatch': {
        const { plan, numbers } = current(request);
        const { samples, sample, top } = request;
        const param = parseAddress(plan.layout, request.param);
        checkSamples(plan, samples);
        const { trace, flow } = traceSamples(plan, numbers.params, samples, sample, param, top);
        answer(request, { type: 'trace', trace, flow }, [...buffersOf(flow, new Set())]);
        return;
      }
      case 'check': {
        const { plan, numbers, forward: f, backward: b } = current(request);
        const all = checkAll(plan, numbers, f, b, request.limit);
        answer(request, { type: 'check', check: { ...all, worst: all.worst.slice(0, WORST) } });
        return;
      }
      case 'checkOne': {
        const { plan, numbers, forward: f, backward: b } = current(request);
        const param = parseAddress(plan.layout, request.param);
        const worst = [checkOne(plan, numbers, f, b, param)];
        const sides = oneSidedDifferences(plan, numbers, f, param);
        answer(request, { type: 'check', check: { parameters: plan.layout.paramCount, checked: 1, worst, sides } });
        return;
      }
      case 'train': {
        const { spec, numbers } = current(request);
        training?.end('changed');
        const { samples, options, steps } = request;
        training = startTraining(spec, numbers.params, samples, options, steps, host, (state, ended) => {
          const body = ended
            ? { type: 'trained' as const, training: state, ended }
            : { type: 'progress' as const, training: state };
          answer(request, body, [state.params.buffer as ArrayBuffer]);
          if (ended) training = null;
        });
        return;
      }
      case 'stop':
        training?.end('stopped');
        answer(request, { type: 'stopped' });
        return;
      default:
        throw new UnknownMessage((request as { readonly type?: unknown }).type);
    }
  }

  return {
    receive(request) {
      try {
        serve(request);
      } catch (error) {
        if (error instanceof UnknownMessage) throw error;
        const message = error instanceof Error ? error.message : String(error);
        answer(request, { type: 'failed', message, at: error instanceof EngineError ? error.at || null : null });
      }
    },
  };
}

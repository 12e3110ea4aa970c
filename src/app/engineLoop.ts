/**
 * The one loop: document → spec → worker → results with their revision → run store. Requests never queue up: while one
 * is under way only the newest state is remembered.
 */

import { toNetworkSpec } from '../model/toNetworkSpec';
import type { NetworkDocument } from '../model/types';
import { useDocument } from '../store/document';
import { useRun } from '../store/run';
import { useSession } from '../store/session';
import type { EngineClient } from '../worker/client';
import { specDelta } from './specDelta';

export interface EngineLoop {
  /** Resolves when the results on screen belong to the present document and choice. */
  settled(): Promise<void>;
  dispose(): void;
}

/** Starts the loop; it runs until disposed. */
export function startEngineLoop(client: EngineClient): EngineLoop {
  /** The document whose numbers the worker holds; null when it holds none. */
  let sent: NetworkDocument | null = null;
  /** The document that was last asked about, whatever the answer. */
  let seen: NetworkDocument | null = null;
  let wanted = 0;
  let busy = false;
  let disposed = false;
  /** Numbers have come since the last trace: it is the trace's turn. */
  let traceNext = false;
  let tracedTop = 0;
  /** What could not be traced, so that it is not asked again and again. */
  let failed: { readonly address: string; readonly revision: number } | null = null;
  let waiting: (() => void)[] = [];

  function idle(): boolean {
    const { chosen } = useSession.getState();
    const run = useRun.getState();
    const passesDone = run.problem !== null || run.passes?.revision === run.wanted;
    const traceDone =
      chosen === null ||
      run.problem !== null ||
      run.traceProblem !== null ||
      (run.trace?.revision === run.wanted && run.trace.address === chosen);
    return !busy && passesDone && traceDone;
  }

  function wake(): void {
    if (!idle()) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  /** Whether the numbers that the worker holds have not been traced for what is chosen. */
  function owesTrace(): boolean {
    const { chosen, top } = useSession.getState();
    const { problem, passes, trace } = useRun.getState();
    if (chosen === null || problem !== null || passes === null) return false;
    if (failed?.address === chosen && failed.revision === passes.revision) return false;
    return trace?.address !== chosen || trace.revision !== passes.revision || tracedTop !== top;
  }

  /** One request at a time, the numbers and the trace of them in turn: while a value is dragged neither waits for ever. */
  function turn(): void {
    if (busy || disposed) return;
    const owed = owesTrace();
    if (owed && traceNext) void trace();
    else if (useDocument.getState().doc !== seen) void compute();
    else if (owed) void trace();
    else wake();
  }

  async function compute(): Promise<void> {
    const { doc } = useDocument.getState();
    const delta = sent === null ? 'structure' : specDelta(sent, doc);
    seen = doc;
    busy = true;
    const revision = wanted;
    sent = doc;
    const reply = await client.request(
      delta === 'structure' || delta === 'same'
        ? { type: 'load', spec: toNetworkSpec(doc) }
        : { type: 'patch', patches: delta },
      revision,
    );
    busy = false;
    if (disposed) return;
    if (reply.type === 'run') {
      const layout = reply.run.layout ?? useRun.getState().passes?.layout;
      if (layout) useRun.setState({ passes: { revision, ...reply.run, layout }, problem: null });
      traceNext = true;
    } else if (reply.type === 'failed') {
      // The worker holds no network now: the next change must send all of it.
      sent = null;
      useRun.setState({ problem: { message: reply.message, at: reply.at }, trace: null });
    }
    turn();
  }

  async function trace(): Promise<void> {
    const { chosen, top } = useSession.getState();
    const { passes } = useRun.getState();
    if (chosen === null || passes === null) return;
    busy = true;
    const { revision } = passes;
    const reply = await client.request({ type: 'trace', param: chosen, top }, revision);
    busy = false;
    if (disposed) return;
    traceNext = false;
    if (reply.type === 'trace') {
      tracedTop = top;
      useRun.setState({
        trace: { revision, address: chosen, trace: reply.trace, flow: reply.flow },
        traceProblem: null,
      });
    } else if (reply.type === 'failed') {
      failed = { address: chosen, revision };
      // What has been chosen since may well be traced.
      if (useSession.getState().chosen === chosen && useRun.getState().wanted === revision) {
        useRun.setState({ trace: null, traceProblem: reply.message });
      }
    }
    turn();
  }

  const endDocument = useDocument.subscribe((state, before) => {
    if (state.doc === before.doc) return;
    const delta = specDelta(before.doc, state.doc);
    if (delta === 'same') {
      if (sent === before.doc) sent = state.doc;
      if (seen === before.doc) seen = state.doc;
      return;
    }
    wanted += 1;
    useRun.setState(delta === 'structure' && state.opened !== before.opened ? { wanted, trace: null } : { wanted });
    turn();
  });
  const endSession = useSession.subscribe((state, before) => {
    if (state.chosen !== before.chosen) useRun.setState({ traceProblem: null });
    if (state.chosen === before.chosen && state.top === before.top) return;
    if (state.chosen !== before.chosen) failed = null;
    turn();
  });
  wanted += 1;
  useRun.setState({ wanted });
  turn();

  return {
    settled: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        wake();
      }),
    dispose() {
      disposed = true;
      endDocument();
      endSession();
    },
  };
}

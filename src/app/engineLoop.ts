/**
 * The one loop: document → spec → worker → results with their revision → run store. Requests never queue up: while one
 * is under way only the newest state is remembered.
 */

import { toNetworkSpec } from '../model/toNetworkSpec';
import type { NetworkDocument } from '../model/types';
import { useDocument } from '../store/document';
import { useRun } from '../store/run';
import { pruneSelection } from '../store/selection';
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
  /** The document whose numbers the worker holds. */
  let sent: NetworkDocument | null = null;
  let wanted = 0;
  let busy = false;
  let tracing = false;
  let disposed = false;
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
    return !busy && !tracing && passesDone && traceDone;
  }

  function wake(): void {
    if (!idle()) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  async function compute(): Promise<void> {
    if (busy || disposed) return;
    const { doc } = useDocument.getState();
    const delta = sent === null ? 'structure' : specDelta(sent, doc);
    if (
      delta === 'same' &&
      useRun.getState().wanted === wanted &&
      (useRun.getState().passes || useRun.getState().problem)
    ) {
      sent = doc;
      wake();
      return;
    }
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
    } else if (reply.type === 'failed') {
      // The worker holds no network now: the next change must send all of it.
      sent = null;
      useRun.setState({ problem: { message: reply.message, at: reply.at }, trace: null });
    }
    if (useDocument.getState().doc !== doc) void compute();
    else void trace();
    wake();
  }

  async function trace(): Promise<void> {
    if (tracing || busy || disposed) return;
    const { chosen, top } = useSession.getState();
    const run = useRun.getState();
    if (chosen === null || run.problem !== null || run.passes?.revision !== run.wanted) return;
    const have = run.trace;
    if (have?.address === chosen && have.revision === run.wanted && tracedTop === top) return;
    tracing = true;
    const revision = run.wanted;
    const reply = await client.request({ type: 'trace', param: chosen, top }, revision);
    tracing = false;
    if (disposed) return;
    if (reply.type === 'trace') {
      tracedTop = top;
      useRun.setState({
        trace: { revision, address: chosen, trace: reply.trace, flow: reply.flow },
        traceProblem: null,
      });
    } else if (reply.type === 'failed') {
      useRun.setState({ trace: null, traceProblem: reply.message });
    }
    const now = useSession.getState();
    const failedSame = reply.type === 'failed' && now.chosen === chosen && useRun.getState().wanted === revision;
    if (!failedSame) void trace();
    wake();
  }
  let tracedTop = 0;

  const endDocument = useDocument.subscribe((state, before) => {
    if (state.doc === before.doc) return;
    pruneSelection(state.doc);
    const delta = specDelta(before.doc, state.doc);
    if (delta === 'same') {
      if (sent === before.doc) sent = state.doc;
      return;
    }
    wanted += 1;
    useRun.setState(delta === 'structure' && state.opened !== before.opened ? { wanted, trace: null } : { wanted });
    void compute();
  });
  const endSession = useSession.subscribe((state, before) => {
    if (state.chosen !== before.chosen) useRun.setState({ traceProblem: null });
    if (state.chosen !== before.chosen || state.top !== before.top) void trace();
  });
  wanted += 1;
  useRun.setState({ wanted });
  void compute();

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

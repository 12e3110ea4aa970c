import { useEffect, useState } from 'react';
import { CheckTable } from '../panels/check/CheckTable';
import { useRun } from '../store/run';
import { useSession } from '../store/session';
import { Modal } from '../ui/Modal';
import type { CheckResult } from '../worker/protocol';
import type { Services } from './boot';

/** Parameters that are checked at most: the rest is left out evenly, and said so. */
const LIMIT = 2000;

/** Runs a gradient check in the worker, of one parameter or (null) of all, and shows its worst. */
export function CheckDialog({ services, param }: { services: Services; param: string | null }) {
  const { client, loop } = services;
  const [result, setResult] = useState<CheckResult | string | null>(null);
  useEffect(() => {
    let wanted = true;
    const request =
      param === null ? ({ type: 'check', limit: LIMIT } as const) : ({ type: 'checkOne', param } as const);
    const check = async () => {
      // The worker has to have heard of the last change: it checks no other network than the one on screen.
      await loop.settled();
      if (!wanted) return;
      const reply = await client.request(request, useRun.getState().wanted);
      if (!wanted) return;
      if (reply.type === 'check') setResult(reply.check);
      if (reply.type === 'failed') setResult(reply.message);
    };
    void check();
    return () => {
      wanted = false;
    };
  }, [client, loop, param]);
  return (
    <Modal title="Gradient check" onClose={() => useSession.getState().set({ dialog: 'none' })} className="w-[640px]">
      {result === null && <p className="p-5 text-ink-2">Checking…</p>}
      {typeof result === 'string' && <p className="p-5 text-warn">{result}</p>}
      {result !== null && typeof result !== 'string' && <CheckTable result={result} />}
    </Modal>
  );
}

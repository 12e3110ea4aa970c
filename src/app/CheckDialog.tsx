import { useEffect, useState } from 'react';
import { CheckTable } from '../panels/check/CheckTable';
import { useRun } from '../store/run';
import { useSession } from '../store/session';
import { Modal } from '../ui/Modal';
import type { CheckResult } from '../worker/protocol';
import type { Services } from './boot';

/** Parameters that are checked at most: the rest is left out evenly, and said so. */
const LIMIT = 2000;

/** Runs a gradient check in the worker and shows its worst. */
export function CheckDialog({ services }: { services: Services }) {
  const { client } = services;
  const [result, setResult] = useState<CheckResult | string | null>(null);
  useEffect(() => {
    let wanted = true;
    void client.request({ type: 'check', limit: LIMIT }, useRun.getState().wanted).then((reply) => {
      if (!wanted) return;
      if (reply.type === 'check') setResult(reply.check);
      if (reply.type === 'failed') setResult(reply.message);
    });
    return () => {
      wanted = false;
    };
  }, [client]);
  return (
    <Modal title="Gradient check" onClose={() => useSession.getState().set({ dialog: 'none' })} className="w-[640px]">
      {result === null && <p className="p-5 text-ink-2">Checking…</p>}
      {typeof result === 'string' && <p className="p-5 text-warn">{result}</p>}
      {result !== null && typeof result !== 'string' && <CheckTable result={result} />}
    </Modal>
  );
}

import { startTransition, useEffect, useMemo, useState } from 'react';
import type { Finding, Report } from '../../explain/diagnose/examiner';
import { nodeById } from '../../model/document';
import { lossName } from '../../model/names';
import type { NetworkDocument } from '../../model/types';
import { useDocument } from '../../store/document';
import { applySelection } from '../../store/selection';
import { useSession } from '../../store/session';
import { useAtRest } from '../../ui/afterCanvas';
import { Button, Section } from '../../ui/controls';
import { exact, formatCount, formatValue } from '../../ui/format';
import { edit } from '../edit';
import type { Diagnosing } from './diagnosing';

const SHOWN = 6;
/** A network rests when nothing in it has changed for this long, ms. */
const REST = 250;

/** Selects what a diagnosis is about: a parameter is chosen, a unit's node selected. */
function show(doc: NetworkDocument, at: string): void {
  const node = at.replace(/\[\d+\]$/, '');
  if (nodeById(doc, node)) applySelection({ nodes: new Set([node]), edges: new Set() });
  else useSession.getState().choose(at);
}

/** Carries a fix out, if the network as it is now still calls for it. */
async function mend(diagnosing: Diagnosing, finding: Finding, label: string): Promise<void> {
  const { doc } = useDocument.getState();
  const result = await diagnosing.fix(doc, finding, label);
  if (result === null || useDocument.getState().doc !== doc) {
    useSession.getState().say('The network has changed meanwhile: look at what is wrong with it now.', 'refused');
  } else edit(label, () => result);
}

/** The newest report: of this document, or, while the next one is being made, of the one before. */
function useReport(diagnosing: Diagnosing): { readonly report: Report | null } | null {
  const newest = useDocument((state) => state.doc);
  // Not while a network is opened, dragged about or trained.
  const rested = useAtRest(newest, REST);
  const [made, setMade] = useState<{ readonly report: Report | null } | null>(null);
  useEffect(() => {
    if (rested === null) return;
    let wanted = true;
    void diagnosing.report(rested).then((report) => {
      if (wanted) startTransition(() => setMade({ report }));
    });
    return () => {
      wanted = false;
    };
  }, [diagnosing, rested]);
  const known = diagnosing.known(newest);
  return useMemo(() => (known ? { report: known } : made), [known, made]);
}

interface ItemProps {
  readonly diagnosis: Finding;
  readonly onMend: (label: string) => void;
}

function Item({ diagnosis, onMend }: ItemProps) {
  const { at, message, fixes } = diagnosis;
  const { set } = useSession.getState();
  const node = at.replace(/\[.*$/, '').replace(/\.bias$/, '');
  return (
    <li
      data-testid={`diagnosis-${diagnosis.kind}`}
      className="rounded-md border border-line p-2"
      onPointerEnter={() => set({ place: { node, edge: /\[\d+,\d+\]$/.test(at) ? node : null } })}
      onPointerLeave={() => set({ place: null })}
    >
      <button
        type="button"
        className="block w-full text-left text-ink hover:underline"
        onClick={() => show(useDocument.getState().doc, at)}
      >
        {message}
      </button>
      {fixes.length > 0 && (
        <div className="mt-1.5 flex flex-wrap gap-1">
          {fixes.map((label) => (
            <Button
              key={label}
              className="h-auto min-h-6 px-2 py-0.5 text-xs whitespace-normal"
              onClick={() => onMend(label)}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}

/** What is wrong with this network, each with its place and a way to mend it in one undo step. */
export function Diagnostics({ diagnosing }: { diagnosing: Diagnosing }) {
  const result = useReport(diagnosing);
  const empty = useDocument((state) => state.doc.nodes.length === 0);
  const loss = useDocument((state) => lossName(state.doc).text);
  const [all, setAll] = useState(false);
  // They speak of values that the player has not come to yet.
  const playing = useSession((state) => state.known !== null);
  if (empty || playing) return null;
  if (!result) {
    return (
      <Section title="What is wrong with this network?">
        <p className="text-ink-3">Looking…</p>
      </Section>
    );
  }
  if (!result.report) return null;
  const { found, depths } = result.report;
  const largest = Math.max(...depths.map(({ size }) => size));
  const shown = all ? found.slice(0, 200) : found.slice(0, SHOWN);
  return (
    <>
      {depths.length > 1 && largest > 0 && (
        <Section title={`Gradient size by depth (root mean square of ∂${loss}/∂z)`}>
          <table className="w-full text-xs tabular-nums">
            <tbody>
              {depths.map(({ depth, nodes, size }) => (
                <tr key={depth} title={nodes.join(', ')}>
                  <td className="w-16 py-0.5 text-ink-2">layer {depth}</td>
                  <td className="py-0.5">
                    <div className="h-1.5 rounded-full bg-ink-3" style={{ width: `${(100 * size) / largest}%` }} />
                  </td>
                  <td className="w-20 py-0.5 text-right" title={exact(size)}>
                    {formatValue(size, 3)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      <Section title="What is wrong with this network?">
        {found.length === 0 && <p className="text-ink-2">Nothing to complain about.</p>}
        <ul className="flex flex-col gap-1.5" data-testid="diagnostics">
          {shown.map((diagnosis) => (
            <Item
              key={`${diagnosis.kind} ${diagnosis.at}`}
              diagnosis={diagnosis}
              onMend={(label) => void mend(diagnosing, diagnosis, label)}
            />
          ))}
        </ul>
        {!all && found.length > SHOWN && (
          <Button className="mt-2" onClick={() => setAll(true)}>
            Show all {formatCount(found.length)}
          </Button>
        )}
      </Section>
    </>
  );
}

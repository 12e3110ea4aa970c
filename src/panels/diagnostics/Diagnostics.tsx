import { useMemo, useState } from 'react';
import { EngineError } from '../../engine/errors';
import { type Diagnosis, diagnose, examine, gradientByDepth } from '../../explain/diagnose';
import { nodeById } from '../../model/document';
import type { NetworkDocument } from '../../model/types';
import { useDocument } from '../../store/document';
import { applySelection } from '../../store/selection';
import { useSession } from '../../store/session';
import { useAtRest } from '../../ui/afterCanvas';
import { Button, Section } from '../../ui/controls';
import { exact, formatCount, formatValue } from '../../ui/format';
import { edit } from '../edit';

const SHOWN = 6;
/** A network rests when nothing in it has changed for this long, ms. */
const REST = 250;

/** Selects what a diagnosis is about: a parameter is chosen, a unit's node selected. */
function show(doc: NetworkDocument, at: string): void {
  const node = at.replace(/\[\d+\]$/, '');
  if (nodeById(doc, node)) applySelection({ nodes: new Set([node]), edges: new Set() });
  else useSession.getState().choose(at);
}

function examination(doc: NetworkDocument) {
  try {
    const network = examine(doc);
    return { found: diagnose(network), depths: gradientByDepth(network) };
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}

const known = new WeakMap<NetworkDocument, ReturnType<typeof examination>>();

/** Results, or null for a network that cannot be evaluated yet (the panel says so elsewhere); kept, as panels come and go. */
function examined(doc: NetworkDocument) {
  const old = known.get(doc);
  if (old !== undefined) return old;
  const made = examination(doc);
  known.set(doc, made);
  return made;
}

function Item({ diagnosis }: { diagnosis: Diagnosis }) {
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
          {fixes.map((fix) => (
            <Button
              key={fix.label}
              className="h-auto min-h-6 px-2 py-0.5 text-xs whitespace-normal"
              onClick={() => edit(fix.label, fix.apply)}
            >
              {fix.label}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}

/** What is wrong with this network, each with its place and a way to mend it in one undo step. */
export function Diagnostics() {
  // A large network takes a tenth of a second: not while it is opened, dragged about or trained.
  const newest = useDocument((state) => state.doc);
  const rested = useAtRest(newest, REST);
  const doc = known.has(newest) ? newest : rested;
  const [all, setAll] = useState(false);
  const result = useMemo(() => (doc ? examined(doc) : null), [doc]);
  // They speak of values that the player has not come to yet.
  const playing = useSession((state) => state.known !== null);
  if (newest.nodes.length === 0 || playing) return null;
  if (!doc) {
    return (
      <Section title="What is wrong with this network?">
        <p className="text-ink-3">Looking…</p>
      </Section>
    );
  }
  if (!result) return null;
  const { found, depths } = result;
  const largest = Math.max(...depths.map(({ size }) => size));
  const shown = all ? found.slice(0, 200) : found.slice(0, SHOWN);
  return (
    <>
      {depths.length > 1 && largest > 0 && (
        <Section title="Gradient size by depth (root mean square of ∂L/∂z)">
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
            <Item key={`${diagnosis.kind} ${diagnosis.at}`} diagnosis={diagnosis} />
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

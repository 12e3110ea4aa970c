import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { setName } from '../../model/commands/nodes';
import { sizeOf } from '../../model/document';
import { problems } from '../../model/toNetworkSpec';
import { useDocument } from '../../store/document';
import { unitValues, useRun } from '../../store/run';
import { applySelection } from '../../store/selection';
import { allVisible, useSession } from '../../store/session';
import { Button, Row, Section } from '../../ui/controls';
import { cx } from '../../ui/cx';
import { exact, formatCount, formatValue } from '../../ui/format';
import { RichLabel } from '../../ui/Tex';
import { TextField } from '../../ui/TextField';
import { warnOf } from '../../ui/warn';
import { edit } from '../edit';
import { NumberList } from '../inspector/NumberList';
import { nodeName } from '../names';
import { DrawingRows } from './DrawingRows';
import { NewWeightsRows } from './NewWeightsRows';

/** Longest vector whose values are edited right here; longer ones in their node's inspector. */
const SHORT = 8;

/** Nothing is chosen: the network as a whole. */
export function NetworkPanel({ onCheck, children }: { onCheck: () => void; children: ReactNode }) {
  const doc = useDocument((state) => state.doc);
  const computed = useRun((state) => (state.problem === null ? state.passes : null));
  const problem = useRun((state) => state.problem);
  const losses = doc.nodes.filter((node) => node.kind === 'loss');
  // What the player has not come to stays blank here, too.
  const visible = useSession((state) =>
    allVisible(
      state,
      losses.map(({ id }) => id),
    ),
  );
  const passes = visible ? computed : null;
  const inputs = doc.nodes.filter((node) => node.kind === 'input');
  const missing = problems(doc);
  const largest = Math.max(1, ...doc.nodes.map(sizeOf));
  const select = (id: string) => applySelection({ nodes: new Set([id]), edges: new Set() });
  return (
    <div className="quiet-scroll h-full" data-testid="network-panel">
      <Section>
        <TextField
          label="Name of the network"
          testId="network-name"
          value={doc.name}
          className="-mx-2 border-transparent font-medium text-base hover:border-line-2"
          onCommit={(text) => edit('Rename the network', (now) => setName(now, text.trim() || 'Untitled'))}
        />
        <div className="mt-2 text-ink-2">Loss</div>
        <div
          className={cx('font-medium text-xl tabular-nums tracking-tight', warnOf(passes?.forward.loss))}
          data-testid="loss-value"
          title={passes ? exact(passes.forward.loss) : undefined}
        >
          {passes && losses.length > 0 ? formatValue(passes.forward.loss) : '–'}
        </div>
        {losses.length > 1 &&
          losses.map((node) => {
            const value = unitValues(passes, node.id, 0)?.a;
            return (
              <Row key={node.id} label={<RichLabel text={nodeName(doc, node.id)} />}>
                <span className={cx('tabular-nums', warnOf(value))}>
                  {value === undefined ? '–' : formatValue(value)}
                </span>
              </Row>
            );
          })}
        <div className="mt-1 text-ink-2">
          {formatCount(doc.nodes.length)} nodes, {formatCount(doc.edges.length)} edges,{' '}
          {formatCount(computed?.layout.paramCount ?? 0)} parameters
        </div>
      </Section>
      {(problem !== null || missing.length > 0) && (
        <Section title="Not finished yet">
          <ul className="flex flex-col gap-1">
            {problem && (
              <li className="flex gap-2 text-warn">
                <CircleAlert size={15} className="mt-0.5 shrink-0" />
                <span>{problem.message}</span>
              </li>
            )}
            {missing.slice(0, 12).map(({ at, message }) => (
              <li key={message}>
                <button
                  type="button"
                  className="text-left text-ink-2 hover:text-ink hover:underline"
                  onClick={() => select(at)}
                >
                  {message}
                </button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <DrawingRows largest={largest} />
      <NewWeightsRows />
      {inputs.some((node) => node.values.length <= SHORT) && (
        <Section title="Inputs">
          <div className="flex flex-col gap-1">
            {inputs.map(
              (node) =>
                node.values.length <= SHORT && (
                  <NumberList
                    key={node.id}
                    slot={{ of: 'values', id: node.id }}
                    values={node.values}
                    label={(i) => (node.size === 1 ? node.id : `${node.id}[${i}]`)}
                  />
                ),
            )}
          </div>
        </Section>
      )}
      {losses.some((node) => node.target.length <= SHORT) && (
        <Section title="Targets">
          <div className="flex flex-col gap-1">
            {losses.map(
              (node) =>
                node.target.length <= SHORT && (
                  <NumberList
                    key={node.id}
                    slot={{ of: 'target', id: node.id }}
                    values={node.target}
                    label={(i) => (node.target.length === 1 ? node.id : `${node.id}[${i}]`)}
                  />
                ),
            )}
          </div>
        </Section>
      )}
      {children}
      <Section>
        <Button onClick={onCheck}>Gradient check of all parameters</Button>
      </Section>
    </div>
  );
}

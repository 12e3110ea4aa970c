import { Handle, Position } from '@xyflow/react';
import { CircleAlert, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { nodeById } from '../../model/document';
import { useDocument } from '../../store/document';
import { useRun } from '../../store/run';
import { cx } from '../../ui/cx';
import { RichLabel } from '../../ui/Tex';
import type { NodeMark } from '../marks';

interface FrameProps {
  readonly id: string;
  readonly selected: boolean;
  readonly mark: NodeMark;
  readonly hot: boolean;
  /** Which sides can be connected. */
  readonly input: boolean;
  readonly output: boolean;
  /** The body is left open, so that lines are seen to end at the units in it. */
  readonly open?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** The quiet card that every node is: hairline, selection ring, handles that come forward on approach. */
export function Frame({ id, selected, mark, hot, input, output, open, className, children }: FrameProps) {
  const locked = useDocument((state) => nodeById(state.doc, id)?.locked === true);
  const fault = useRun((state) => (state.problem?.at === id ? state.problem.message : null));
  return (
    <div
      data-testid={`node-${id}`}
      data-mark={mark}
      className={cx(
        'group relative rounded-card border text-ink transition-opacity duration-150',
        !open && 'bg-panel shadow-[var(--shadow)]',
        selected
          ? 'border-accent ring-2 ring-accent/35'
          : hot
            ? 'border-accent ring-4 ring-accent/25'
            : 'border-line-2',
        mark === 'aside' && 'opacity-40',
        className,
      )}
    >
      {children}
      {locked && (
        <span
          role="img"
          aria-label={`${id} is locked`}
          title="Locked: it stays where it is"
          className="absolute -top-2 -left-2 rounded-full border border-line-2 bg-panel p-0.5 text-ink-2"
        >
          <Lock size={11} />
        </span>
      )}
      {fault !== null && (
        <span
          role="img"
          aria-label={fault}
          title={fault}
          className="absolute -top-2.5 -right-2.5 rounded-full bg-panel text-warn"
        >
          <CircleAlert size={18} />
        </span>
      )}
      {input && <Handle type="target" position={Position.Left} title={`Connect into ${id}`} />}
      {output && <Handle type="source" position={Position.Right} title={`Connect from ${id}`} />}
    </div>
  );
}

/** A node's name: its label, typeset, or its id. */
export function NodeName({ id, label, className }: { id: string; label?: string; className?: string }) {
  return (
    <RichLabel
      text={label ?? id}
      className={cx('truncate font-medium text-sm leading-5', label === undefined && 'tracking-tight', className)}
    />
  );
}

/** A small badge below a node: the factor it gives to the path under the pointer. */
export function FactorBadge({ text, blocked }: { text: string; blocked: boolean }) {
  return (
    <span
      className={cx(
        'pointer-events-none absolute -bottom-3 left-1/2 z-10 -translate-x-1/2 rounded-full border bg-panel px-2 text-2xs whitespace-nowrap tabular-nums',
        blocked ? 'border-warn text-warn' : 'border-line-2 text-ink',
      )}
    >
      {text}
    </span>
  );
}

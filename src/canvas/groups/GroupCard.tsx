import { Handle, type NodeProps, Position } from '@xyflow/react';
import { ChevronRight, Group as GroupIcon } from 'lucide-react';
import { memo } from 'react';
import { cx } from '../../ui/cx';
import { plural } from '../../ui/format';
import { RichLabel } from '../../ui/Tex';
import { toggleCollapsed } from './actions';
import type { GroupCardNode } from './flowGroups';
import { CARD } from './fold';

/** A collapsed group: one card for all its nodes. The lines that enter and leave them end here. */
export const GroupCard = memo(function GroupCard({ data, selected }: NodeProps<GroupCardNode>) {
  const { group, mark, hot, weights } = data;
  return (
    <div
      data-testid={`card-${group.id}`}
      data-mark={mark}
      style={CARD}
      className={cx(
        'group relative flex flex-col justify-center gap-1 rounded-card border bg-panel px-3 transition-opacity duration-150',
        'shadow-[5px_5px_0_-1px_var(--panel),5px_5px_0_0_var(--line-2)]',
        selected
          ? 'border-accent ring-2 ring-accent/35'
          : hot
            ? 'border-accent ring-4 ring-accent/25'
            : 'border-line-2',
        mark === 'aside' && 'opacity-40',
      )}
    >
      <div className="flex items-center gap-2">
        <GroupIcon size={15} className="shrink-0 text-ink-3" aria-hidden="true" />
        <RichLabel text={group.name} className="min-w-0 flex-1 truncate font-medium text-sm" />
        <button
          type="button"
          aria-label={`Expand ${group.name}`}
          title="Show its nodes (or double-click)"
          className="nodrag grid size-6 shrink-0 place-items-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink"
          onClick={(event) => {
            event.stopPropagation();
            toggleCollapsed(group);
          }}
        >
          <ChevronRight size={15} />
        </button>
      </div>
      {/* Two lines where one is too short for both numbers. */}
      <p className="text-ink-2 text-xs leading-4 tabular-nums">
        <span className="whitespace-nowrap">{plural(group.members.length, 'node')},</span>{' '}
        <span className="whitespace-nowrap">{plural(weights, 'weight')} inside</span>
      </p>
      <Handle type="target" position={Position.Left} isConnectable={false} className="opacity-0!" />
      <Handle type="source" position={Position.Right} isConnectable={false} className="opacity-0!" />
    </div>
  );
});

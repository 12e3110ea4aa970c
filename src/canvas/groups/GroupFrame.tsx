import type { NodeProps } from '@xyflow/react';
import { ChevronDown } from 'lucide-react';
import { memo, type PointerEvent, useState } from 'react';
import { renameGroup } from '../../model/commands/groups';
import type { Group } from '../../model/groups';
import { useDocument } from '../../store/document';
import { applySelection } from '../../store/selection';
import { type Selection, useSession } from '../../store/session';
import { cx } from '../../ui/cx';
import { RichLabel } from '../../ui/Tex';
import { useUnfinished } from '../../ui/unfinished';
import { attempt } from '../attempt';
import { toggleCollapsed } from './actions';
import type { GroupFrameNode } from './flowGroups';

/** A field in place of the name: Enter or a click elsewhere keeps what was typed, Escape does not. */
function NameField({ id, name, onDone }: { id: string; name: string; onDone: () => void }) {
  const [typed, setTyped] = useState(name);
  const keep = (text: string) => attempt('Rename a group', renameGroup(useDocument.getState().doc, id, text));
  useUnfinished(typed.trim() !== name, () => keep(typed));
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the user has just asked to write here.
      autoFocus
      aria-label="Name of the group"
      defaultValue={name}
      onChange={(event) => setTyped(event.currentTarget.value)}
      className="nodrag h-6 w-40 rounded border border-accent bg-panel px-1.5 text-ink text-sm outline-none select-text"
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => {
        keep(event.currentTarget.value);
        onDone();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') event.currentTarget.value = name;
        if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}

function wholeOf(group: Group): Selection {
  return { nodes: new Set(group.members), edges: new Set() };
}

/** The frame behind the nodes of a group. Its name is pressed to select them, dragged to move them, and edited in place. */
export const GroupFrame = memo(function GroupFrame({ data }: NodeProps<GroupFrameNode>) {
  const { group, width, height, chosen, joining } = data;
  const [editing, setEditing] = useState(false);

  // On the press, as React Flow selects the nodes that it drags.
  function select(event: PointerEvent): void {
    if (event.button !== 0) return;
    const { selection } = useSession.getState();
    const more = event.shiftKey || event.ctrlKey || event.metaKey;
    if (chosen && !more) return;
    applySelection(
      more ? { nodes: new Set([...selection.nodes, ...group.members]), edges: selection.edges } : wholeOf(group),
    );
  }

  return (
    <section
      aria-label={`Group ${group.name}`}
      data-testid={`frame-${group.id}`}
      style={{ width, height }}
      data-joining={joining || undefined}
      className={cx(
        // As faint as a ground of its own would be, but lines of the picture, which lie below, keep their colours.
        'rounded-xl border bg-ink/[0.015] transition-colors duration-150',
        joining ? 'border-accent ring-2 ring-accent/25' : chosen ? 'border-accent/60' : 'border-line',
      )}
    >
      <div className="group-title pointer-events-auto absolute top-1 left-1 flex max-w-[calc(100%-8px)] items-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink">
        <button
          type="button"
          aria-label={`Collapse ${group.name}`}
          title="Draw the group as one card"
          className="nodrag grid size-6 shrink-0 place-items-center rounded-md text-ink-3 hover:text-ink"
          onClick={() => toggleCollapsed(group)}
        >
          <ChevronDown size={15} />
        </button>
        {editing ? (
          <NameField id={group.id} name={group.name} onDone={() => setEditing(false)} />
        ) : (
          <button
            type="button"
            title="Drag to move the group; double-click to name it"
            className="min-w-0 cursor-grab pr-2"
            onPointerDownCapture={select}
            onDoubleClick={(event) => {
              event.stopPropagation();
              setEditing(true);
            }}
            onKeyDown={(event) => {
              if (event.key === 'F2') setEditing(true);
              if (event.key === 'Enter' || event.key === ' ') applySelection(wholeOf(group));
            }}
          >
            <RichLabel text={group.name} className="block truncate font-medium text-sm leading-6" />
          </button>
        )}
      </div>
    </section>
  );
});

import { Command } from 'cmdk';
import { useMemo, useState } from 'react';
import { canvasApi } from '../../canvas/api';
import { flowIdOfNote } from '../../canvas/notes/useNotes';
import { useDocument } from '../../store/document';
import { useRun } from '../../store/run';
import { applySelection } from '../../store/selection';
import { NOTHING, ownerOfAddress, useSession, visibleQuantities } from '../../store/session';
import { Modal } from '../../ui/Modal';
import { RichLabel } from '../../ui/Tex';
import type { Services } from '../boot';
import { keyName } from '../keyNames';
import { type FindItem, findItems } from './findItems';

/** Rows shown at once: more are reached by typing. */
const SHOWN = 60;

/** What has been gone to has the keyboard, once the dialog has given the focus back. */
function focusOn(item: FindItem): void {
  const id = item.kind === 'param' ? ownerOfAddress(item.address).id : item.kind === 'node' ? item.id : undefined;
  setTimeout(() => canvasApi()?.focus(id), 0);
}

/** One box for nodes, weights, biases and commands; typing narrows, Enter goes there. */
export function FindDialog({ services }: { services: Services }) {
  const [query, setQuery] = useState('');
  const doc = useDocument((state) => state.doc);
  // An open question's answer is not to be looked up, nor what the player has not come to.
  const hidden = useSession((state) => visibleQuantities(state) !== null);
  const passes = useRun((state) => (hidden ? null : state.passes));
  const platform = useSession((state) => state.platform);
  const close = () => useSession.getState().set({ dialog: 'none' });
  const items = useMemo(() => findItems(doc, passes, query).slice(0, SHOWN), [doc, passes, query]);

  function go(item: FindItem): void {
    close();
    if (item.kind === 'command') services.commands.run(item.command);
    else useSession.getState().set({ selectedNotes: new Set() });
    if (item.kind === 'node') {
      applySelection({ nodes: new Set([item.id]), edges: new Set() });
      canvasApi()?.zoomTo([item.id]);
    }
    if (item.kind === 'group') {
      applySelection({ nodes: new Set(item.members), edges: new Set() });
      canvasApi()?.zoomTo(item.members);
    }
    if (item.kind === 'note') {
      applySelection(NOTHING);
      useSession.getState().set({ selectedNotes: new Set([item.id]) });
      canvasApi()?.reveal([flowIdOfNote(item.id)]);
    }
    if (item.kind === 'param') {
      // Its paths run through the whole network: the view stays, unless the weight itself is out of it.
      useSession.getState().choose(item.address);
      canvasApi()?.reveal(item.near);
    }
    if (item.kind !== 'command') focusOn(item);
  }

  return (
    <Modal title="Find" onClose={close} bare className="top-[12vh] w-[560px] translate-y-0">
      <Command shouldFilter={false} label="Find" className="flex min-h-0 flex-col">
        <Command.Input
          autoFocus
          value={query}
          onValueChange={setQuery}
          placeholder="A node, a weight, a note, a command, “sigmoid”, “largest gradient”, |g| < 0.01"
          className="h-12 shrink-0 border-line border-b bg-transparent px-4 text-base outline-none placeholder:text-ink-3"
        />
        <Command.List className="quiet-scroll max-h-[52vh] p-2">
          <Command.Empty className="px-3 py-6 text-center text-ink-3">
            {hidden ? 'Nothing like that; values are not looked through while some are hidden' : 'Nothing like that'}
          </Command.Empty>
          {items.map((item) => (
            <Command.Item
              key={item.key}
              value={item.key}
              onSelect={() => go(item)}
              className="flex h-9 items-center justify-between gap-4 rounded-md px-3 data-[selected=true]:bg-sunken"
            >
              <RichLabel text={item.title} className="truncate" />
              <span className="shrink-0 text-ink-3 text-xs tabular-nums">
                {item.kind === 'command' && item.keys ? keyName(item.keys, platform) : item.aside}
              </span>
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Modal>
  );
}

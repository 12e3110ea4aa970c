/** Reusable parts: kept from a selection, put on the canvas again from the palette, in any network. */
import { copyText } from '../model/commands/clipboard';
import { LONGEST_GROUP_NAME } from '../model/commands/groups';
import { groupOfExactly } from '../model/groups';
import type { Position } from '../model/types';
import type { Platform } from '../platform/platform';
import { useDocument } from '../store/document';
import { useSession } from '../store/session';
import { addPart } from './copies';

export interface Parts {
  /** Keeps what is selected, under the name of its group. */
  keep(): Promise<void>;
  /** Puts a part on the canvas, its middle at the given place; null = where there is room for it. */
  place(id: string, middle: Position | null): Promise<void>;
  /** Takes a part out of the palette; its text goes to the clipboard, so that nothing is lost. */
  remove(id: string): Promise<void>;
}

/** The user's reusable parts, kept by main and shown in the palette. */
export function createParts(platform: Platform): Parts {
  const say = useSession.getState().say;
  const show = (parts: readonly { readonly id: string; readonly name: string }[]) =>
    useSession.getState().set({ parts });
  platform.on('parts:changed', show);
  void platform.invoke('parts:list').then(show);
  return {
    async keep() {
      const { doc } = useDocument.getState();
      const { selection, selectedNotes } = useSession.getState();
      if (selection.nodes.size === 0) {
        say('Select the nodes of the part first, or their group.', 'refused');
        return;
      }
      const text = copyText(doc, selection.nodes, selectedNotes);
      if (typeof text !== 'string') {
        say(text.refused, 'refused');
        return;
      }
      const [only] = selection.nodes;
      // A file from elsewhere can name a group at any length.
      const group = groupOfExactly(doc, selection.nodes)?.name.slice(0, LONGEST_GROUP_NAME);
      const name = group ?? (selection.nodes.size === 1 ? only : 'Part');
      const failure = await platform.invoke('parts:keep', { name, text });
      if (failure !== null) say(failure, 'refused');
      else say(`Kept "${name}" as a part: drag it from the palette into any network.`);
    },
    async place(id, middle) {
      const text = await platform.invoke('parts:read', { id });
      if (text === null) {
        say('That part is not there any more.', 'refused');
        return;
      }
      addPart(text, middle);
    },
    async remove(id) {
      const text = await platform.invoke('parts:read', { id });
      const name = useSession.getState().parts.find((part) => part.id === id)?.name ?? 'the part';
      if (text !== null) await platform.invoke('clipboard:write', { text });
      await platform.invoke('parts:remove', { id });
      say(`Removed "${name}" from the palette. Its nodes are on the clipboard.`);
    },
  };
}

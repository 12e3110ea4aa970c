import { useSession } from '../store/session';
import { Modal } from '../ui/Modal';
import { keyName } from './keyNames';

const GROUPS: readonly { readonly title: string; readonly rows: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Canvas',
    rows: [
      ['Move to the next node or edge', 'Tab'],
      ['Choose it', 'Enter'],
      ['Connect', 'Connect to, in its inspector'],
      ['Move the selected nodes', 'Arrow keys'],
      ['Walk along the edges', 'Alt + arrow keys'],
      ['Copy by dragging', 'Alt + drag'],
      ['Drag without snapping', 'Mod + drag'],
      ['Drag along one axis', 'Shift while dragging'],
      ['Draw by unit or as a block', 'Mod+U'],
      ['Delete', 'Delete'],
      ['Clear the choice', 'Escape'],
      ['Pan', 'Space + drag, or scroll'],
      ['Zoom', 'Mod + scroll'],
      ['Fit the network', 'Shift+1'],
      ['Zoom to the selection', 'Mod+2'],
    ],
  },
  {
    title: 'Arrange',
    rows: [
      ['Lay out', 'Mod+Alt+T'],
      ['Align left, centre, right', 'Alt+A, H, D'],
      ['Align top, middle, bottom', 'Alt+W, V, S'],
      ['Distribute across', 'Mod+Alt+H'],
      ['Distribute down', 'Mod+Alt+V'],
      ['Lock or unlock', 'Mod+Shift+L'],
      ['Group, ungroup', 'Mod+G, Mod+Shift+G'],
      ['Collapse or expand a group', 'Mod+Alt+G'],
      ['Keep as a part', 'Mod+Alt+K'],
    ],
  },
  {
    title: 'Paths',
    rows: [
      ['Go through the listed paths', 'Up / Down'],
      ['First and last path', 'Home / End'],
      ['Step a number', 'Up / Down in its field'],
      ['Step ten times finer', 'Alt + Up / Down'],
      ['Step ten times coarser', 'Shift + Up / Down'],
    ],
  },
  {
    title: 'Anywhere',
    rows: [
      ['Find a node, a weight, a command', 'Mod+K'],
      ['Step through the passes', 'Mod+Enter'],
      ['Undo', 'Mod+Z'],
      ['Redo', 'Mod+Shift+Z'],
      ['Open', 'Mod+O'],
      ['Save', 'Mod+S'],
      ['Export a picture', 'Mod+Shift+E'],
      ['This list', '?'],
    ],
  },
];

/** All keys on one page. */
export function ShortcutsDialog() {
  const platform = useSession((state) => state.platform);
  const set = useSession((state) => state.set);
  return (
    <Modal title="Keyboard shortcuts" onClose={() => set({ dialog: 'none' })} className="w-[820px]">
      <div className="quiet-scroll grid grid-cols-2 gap-x-8 gap-y-5 p-5">
        {GROUPS.map(({ title, rows }) => (
          <section key={title}>
            <h3 className="mb-2 text-2xs text-ink-3">{title}</h3>
            <dl>
              {rows.map(([what, keys]) => (
                <div key={what} className="flex items-baseline justify-between gap-3 py-1">
                  <dt className="text-ink-2">{what}</dt>
                  <dd className="kbd whitespace-nowrap">{keyName(keys, platform)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

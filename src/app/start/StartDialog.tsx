import { FilePlus2, FolderOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RecentFile } from '../../../electron/shared/ipc';
import { useSession } from '../../store/session';
import { Button } from '../../ui/controls';
import { Modal } from '../../ui/Modal';
import type { Services } from '../boot';
import { EXAMPLES } from '../examples';
import { Preview } from './Preview';

/** The start screen: the examples with a preview of each, recent files, an empty canvas. */
export function StartDialog({ services }: { services: Services }) {
  const { files, platform } = services;
  const close = () => useSession.getState().set({ dialog: 'none' });
  const [recents, setRecents] = useState<readonly RecentFile[]>([]);
  useEffect(() => {
    void platform.invoke('file:recents').then(setRecents);
  }, [platform]);
  return (
    <Modal title="Gradpath" onClose={close} className="w-[1010px]">
      <div className="flex min-h-0">
        <aside className="flex w-56 shrink-0 flex-col gap-1.5 border-line border-r p-4">
          <Button onClick={() => void files.newNetwork().then(close)}>
            <FilePlus2 size={15} /> Empty canvas
          </Button>
          <Button onClick={() => void files.open()}>
            <FolderOpen size={15} /> Open a file
          </Button>
          {recents.length > 0 && <h3 className="mt-4 text-2xs text-ink-3">Recent</h3>}
          <ul className="quiet-scroll -mx-2 min-h-0">
            {recents.map((recent) => (
              <li key={recent.token}>
                <button
                  type="button"
                  className="w-full rounded-md px-2 py-1 text-left hover:bg-sunken"
                  onClick={() => void files.openToken(recent.token)}
                >
                  <span className="block truncate">{recent.name}</span>
                  <span className="block truncate text-2xs text-ink-3">{recent.folder}</span>
                </button>
              </li>
            ))}
          </ul>
        </aside>
        <div className="quiet-scroll min-h-0 flex-1 p-4">
          <h3 className="mb-2 text-2xs text-ink-3">Examples, one idea each</h3>
          <ul className="grid grid-cols-3 gap-3">
            {EXAMPLES.map((example) => (
              <li key={example.id} className="flex">
                <button
                  type="button"
                  data-testid={`example-${example.id}`}
                  className="flex w-full flex-col overflow-hidden rounded-card border border-line-2 text-left transition-colors hover:border-accent"
                  onClick={() => void files.openExample(example.id)}
                >
                  <span className="flex w-full justify-center border-line border-b bg-paper">
                    <Preview text={example.text} param={example.param} />
                  </span>
                  <span className="block px-3 py-2">
                    <span className="block font-medium">{example.title}</span>
                    <span className="block text-2xs text-ink-2">{example.summary}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </Modal>
  );
}

import { useSession } from '../store/session';
import { Modal } from '../ui/Modal';
import { keyName } from './keyNames';
import { SHORTCUTS } from './shortcuts';

/** All keys on one page, in three columns. */
export function ShortcutsDialog() {
  const platform = useSession((state) => state.platform);
  const set = useSession((state) => state.set);
  return (
    <Modal title="Keyboard shortcuts" onClose={() => set({ dialog: 'none' })} className="w-[1180px]">
      <div className="quiet-scroll p-5">
        <div className="columns-1 gap-8 min-[760px]:columns-2 min-[1100px]:columns-3">
          {SHORTCUTS.map(({ title, rows }) => (
            <section key={title} className="mb-4 break-inside-avoid">
              <h3 className="mb-1 font-medium text-2xs text-ink-3">{title}</h3>
              <dl>
                {rows.map(({ what, keys }) => (
                  <div key={what} className="flex min-h-6 items-center justify-between gap-3">
                    <dt className="text-ink-2 text-xs">{what}</dt>
                    <dd className="flex shrink-0 gap-1">
                      {keys.map((key) => (
                        <kbd key={key} className="kbd whitespace-nowrap font-sans">
                          {keyName(key, platform)}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <p className="mt-2 border-line border-t pt-3 text-ink-3 text-xs">
          Tab goes to nodes only, column by column; edges are reached from their nodes. To connect by the keyboard,
          choose a node under “Connect to” in the inspector.
        </p>
      </div>
    </Modal>
  );
}

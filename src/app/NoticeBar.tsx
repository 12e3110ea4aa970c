import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useSession } from '../store/session';
import { IconButton } from '../ui/controls';
import { cx } from '../ui/cx';

/** Milliseconds a plain message stays; a refusal stays long enough to be read twice. */
const STAYS = { plain: 4000, refused: 9000 } as const;

/** One short message at the foot of the canvas; read aloud when it appears. */
export function NoticeBar() {
  const notice = useSession((state) => state.notice);
  const set = useSession((state) => state.set);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => set({ notice: null }), STAYS[notice.tone]);
    return () => clearTimeout(timer);
  }, [notice, set]);
  return (
    <div aria-live="polite" className="pointer-events-none absolute inset-x-0 bottom-4 z-20 flex justify-center px-8">
      {notice && (
        <div
          data-testid="notice"
          className={cx(
            'pointer-events-auto flex max-w-[640px] items-center gap-2 rounded-lg border bg-panel py-1 pr-1 pl-3 text-sm shadow-[var(--shadow-lift)]',
            notice.tone === 'refused' ? 'border-warn text-warn' : 'border-line-2 text-ink',
          )}
        >
          <span className="select-text">{notice.text}</span>
          <IconButton label="Dismiss" onClick={() => set({ notice: null })}>
            <X size={14} />
          </IconButton>
        </div>
      )}
    </div>
  );
}

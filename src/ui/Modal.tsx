import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { IconButton } from './controls';
import { cx } from './cx';

interface ModalProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
  /** Leave out the head (the content has its own). The title is still read aloud. */
  readonly bare?: boolean;
}

/** A dialog over the dimmed window: focus stays inside, Escape and the backdrop close it. */
export function Modal({ title, onClose, children, className, bare = false }: ModalProps) {
  const before = useRef<Element | null>(null);
  before.current ??= document.activeElement;
  // The library goes back only to what Tab reaches; the canvas has the keyboard without that.
  useEffect(
    () => () => {
      if (before.current instanceof HTMLElement || before.current instanceof SVGElement) before.current.focus();
    },
    [],
  );
  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/30" />
        <Dialog.Popup
          data-testid="dialog"
          finalFocus={false}
          className={cx(
            'fixed top-1/2 left-1/2 z-50 flex max-h-[86vh] max-w-[94vw] -translate-x-1/2 -translate-y-1/2 flex-col overflow-hidden rounded-xl border border-line-2 bg-panel text-ink shadow-[var(--shadow-lift)]',
            className,
          )}
        >
          {bare ? (
            <Dialog.Title className="sr-only">{title}</Dialog.Title>
          ) : (
            <header className="flex h-12 shrink-0 items-center justify-between border-line border-b pr-2 pl-5">
              <Dialog.Title className="font-medium text-base">{title}</Dialog.Title>
              <IconButton label="Close" onClick={onClose}>
                <X size={16} />
              </IconButton>
            </header>
          )}
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

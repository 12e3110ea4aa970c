/**
 * Keys of the canvas that are not in the native menu. Those with Ctrl or Cmd come through the menu; these are plain keys,
 * which belong to a text field whenever one has the focus.
 */
import type { MenuCommand } from '../../electron/shared/ipc';
import { stepBack } from '../store/selection';
import { useSession } from '../store/session';
import { isTyped } from '../ui/typed';
import type { Commands } from './commands';

function typing(target: EventTarget | null): boolean {
  if (isTyped(target)) return true;
  return target instanceof HTMLElement && target.closest('select, [role="grid"], [role="dialog"]') !== null;
}

/** With Shift: the whole, what is selected, the actual size. */
const DIGITS: Readonly<Record<string, MenuCommand>> = {
  Digit0: 'zoomActual',
  Digit1: 'zoomFit',
  Digit2: 'zoomSelection',
};

/** Listens on the window for as long as the page lives. */
export function installKeys(commands: Commands): void {
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const session = useSession.getState();
    if (session.dialog !== 'none') return;
    // By their place on the keyboard: with Shift they are other characters on every layout.
    const digit = event.shiftKey ? DIGITS[event.code] : undefined;
    if (digit) {
      commands.run(digit);
      return;
    }
    switch (event.key) {
      case 'Delete':
      case 'Backspace':
        event.preventDefault();
        commands.run('delete');
        break;
      case 'Escape':
        stepBack();
        break;
      case '+':
      // The same key where the plus takes a Shift.
      case '=':
        commands.run('zoomIn');
        break;
      case '-':
        commands.run('zoomOut');
        break;
      case '?':
        commands.run('shortcuts');
        break;
    }
  });
}

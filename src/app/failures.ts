/** Where something goes wrong that nobody has foreseen, it is said: what was asked for must not just not happen. */
import { useSession } from '../store/session';

/** What Electron puts in front of the words of the main process. */
const PREFIX = /^(Error invoking remote method '[^']*': )?(\w*Error: )*/;

/** One sentence about something that was thrown. */
export function failureSentence(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const [line] = text.replace(PREFIX, '').split('\n');
  return `That could not be done: ${line === '' ? 'no reason was given' : line.replace(/\.$/, '')}.`;
}

/** Listens for as long as the window lives. */
export function sayFailures(): void {
  window.addEventListener('unhandledrejection', ({ reason }) => {
    useSession.getState().say(failureSentence(reason), 'refused');
  });
}

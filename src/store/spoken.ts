/** What a screen reader says next. */
import { currentPasses, type Passes, type RunState, useRun } from './run';
import { useSession, visibleQuantities } from './session';

/** Says a sentence. The same one twice in a row is heard twice: only a text that changes is read out. */
export function speak(text: string): void {
  const { spoken, set } = useSession.getState();
  set({ spoken: spoken === text ? `${text}\u00a0` : text });
}

/** The passes whose values may be said now: none while a question or the player hides some. */
export function sayablePasses(run: RunState = useRun.getState()): Passes | null {
  return visibleQuantities(useSession.getState()) === null ? currentPasses(run) : null;
}

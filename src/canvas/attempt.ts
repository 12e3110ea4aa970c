import { type CommandResult, useDocument } from '../store/document';
import { useSession } from '../store/session';

/** Runs a command's answer and shows its refusal, if that is what it is. True when it was carried out. */
export function attempt(label: string, result: CommandResult, gesture?: string): boolean {
  const refused = useDocument.getState().run(label, result, gesture);
  if (refused !== null) useSession.getState().say(refused, 'refused');
  return refused === null;
}

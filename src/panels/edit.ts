/** Runs a command from a panel and says so when it is refused. */

import type { NetworkDocument } from '../model/types';
import { type CommandResult, useDocument } from '../store/document';
import { useSession } from '../store/session';

/** `command` gets the present document. True when it was carried out. */
export function edit(label: string, command: (doc: NetworkDocument) => CommandResult, gesture?: string): boolean {
  const { doc, run } = useDocument.getState();
  const refused = run(label, command(doc), gesture);
  if (refused !== null) useSession.getState().say(refused, 'refused');
  return refused === null;
}

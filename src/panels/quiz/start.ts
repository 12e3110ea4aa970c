/** Asking a question: values that would give it away are hidden until it is answered, or shown on request. */
import { exerciseOf, type Question, visibleDuring } from '../../explain/question';
import type { NetworkDocument } from '../../model/types';
import { useDocument } from '../../store/document';
import { useSession } from '../../store/session';

/** Opens a question, with its values hidden. */
export function ask(doc: NetworkDocument, question: Question, text: string | null, hide = true): void {
  const { set, choose, select } = useSession.getState();
  set({ player: false, known: null, quiz: { question, text, visible: hide ? visibleDuring(doc, question) : null } });
  if (question.kind === 'unit') {
    choose(null);
    select({ nodes: new Set([question.node]), edges: new Set() });
  } else choose(question.at);
}

/** Opens the exercise of a document that has just been opened; says what is wrong with one that cannot be read. */
export function askExercise(): void {
  const { doc } = useDocument.getState();
  const found = exerciseOf(doc);
  if (found === null) useSession.getState().set({ quiz: null });
  else if ('fault' in found) useSession.getState().say(`${found.fault}; the network is open all the same.`, 'refused');
  else ask(doc, found.question, found.text, found.hide);
}

/** Asking a question: values that would give it away are hidden until it is answered, or shown on request. */
import { exerciseOf, type Question, renamedQuestion, visibleDuring } from '../../explain/question';
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
  const { set, say } = useSession.getState();
  if (found !== null && !('fault' in found)) {
    ask(doc, found.question, found.text, found.hide);
    return;
  }
  set({ quiz: null });
  if (found !== null) say(`${found.fault}; the network is open all the same.`, 'refused');
}

/** The one thing that a change gave another id, and nothing else; null when it did something else. */
function renaming(
  before: NetworkDocument,
  now: NetworkDocument,
): { readonly from: string; readonly to: string } | null {
  if (before.nodes.length !== now.nodes.length || before.edges.length !== now.edges.length) return null;
  const old = [...before.nodes, ...before.edges];
  const moved = [...now.nodes, ...now.edges].flatMap((record, at) => (record.id === old[at].id ? [] : [at]));
  if (moved.length !== 1) return null;
  const from = old[moved[0]];
  const to = [...now.nodes, ...now.edges][moved[0]];
  const same = Object.entries(from).every(
    ([key, value]) => key === 'id' || Object.is(value, (to as unknown as Record<string, unknown>)[key]),
  );
  return same ? { from: from.id, to: to.id } : null;
}

/** An open question goes on about the same thing when that gets another id, also when a rename is undone. */
export function followRename(before: NetworkDocument, now: NetworkDocument): void {
  const { quiz, set } = useSession.getState();
  const found = quiz && before !== now ? renaming(before, now) : null;
  if (!quiz || !found) return;
  const { from, to } = found;
  set({
    quiz: {
      ...quiz,
      question: renamedQuestion(quiz.question, from, to),
      visible: quiz.visible && new Map([...quiz.visible].map(([id, known]) => [id === from ? to : id, known])),
    },
  });
}

/** The exercise that a file carries: a question for whoever opens it. */
import type { Json, NetworkDocument } from '../types';
import type { CommandResult } from './result';

/** Puts an exercise into the document, or (null) takes it away. */
export function setExercise(doc: NetworkDocument, exercise: Json | null): CommandResult {
  const { exercise: _, ...rest } = doc.extra;
  const extra = exercise === null ? rest : { ...rest, exercise };
  const before = { name: doc.name, extra: doc.extra };
  return [{ type: 'meta', before, after: { name: doc.name, extra } }];
}

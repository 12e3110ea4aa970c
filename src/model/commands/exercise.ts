/** The exercise that a file carries: a question for whoever opens it. */
import type { Json, NetworkDocument } from '../types';
import { fitting } from './fits';
import { type CommandResult, metaChange } from './result';

/** `w11[0,0]`, `n1.bias[0]`, `n1[0]`, `s.z[0]` or `L` with a node or an edge called by another id. */
export function renamedAddress(address: string, id: string, to: string): string {
  return /^\w*/.exec(address)?.[0] === id ? to + address.slice(id.length) : address;
}

/** What the file asks, of a network in which `id` is called `to` from now on; what is no exercise of ours stays. */
export function renamedExercise(exercise: Json | undefined, id: string, to: string): Json | undefined {
  const fields = (value: Json | undefined) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as { readonly [key: string]: Json })
      : null;
  const outer = fields(exercise);
  const ask = fields(outer?.ask);
  if (!outer || !ask) return exercise;
  const renamed = (value: Json) => (typeof value === 'string' ? renamedAddress(value, id, to) : value);
  const next: Record<string, Json> = { ...ask };
  if (ask.at !== undefined) next.at = renamed(ask.at);
  if (Array.isArray(ask.units)) next.units = (ask.units as readonly Json[]).map(renamed);
  return JSON.stringify(next) === JSON.stringify(ask) ? exercise : { ...outer, ask: next };
}

/** Puts an exercise into the document, or (null) takes it away. */
export function setExercise(doc: NetworkDocument, exercise: Json | null): CommandResult {
  const { exercise: _, ...rest } = doc.extra;
  const extra = exercise === null ? rest : { ...rest, exercise };
  return fitting(doc, [metaChange(doc, { extra })]);
}

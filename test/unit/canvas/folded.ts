/** Documents with collapsed groups. */
import { createRandom } from '../../../src/engine';
import { groupNodes, setCollapsed } from '../../../src/model/commands/groups';
import type { CommandResult } from '../../../src/model/commands/result';
import { applyDiff } from '../../../src/model/diff';
import { groupsOf } from '../../../src/model/groups';
import type { NetworkDocument } from '../../../src/model/types';
import { randomDocument } from '../model/documents';

/** A document after a command that must not be refused. */
export function applied(doc: NetworkDocument, result: CommandResult): NetworkDocument {
  if ('refused' in result) throw new Error(result.refused);
  return applyDiff(doc, result);
}

/** A random document in which about half of the nodes lie in collapsed groups. */
export function folded(seed: number): NetworkDocument {
  const random = createRandom(seed);
  let doc = randomDocument(seed, 40);
  for (let i = 0; i < 2; i++) {
    const some = doc.nodes.filter(() => random.next() < 0.35).map(({ id }) => id);
    if (some.length < 2) continue;
    doc = collapsed(doc, some);
  }
  return doc;
}

/** A document with some of its nodes behind the card of a group. */
export function collapsed(doc: NetworkDocument, ids: readonly string[]): NetworkDocument {
  const grouped = applied(doc, groupNodes(doc, ids));
  return applied(grouped, setCollapsed(grouped, [groupsOf(grouped).at(-1)?.id ?? ''], true));
}

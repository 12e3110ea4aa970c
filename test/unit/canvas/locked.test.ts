import { describe, expect, it } from 'vitest';
import { sayLocked } from '../../../src/canvas/gestures/locked';
import { setLocked } from '../../../src/model/commands/lock';
import { addNode } from '../../../src/model/commands/nodes';
import { applyDiff } from '../../../src/model/diff';
import { emptyDocument } from '../../../src/model/document';
import type { NetworkDocument } from '../../../src/model/types';
import { useDocument } from '../../../src/store/document';
import { useSession } from '../../../src/store/session';

/** So many nodes, and one more that is not locked. */
function locked(count: number): NetworkDocument {
  let doc = emptyDocument();
  for (let i = 0; i <= count; i++) {
    const result = addNode(doc, { kind: 'input', id: `x${i}`, position: { x: 0, y: 100 * i } });
    if ('refused' in result) throw new Error(result.refused);
    doc = applyDiff(doc, result);
  }
  const ids = doc.nodes.slice(1).map(({ id }) => id);
  const result = setLocked(doc, ids, true);
  return 'refused' in result ? doc : applyDiff(doc, result);
}

function said(count: number): string | null {
  const doc = locked(count);
  useSession.setState({ notice: null });
  useDocument.getState().open(doc, { token: null, name: 'test' });
  sayLocked(doc.nodes.map(({ id }) => id));
  return useSession.getState().notice?.text ?? null;
}

describe('what is said of locked nodes that were to move', () => {
  it('names up to three, and says of more how many there are', () => {
    expect(said(0)).toBe(null);
    expect(said(1)).toBe('x1 is locked: it stays where it is.');
    expect(said(3)).toBe('x1, x2, x3 are locked: they stay where they are.');
    expect(said(4)).toBe('4 nodes are locked: they stay where they are.');
    expect(said(60)).toBe('60 nodes are locked: they stay where they are.');
  });
});

import { describe, expect, it } from 'vitest';
import { deedBetween, undoneSentence } from '../../../src/app/announce/deed';
import { addNode, moveNodes } from '../../../src/model/commands/nodes';
import { addNote } from '../../../src/model/commands/notes';
import { removeMany } from '../../../src/model/commands/remove';
import type { CommandResult } from '../../../src/model/commands/result';
import { applyDiff } from '../../../src/model/diff';
import type { NetworkDocument } from '../../../src/model/types';
import { example } from '../examples';
import { randomDocument } from '../model/documents';

function changed(doc: NetworkDocument, result: CommandResult): NetworkDocument {
  if ('refused' in result) throw new Error(result.refused);
  return applyDiff(doc, result);
}

describe('what is said to have been done', () => {
  const doc = example('two-routes');
  it('names what has come and what has gone', () => {
    expect(deedBetween(doc, changed(doc, removeMany(doc, ['n2'])))).toBe('Deleted n2, 2 edges');
    expect(deedBetween(doc, changed(doc, removeMany(doc, ['w11', 'w21'])))).toBe('Deleted w11, w21');
    expect(deedBetween(doc, changed(doc, removeMany(doc, ['n1', 'n2', 'n3', 'L'])))).toBe('Deleted 4 nodes, 6 edges');
    const position = { x: 0, y: 0 };
    const added = changed(doc, addNode(doc, { kind: 'layer', position }));
    expect(deedBetween(doc, added)).toBe(`Added ${added.nodes.at(-1)?.id}`);
    expect(deedBetween(doc, changed(doc, addNote(doc, 'x', 0, 0)))).toBe('Added a note');
  });
  it('is nothing while things only move', () => {
    expect(deedBetween(doc, changed(doc, moveNodes(doc, new Map([['n1', { x: 1, y: 1 }]]))))).toBe(null);
  });
  it('says of random documents the same both ways', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const a = randomDocument(seed, 20);
      const b = randomDocument(seed, 21);
      const there = deedBetween(a, b);
      const back = deedBetween(b, a);
      if (there?.startsWith('Added ') && !there.includes('Deleted'))
        expect(back).toBe(there.replace('Added', 'Deleted'));
      if (there === null) expect(back).toBe(null);
    }
  });
  it('names the subject of an undone step once', () => {
    const move = moveNodes(doc, new Map([['n1', { x: 1, y: 1 }]]));
    const gone = removeMany(doc, ['n2']);
    if ('refused' in move || 'refused' in gone) throw new Error('refused');
    expect(undoneSentence('Undid', 'Move', move)).toBe('Undid Move n1');
    expect(undoneSentence('Redid', 'Move n1', move)).toBe('Redid Move n1');
    expect(undoneSentence('Undid', 'Delete n2', gone)).toBe('Undid Delete n2');
  });
});

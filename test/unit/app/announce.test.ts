import { describe, expect, it } from 'vitest';
import { arrangedIn } from '../../../src/app/announce/arranged';
import { copiedSentence, deedBetween, undoneSentence } from '../../../src/app/announce/deed';
import { insertNode, insertOnEdge } from '../../../src/model/commands/build';
import { groupNodes, setCollapsed, ungroup } from '../../../src/model/commands/groups';
import { setLocked } from '../../../src/model/commands/lock';
import { addNode, moveNodes } from '../../../src/model/commands/nodes';
import { addNote, moveNotes } from '../../../src/model/commands/notes';
import { removeMany } from '../../../src/model/commands/remove';
import { type CommandResult, together } from '../../../src/model/commands/result';
import { applyDiff } from '../../../src/model/diff';
import { groupsOf } from '../../../src/model/groups';
import { notesOf } from '../../../src/model/notes';
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
    const place = { x: 0, y: 0 };
    const neuron = insertOnEdge(doc, 'w11', { kind: 'layer' }, place);
    expect(deedBetween(doc, changed(doc, neuron))).toBe('Added n4 on w11');
    const sum = insertOnEdge(doc, 'w11', { kind: 'op', op: 'add' }, place);
    expect(deedBetween(doc, changed(doc, sum))).toBe('Added add1 on w11');
    const loose = changed(doc, addNode(doc, { kind: 'layer', position, id: 'n9' }));
    expect(deedBetween(loose, changed(loose, insertNode(loose, 'w11', 'n9')))).toBe('Put n9 on w11');
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
  it('says what was copied as what was cut', () => {
    expect(copiedSentence(doc, new Set(['n2']), 0)).toBe('Copied n2');
    expect(copiedSentence(doc, new Set(['x1', 'n1', 'n2']), 1)).toBe('Copied x1, n1, n2, 2 edges, a note');
    expect(copiedSentence(doc, new Set(doc.nodes.map(({ id }) => id)), 0)).toBe('Copied 6 nodes, 6 edges');
    expect(copiedSentence(doc, new Set(), 2)).toBe('Copied 2 notes');
  });
  it('says of what was cut that it was', () => {
    expect(deedBetween(doc, changed(doc, removeMany(doc, ['n2'])), 'Cut')).toBe('Cut n2, 2 edges');
  });
});

describe('what is said to have been arranged', () => {
  const doc = example('two-routes');
  const said = (from: NetworkDocument, label: string, result: CommandResult) => {
    if ('refused' in result) throw new Error(result.refused);
    return arrangedIn({ label, diff: result }, applyDiff(from, result));
  };
  it('counts what has moved, nodes and notes', () => {
    const to = { x: 1, y: 1 };
    const noted = changed(doc, addNote(doc, 'x', 0, 0));
    const note = new Map([[notesOf(noted)[0].id, to]]);
    expect(said(doc, 'Move', moveNodes(doc, new Map([['n1', to]])))).toBe('Moved n1');
    const both = new Map([
      ['n1', to],
      ['n2', to],
    ]);
    expect(said(noted, 'Nudge', together(moveNodes(noted, both), moveNotes(noted, note)))).toBe(
      'Moved 2 nodes, a note',
    );
    expect(said(noted, 'Move a note', moveNotes(noted, note))).toBe('Moved a note');
    expect(said(doc, 'Align left', moveNodes(doc, both))).toBe('Aligned left');
    expect(said(doc, 'Distribute horizontally', moveNodes(doc, both))).toBe('Distributed horizontally');
    expect(said(doc, 'Lay out', moveNodes(doc, both))).toBe('Laid out');
    expect(said(doc, 'Lay out 2 nodes', moveNodes(doc, both))).toBe('Laid out 2 nodes');
    expect(said(doc, 'Draw as a block', moveNodes(doc, both))).toBe(null);
  });
  it('names groups that fold, and counts what joins and leaves them', () => {
    const three = new Set(['n1', 'n2', 'n3']);
    expect(said(doc, 'Group', groupNodes(doc, three))).toBe('Grouped 3 nodes');
    const grouped = changed(doc, groupNodes(doc, three));
    const [{ id, name }] = groupsOf(grouped);
    expect(said(grouped, 'Ungroup', ungroup(grouped, [id]))).toBe('Ungrouped 3 nodes');
    expect(said(grouped, 'Collapse a group', setCollapsed(grouped, [id], true))).toBe(`Collapsed ${name}`);
    const folded = changed(grouped, setCollapsed(grouped, [id], true));
    expect(said(folded, 'Expand', setCollapsed(folded, [id], false))).toBe(`Expanded ${name}`);
  });
  it('says what is locked and what no more', () => {
    expect(said(doc, 'Lock or unlock', setLocked(doc, ['n1'], true))).toBe('Locked n1');
    const locked = changed(doc, setLocked(doc, ['n1', 'n2'], true));
    expect(said(locked, 'Lock or unlock', setLocked(locked, ['n1', 'n2'], false))).toBe('Unlocked 2 nodes');
  });
});

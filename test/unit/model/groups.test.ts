import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine';
import { copyText, pasteText } from '../../../src/model/commands/clipboard';
import { groupNodes, regroup, renameGroup, setCollapsed, ungroup } from '../../../src/model/commands/groups';
import { setLocked } from '../../../src/model/commands/lock';
import { addNode } from '../../../src/model/commands/nodes';
import { addNote } from '../../../src/model/commands/notes';
import { removeMany } from '../../../src/model/commands/remove';
import type { CommandResult } from '../../../src/model/commands/result';
import { applyDiff, invertDiff } from '../../../src/model/diff';
import { emptyDocument } from '../../../src/model/document';
import { groupIdOf, groupOfExactly, groupsOf } from '../../../src/model/groups';
import { notesOf } from '../../../src/model/notes';
import { openText } from '../../../src/model/parse';
import { serialize } from '../../../src/model/serialize';
import { toNetworkSpec } from '../../../src/model/toNetworkSpec';
import type { NetworkDocument } from '../../../src/model/types';
import { randomDocument } from './documents';

function applied(doc: NetworkDocument, result: CommandResult): NetworkDocument {
  if ('refused' in result) throw new Error(result.refused);
  return applyDiff(doc, result);
}

function opened(text: string): NetworkDocument {
  const reply = openText(text);
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.document;
}

/** A random document with some groups in it. */
function grouped(seed: number): NetworkDocument {
  const random = createRandom(seed);
  let doc = randomDocument(seed, 30);
  for (let i = 0; i < 3; i++) {
    const some = doc.nodes.filter(() => random.next() < 0.4).map(({ id }) => id);
    if (some.length >= 2) doc = applied(doc, groupNodes(doc, some));
  }
  return doc;
}

describe('groups', () => {
  it('take nodes in and let them go, are undone to the same bytes, and go when they are empty', () => {
    let moved = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const random = createRandom(seed);
      const doc = grouped(seed);
      const groups = groupsOf(doc).map(({ id }) => id);
      if (groups.length === 0) continue;
      const to = new Map<string, string | null>();
      for (const { id } of doc.nodes) {
        if (random.next() < 0.4) to.set(id, random.next() < 0.5 ? null : groups[random.below(groups.length)]);
      }
      const result = regroup(doc, to);
      const after = applied(doc, result);
      for (const node of after.nodes) {
        const before = doc.nodes.find(({ id }) => id === node.id);
        const group = to.has(node.id) ? (to.get(node.id) ?? null) : before ? groupIdOf(before) : null;
        expect(groupIdOf(node)).toBe(group);
        if (before && group !== groupIdOf(before)) moved += 1;
      }
      const left = groupsOf(after).map(({ id }) => id);
      const kept = (after.extra.groups ?? []) as readonly { readonly id: string }[];
      expect(kept.map(({ id }) => id).sort()).toEqual([...left].sort());
      expect(serialize(opened(serialize(after)))).toBe(serialize(after));
      if (!('refused' in result)) expect(serialize(applyDiff(after, invertDiff(result)))).toBe(serialize(doc));
      expect(regroup(after, to)).toEqual([]);
    }
    expect(moved).toBeGreaterThan(50);
  });
  it('are undone to the same bytes, survive saving, and never reach the engine, under random commands', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const random = createRandom(seed);
      let doc = randomDocument(seed, 25);
      const spec = JSON.stringify(toNetworkSpec(doc));
      for (let i = 0; i < 20; i++) {
        const some = doc.nodes.filter(() => random.next() < 0.4).map(({ id }) => id);
        const groups = groupsOf(doc).map(({ id }) => id);
        const one = groups[random.below(Math.max(1, groups.length))];
        const roll = random.next();
        const result =
          one === undefined || roll < 0.4
            ? groupNodes(doc, some)
            : roll < 0.6
              ? setCollapsed(doc, [one], random.next() < 0.5)
              : roll < 0.8
                ? renameGroup(doc, one, `Name ${i} ∂`)
                : ungroup(doc, [one]);
        if ('refused' in result) {
          expect(some.length).toBeLessThan(2);
          continue;
        }
        const next = applyDiff(doc, result);
        expect(serialize(applyDiff(next, invertDiff(result)))).toBe(serialize(doc));
        expect(groupsOf(opened(serialize(next)))).toEqual(groupsOf(next));
        doc = next;
      }
      expect(JSON.stringify(toNetworkSpec(doc))).toBe(spec);
      // A node is in one group at most, and every group has nodes.
      const members = groupsOf(doc).flatMap((group) => group.members);
      expect(new Set(members).size).toBe(members.length);
      expect(groupsOf(doc).every((group) => group.members.length > 0)).toBe(true);
      expect(members.length).toBe(doc.nodes.filter((node) => groupIdOf(node) !== null).length);
    }
  });
  it('take nodes out of the groups they were in, and are found by exactly their nodes', () => {
    let doc = emptyDocument();
    for (const id of ['a', 'b', 'c', 'd']) {
      doc = applied(doc, addNode(doc, { kind: 'layer', size: 1, id, position: { x: 0, y: 0 } }));
    }
    doc = applied(doc, groupNodes(doc, ['a', 'b', 'c']));
    doc = applied(doc, groupNodes(doc, ['c', 'd'], 'Second'));
    expect(groupsOf(doc).map(({ name, members }) => [name, members])).toEqual([
      ['Group 1', ['a', 'b']],
      ['Second', ['c', 'd']],
    ]);
    expect(groupOfExactly(doc, new Set(['d', 'c']))?.name).toBe('Second');
    expect(groupOfExactly(doc, new Set(['d']))).toBeNull();
    expect(renameGroup(doc, 'group1', 'x'.repeat(81))).toHaveProperty('refused');
  });
  it('drop the entries of groups whose nodes are gone with the next grouping, and no others', () => {
    let doc = emptyDocument();
    for (const id of ['a', 'b', 'c', 'd']) {
      doc = applied(doc, addNode(doc, { kind: 'layer', size: 1, id, position: { x: 0, y: 0 } }));
    }
    doc = { ...doc, extra: { groups: [{ theirs: 1 }] } };
    doc = applied(doc, groupNodes(doc, ['a', 'b']));
    doc = applied(doc, removeMany(doc, ['a', 'b']));
    doc = applied(doc, groupNodes(doc, ['c', 'd'], 'Left'));
    expect(doc.extra.groups).toEqual([{ theirs: 1 }, { id: 'group2', name: 'Left' }]);
  });
  it('leave alone what somebody else keeps in these fields', () => {
    const base = randomDocument(3, 20);
    const doc: NetworkDocument = {
      ...base,
      nodes: base.nodes.map((node) => ({ ...node, extra: { group: 7 } })),
      extra: { groups: { mine: true } },
    };
    expect(groupsOf(doc)).toEqual([]);
    expect(
      groupNodes(
        doc,
        doc.nodes.map(({ id }) => id),
      ),
    ).toHaveProperty('refused');
  });
});

describe('copy and paste', () => {
  it('carry whole groups and notes under free ids, as often as one likes', () => {
    for (let seed = 1; seed <= 20; seed++) {
      let doc = grouped(seed);
      doc = applied(doc, addNote(doc, 'one $x$', 10, 20));
      doc = applied(doc, addNote(doc, 'two', 30, 40));
      const all = new Set(doc.nodes.map(({ id }) => id));
      const text = copyText(doc, all, new Set(['note2']));
      if (typeof text !== 'string') throw new Error(text.refused);
      expect(notesOf(opened(text)).map((note) => note.text)).toEqual(['two']);
      const before = groupsOf(doc);
      const { result, nodes, notes } = pasteText(doc, text, { x: 5, y: 7 });
      const pasted = applied(doc, result);
      expect(nodes).toHaveLength(all.size);
      expect(notes).toEqual(['note3']);
      expect(notesOf(pasted).at(-1)).toMatchObject({ id: 'note3', text: 'two', x: 35, y: 47 });
      expect(groupsOf(pasted)).toHaveLength(2 * before.length);
      expect(groupsOf(pasted).slice(0, before.length)).toEqual(before);
      const ids = new Map([...all].map((id, i) => [id, nodes[i]]));
      expect(
        groupsOf(pasted)
          .slice(before.length)
          .map(({ members }) => members),
      ).toEqual(before.map(({ members }) => members.map((id) => ids.get(id))));
      expect(serialize(applyDiff(pasted, invertDiff(result as Exclude<CommandResult, { refused: string }>)))).toBe(
        serialize(doc),
      );
    }
  });
  it('leave a group behind of which only a part is copied', () => {
    const doc = grouped(4);
    const [group] = groupsOf(doc);
    const text = copyText(doc, new Set(group.members.slice(1)));
    if (typeof text !== 'string') throw new Error(text.refused);
    expect(groupsOf(opened(text))).toEqual([]);
  });
  it('copy what stands beside a locked node', () => {
    let doc = emptyDocument();
    for (const id of ['a', 'b']) {
      doc = applied(doc, addNode(doc, { kind: 'layer', size: 1, id, position: { x: 0, y: 0 } }));
    }
    doc = applied(doc, setLocked(doc, ['b'], true));
    const text = copyText(doc, new Set(['a']));
    expect(typeof text === 'string' && opened(text).nodes.map(({ id }) => id)).toEqual(['a']);
  });
});

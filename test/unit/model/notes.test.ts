import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine';
import { addNote, editNote, moveNotes, removeNotes } from '../../../src/model/commands/notes';
import { applyDiff, invertDiff } from '../../../src/model/diff';
import { notesOf } from '../../../src/model/notes';
import { openText } from '../../../src/model/parse';
import { serialize } from '../../../src/model/serialize';
import { toNetworkSpec } from '../../../src/model/toNetworkSpec';
import type { Json, NetworkDocument } from '../../../src/model/types';
import { randomDocument } from './documents';

const TEXTS = ['plain', '$\\frac{1}{2}$ and $x$', 'two\nlines', '"quoted" é ∂', '$ odd'];

describe('notes', () => {
  it('survive saving, are undone to the same bytes, and never reach the engine, under random commands', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = createRandom(seed);
      let doc: NetworkDocument = randomDocument(seed, 20);
      const spec = JSON.stringify(toNetworkSpec(doc));
      for (let i = 0; i < 20; i++) {
        const notes = notesOf(doc);
        const some = notes[random.below(Math.max(1, notes.length))];
        const roll = random.next();
        const text = TEXTS[random.below(TEXTS.length)];
        const place = [Math.round(random.normal() * 300), Math.round(random.normal() * 300)] as const;
        const result =
          !some || roll < 0.4
            ? addNote(doc, text, ...place)
            : roll < 0.6
              ? editNote(doc, some.id, text)
              : roll < 0.8
                ? moveNotes(doc, new Map([[some.id, { x: place[0], y: place[1] }]]))
                : removeNotes(doc, [some.id]);
        if ('refused' in result) throw new Error(result.refused);
        const after = applyDiff(doc, result);
        expect(serialize(applyDiff(after, invertDiff(result)))).toBe(serialize(doc));
        doc = after;
      }
      const reopened = openText(serialize(doc));
      if (!reopened.ok) throw new Error(reopened.error.message);
      expect(notesOf(reopened.document)).toEqual(notesOf(doc));
      expect(JSON.stringify(toNetworkSpec(doc))).toBe(spec);
    }
  });
  it('leave alone what somebody else keeps in the field', () => {
    const base = randomDocument(1, 10);
    const mixed: Json = [
      { id: 'note1', text: 'ours', x: 0, y: 0, colour: 'red' },
      { other: 3 },
      'text',
      { id: 'note1', text: 'twin', x: 1, y: 1 },
    ];
    const doc = { ...base, extra: { notes: mixed } };
    expect(notesOf(doc).map(({ text }) => text)).toEqual(['ours']);
    const result = editNote(doc, 'note1', 'new');
    if ('refused' in result) throw new Error(result.refused);
    const kept = applyDiff(doc, result).extra.notes as readonly Json[];
    expect(kept[0]).toEqual({ id: 'note1', text: 'new', x: 0, y: 0, colour: 'red' });
    expect(kept.slice(1, 3)).toEqual([{ other: 3 }, 'text']);
    expect(addNote({ ...base, extra: { notes: 'mine' } }, 'x', 0, 0)).toHaveProperty('refused');
  });
  it('that are emptied go', () => {
    const base = randomDocument(1, 10);
    const added = addNote(base, 'x', 0, 0);
    if ('refused' in added) throw new Error(added.refused);
    const doc = applyDiff(base, added);
    const gone = editNote(doc, 'note1', '  ');
    if ('refused' in gone) throw new Error(gone.refused);
    expect(serialize(applyDiff(doc, gone))).toBe(serialize(base));
  });
});

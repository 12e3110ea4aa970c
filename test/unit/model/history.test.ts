import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine';
import { moveNodes } from '../../../src/model/commands/nodes';
import { moveNotes } from '../../../src/model/commands/notes';
import { setWeight } from '../../../src/model/commands/numbers';
import { together } from '../../../src/model/commands/result';
import { applyDiff, invertDiff, isIdle } from '../../../src/model/diff';
import { emptyDocument } from '../../../src/model/document';
import * as History from '../../../src/model/history';
import { serialize } from '../../../src/model/serialize';
import type { Diff, Extra, NetworkDocument } from '../../../src/model/types';
import { example } from '../examples';
import { randomCommand } from './documents';

interface Now {
  readonly doc: NetworkDocument;
  readonly history: History.History;
}

function takenBack({ doc }: Now, step: ReturnType<typeof History.undo>): Now | null {
  return step && { doc: applyDiff(doc, invertDiff(step.diff)), history: step.history };
}

/** One random command, as a step of its own or of a gesture; null when it changes nothing. */
function stepped({ doc, history }: Now, random: ReturnType<typeof createRandom>, gesture: string | null): Now | null {
  const result = randomCommand(doc, random);
  if ('refused' in result || result.length === 0) return null;
  return { doc: applyDiff(doc, result), history: History.push(history, result, { label: 'Edit', gesture }) };
}

describe('a gesture that is given up', () => {
  it('leaves document and history as they were before it, with all that could be redone', () => {
    let withRedo = 0;
    let cancelled = 0;
    for (let seed = 1; seed <= 80; seed++) {
      const random = createRandom(seed);
      let now: Now = { doc: emptyDocument(), history: History.emptyHistory() };
      for (let i = 0; i < 30; i++) {
        // Some finished gestures of several changes among the steps.
        now = stepped(now, random, random.next() < 0.3 ? `done${i >> 2}` : null) ?? now;
      }
      for (let undone = random.below(4); undone > 0; undone--) now = takenBack(now, History.undo(now.history)) ?? now;
      const before = now;
      for (let changes = 1 + random.below(5); changes > 0; changes--) now = stepped(now, random, 'drag') ?? now;
      const after = takenBack(now, History.cancel(now.history, 'drag'));
      if (now === before) {
        expect(after).toBe(null);
        continue;
      }
      if (!after) throw new Error('nothing to cancel');
      cancelled += 1;
      if (before.history.future.length > 0) withRedo += 1;
      expect(serialize(after.doc)).toBe(serialize(before.doc));
      expect(after.history.past).toBe(before.history.past);
      expect(after.history.future).toBe(before.history.future);
      expect(after.history.dropped).toBe(before.history.dropped);
      const redone = History.redo(after.history);
      if (redone) expect(() => applyDiff(after.doc, redone.diff)).not.toThrow();
    }
    expect(cancelled).toBeGreaterThan(50);
    expect(withRedo).toBeGreaterThan(20);
  });
  it('is not taken back once another step follows it, or once it is undone', () => {
    const random = createRandom(5);
    const start: Now = { doc: emptyDocument(), history: History.emptyHistory() };
    const dragged = stepped(start, random, 'drag');
    if (!dragged) throw new Error('no change');
    expect(History.cancel(dragged.history, 'another')).toBe(null);
    const followed = stepped(dragged, random, null);
    if (!followed) throw new Error('no change');
    expect(History.cancel(followed.history, 'drag')).toBe(null);
    const undone = History.undo(dragged.history);
    expect(undone && History.cancel(undone.history, 'drag')).toBe(null);
  });
});

describe('a gesture that comes back to where it began', () => {
  it('is no step either when cards and notes were carried about', () => {
    const extra = { notes: [{ id: 'note1', text: 'here', x: 3, y: 4, colour: 'red' }] };
    const doc = { ...example('two-routes'), extra };
    const home = { x: doc.nodes[0].position.x, y: doc.nodes[0].position.y };
    const carried = (x: number, y: number, now: Now): Now => {
      const result = together(
        moveNodes(now.doc, new Map([[doc.nodes[0].id, { x: home.x + x, y: home.y + y }]])),
        moveNotes(now.doc, new Map([['note1', { x: 3 + x, y: 4 + y }]])),
      );
      if ('refused' in result) throw new Error(result.refused);
      return {
        doc: applyDiff(now.doc, result),
        history: History.push(now.history, result, { label: 'Move', gesture: 'drag' }),
      };
    };
    const one = stepped({ doc, history: History.emptyHistory() }, createRandom(3), null);
    const start = one && takenBack(one, History.undo(one.history));
    if (!start) throw new Error('nothing to redo');
    const away = carried(5, 5, carried(40, 30, start));
    expect(away.history.past.length).toBe(start.history.past.length + 1);
    const back = carried(0, 0, away);
    expect(serialize(back.doc)).toBe(serialize(doc));
    expect(back.history.past).toEqual(start.history.past);
    expect(back.history.future).toEqual(start.history.future);
    const on = carried(1, 0, back);
    expect(on.history.past.length).toBe(start.history.past.length + 1);
    const undone = takenBack(on, History.undo(on.history));
    expect(undone && serialize(undone.doc)).toBe(serialize(doc));
  });

  it('has not come back as long as other bytes would be saved', () => {
    const doc = example('two-routes');
    const meta = (before: Extra, after: Extra): Diff => [
      { type: 'meta', before: { name: 'a', extra: before }, after: { name: 'a', extra: after } },
    ];
    expect(isIdle(meta({ notes: [{ x: 1 }], b: 2 }, { notes: [{ x: 1 }], b: 2 }))).toBe(true);
    expect(isIdle(meta({ notes: [{ x: 1 }], b: 2 }, { b: 2, notes: [{ x: 1 }] }))).toBe(false);
    expect(isIdle(meta({ notes: [] }, { notes: {} }))).toBe(false);
    expect(isIdle(meta({ x: 0 }, { x: -0 }))).toBe(false);
    const [before] = doc.nodes;
    const node = (after: typeof before): Diff => [{ type: 'node', index: 0, before, after }];
    expect(isIdle(node({ ...before, position: { ...before.position } }))).toBe(true);
    expect(isIdle(node({ ...before, position: { ...before.position, x: before.position.x + 1 } }))).toBe(false);
    expect(isIdle(node({ ...before, label: 'another' }))).toBe(false);
    expect(isIdle([{ type: 'node', index: 0, before, after: null }])).toBe(false);
  });

  it('is no step, and what could be redone before it can be redone again; going on, it is one', () => {
    const doc = example('two-routes');
    const to = (value: number, now: Now): Now => {
      const result = setWeight(now.doc, 'w11', 0, 0, value);
      if ('refused' in result) throw new Error(result.refused);
      return {
        doc: applyDiff(now.doc, result),
        history: History.push(now.history, result, { label: 'Change', gesture: 'drag' }),
      };
    };
    const text = serialize(doc);
    const one = stepped({ doc, history: History.emptyHistory() }, createRandom(3), null);
    const start = one && takenBack(one, History.undo(one.history));
    if (!start) throw new Error('nothing to redo');
    expect(serialize(start.doc)).toBe(text);
    const back = to(0.5, to(3, to(2, start)));
    expect(serialize(back.doc)).toBe(text);
    expect(back.history.past).toEqual(start.history.past);
    expect(back.history.future).toEqual(start.history.future);
    const on = to(4, back);
    expect(on.history.past.length).toBe(start.history.past.length + 1);
    const undone = takenBack(on, History.undo(on.history));
    expect(undone && serialize(undone.doc)).toBe(text);
  });
});

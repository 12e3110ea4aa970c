import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../src/engine';
import { copyText, pasteText } from '../../../src/model/commands/clipboard';
import { moveNodes } from '../../../src/model/commands/nodes';
import { addNote, removeNotes } from '../../../src/model/commands/notes';
import { removeMany } from '../../../src/model/commands/remove';
import { together } from '../../../src/model/commands/result';
import { emptyDocument } from '../../../src/model/document';
import { notesOf } from '../../../src/model/notes';
import { useDocument } from '../../../src/store/document';
import { applySelection, stepBack } from '../../../src/store/selection';
import { followHistory } from '../../../src/store/selectionHistory';
import { NOTHING, useSession } from '../../../src/store/session';
import { example } from '../examples';
import { randomCommand, randomDocument } from '../model/documents';

const file = { token: null, name: 'test' };
/** What a person does is one task; the next one comes later. */
const later = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Everything that is selected, to be compared. */
function selected() {
  const { selection, chosen, selectedNotes } = useSession.getState();
  return {
    nodes: [...selection.nodes].sort(),
    edges: [...selection.edges].sort(),
    chosen,
    notes: [...selectedNotes].sort(),
  };
}
const NONE = { nodes: [], edges: [], chosen: null, notes: [] };

function open(doc = emptyDocument()) {
  useSession.getState().set({ selection: NOTHING, chosen: null, selectedNotes: new Set() });
  useDocument.getState().open(doc, file);
}

let end = () => {};
beforeEach(() => {
  end = followHistory();
});
afterEach(() => end());

const { run, undo, redo } = useDocument.getState();
const docNow = () => useDocument.getState().doc;

describe('the selection after undo and redo', () => {
  it('is again what was deleted', async () => {
    open(example('two-routes'));
    applySelection({ nodes: new Set(['n2']), edges: new Set() });
    run('Delete n2', removeMany(docNow(), ['n2']));
    await later();
    expect(selected()).toEqual(NONE);
    undo();
    expect(selected()).toEqual({ ...NONE, nodes: ['n2'] });
    redo();
    expect(selected()).toEqual(NONE);
  });

  it('brings a deleted edge back with its paths, and notes', async () => {
    open(example('two-routes'));
    run('Add a note', addNote(docNow(), 'here', 0, 0));
    const [{ id }] = notesOf(docNow()).slice(-1);
    applySelection({ nodes: new Set(), edges: new Set(['w11']) });
    useSession.getState().set({ selectedNotes: new Set([id]) });
    const before = selected();
    expect(before.chosen).toBe('w11[0,0]');
    run('Delete', together(removeMany(docNow(), ['w11']), removeNotes(docNow(), [id])));
    await later();
    expect(selected()).toEqual(NONE);
    undo();
    expect(selected()).toEqual(before);
  });

  it('is the original after an undone paste, and the copy after its redo', async () => {
    open(example('two-routes'));
    applySelection({ nodes: new Set(['n2', 'n3']), edges: new Set() });
    const text = copyText(docNow(), new Set(['n2', 'n3']), new Set());
    if (typeof text !== 'string') throw new Error(text.refused);
    const { result, nodes } = pasteText(docNow(), text, { x: 32, y: 32 });
    run('Paste', result);
    applySelection({ nodes: new Set(nodes), edges: new Set() });
    await later();
    // What is selected afterwards is no part of the step.
    applySelection({ nodes: new Set(['x1']), edges: new Set() });
    undo();
    expect(selected().nodes).toEqual(['n2', 'n3']);
    redo();
    expect(selected().nodes).toEqual([...nodes].sort());
  });

  it('belongs to the whole gesture, not to its last change', async () => {
    open(example('two-routes'));
    applySelection({ nodes: new Set(['n1']), edges: new Set() });
    for (let x = 1; x <= 5; x++) {
      run('Move', moveNodes(docNow(), new Map([['n1', { x, y: 0 }]])), 'drag');
      await later();
    }
    applySelection({ nodes: new Set(['L']), edges: new Set() });
    undo();
    expect(selected().nodes).toEqual(['n1']);
    expect(useDocument.getState().history.past.length).toBe(0);
  });
});

/** Selects something at random, as a click, a marquee or a choice would. */
function selectAnything(random: Random): void {
  const doc = docNow();
  const pick = (ids: readonly { readonly id: string }[]) =>
    new Set(ids.filter(() => random.next() < 0.3).map(({ id }) => id));
  const edge = doc.edges[random.below(Math.max(1, doc.edges.length))];
  if (edge && random.next() < 0.3) applySelection({ nodes: new Set(), edges: new Set([edge.id]) });
  else applySelection({ nodes: pick(doc.nodes), edges: pick(doc.edges) });
}

describe('random sequences of commands, selections, undo and redo', () => {
  it('select again what was selected around each step', async () => {
    const random = createRandom(11);
    for (let seed = 1; seed <= 12; seed++) {
      open(randomDocument(seed, 30));
      await later();
      // A model of the history: the selection before and after each step.
      const past: { before: ReturnType<typeof selected>; after: ReturnType<typeof selected> }[] = [];
      const future: typeof past = [];
      for (let i = 0; i < 60; i++) {
        const roll = random.next();
        if (roll < 0.35) selectAnything(random);
        else if (roll < 0.6) {
          const steps = useDocument.getState().history.past.length;
          const before = selected();
          run('Something', randomCommand(docNow(), random));
          if (random.next() < 0.3) selectAnything(random);
          if (useDocument.getState().history.past.length > steps) {
            past.push({ before, after: selected() });
            future.length = 0;
          }
        } else if (roll < 0.82) {
          undo();
          const step = past.pop();
          if (step) {
            future.push(step);
            expect(selected()).toEqual(step.before);
          }
        } else {
          redo();
          const step = future.pop();
          if (step) {
            past.push(step);
            expect(selected()).toEqual(step.after);
          }
        }
        await later();
        const ids = new Set([...docNow().nodes, ...docNow().edges].map(({ id }) => id));
        for (const id of [...selected().nodes, ...selected().edges]) expect(ids.has(id)).toBe(true);
      }
    }
  });
});

describe('Escape', () => {
  it('never leaves a single weight selected without its paths', () => {
    const random = createRandom(5);
    for (let seed = 1; seed <= 20; seed++) {
      open(randomDocument(seed, 40));
      for (let i = 0; i < 20; i++) {
        selectAnything(random);
        const { selection } = useSession.getState();
        const [only] = selection.edges;
        if (only !== undefined && selection.edges.size === 1 && random.next() < 0.7)
          useSession.getState().choose(`${only}[0,0]`);
        let steps = 0;
        while (selected().nodes.length + selected().edges.length > 0 && steps < 3) {
          stepBack();
          steps++;
          const now = selected();
          // What is selected now is what selecting it afresh would give.
          const { chosen } = now;
          useSession.getState().set({ chosen: null });
          applySelection({ nodes: new Set(now.nodes), edges: new Set(now.edges) });
          expect(useSession.getState().chosen).toBe(chosen);
        }
        expect(steps).toBeLessThan(3);
        expect(selected()).toEqual(NONE);
      }
    }
  });
});

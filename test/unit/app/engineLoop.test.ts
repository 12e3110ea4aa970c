import { afterEach, describe, expect, it } from 'vitest';
import { startEngineLoop } from '../../../src/app/engineLoop';
import { setWeight } from '../../../src/model/commands/numbers';
import { removeMany } from '../../../src/model/commands/remove';
import { useDocument } from '../../../src/store/document';
import { currentTrace, useRun } from '../../../src/store/run';
import { useSession } from '../../../src/store/session';
import { example } from '../examples';
import { heldClient } from './heldClient';

function change(value: number): void {
  const { doc, run } = useDocument.getState();
  expect(run('Change', setWeight(doc, 'w21', 0, 0, value), 'drag')).toBe(null);
}

function begin() {
  useSession.getState().choose(null);
  useDocument.getState().open(example('two-routes'), { token: null, name: 'two-routes' });
  const engine = heldClient();
  const loop = startEngineLoop(engine.client);
  return { ...engine, loop };
}

let end: (() => void) | null = null;
afterEach(() => end?.());

describe('the loop between document and engine', () => {
  it('traces every other time while a value is dragged without rest, with one request at a time', async () => {
    const { asked, held, release, loop } = begin();
    end = loop.dispose;
    await release();
    useSession.getState().choose('w11[0,0]');
    await release();
    const from = asked.length;
    const traced = new Set<number>();
    for (let i = 0; i < 20; i++) {
      // Two changes for each answer: the engine never catches up.
      change(i);
      change(i + 0.5);
      expect(held.length).toBeLessThanOrEqual(1);
      await release();
      traced.add(useRun.getState().trace?.revision ?? -1);
    }
    const types = asked.slice(from).map(({ type }) => type);
    expect(types.filter((type) => type === 'trace').length).toBeGreaterThanOrEqual(8);
    expect(types.filter((type) => type === 'patch').length).toBeGreaterThanOrEqual(8);
    expect(traced.size).toBeGreaterThanOrEqual(8);
    while (await release());
    await loop.settled();
    const run = useRun.getState();
    expect(run.passes?.revision).toBe(run.wanted);
    expect(currentTrace(run, 'w11[0,0]')).not.toBe(null);
    // Every answer said which numbers it belongs to.
    expect(run.trace?.revision).toBe(run.passes?.revision);
  });

  it('asks nothing of a document that only moves, and does not ask again for what cannot be traced', async () => {
    const { asked, release, loop } = begin();
    end = loop.dispose;
    await release();
    const before = asked.length;
    useSession.setState({ chosen: 'nothing[0,0]' });
    await release();
    expect(asked.length).toBe(before + 1);
    expect(useRun.getState().traceProblem).not.toBe(null);
    expect(await release()).toBe(false);
    await loop.settled();
    expect(asked.length).toBe(before + 1);
  });

  it('tells of a network that cannot be run, once, and runs it again when it can', async () => {
    const { asked, release, loop } = begin();
    end = loop.dispose;
    await release();
    const { doc, run } = useDocument.getState();
    run('Delete', removeMany(doc, ['L']));
    await release();
    const failing = useRun.getState().problem !== null;
    const after = asked.length;
    expect(await release()).toBe(false);
    expect(asked.length).toBe(after);
    useDocument.getState().undo();
    await release();
    expect(useRun.getState().problem).toBe(null);
    expect(useRun.getState().passes?.revision).toBe(useRun.getState().wanted);
    if (failing) expect(asked.at(-1)?.type).toBe('load');
    await loop.settled();
  });
});

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { userFolder } from './userFolder';

vi.mock('electron', () => import('./userFolder'));

const folder = join(userFolder, 'drafts');
const draft = (text: string) => ({ name: 'a.gradpath', path: '/home/me/a.gradpath', text, seen: '1 2' });

/** The module as a new process has it. */
async function newProcess() {
  vi.resetModules();
  return await import('../../../../electron/main/drafts');
}

describe('drafts', () => {
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('keep windows apart, and a process from what it wrote itself', async () => {
    const drafts = await newProcess();
    expect(drafts.writeDraft(1, draft('one'))).toBeNull();
    expect(drafts.writeDraft(2, draft('two'))).toBeNull();
    expect(drafts.readDraft(1)?.text).toBe('one');
    drafts.discardDraft(1);
    expect(drafts.readDraft(1)).toBeNull();
    expect(drafts.readDraft(2)).toEqual(draft('two'));
    expect(drafts.takeOrphanDrafts()).toEqual([]);
  });

  it('are found by the next process, though it has the number and the windows of the one that died', async () => {
    const dead = await newProcess();
    dead.writeDraft(1, draft('one'));
    dead.writeDraft(2, draft('two'));
    const next = await newProcess();
    const orphans = next.takeOrphanDrafts();
    expect(orphans.map(({ text }) => text).sort()).toEqual(['one', 'two']);
    // Handed to windows in the other order: nothing may be overwritten or removed on the way.
    for (const [i, orphan] of [...orphans].reverse().entries()) next.adoptDraft(i + 1, orphan);
    expect([next.readDraft(1)?.text, next.readDraft(2)?.text].sort()).toEqual(['one', 'two']);
    const third = await newProcess();
    expect(third.takeOrphanDrafts()).toHaveLength(2);
  });

  it('clear away what was half written, and pass over what is damaged', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'x-1.json.123456'), '{"name":');
    writeFileSync(join(folder, 'y-1.json'), '{"name": 5}');
    const drafts = await newProcess();
    expect(drafts.takeOrphanDrafts()).toEqual([]);
    expect(readdirSync(folder)).not.toContain('x-1.json.123456');
  });

  it('of the last process stay on disk while they are handed over, and are given up only with their window’s work', async () => {
    (await newProcess()).writeDraft(1, draft('one'));
    const before = readdirSync(folder);
    const next = await newProcess();
    const [orphan] = next.takeOrphanDrafts();
    next.adoptDraft(1, orphan);
    expect(readdirSync(folder)).toEqual(before);
    next.writeDraft(1, draft('changed'));
    expect(next.readDraft(1)?.text).toBe('changed');
    expect(readdirSync(folder)).toEqual(before);
    next.discardDraft(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that cannot be shown are neither overwritten nor discarded by their window, and come again', async () => {
    const first = await newProcess();
    first.writeDraft(1, draft('an orphan'));
    const next = await newProcess();
    next.adoptDraft(1, next.takeOrphanDrafts()[0]);
    next.writeDraft(2, draft('of a page that crashed'));
    for (const window of [1, 2]) {
      next.setDraftAside(window);
      expect(next.readDraft(window)).toBeNull();
      next.writeDraft(window, draft('new work'));
      next.discardDraft(window);
    }
    const third = await newProcess();
    const texts = third.takeOrphanDrafts().map(({ text }) => text);
    expect(texts.sort()).toEqual(['an orphan', 'of a page that crashed']);
  });

  it('say why they could not be written', async () => {
    const drafts = await newProcess();
    mkdirSync(folder, { recursive: true });
    drafts.writeDraft(9, draft('nine'));
    const name = readdirSync(folder).find((candidate) => candidate.endsWith('-9.json')) as string;
    drafts.discardDraft(9);
    mkdirSync(join(folder, name, 'in the way'), { recursive: true });
    expect(drafts.writeDraft(9, draft('nine'))).toMatch(/EISDIR|directory/);
  });
});

/** When a window's draft is kept and when it is given up, with windows that the test plays. */
import type { EventEmitter } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { writeDraft } from '../../../../electron/main/drafts';
import { closeForGood, openWindow, stateOf, type WindowState } from '../../../../electron/main/windows';
import { userFolder } from './userFolder';

vi.mock('electron', async () => {
  const folder = await import('./userFolder');
  const { EventEmitter: Emitter } = await import('node:events');
  let id = 0;
  class BrowserWindow extends Emitter {
    readonly id = ++id;
    readonly sent: string[] = [];
    readonly webContents = Object.assign(new Emitter(), {
      id: id + 1000,
      crashed: false,
      isCrashed: () => this.webContents.crashed,
      send: (channel: string) => this.sent.push(channel),
      reload: () => {
        this.webContents.crashed = false;
      },
    });
    loadURL = async () => {};
    isDestroyed = () => false;
    isMaximized = () => false;
    getNormalBounds = () => ({ width: 1, height: 1 });
    /** True when it is closed, false when somebody objects. */
    close(): boolean {
      let prevented = false;
      this.emit('close', { preventDefault: () => (prevented = true) });
      if (!prevented) this.emit('closed');
      return !prevented;
    }
  }
  const app = Object.assign(new Emitter(), folder.app, { quit: vi.fn() });
  return { ...folder, app, BrowserWindow, dialog: {}, protocol: {} };
});

const folder = join(userFolder, 'drafts');
const draft = { name: 'a.gradpath', path: null, text: 'work', seen: null };

interface Fake extends EventEmitter {
  readonly id: number;
  readonly sent: string[];
  readonly webContents: EventEmitter & { id: number; crashed: boolean };
  close(): boolean;
}

/** A window with a draft of its own, as after a start. */
function withDraft(): { window: Fake; state: WindowState } {
  const window = openWindow({}) as unknown as Fake;
  writeDraft(window.id, draft);
  return { window, state: stateOf(window.webContents.id) as WindowState };
}

describe('a window that closes', () => {
  beforeEach(() => rmSync(folder, { recursive: true, force: true }));
  const kept = () => readdirSync(folder).length;

  it('keeps a draft that its page has not shown yet', () => {
    expect(withDraft().window.close()).toBe(true);
    expect(kept()).toBe(1);
  });

  it('keeps it also when the page has crashed and not come back', () => {
    const { window, state } = withDraft();
    Object.assign(state, { shown: true, dirty: true });
    window.webContents.crashed = true;
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(window.close()).toBe(true);
    expect(kept()).toBe(1);
  });

  it('gives it up when what is shown is saved, and asks when it is not', () => {
    const { window, state } = withDraft();
    Object.assign(state, { shown: true, dirty: true });
    expect(window.close()).toBe(false);
    expect(window.sent).toEqual(['window:closeRequested']);
    expect(kept()).toBe(1);
    state.dirty = false;
    expect(window.close()).toBe(true);
    expect(kept()).toBe(0);
  });

  it('gives it up when the user has', () => {
    const { state } = withDraft();
    Object.assign(state, { shown: true, dirty: true });
    closeForGood(state);
    expect(kept()).toBe(0);
  });
});

it('a quit ends with the last answer, and is off when a page crashes before it has answered', () => {
  for (const crashes of [false, true]) {
    vi.mocked(app.quit).mockClear();
    const { window, state } = withDraft();
    Object.assign(state, { shown: true, dirty: true });
    app.emit('before-quit');
    expect(window.close()).toBe(false);
    if (crashes) window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    closeForGood(state);
    expect(app.quit).toHaveBeenCalledTimes(crashes ? 0 : 1);
  }
});

/** Windows: made, remembered, closed with care, brought back after a crash. */
import { join } from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import type { Events, PictureRequest } from '../shared/ipc';
import type { SnapshotRequest } from './arguments';
import { adoptDraft, discardDraft, type OrphanDraft } from './drafts';
import { ORIGIN } from './protocol';
import { changeSettings, settings } from './settings';
import { forgetTokens, see } from './tokens';

export interface WindowState {
  readonly window: BrowserWindow;
  /** The file that the page shows, or is to show when it asks for its start; null = none. */
  path: string | null;
  readonly snapshot: SnapshotRequest | null;
  /** What its page draws, unseen; null for a window that somebody uses. */
  readonly picture: PictureRequest | null;
  dirty: boolean;
  /** The page has said what it shows. Until then its draft belongs to nobody: it is neither discarded nor overwritten. */
  shown: boolean;
  /** The page has dealt with unsaved work. */
  mayClose: boolean;
  /** The page answers nothing, so it cannot be asked about unsaved work either. */
  hung: boolean;
  crashes: number[];
}

/**
 * The session of pages that draw a picture. Chromium keeps a page's zoom for all pages of the same address in a session,
 * and for the next start: a picture at twice the resolution must not enlarge a single window.
 */
export const PICTURES = 'pictures';

const states = new Map<number, WindowState>();
let quitting = false;

/** State of the window that a page lives in; undefined for a page that is no window's own. */
export function stateOf(contentsId: number): WindowState | undefined {
  return [...states.values()].find(({ window }) => window.webContents.id === contentsId);
}

/** Sends an event to a window's page. */
export function send<C extends keyof Events>(window: BrowserWindow | null, channel: C, event: Events[C]): void {
  if (window && !window.isDestroyed()) window.webContents.send(channel, event);
}

export interface OpenRequest {
  readonly path?: string | null;
  readonly draft?: OrphanDraft;
  readonly snapshot?: SnapshotRequest;
  readonly picture?: PictureRequest;
  /** Instead of the size that the last window had. */
  readonly width?: number;
  readonly height?: number;
}

app.on('before-quit', () => {
  quitting = true;
});

/** States of the windows that somebody uses. */
export function userStates(): readonly WindowState[] {
  return [...states.values()].filter(({ picture }) => picture === null);
}

/** Windows that somebody uses. */
export function userWindows(): readonly BrowserWindow[] {
  return userStates().map(({ window }) => window);
}

/** Opens a window on a file, a draft, or nothing; or a page that nobody sees, for a picture. */
export function openWindow({ path = null, draft, snapshot, picture, width, height }: OpenRequest): BrowserWindow {
  const fixed = snapshot !== undefined || picture !== undefined;
  const size = settings().size;
  const window = new BrowserWindow({
    width: width ?? snapshot?.width ?? size?.width ?? 1280,
    height: height ?? snapshot?.height ?? size?.height ?? 800,
    useContentSize: fixed,
    frame: !fixed,
    // A picture has the size that was asked for.
    minWidth: fixed ? undefined : 960,
    minHeight: fixed ? undefined : 600,
    show: false,
    title: 'Gradpath',
    backgroundColor: '#faf9f6',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      offscreen: picture !== undefined,
      partition: picture === undefined ? undefined : PICTURES,
    },
  });
  const { id } = window;
  const state: WindowState = {
    window,
    path: draft?.path ?? path,
    snapshot: snapshot ?? null,
    picture: picture ?? null,
    dirty: false,
    shown: false,
    mayClose: fixed,
    hung: false,
    crashes: [],
  };
  states.set(id, state);
  if (draft) adoptDraft(id, draft);
  if (draft?.path) see(id, draft.path, draft.seen);
  if (size?.maximized && !fixed) window.maximize();
  if (!picture) window.once('ready-to-show', () => window.show());
  window.on('close', (event) => closing(event, state));
  window.on('closed', () => {
    states.delete(id);
    forgetTokens(id);
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !fixed) revive(state);
  });
  window.webContents.on('did-finish-load', () => {
    // The window has no zoom of its own, but an earlier version of the program has left one behind.
    if (!picture && window.webContents.getZoomFactor() !== 1) window.webContents.setZoomFactor(1);
  });
  window.on('unresponsive', () => {
    state.hung = true;
  });
  window.on('responsive', () => {
    state.hung = false;
  });
  void window.loadURL(`${ORIGIN}/`);
  return window;
}

function closing(event: Electron.Event, state: WindowState): void {
  const { window } = state;
  // A page that is crashed, hangs or has not come yet is let go: its draft stays and opens at the next start.
  const answers = state.shown && !state.hung && !window.webContents.isCrashed();
  if (!state.mayClose && state.dirty && answers) {
    event.preventDefault();
    send(window, 'window:closeRequested', undefined);
    return;
  }
  if (state.shown && !state.dirty) discardDraft(window.id);
  if (state.snapshot || state.picture) return;
  const { width, height } = window.getNormalBounds();
  changeSettings({ size: { width, height, maximized: window.isMaximized() } });
}

/** The page has saved or given up what was unsaved. */
export function closeForGood(state: WindowState): void {
  state.mayClose = true;
  discardDraft(state.window.id);
  state.window.close();
  if (quitting) app.quit();
}

/** The user would rather stay: a quit that was under way is off. */
export function stay(): void {
  quitting = false;
}

/** Loads a crashed page again; it starts from its draft, or else from its file. A page that keeps crashing is left to the user. */
function revive(state: WindowState): void {
  const now = Date.now();
  state.crashes = [...state.crashes.filter((time) => now - time < 20_000), now];
  state.shown = false;
  // It may have been asked to close, and will not answer that any more.
  stay();
  if (state.crashes.length > 2) {
    dialog.showErrorBox('Gradpath', 'The window keeps crashing. Unsaved work is kept and opens at the next start.');
    state.window.destroy();
    return;
  }
  state.window.webContents.reload();
}

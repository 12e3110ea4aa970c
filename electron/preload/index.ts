/** The page's only door: named channels of the contract. The sandbox stays on. */
import { contextBridge, ipcRenderer } from 'electron';
import type { Events, Invocations, Notices } from '../shared/ipc';

// Lists, not types, so that the page can reach nothing that the contract does not name; records make them complete.
const INVOCATIONS: Record<keyof Invocations, true> = {
  'app:startup': true,
  'file:choose': true,
  'file:elsewhere': true,
  'file:openToken': true,
  'file:save': true,
  'picture:export': true,
  'file:recents': true,
  'draft:write': true,
  'draft:discard': true,
  'draft:setAside': true,
  'window:askUnsaved': true,
  'window:new': true,
  'settings:set': true,
  'clipboard:write': true,
  'clipboard:read': true,
  'parts:list': true,
  'parts:read': true,
  'parts:keep': true,
  'parts:remove': true,
};
const NOTICES: Record<keyof Notices, true> = {
  'window:state': true,
  'window:closeNow': true,
  'window:stays': true,
  'snapshot:ready': true,
};
const EVENTS: Record<keyof Events, true> = {
  'menu:command': true,
  'menu:example': true,
  'window:closeRequested': true,
  'parts:changed': true,
};

function allowed(list: Record<string, true>, channel: unknown): string {
  if (typeof channel !== 'string' || !Object.hasOwn(list, channel)) throw new Error('unknown channel');
  return channel;
}

contextBridge.exposeInMainWorld('api', {
  invoke: (channel: unknown, request: unknown) => ipcRenderer.invoke(allowed(INVOCATIONS, channel), request),
  notify: (channel: unknown, notice: unknown) => ipcRenderer.send(allowed(NOTICES, channel), notice),
  on: (channel: unknown, listener: (event: unknown) => void) => {
    const name = allowed(EVENTS, channel);
    const handler = (_event: unknown, payload: unknown) => listener(payload);
    ipcRenderer.on(name, handler);
    return () => {
      ipcRenderer.removeListener(name, handler);
    };
  },
});

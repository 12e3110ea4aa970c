/** What no page may do, whatever it holds: navigate, open windows, attach views, download, get permissions. */
import { app, type Session } from 'electron';
import { ORIGIN } from './protocol';

/** Applies to every window and view that will ever exist, and to the pages of these sessions. */
export function lockDown(sessions: readonly Session[]): void {
  for (const pages of sessions) {
    // Without handlers Electron grants permissions.
    pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    pages.setPermissionCheckHandler(() => false);
    pages.setDevicePermissionHandler(() => false);
    // Files leave the app through its own dialogs only.
    pages.on('will-download', (event) => event.preventDefault());
  }
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event, url) => {
      if (!url.startsWith(`${ORIGIN}/`)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

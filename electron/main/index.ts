/** Boot order only. */
import { resolve } from 'node:path';
import { app, session } from 'electron';
import { parseArguments } from './arguments';
import { takeOrphanDrafts } from './drafts';
import { sweepUnfinished } from './files';
import { registerIpc } from './ipc';
import { installMenu } from './menu';
import { openAnything, openFile } from './oneWindow';
import { registerScheme, serveApp } from './protocol';
import { lockDown } from './security';
import { loadSettings } from './settings';
import { runSnapshot } from './snapshot';
import { openWindow, PICTURES, userWindows } from './windows';

app.setName('Gradpath');
const userData = process.env.GRADPATH_USER_DATA;
if (userData) app.setPath('userData', userData);

const request = parseArguments(process.argv, app.isPackaged);
registerScheme();

if (request.problem !== null) {
  console.error(`gradpath: ${request.problem}`);
  app.exit(2);
  // A snapshot is its own run: it must not be swallowed by an app that is already open.
} else if (request.snapshot === null && !app.requestSingleInstanceLock()) {
  app.quit();
} else {
  app.on('second-instance', (_event, argv, workingDirectory) => {
    const { file } = parseArguments(argv, app.isPackaged);
    if (file !== null) openFile(resolve(workingDirectory, file));
    else openAnything();
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    void app.whenReady().then(() => openFile(resolve('/', path)));
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  void app.whenReady().then(start);
}

async function start(): Promise<void> {
  const sessions = [session.defaultSession, session.fromPartition(PICTURES)];
  lockDown(sessions);
  for (const pages of sessions) serveApp(pages);
  loadSettings();
  registerIpc(request.lines);
  installMenu();
  const file = request.file === null ? null : resolve(request.file);
  if (request.snapshot !== null) {
    await runSnapshot(request.snapshot, file);
    return;
  }
  sweepUnfinished();
  const drafts = takeOrphanDrafts();
  for (const draft of drafts) openWindow({ draft });
  if (file !== null) openFile(file);
  else if (drafts.length === 0) openWindow({});
  app.on('activate', () => {
    if (userWindows().length === 0) openWindow({});
  });
}

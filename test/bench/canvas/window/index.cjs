/** A plain Electron window for a peer's page: no preload, the same size as the app's. */
const { app, BrowserWindow } = require('electron');

app.whenReady().then(() => {
  const page = process.argv.find((argument) => argument.startsWith('--page='))?.slice('--page='.length) ?? '';
  const [file, search] = page.split('?');
  const window = new BrowserWindow({ width: 1280, height: 800, useContentSize: true });
  void window.loadFile(file, { search: search ?? '' });
});
app.on('window-all-closed', () => app.quit());

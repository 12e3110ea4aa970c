/** The walls, tried from inside the running page. */
import { expect, test } from './app';

test('the page comes from app:// with a strict policy, isolated and sandboxed, and has no Node', async ({
  gradpath,
}) => {
  const { app, page } = gradpath;
  expect(page.url()).toBe('app://gradpath/');
  const headers = await page.evaluate(async () => {
    const response = await fetch('app://gradpath/');
    return Object.fromEntries(response.headers);
  });
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(headers['content-security-policy']).not.toMatch(/'unsafe-inline'|'unsafe-eval'|\*/);
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(
    await page.evaluate(() => ({
      node: [
        typeof (globalThis as Record<string, unknown>).require,
        typeof (globalThis as Record<string, unknown>).process,
      ],
      isolated: crossOriginIsolated,
      api: Object.keys(window.api).sort(),
    })),
  ).toEqual({ node: ['undefined', 'undefined'], isolated: true, api: ['invoke', 'notify', 'on'] });
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0].webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webviewTag } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webviewTag };
  });
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false });
});

test('eval, inline script, foreign hosts and files outside the page are refused', async ({ gradpath }) => {
  const { page } = gradpath;
  const tried = await page.evaluate(async () => {
    const attempt = async (work: () => unknown) => {
      try {
        await work();
        return 'allowed';
      } catch {
        return 'refused';
      }
    };
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
    const status = async (path: string) => (await fetch(path)).status;
    return {
      // In a task of its own: what the test driver itself evaluates is exempt from the policy.
      evaluated: await new Promise((resolve) => setTimeout(() => resolve(attempt(() => new Function('return 1')())))),
      inline: 'inlineRan' in window ? 'allowed' : 'refused',
      host: await attempt(() => fetch('https://example.invalid/')),
      file: await attempt(() => fetch('file:///etc/passwd')),
      up: await status('app://gradpath/..%2f..%2fpackage.json'),
      elsewhere: await attempt(() => fetch('app://other/')),
    };
  });
  expect(tried).toEqual({
    evaluated: 'refused',
    inline: 'refused',
    host: 'refused',
    file: 'refused',
    up: 404,
    elsewhere: 'refused',
  });
});

test('permissions are denied, pop-ups too, unknown and malformed messages refused', async ({ gradpath }) => {
  const { app, page } = gradpath;
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  expect(await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state)).toBe(
    'denied',
  );
  expect(await page.evaluate(() => window.open('https://example.invalid/') === null)).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  const refused = (channel: string, request: unknown) =>
    page.evaluate(
      async ([name, body]) => {
        try {
          await (window.api.invoke as (channel: unknown, request: unknown) => Promise<unknown>)(name, body);
          return 'allowed';
        } catch {
          return 'refused';
        }
      },
      [channel, request] as const,
    );
  expect(await refused('shell:open', {})).toBe('refused');
  expect(await refused('__proto__', {})).toBe('refused');
  expect(await refused('file:openToken', { token: '/etc/passwd' })).toBe('refused');
  expect(await refused('file:save', { token: null, text: 5 })).toBe('refused');
  expect(await refused('settings:set', { theme: 'dark', path: '/tmp/x' })).toBe('refused');
  const reply = await page.evaluate(() => window.api.invoke('file:openToken', { token: crypto.randomUUID() }));
  expect(reply).toEqual({ status: 'failed', message: 'That file is not known to this window.' });
});

test('the page downloads nothing past the dialogs of the app', async ({ gradpath }) => {
  const { app, page } = gradpath;
  await app.evaluate(({ session }) => {
    session.defaultSession.once('will-download', (event) => {
      (globalThis as { download?: string }).download = event.defaultPrevented ? 'refused' : 'allowed';
    });
  });
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['text']));
    link.download = 'x.txt';
    link.click();
  });
  await expect.poll(() => app.evaluate(() => (globalThis as { download?: string }).download)).toBe('refused');
});

test('the page cannot be led away', async ({ gradpath }) => {
  const { app, page } = gradpath;
  await page.evaluate(() => {
    location.href = 'https://example.invalid/';
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  // After a refused navigation the page is asked through the app: its locators may hang.
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].webContents.getURL())).toBe(
    'app://gradpath/',
  );
});

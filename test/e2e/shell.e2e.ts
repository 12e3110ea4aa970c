/** The app as a program: pictures without a window, a second start, endings of names, drafts of several windows. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerDialogs, answerUnsaved, expect, ROOT, test, timesAsked } from './app';
import { chooseMenu } from './menu';

const EXAMPLE = join(ROOT, 'resources/examples/two-routes.gradpath');
const folder = () => mkdtempSync(join(tmpdir(), 'gradpath-shell-'));

interface Ended {
  readonly status: number | null;
  readonly errors: string;
}

/** How long a start may take, milliseconds, and how often it is tried: about one Electron start in hundreds hangs. */
const PATIENCE = 60_000;
const TRIES = 3;

/** One start of the app beside Playwright, as a shell would; null when it does not end. */
function runOnce(userData: string, args: readonly string[]): Promise<Ended | null> {
  return new Promise((resolve, reject) => {
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const child = spawn(process.env.GRADPATH_ELECTRON as string, [...root, ROOT, ...args], {
      env: { ...process.env, GRADPATH_USER_DATA: userData },
      stdio: ['ignore', 'ignore', 'pipe'],
      // A group of its own: a start that hangs is ended with all that it started.
      detached: true,
    });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    const timer = setTimeout(() => {
      process.kill(-(child.pid as number), 'SIGKILL');
      resolve(null);
    }, PATIENCE);
    const end = (status: number | null) => {
      clearTimeout(timer);
      const said = errors.split('\n').filter((line) => line.startsWith('gradpath:'));
      resolve({ status, errors: said.join('\n') });
    };
    child.on('error', reject);
    // A process of Chromium's that outlives the app by a moment can hold the pipe open: the app's own end counts.
    child.on('exit', (status) => setTimeout(() => end(status), 1_000));
    child.on('close', end);
  });
}

/** Runs the app beside Playwright, again when a start hangs. */
async function run(userData: string, ...args: string[]): Promise<Ended> {
  for (let tries = 0; tries < TRIES; tries++) {
    const ended = await runOnce(userData, args);
    if (ended) return ended;
  }
  throw new Error(`${args.join(' ')}: Electron did not end in ${TRIES} tries`);
}

test('a picture is drawn in the size that was asked for, and leaves no trace', async () => {
  const at = folder();
  const userData = join(at, 'user');
  const out = join(at, 'out.png');
  expect(await run(userData, '--snapshot', out, EXAMPLE, '--param', 'w11', '--size', '800x500')).toEqual({
    status: 0,
    errors: '',
  });
  const png = readFileSync(out);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([800, 500]);
  expect(existsSync(join(userData, 'settings.json'))).toBe(false);
});

test('a picture of what cannot be drawn is refused in one sentence, with exit 2 and no file', async () => {
  const at = folder();
  const out = join(at, 'out.png');
  const damaged = join(at, 'damaged.gradpath');
  writeFileSync(damaged, readFileSync(EXAMPLE, 'utf8').replace('"sigmoid"', '"swish"'));
  const cases: [string[], string][] = [
    [[damaged], 'gradpath: damaged.gradpath: nodes[2].activation: expected one of'],
    [[join(at, 'none.gradpath')], 'gradpath: none.gradpath: there is no such file.'],
    [[EXAMPLE, '--param', 'w99'], 'there is no edge "w99"'],
    [[EXAMPLE, '--size', 'large'], 'gradpath: --size: expected a size such as 1440x900, found "large".'],
  ];
  for (const [args, sentence] of cases) {
    const { status, errors } = await run(join(at, 'user'), '--snapshot', out, ...args);
    expect(errors).toContain(sentence);
    expect(errors.split('\n')).toHaveLength(1);
    expect(status).toBe(2);
    expect(existsSync(out)).toBe(false);
  }
});

test('a second start hands its file to the app that runs', async ({ gradpath }) => {
  const file = join(folder(), 'second.gradpath');
  writeFileSync(file, readFileSync(EXAMPLE));
  const opened = gradpath.app.waitForEvent('window');
  expect((await run(gradpath.userData, file)).status).toBe(0);
  const page = await opened;
  await expect(page.getByTestId('document-name')).toHaveText('second.gradpath');
  await expect(gradpath.page.getByTestId('document-name')).not.toHaveText('second.gradpath');
});

test('an ending that is added does not replace another file unasked', async ({ gradpath }) => {
  const at = folder();
  const taken = join(at, 'net.gradpath');
  writeFileSync(taken, 'not to be lost');
  await answerDialogs(gradpath, join(at, 'net'));
  await answerUnsaved(gradpath, 1);
  await chooseMenu(gradpath, 'File', 'Save As…');
  await expect.poll(() => timesAsked(gradpath)).toBe(1);
  expect(readFileSync(taken, 'utf8')).toBe('not to be lost');
  await answerDialogs(gradpath, join(at, 'other'));
  await chooseMenu(gradpath, 'File', 'Save As…');
  await expect(gradpath.page.getByTestId('document-name')).toHaveText('other.gradpath');
  expect(readFileSync(taken, 'utf8')).toBe('not to be lost');
  expect(readdirSync(at).sort()).toEqual(['net.gradpath', 'other.gradpath']);
});

test('drafts of several windows all come back; what was taken back does not', async ({ launch }) => {
  const userData = folder();
  const drafts = join(userData, 'drafts');
  mkdirSync(drafts);
  const text = readFileSync(EXAMPLE, 'utf8');
  for (const name of ['one', 'two']) {
    writeFileSync(join(drafts, `${name}.json`), JSON.stringify({ name: `${name}.gradpath`, path: null, text }));
  }
  const first = await launch({ userData });
  await expect.poll(() => first.app.windows().length).toBe(2);
  const names = async () => {
    const all = await Promise.all(first.app.windows().map((page) => page.getByTestId('document-name').textContent()));
    return all.sort();
  };
  await expect.poll(names).toEqual(['one.gradpath', 'two.gradpath']);

  // A change that is undone leaves no draft: only the two restored ones are still unsaved.
  const opened = first.app.waitForEvent('window');
  expect((await run(userData, EXAMPLE)).status).toBe(0);
  const page = await opened;
  await page.getByTestId('edge-w11').waitFor({ state: 'attached' });
  await page.getByTestId('node-n2').click();
  await page.keyboard.press('Delete');
  await expect.poll(() => readdirSync(drafts).length).toBe(3);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(() => readdirSync(drafts).length).toBe(2);
});

test('a window that hangs can be closed, and its work opens at the next start', async ({ launch }) => {
  const first = await launch();
  await first.win.type(first.page.getByTestId('param-value'), '0.75');
  await expect(first.page.getByTestId('dirty')).toBeVisible();
  const drafts = join(first.userData, 'drafts');
  await expect.poll(() => existsSync(drafts) && readdirSync(drafts).length).toBe(1);
  const ended = new Promise((resolve) => first.app.process().once('exit', resolve));
  await first.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    // What Chromium says after half a minute without an answer.
    window.emit('unresponsive');
    setTimeout(() => window.close());
  });
  await ended;
  const second = await launch({ userData: first.userData });
  await expect(second.win.notice).toContainText('Restored unsaved work');
});

test('a quit that was called off by not saving does not come back when a window closes later', async ({ gradpath }) => {
  const { app, page, win } = gradpath;
  await win.type(page.getByTestId('param-value'), '0.75');
  await expect(page.getByTestId('dirty')).toBeVisible();
  await app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = (() => {
      (globalThis as { savesAsked?: number }).savesAsked = 1;
      return Promise.resolve({ canceled: true, filePath: '' });
    }) as typeof dialog.showSaveDialog;
  });
  await answerUnsaved(gradpath, 0);
  await app.evaluate(({ app: electron }) => {
    setTimeout(() => electron.quit());
  });
  await expect.poll(() => app.evaluate(() => (globalThis as { savesAsked?: number }).savesAsked ?? 0)).toBe(1);
  const opened = app.waitForEvent('window');
  await chooseMenu(gradpath, 'File', 'New Window');
  await (await opened).locator('html[data-ready]').waitFor();
  await answerUnsaved(gradpath, 1);
  await app.evaluate(({ BrowserWindow }) => {
    setTimeout(() =>
      BrowserWindow.getAllWindows()
        .find((window) => window.getTitle().includes('•'))
        ?.close(),
    );
  });
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  // The page that is left answers: nothing is being quit.
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

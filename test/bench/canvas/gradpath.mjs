/** Gradpath itself: the real app, its own window, driven from outside by what a person does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { file } from './networks.mjs';

/** The clocks, for a page whose security policy lets no script in. */
const CLOCKS = readFileSync(join(import.meta.dirname, 'clock.mjs'), 'utf8').replaceAll('export ', '');

/** @param {import('@playwright/test').Page} page */
async function still(page) {
  await page.waitForFunction(() => {
    const now = window.look();
    const known = window.known ?? { now, since: performance.now() };
    window.known = known.now === now ? known : { now, since: performance.now() };
    return performance.now() - window.known.since > 300;
  });
}

/**
 * What the canvas shows of the lines, as text that changes with it: the number of the picture, or, where lines are elements
 * of the page, the first matrix's own.
 */
const LOOK = `window.look = () => {
  const layer = document.querySelector('[data-testid="edge-layer"]');
  if (Number(layer?.dataset.lines) > 0) return layer.dataset.shown ?? '';
  const edge = document.querySelector('[data-testid="edge-w1"]');
  return edge === null ? '' : edge.innerHTML;
}`;

/** A place of the screen on the topmost weight of the first matrix. @param {import('@playwright/test').Page} page */
function onFirstWeight(page) {
  return page.evaluate(() => {
    const line = document.querySelector('[data-testid="edge-w1"] .react-flow__edge-interaction');
    if (line instanceof SVGPathElement) {
      const middle = line.getPointAtLength(line.getTotalLength() / 2);
      const { x, y } = new DOMPoint(middle.x, middle.y).matrixTransform(line.getScreenCTM() ?? undefined);
      return { x, y };
    }
    const at = (/** @type {string} */ node) => {
      const box = document
        .querySelector(`[data-testid="node-${node}"] :is(circle, [title*="a ="])`)
        ?.getBoundingClientRect();
      if (!box) throw new Error(`${node} shows no units`);
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    const [a, b] = [at('l0'), at('l1')];
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  });
}

/**
 * Recolours in every frame for three seconds: how many frames and pictures a second there were, and how long the page's
 * thread worked in a frame, all of the app included. @param {import('@playwright/test').Page} page
 */
async function stream(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const busy = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
  const before = await busy();
  const { frames, pictures, ms } = await page.evaluate(async () => {
    const buttons = [...document.querySelectorAll('header button')].filter((item) =>
      ['Weight', 'Contribution'].includes(item.textContent ?? ''),
    );
    const shown = () => Number(document.querySelector('[data-testid="edge-layer"]')?.getAttribute('data-shown'));
    const first = shown();
    const start = performance.now();
    let count = 0;
    while (performance.now() - start < 3000) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      buttons[count % 2].click();
      count += 1;
    }
    return { frames: count, pictures: shown() - first, ms: performance.now() - start };
  });
  const mainMs = ((await busy()) - before) / frames;
  await devtools.detach();
  return { framesPerSecond: (1000 * frames) / ms, picturesPerSecond: (1000 * pictures) / ms, mainMs };
}

/** Milliseconds from a real event to the frame after the one that shows its answer.
 * @param {import('@playwright/test').Page} page @param {string} event @param {string} done @param {() => Promise<unknown>} act */
async function answered(page, event, done, act) {
  await page.evaluate(
    async ([type, condition]) => {
      const rest = await window.clock.awake();
      const before = window.look();
      const isDone = () =>
        condition === 'picture' ? window.look() !== before : document.querySelector(condition) !== null;
      window.answer = new Promise((resolve) => {
        const begin = () => {
          window.removeEventListener(type, begin, true);
          void window.clock
            .timed(
              () => {},
              () => isDone(),
            )
            .then((time) => {
              rest();
              resolve(time);
            });
        };
        window.addEventListener(type, begin, true);
      });
    },
    [event, done],
  );
  await act();
  return page.evaluate(() => window.answer);
}

/** The actions of the benchmark on the app's page. @param {import('@playwright/test').Page} page */
export function gradpath(page) {
  let colour = 0;
  let chosen = false;
  return {
    prepare: () =>
      page.evaluate(`${LOOK}; window.clock = (() => { ${CLOCKS}; return { awake, timed, toFrame, frames, fire }; })()`),
    open: (/** @type {readonly number[]} */ sizes) =>
      page.evaluate(
        (text) =>
          window.clock.toFrame(
            () => {
              const data = new DataTransfer();
              data.items.add(new File([text], 'bench.gradpath'));
              window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
            },
            // Coloured: an element without its gradient is not yet what was opened.
            () => /^[1-9]/.test(window.look()) || /positive|negative/.test(window.look()),
          ),
        file(sizes),
      ),
    still: () => still(page),
    stream: () => stream(page),
    recolour: () => {
      colour += 1;
      return page.evaluate(
        (name) => {
          const before = window.look();
          const button = [...document.querySelectorAll('header button')].find((item) => item.textContent === name);
          return window.clock.toFrame(
            () => button.click(),
            () => window.look() !== before,
          );
        },
        colour % 2 ? 'Weight' : 'Contribution',
      );
    },
    click: async () => {
      chosen = !chosen;
      const at = chosen
        ? await onFirstWeight(page)
        : await page.evaluate(() => {
            const box = document.querySelector('.react-flow__pane').getBoundingClientRect();
            return { x: box.x + 8, y: box.y + box.height - 8 };
          });
      return answered(page, 'pointerup', 'picture', () => page.mouse.click(at.x, at.y));
    },
    hover: async () => {
      const { x, y } = await onFirstWeight(page);
      await page.mouse.move(x, y - 200);
      await page.waitForTimeout(60);
      // Elements have their labels already: there the line itself is marked.
      const elements = await page.evaluate(() => document.querySelector('[data-testid="edge-w1"]') !== null);
      const done = elements ? 'picture' : '[data-testid^="edge-label-w1"]';
      return answered(page, 'pointermove', done, () => page.mouse.move(x, y));
    },
    pan: (/** @type {number} */ count) =>
      page.evaluate(
        (n) =>
          window.clock.frames(
            (i) =>
              window.clock.fire(document.querySelector('.react-flow__pane'), 'wheel', {
                clientX: 500,
                clientY: 400,
                deltaX: i % 2 ? 6 : -6,
                deltaY: i % 2 ? 3 : -3,
              }),
            n,
          ),
        count,
      ),
    zoom: (/** @type {number} */ count) =>
      page.evaluate(
        (n) =>
          window.clock.frames(
            (i) =>
              window.clock.fire(document.querySelector('.react-flow__pane'), 'wheel', {
                clientX: 500,
                clientY: 400,
                deltaY: i % 2 ? 10 : -10,
                ctrlKey: true,
              }),
            n,
          ),
        count,
      ),
    drag: (/** @type {number} */ count) =>
      page.evaluate(async (n) => {
        const node = document.querySelector('[data-testid="node-l0"]');
        const box = node.getBoundingClientRect();
        const start = { clientX: box.x + 20, clientY: box.y + 6 };
        window.clock.fire(node, 'mousedown', start);
        const times = await window.clock.frames(
          (i) =>
            window.clock.fire(window, 'mousemove', {
              clientX: start.clientX + 4 + 2 * (i % 10),
              clientY: start.clientY + i,
            }),
          n,
        );
        window.clock.fire(window, 'mouseup', start);
        return times;
      }, count),
  };
}

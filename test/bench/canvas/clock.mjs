/** Clocks that run in every engine's page: from an action to the frame that shows it. */

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/**
 * Keeps frames coming until the answer is called, by one pixel that changes. A window at rest, or a frame in which nothing
 * changed, waits for the display's next tick, up to 17 ms, whatever its page does: that wait belongs to no engine.
 */
export async function awake() {
  const pixel = document.createElement('div');
  pixel.style.cssText = 'position:fixed;left:0;top:0;width:1px;height:1px;z-index:9999;pointer-events:none';
  document.body.append(pixel);
  let on = true;
  let odd = false;
  const keep = () => {
    if (!on) return;
    odd = !odd;
    pixel.style.background = odd ? '#888' : '#999';
    requestAnimationFrame(keep);
  };
  keep();
  for (let i = 0; i < 8; i++) await frame();
  return () => {
    on = false;
    pixel.remove();
  };
}

/** Milliseconds until the frame after the one that shows what `act` did. @param {() => unknown} act @param {() => boolean} [done] */
export async function toFrame(act, done) {
  const rest = await awake();
  try {
    return await timed(act, done);
  } finally {
    rest();
  }
}

/** As `toFrame`, where frames come already. @param {() => unknown} act @param {() => boolean} [done] */
export async function timed(act, done = () => true) {
  const start = performance.now();
  await act();
  for (;;) {
    await frame();
    if (done()) break;
    if (performance.now() - start > 60_000) throw new Error('nothing was shown in a minute');
  }
  await frame();
  return performance.now() - start;
}

/** Milliseconds of each frame while `step` is called once a frame. @param {(i: number) => void} step @param {number} count */
export async function frames(step, count) {
  const times = [];
  await frame();
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    step(i);
    await frame();
    times.push(performance.now() - start);
  }
  return times;
}

/** A real-looking event at a place of the window. @param {Element | Window} target @param {string} type @param {object} init */
export function fire(target, type, init) {
  const Kind = type === 'wheel' ? WheelEvent : type.startsWith('pointer') ? PointerEvent : MouseEvent;
  target.dispatchEvent(
    new Kind(type, {
      bubbles: true,
      cancelable: true,
      view: window,
      button: 0,
      pointerId: 1,
      pointerType: 'mouse',
      isPrimary: true,
      ...init,
    }),
  );
}

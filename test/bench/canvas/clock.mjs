/** Clocks that run in every engine's page: from an action to the frame that shows it. */

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Milliseconds until the frame after the one that shows what `act` did. @param {() => unknown} act @param {() => boolean} [done] */
export async function toFrame(act, done = () => true) {
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

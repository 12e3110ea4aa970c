import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromDrawer, ToDrawer } from '../../../src/canvas/edges/messages';
import { createRemote } from '../../../src/canvas/edges/remote';

/** A worker that answers nothing by itself. */
class FakeWorker {
  static readonly all: FakeWorker[] = [];
  readonly told: ToDrawer[] = [];
  ended = false;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: ((event: { preventDefault(): void }) => void) | null = null;
  constructor() {
    FakeWorker.all.push(this);
  }
  postMessage(message: ToDrawer): void {
    this.told.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  die(): void {
    this.onerror?.({ preventDefault: () => {} });
  }
}

const paint: ToDrawer = { type: 'paint', change: {}, whole: true, serial: 1, turn: 0 };
const picture = { type: 'painted', extra: false, turn: 0 } as FromDrawer;

describe('the worker that draws lines', () => {
  beforeEach(() => {
    FakeWorker.all.length = 0;
    vi.stubGlobal('Worker', FakeWorker);
    vi.stubGlobal('requestAnimationFrame', () => 0);
    vi.stubGlobal('cancelAnimationFrame', () => {});
  });
  afterEach(() => vi.unstubAllGlobals());

  it('is replaced when it dies, and given up when one after another dies without a picture', () => {
    const heard: FromDrawer[] = [];
    const died: boolean[] = [];
    const remote = createRemote(
      'cpu',
      (message) => heard.push(message),
      (again) => died.push(again),
    );
    const last = () => FakeWorker.all[FakeWorker.all.length - 1];
    // As often as it has drawn something in between, it may die again.
    for (let i = 0; i < 10; i++) {
      remote.receive(paint);
      expect(last().told).toEqual([{ type: 'start', drawing: 'cpu' }, paint]);
      last().die();
      expect(last().ended).toBe(false);
      last().onmessage?.({ data: picture });
    }
    expect([heard.length, died.length, died.includes(false)]).toEqual([10, 10, false]);
    expect(FakeWorker.all.slice(0, -1).every(({ ended }) => ended)).toBe(true);
    for (let i = 0; i < 3; i++) last().die();
    expect(died.slice(10)).toEqual([true, true, false]);
    expect(last().ended).toBe(true);
    const { length } = FakeWorker.all;
    remote.receive(paint);
    expect([FakeWorker.all.length, last().told.length]).toEqual([length, 1]);
  });
});

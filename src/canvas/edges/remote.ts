/**
 * The worker that draws lines, as the page sees it: messages go there, pictures come back. One that dies of a fault, or of
 * want of memory, is replaced.
 */
import type { SessionState } from '../../store/session';
import { createReceiver } from './mailbox';
import type { FromDrawer, FromWorker, ToDrawer } from './messages';

export interface Remote {
  receive(message: ToDrawer): void;
  /** Hears the picture that is there, if it is newer than the last one. */
  collect(): void;
  dispose(): void;
}

/** Workers that may die one after another, with no picture in between, before nobody is asked any more. */
const LIVES = 3;

function startWorker(drawing: SessionState['linesBy']): Worker {
  const worker = new Worker(new URL('./edgeWorker.ts', import.meta.url), { type: 'module', name: 'lines' });
  worker.postMessage({ type: 'start', drawing } satisfies ToDrawer);
  return worker;
}

let waitingWorker: Worker | null = null;

/** Starts the worker of the next picture ahead: opening a large network need not wait for it. */
export function prepareWorker(drawing: SessionState['linesBy']): void {
  waitingWorker ??= startWorker(drawing);
}

/**
 * `hear`: called with every picture. `died`: what was asked for will not come; `again`: another worker is there, which has
 * to be told everything anew.
 */
export function createRemote(
  drawing: SessionState['linesBy'],
  hear: (message: FromDrawer) => void,
  died: (again: boolean) => void,
): Remote {
  let lives = LIVES;
  let owed = false;
  let looking = 0;
  let receiver = createReceiver();
  let worker = listened(waitingWorker ?? startWorker(drawing));
  waitingWorker = null;

  function listened(started: Worker): Worker {
    started.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.type === 'memory') receiver.use(data.memory);
      else if (data.type === 'ready') collect();
      else heard(data);
    };
    started.onerror = (event) => {
      event.preventDefault();
      lives -= 1;
      started.terminate();
      owed = false;
      if (lives > 0) {
        receiver = createReceiver();
        worker = listened(startWorker(drawing));
      }
      died(lives > 0);
    };
    return started;
  }
  function heard(message: FromDrawer): void {
    lives = LIVES;
    if (message.type === 'painted' && !message.extra) owed = false;
    hear(message);
  }
  function collect(): void {
    const picture = receiver.take();
    if (picture) heard(picture);
  }
  /** Looks for the answer at the beginning of each frame until it is there. */
  function lookOut(): void {
    cancelAnimationFrame(looking);
    looking = requestAnimationFrame(() => {
      collect();
      if (owed) lookOut();
    });
  }

  return {
    receive(message) {
      if (lives === 0) return;
      owed = true;
      worker.postMessage(message);
      lookOut();
    },
    collect,
    dispose() {
      cancelAnimationFrame(looking);
      worker.terminate();
    },
  };
}

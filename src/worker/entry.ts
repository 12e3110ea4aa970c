/** The Web Worker: hands messages to the handlers and their replies back. */
import { createHandlers } from './handlers';
import type { Request } from './protocol';

const scope = self as unknown as DedicatedWorkerGlobalScope;

/** A message to itself comes after those that wait, and unlike a timer at once. */
const channel = new MessageChannel();
const tasks: (() => void)[] = [];
channel.port1.onmessage = () => tasks.shift()?.();

const handlers = createHandlers({
  post: (reply, transfer) => scope.postMessage(reply, transfer),
  now: () => performance.now(),
  defer(task) {
    tasks.push(task);
    channel.port2.postMessage(null);
  },
});
scope.addEventListener('message', (event: MessageEvent<Request>) => handlers.receive(event.data));

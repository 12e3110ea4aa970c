/** The Web Worker: hands messages to the handlers and their replies back. */
import { createHandlers } from './handlers';
import type { Request } from './protocol';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const handlers = createHandlers({ post: (reply, transfer) => scope.postMessage(reply, transfer) });
scope.addEventListener('message', (event: MessageEvent<Request>) => handlers.receive(event.data));

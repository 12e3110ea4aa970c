/** What the app needs from its host. Electron's version wraps `window.api`; the in-memory one serves tests. */
import type { Events, Invocations, Notices } from '../../electron/shared/ipc';

export interface Platform {
  invoke<C extends keyof Invocations>(
    channel: C,
    ...request: Invocations[C]['request'] extends undefined ? [] : [Invocations[C]['request']]
  ): Promise<Invocations[C]['reply']>;
  notify<C extends keyof Notices>(channel: C, ...notice: Notices[C] extends undefined ? [] : [Notices[C]]): void;
  /** Returns the function that ends the subscription. */
  on<C extends keyof Events>(channel: C, listener: (event: Events[C]) => void): () => void;
}

import type { Platform } from './platform';

declare global {
  interface Window {
    /** Put there by the preload script: the channels of electron/shared/ipc.ts and nothing else. */
    readonly api: Platform;
  }
}

/** The host is Electron: the preload script's methods are the platform. */
export function electronPlatform(): Platform {
  return window.api;
}

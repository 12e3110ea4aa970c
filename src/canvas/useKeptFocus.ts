/** The keyboard belongs to the canvas when what had it is gone from the page: it would belong to nothing. */
import { useEffect, useRef } from 'react';
import { useSession } from '../store/session';
import { canvasApi } from './api';

/** Milliseconds after which the panels, which follow the canvas, have followed it. */
const PANELS = 500;

/**
 * Looks after each change of `drawn`. A field that has only been left is still there, and Tab goes on from it: then nothing
 * is done.
 */
export function useKeptFocus(drawn: readonly unknown[]): void {
  const last = useRef<EventTarget | null>(null);
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      last.current = target;
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, []);
  useEffect(() => {
    const keep = () => {
      const { bare, dialog } = useSession.getState();
      const there = last.current instanceof Node && last.current.isConnected;
      if (document.activeElement === document.body && !there && !bare && dialog === 'none') canvasApi()?.focus();
    };
    keep();
    const timer = setTimeout(keep, PANELS);
    return () => clearTimeout(timer);
  }, [...drawn]);
}

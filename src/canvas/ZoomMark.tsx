import { useStoreApi } from '@xyflow/react';
import { useEffect, useLayoutEffect } from 'react';
import { FAR } from './edges/labels';

/** What is told. */
const LABELS = '.react-flow__edgelabel-renderer';
const LINES = '.lines-on-top';

/**
 * Tells the labels of lines, and the lines over the picture, how far the canvas is zoomed: `--zoom`; and labels where they
 * would be too small, `data-far`, and how large they may be where they have room, `labelScale`. They alone are told: on the
 * canvas itself, every step of a zoom would work out the style of all cards anew.
 */
export function ZoomMark({ labelScale }: { labelScale: number }) {
  const store = useStoreApi();
  useLayoutEffect(() => {
    const labels = store.getState().domNode?.querySelector<HTMLElement>(LABELS);
    labels?.style.setProperty('--label-room', String(labelScale));
  }, [store, labelScale]);
  useEffect(() => {
    let told = Number.NaN;
    const tell = () => {
      const { domNode, transform } = store.getState();
      const zoom = transform[2];
      const labels = domNode?.querySelector<HTMLElement>(LABELS);
      if (!labels || zoom === told) return;
      told = zoom;
      labels.style.setProperty('--zoom', String(zoom));
      domNode?.querySelector<SVGElement>(LINES)?.style.setProperty('--zoom', String(zoom));
      labels.toggleAttribute('data-far', zoom < FAR);
    };
    tell();
    return store.subscribe(tell);
  }, [store]);
  return null;
}

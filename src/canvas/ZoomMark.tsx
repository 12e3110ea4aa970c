import { useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';

/** Further out than this the labels of lines could not be read, and are left out but for those that are asked for. */
const FAR = 0.6;

/**
 * Tells the labels of lines how far the canvas is zoomed: `--zoom`, and `data-far` where they would be too small. They alone
 * are told: on the canvas itself, every step of a zoom would work out the style of all cards anew.
 */
export function ZoomMark() {
  const store = useStoreApi();
  useEffect(() => {
    let told = Number.NaN;
    const tell = () => {
      const { domNode, transform } = store.getState();
      const zoom = transform[2];
      const labels = domNode?.querySelector<HTMLElement>('.react-flow__edgelabel-renderer');
      if (!labels || zoom === told) return;
      told = zoom;
      labels.style.setProperty('--zoom', String(zoom));
      labels.toggleAttribute('data-far', zoom < FAR);
    };
    tell();
    return store.subscribe(tell);
  }, [store]);
  return null;
}

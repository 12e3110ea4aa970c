import { useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';

/** Further out than this the labels of lines could not be read, and are left out but for those that are asked for. */
const FAR = 0.6;

/** Tells the style sheet how far the canvas is zoomed: `--zoom`, and `data-far` where labels would be too small. */
export function ZoomMark() {
  const store = useStoreApi();
  useEffect(() => {
    let told = Number.NaN;
    const tell = () => {
      const { domNode, transform } = store.getState();
      const zoom = transform[2];
      if (!domNode || zoom === told) return;
      told = zoom;
      domNode.style.setProperty('--zoom', String(zoom));
      domNode.toggleAttribute('data-far', zoom < FAR);
    };
    tell();
    return store.subscribe(tell);
  }, [store]);
  return null;
}

/**
 * Listens for Escape while a gesture is under way; ends with the call of what it answers. Nobody else hears of the key: the
 * choice must not go with the gesture.
 */
export function onEscape(act: () => void): () => void {
  const listen = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  window.addEventListener('keydown', listen, true);
  return () => window.removeEventListener('keydown', listen, true);
}

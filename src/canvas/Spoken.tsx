import { useSession } from '../store/session';

/** What a screen reader says next. On its own, so that a sentence does not render the canvas. */
export function Spoken() {
  const spoken = useSession((state) => state.spoken);
  return (
    <p aria-live="polite" data-testid="spoken" className="sr-only">
      {spoken}
    </p>
  );
}

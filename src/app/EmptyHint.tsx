/** What an empty canvas says: the first three moves. */
export function EmptyHint() {
  return (
    <div className="pointer-events-none absolute inset-0 flex items-center justify-center">
      <div className="max-w-[420px] text-center">
        <p className="text-base text-ink">Drag an input, a neuron and a loss here.</p>
        <p className="mt-1 text-ink-2">
          Connect them from the right side of one to the left side of the next, then click a weight to see every path by
          which it reaches the loss.
        </p>
      </div>
    </div>
  );
}

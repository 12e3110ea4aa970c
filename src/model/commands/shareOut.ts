/** Things in a row shared out among rooms one behind another, in their order. Pure numbers. */

/** Things first..last of the row, by room; `first` > `last` where a room is empty. */
interface Share {
  first: number;
  last: number;
}

/**
 * The room of each thing: the one that it wishes, or, where that is too small for all that wish it, one further on or
 * back. `wishes` must not go back. Null when the rooms are too small for all.
 */
export function shareOut(
  sizes: readonly number[],
  rooms: readonly number[],
  wishes: readonly number[],
): readonly number[] | null {
  const left = [...rooms];
  const shares = rooms.map((): Share => ({ first: 0, last: -1 }));
  let at = 0;
  for (const [room, share] of shares.entries()) {
    share.first = at;
    while (at < sizes.length && wishes[at] <= room) at += 1;
    share.last = at - 1;
    for (let i = share.first; i <= share.last; i++) left[room] -= sizes[i];
  }
  // What is too much goes on to the next; what the last cannot take comes back.
  for (let room = 0; room + 1 < rooms.length; room++) {
    const share = shares[room];
    for (; left[room] < 0 && share.first <= share.last; share.last--) {
      left[room] += sizes[share.last];
      left[room + 1] -= sizes[share.last];
      shares[room + 1].first = share.last;
    }
  }
  for (let room = rooms.length - 1; room > 0; room--) {
    const share = shares[room];
    for (; left[room] < 0 && share.first <= share.last; share.first++) {
      left[room] += sizes[share.first];
      left[room - 1] -= sizes[share.first];
      shares[room - 1].last = share.first;
    }
  }
  const fits = shares.every(({ first, last }, room) => first > last || left[room] >= 0);
  if (!fits) return null;
  const result = new Array<number>(sizes.length);
  for (const [room, { first, last }] of shares.entries()) result.fill(room, first, last + 1);
  return result;
}

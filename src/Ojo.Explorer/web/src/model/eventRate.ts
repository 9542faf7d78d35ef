/** How far back the rate looks: long enough for a watcher that takes in a file every second or two. */
const windowMs = 6000;

/** How many events a second a store takes in, from how many it had when. */
export class EventRate {
  readonly #seen: { readonly atMs: number; readonly events: number }[] = [];

  add(atMs: number, events: number): void {
    const last = this.#seen[this.#seen.length - 1];
    // Another store, or one that was made anew.
    if (last !== undefined && events < last.events) this.#seen.length = 0;
    if (last === undefined || events !== last.events || this.#seen.length < 2) this.#seen.push({ atMs, events });
    // One from before the window stays: the window begins between it and the next.
    while (this.#seen.length > 2 && (this.#seen[1]?.atMs ?? atMs) < atMs - windowMs) this.#seen.shift();
  }

  /** Events per second over the last seconds; null until there is something to compare. */
  perSecond(nowMs: number): number | null {
    const first = this.#seen[0];
    const last = this.#seen[this.#seen.length - 1];
    if (first === undefined || last === undefined || first === last) return null;
    if (nowMs - last.atMs > windowMs) return 0;
    return (last.events - first.events) / Math.max(0.25, (nowMs - first.atMs) / 1000);
  }
}

import { Signal } from './signal';
import { contains, extentOf, fitInto, markable, moved, sameRange, spanOf, type TimeRange, zoomed } from './timeRange';

/**
 * What part of a flow's time is on the screen: one for all panels.
 *
 * A gesture moves `range` with every frame; `settled` follows when the gesture has come to rest, and is what goes into
 * the address and what the event table lists.
 */
export class Viewport {
  readonly range: Signal<TimeRange>;
  readonly settled: Signal<TimeRange>;
  /** What the table lists and the numbers are of: the marked stretch, else what is on the screen. */
  readonly listed: Signal<TimeRange>;
  /** The time under the pointer, or null. */
  readonly cursor = new Signal<number | null>(null);
  /** A stretch that is being dragged over, and after it the marked one; null: neither. */
  readonly selection = new Signal<TimeRange | null>(null);
  /** The marked stretch, which stays while the view moves; null: none is. */
  readonly marked = new Signal<TimeRange | null>(null);
  /** Whether the view keeps to the newest events as they arrive. */
  readonly follow = new Signal(false);
  #extent: TimeRange;
  #lastNs: number;
  #rest = 0;

  constructor(firstNs: number, lastNs: number, range: TimeRange | null) {
    const extent = this.#extent = extentOf(firstNs, lastNs);
    this.#lastNs = lastNs;
    const start = range === null ? extent : fitInto(range, extent);
    this.range = new Signal(start);
    this.settled = new Signal(start);
    this.listed = new Signal(start);
    const list = () => { this.listed.value = this.marked.value ?? this.settled.value; };
    this.settled.follow(list);
    this.marked.follow(list);
  }

  get extent(): TimeRange {
    return this.#extent;
  }

  get isWhole(): boolean {
    return contains(this.range.value, this.#extent);
  }

  /** Moves the view; call {@link settle} when the gesture is over, or leave it to the pause after it. */
  show(range: TimeRange): void {
    const next = fitInto(range, this.#extent);
    if (!sameRange(next, this.range.value)) {
      if (next.to < this.#lastNs) this.follow.value = false;
      this.range.value = next;
    }
    window.clearTimeout(this.#rest);
    this.#rest = window.setTimeout(() => this.settle(), 250);
  }

  settle(): void {
    window.clearTimeout(this.#rest);
    if (!sameRange(this.settled.value, this.range.value)) this.settled.value = this.range.value;
  }

  zoom(factor: number, at: number | null = null): void {
    const range = this.range.value;
    const fixed = at ?? this.cursor.value ?? (range.from + range.to) / 2;
    this.show(zoomed(range, factor, Math.min(Math.max(fixed, range.from), range.to)));
  }

  /** Moves by a part of what is visible. */
  pan(part: number): void {
    this.show(moved(this.range.value, spanOf(this.range.value) * part));
  }

  showAll(): void {
    this.show(this.#extent);
    this.settle();
  }

  /** Marks a stretch, or takes the mark away. */
  mark(range: TimeRange | null): void {
    const next = range === null ? null : markable(range, this.#extent);
    if (next === null || this.marked.value === null || !sameRange(next, this.marked.value)) this.marked.value = next;
    this.selection.value = this.marked.value;
  }

  /** Brings a time into view, in the middle, unless it is visible already. */
  reveal(time: number): void {
    const range = this.range.value;
    if (time >= range.from && time < range.to) return;
    this.show(moved(range, time - (range.from + range.to) / 2));
    this.settle();
  }

  /** Goes to the newest events, without a change of scale. */
  showEnd(): void {
    this.#jump(this.#end());
  }

  /** Takes in that the flow has become longer: the whole stays the whole, a followed end stays at the end. */
  grow(firstNs: number, lastNs: number): void {
    const wasWhole = this.isWhole;
    this.#extent = extentOf(firstNs, lastNs);
    this.#lastNs = lastNs;
    if (wasWhole) this.#jump(this.#extent);
    else if (this.follow.value) this.#jump(this.#end());
  }

  /** The visible span moved so that the last event is just inside. */
  #end(): TimeRange {
    const range = this.range.value;
    return moved(range, this.#lastNs + spanOf(range) * 0.03 - range.to);
  }

  #jump(range: TimeRange): void {
    const next = fitInto(range, this.#extent);
    if (sameRange(next, this.range.value)) return;
    this.range.value = next;
    this.settled.value = next;
  }
}

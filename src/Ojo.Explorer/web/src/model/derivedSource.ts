import { isAbort } from '../api/apiError';
import type { Client } from '../api/client';
import type { DerivedAnswer, DerivedColumns, Gap, SeriesColumns } from '../api/types';
import { averagingWindow, roundUp } from './averaging';
import { derivedKind, type DerivedShape } from './derived';
import type { Piece, Tile } from './series';
import { Tiles } from './tiles';
import { contains, moved, sameRange, spanOf, type TimeRange } from './timeRange';
import type { ValueSource } from './valueSource';

/** What was recorded comes first: working something out reads every event, and would keep it waiting. */
const restMs = 120;
const mostBuckets = 8192;

/** A tile whose buckets all have one length. */
interface DerivedTile extends Tile {
  readonly bucketNs: number;
  readonly unavailable: ReadonlyMap<string, string>;
  /** Up to when it could be worked out before the time was up; null: all of it. */
  readonly reachedNs: number | null;
}

/**
 * One panel's derived series. Its buckets begin at multiples of their length since the run's start and are as long as 1, 2 or 5
 * times a power of ten, so that panning moves the picture and does not change its numbers.
 */
export class DerivedSource implements ValueSource {
  readonly #tiles = new Tiles();
  readonly #kinds: readonly string[];
  readonly #isRate: boolean;
  #wholeRequest: AbortController | null = null;
  #sharpRequest: AbortController | null = null;
  #timer = 0;
  #error: unknown = null;
  #failed: TimeRange | null = null;
  #drawn: DerivedTile | null = null;

  constructor(
    private readonly client: Client,
    private readonly flow: string,
    private readonly selectors: readonly string[],
    private readonly gaps: () => readonly Gap[],
    /** Over how long rates are averaged; null: as fits. */
    private readonly averaging: () => number | null,
    private readonly changed: () => void,
  ) {
    this.#kinds = selectors.map((selector) => derivedKind(selector).kind);
    this.#isRate = selectors.some((selector) => derivedKind(selector).shape === 'rate');
  }

  get error(): unknown {
    return this.#error;
  }

  get isEmpty(): boolean {
    return this.#tiles.whole === null;
  }

  get isBusy(): boolean {
    return this.#wholeRequest !== null || this.#sharpRequest !== null || this.#timer !== 0;
  }

  /** How long the buckets are that are drawn now; null before the first answer. */
  get bucketNs(): number | null {
    return this.#drawn?.bucketNs ?? null;
  }

  /** Up to when it could be worked out before the explorer's time was up; null: all of it. */
  get reachedNs(): number | null {
    return this.#drawn?.reachedNs ?? null;
  }

  /** Why a series cannot be worked out; null where it can, or nothing is known yet. */
  unavailable(selector: string): string | null {
    return (this.#tiles.whole as DerivedTile | null)?.unavailable.get(selector) ?? null;
  }

  pieces(selector: string, range: TimeRange): readonly Piece[] {
    return this.#tiles.pieces(selector, range);
  }

  at(selector: string, time: number): SeriesColumns | undefined {
    return this.#tiles.at(selector, time);
  }

  want(range: TimeRange, extent: TimeRange, pixels: number): void {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    const wanted = this.#bucketFor(range, pixels);
    const fits = (tile: DerivedTile | null) => tile !== null && contains(tile.range, range) && tile.bucketNs === wanted;
    const { whole, sharp } = this.#tiles as { whole: DerivedTile | null; sharp: DerivedTile | null };
    this.#drawn = sharp !== null && contains(sharp.range, range) ? sharp : whole;
    if (this.#failed !== null && sameRange(this.#failed, range)) return;
    if (whole === null) {
      if (this.#wholeRequest === null) this.#soon(() => this.#load('whole', extent, this.#bucketFor(extent, pixels), range));
    } else if (fits(whole)) {
      // The whole is as sharp as the range can be, and newer than what was sharp once.
      if (sharp !== null && sharp.bucketNs !== whole.bucketNs) this.#tiles.sharp = null;
      this.#drawn = whole;
    } else if (!fits(sharp)) {
      const half = spanOf(range) / 2;
      const wide = { from: Math.max(extent.from, moved(range, -half).from), to: Math.min(extent.to, moved(range, half).to) };
      this.#soon(() => this.#load('sharp', wide, wanted, range));
    }
  }

  #soon(load: () => Promise<void>): void {
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      void load();
    }, restMs);
  }

  retry(): void {
    this.#failed = null;
  }

  async grow(extent: TimeRange, pixels: number): Promise<void> {
    if (this.#tiles.whole === null || this.#wholeRequest !== null) return;
    this.#tiles.sharp = null;
    await this.#load('whole', extent, this.#bucketFor(extent, pixels), extent);
  }

  close(): void {
    window.clearTimeout(this.#timer);
    this.#wholeRequest?.abort();
    this.#sharpRequest?.abort();
  }

  #bucketFor(range: TimeRange, pixels: number): number {
    const nsPerPixel = spanOf(range) / Math.max(1, pixels);
    return this.#isRate ? averagingWindow(this.averaging(), nsPerPixel) : roundUp(nsPerPixel);
  }

  async #load(which: 'whole' | 'sharp', range: TimeRange, bucketNs: number, wanted: TimeRange): Promise<void> {
    const request = new AbortController();
    if (which === 'whole') {
      this.#wholeRequest?.abort();
      this.#wholeRequest = request;
    } else {
      this.#sharpRequest?.abort();
      this.#sharpRequest = request;
    }
    try {
      const from = Math.max(0, Math.floor(range.from / bucketNs) * bucketNs);
      const width = Math.min(mostBuckets, Math.max(1, Math.ceil((range.to - from) / bucketNs)));
      const to = from + width * bucketNs;
      const answer = await this.client.derived(this.flow, this.#kinds, { from, to }, width, request.signal);
      this.#take(which, range, answer);
      this.#error = null;
      this.#failed = null;
    } catch (error) {
      if (isAbort(error)) return;
      this.#error = error;
      this.#failed = wanted;
    } finally {
      if (this.#wholeRequest === request) this.#wholeRequest = null;
      if (this.#sharpRequest === request) this.#sharpRequest = null;
    }
    this.changed();
  }

  #take(which: 'whole' | 'sharp', range: TimeRange, answer: DerivedAnswer): void {
    const series = new Map<string, SeriesColumns>();
    const unavailable = new Map<string, string>();
    this.selectors.forEach((selector, index) => {
      const columns = answer.series[index] as DerivedColumns;
      if (columns.unavailable !== null) unavailable.set(selector, columns.unavailable);
      series.set(selector, columnsOf(selector, columns, answer, this.gaps()));
    });
    const tile: DerivedTile = {
      range: { from: range.from, to: Math.max(range.to, Math.min(answer.toNs, range.to)) }, series, bucketNs: answer.bucketNs, unavailable,
      reachedNs: answer.partial?.timeIsUp === true ? answer.partial.reachedNs : null,
    };
    this.#tiles[which] = tile;
  }
}

/** The columns as charts read them. Where a bucket has no value the series breaks off: nothing is known there. */
export function columnsOf(selector: string, derived: DerivedColumns, { fromNs, bucketNs }: Pick<DerivedAnswer, 'fromNs' | 'bucketNs'>, gaps: readonly Gap[]): SeriesColumns {
  const { shape } = derivedKind(selector);
  const builder = new ColumnBuilder();
  for (let i = 0; i < derived.value.length; i++) {
    const start = fromNs + i * bucketNs;
    // What was not recorded would be counted as if it had not happened.
    const isTold = gaps.length === 0 || !gaps.some((gap) => gap.fromNs < start + bucketNs && gap.toNs > start);
    const value = isTold ? derived.value[i] ?? null : null;
    addBucket(builder, shape, start, start + bucketNs - 1, value, derived.min[i] ?? value, derived.max[i] ?? value, derived.count[i] ?? 0);
  }
  return builder.columns(selector, bucketNs);
}

function addBucket(
  to: ColumnBuilder, shape: DerivedShape, start: number, end: number, value: number | null, min: number | null, max: number | null, count: number,
): void {
  switch (shape) {
    case 'rate': case 'share':
      if (value !== null || to.lastValue !== null) to.add(start, start, value, value, value, value, 1);
      break;
    case 'samples':
      if (value !== null && count > 0) to.add(start, end, value, value, min, max, count);
      break;
    case 'level':
      if (value === null || count > 0) to.add(start, value === null ? start : end, value === null ? null : to.lastValue ?? min, value, min, max, value === null ? 1 : count + 1);
      else if (to.lastValue !== value) to.add(start, start, value, value, value, value, 1);
      break;
  }
}

class ColumnBuilder {
  readonly #firstNs: number[] = [];
  readonly #lastNs: number[] = [];
  readonly #first: (number | null)[] = [];
  readonly #last: (number | null)[] = [];
  readonly #min: (number | null)[] = [];
  readonly #max: (number | null)[] = [];
  readonly #count: number[] = [];

  get lastValue(): number | null {
    return this.#last[this.#last.length - 1] ?? null;
  }

  add(firstNs: number, lastNs: number, first: number | null, last: number | null, min: number | null, max: number | null, count: number): void {
    this.#firstNs.push(firstNs);
    this.#lastNs.push(lastNs);
    this.#first.push(first);
    this.#last.push(last);
    this.#min.push(min);
    this.#max.push(max);
    this.#count.push(count);
  }

  columns(selector: string, bucketNs: number): SeriesColumns {
    return {
      selector, bucketNs, firstNs: this.#firstNs, lastNs: this.#lastNs, first: this.#first, last: this.#last,
      min: this.#min, max: this.#max, count: this.#count, before: null,
    };
  }
}

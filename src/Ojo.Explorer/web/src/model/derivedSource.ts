import type { Client } from '../api/client';
import type { DerivedAnswer, DerivedColumns, Gap, SeriesColumns } from '../api/types';
import { averagingWindow, roundUp } from './averaging';
import { derivedKind, type DerivedShape } from './derived';
import type { Tile } from './series';
import { TiledSource } from './tiledSource';
import { contains, spanOf, type TimeRange } from './timeRange';

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
export class DerivedSource extends TiledSource<DerivedTile> {
  protected override readonly isPatient = true;
  readonly #kinds: readonly string[];
  readonly #isRate: boolean;
  #drawn: DerivedTile | null = null;

  constructor(
    private readonly client: Client,
    private readonly flow: string,
    private readonly selectors: readonly string[],
    lastNs: () => number,
    private readonly gaps: () => readonly Gap[],
    /** Over how long rates are averaged; null: as fits. */
    private readonly averaging: () => number | null,
    changed: () => void,
  ) {
    super(restMs, lastNs, changed);
    this.#kinds = selectors.map((selector) => derivedKind(selector).kind);
    this.#isRate = selectors.some((selector) => derivedKind(selector).shape === 'rate');
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
    return this.tiles.whole?.unavailable.get(selector) ?? null;
  }

  override want(range: TimeRange, extent: TimeRange, pixels: number): void {
    super.want(range, extent, pixels);
    const { whole, sharp } = this.tiles;
    // The whole is as sharp as the range can be, and newer than what was sharp once.
    if (whole !== null && sharp !== null && this.isSharp(whole, range, pixels) && sharp.bucketNs !== whole.bucketNs) this.tiles.sharp = null;
    this.#drawn = this.tiles.sharp !== null && contains(this.tiles.sharp.range, range) ? this.tiles.sharp : whole;
  }

  protected override isSharp(tile: DerivedTile, range: TimeRange, pixels: number): boolean {
    return tile.bucketNs === this.#bucketFor(range, pixels);
  }

  protected override canGrow(whole: DerivedTile, extent: TimeRange, pixels: number): boolean {
    return whole.reachedNs === null && this.isSharp(whole, extent, pixels);
  }

  protected override async ask(range: TimeRange, bucketNs: number, signal: AbortSignal): Promise<DerivedTile> {
    const from = Math.max(0, Math.floor(range.from / bucketNs) * bucketNs);
    const width = Math.min(mostBuckets, Math.max(1, Math.ceil((range.to - from) / bucketNs)));
    const answer = await this.client.derived(this.flow, this.#kinds, { from, to: from + width * bucketNs }, width, signal);
    const series = new Map<string, SeriesColumns>();
    const unavailable = new Map<string, string>();
    this.selectors.forEach((selector, index) => {
      const columns = answer.series[index] as DerivedColumns;
      if (columns.unavailable !== null) unavailable.set(selector, columns.unavailable);
      series.set(selector, columnsOf(selector, columns, answer, this.gaps()));
    });
    return { range, series, bucketNs: answer.bucketNs, unavailable, reachedNs: answer.partial?.timeIsUp === true ? answer.partial.reachedNs : null };
  }

  protected override askFor(range: TimeRange, pixels: number, signal: AbortSignal): Promise<DerivedTile> {
    return this.ask(range, this.#bucketFor(range, pixels), signal);
  }

  #bucketFor(range: TimeRange, pixels: number): number {
    const nsPerPixel = spanOf(range) / Math.max(1, pixels);
    return this.#isRate ? averagingWindow(this.averaging(), nsPerPixel) : roundUp(nsPerPixel);
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

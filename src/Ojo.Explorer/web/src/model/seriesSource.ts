import { isAbort } from '../api/apiError';
import type { Client } from '../api/client';
import type { SeriesColumns } from '../api/types';
import { isExact, type Piece, type Tile, withTail } from './series';
import { contains, moved, sameRange, spanOf, type TimeRange } from './timeRange';

/** How far before the known end new events may still appear: the files of a run overlap a little. */
const overlapNs = 1.5e9;

/** A gesture moves on within this time; only where it rests is worth a question. */
const restMs = 40;

/**
 * One panel's series: a coarse tile of the whole flow that is always there, and a sharp one of what is being looked at.
 *
 * Whatever is asked, `pieces` answers at once from these two; the sharper tile follows, and `changed` says when.
 * A newer question gives up the older one.
 */
export class SeriesSource {
  #whole: Tile | null = null;
  #sharp: Tile | null = null;
  #wholeRequest: AbortController | null = null;
  #sharpRequest: AbortController | null = null;
  #timer = 0;
  #error: unknown = null;
  /** What was asked for when it failed: it is not asked for again by itself. */
  #failed: TimeRange | null = null;
  /** The flow's last event when the whole was asked for: what came later is what is new. */
  #asOf = 0;
  #wanted: TimeRange | null = null;

  constructor(
    private readonly client: Client,
    private readonly flow: string,
    private readonly selectors: readonly string[],
    private readonly lastNs: () => number,
    private readonly changed: () => void,
  ) {}

  get error(): unknown {
    return this.#error;
  }

  get isEmpty(): boolean {
    return this.#whole === null;
  }

  /** Whether an answer is under way. */
  get isBusy(): boolean {
    return this.#wholeRequest !== null || this.#sharpRequest !== null;
  }

  /** The series over a range, in order of time, from the best that is there. */
  pieces(selector: string, range: TimeRange): readonly Piece[] {
    const whole = this.#whole?.series.get(selector);
    const sharp = this.#sharp?.series.get(selector);
    if (whole === undefined) return [];
    if (sharp === undefined || this.#sharp === null || isExact(whole)) return [{ range, columns: whole }];
    const inner = this.#sharp.range;
    if (contains(inner, range)) return [{ range, columns: sharp }];
    if (inner.to <= range.from || inner.from >= range.to) return [{ range, columns: whole }];
    const pieces: Piece[] = [];
    if (range.from < inner.from) pieces.push({ range: { from: range.from, to: inner.from }, columns: whole });
    pieces.push({ range: { from: Math.max(range.from, inner.from), to: Math.min(range.to, inner.to) }, columns: sharp });
    if (range.to > inner.to) pieces.push({ range: { from: inner.to, to: range.to }, columns: whole });
    return pieces;
  }

  /** The columns to read a single time from; beyond both tiles, those of the one that knows more. */
  at(selector: string, time: number): SeriesColumns | undefined {
    const sharp = this.#sharp;
    const isInside = sharp !== null && time >= sharp.range.from && (time < sharp.range.to || sharp.range.to >= (this.#whole?.range.to ?? 0));
    return (isInside ? sharp.series.get(selector) : undefined) ?? this.#whole?.series.get(selector);
  }

  /** Sees to it that a range can be drawn sharply at so many pixels. */
  want(range: TimeRange, extent: TimeRange, pixels: number): void {
    window.clearTimeout(this.#timer);
    if (this.#failed !== null && sameRange(this.#failed, range)) return;
    this.#wanted = range;
    if (this.#whole === null) {
      if (this.#wholeRequest === null) void this.#loadWhole(extent, pixels);
    } else if (!this.#isSharp(range, pixels)) {
      this.#timer = window.setTimeout(() => void this.#loadSharp(range, extent, pixels), restMs);
    }
  }

  /** Lets what failed be asked for once more. */
  retry(): void {
    this.#failed = null;
  }

  /** Takes in what has been recorded since; what is old and known stays as it is. */
  async grow(extent: TimeRange, pixels: number): Promise<void> {
    const whole = this.#whole;
    if (whole === null || this.#wholeRequest !== null) return;
    const widest = Math.max(0, ...[...whole.series.values()].map((columns) => columns.bucketNs));
    const most = Math.max(0, ...[...whole.series.values()].map((columns) => columns.firstNs.length));
    if (most > 6 * pixels) {
      await this.#loadWhole(extent, pixels);
    } else {
      const bucket = Math.max(1, widest);
      const from = Math.max(whole.range.from, Math.floor((this.#asOf - overlapNs) / bucket) * bucket);
      const width = widest === 0 ? 8192 : Math.min(8192, Math.max(1, Math.ceil((extent.to - from) / bucket)));
      await this.#load('whole', { from, to: extent.to }, width, (tail) => {
        const series = new Map<string, SeriesColumns>();
        for (const [selector, columns] of whole.series) {
          const newer = tail.series.get(selector);
          series.set(selector, newer === undefined ? columns : withTail(columns, newer, from));
        }
        this.#whole = { range: { from: whole.range.from, to: extent.to }, series };
        // The sharp tile is still right up to where the tail began.
        if (this.#sharp !== null && this.#sharp.range.to > from) this.#sharp = { ...this.#sharp, range: { from: this.#sharp.range.from, to: from } };
      });
    }
  }

  close(): void {
    window.clearTimeout(this.#timer);
    this.#wholeRequest?.abort();
    this.#sharpRequest?.abort();
  }

  #isSharp(range: TimeRange, pixels: number): boolean {
    const enough = (spanOf(range) / pixels) * 1.5;
    const fits = (tile: Tile | null) => tile !== null && contains(tile.range, range)
      && [...tile.series.values()].every((columns) => columns.bucketNs <= enough);
    return fits(this.#whole) || fits(this.#sharp);
  }

  async #loadWhole(extent: TimeRange, pixels: number): Promise<void> {
    await this.#load('whole', extent, pixels * 2, (tile) => {
      this.#whole = tile;
    });
  }

  async #loadSharp(range: TimeRange, extent: TimeRange, pixels: number): Promise<void> {
    // Half a screen more on each side, so that a pan finds something.
    const half = spanOf(range) / 2;
    const wide = { from: Math.max(extent.from, moved(range, -half).from), to: Math.min(extent.to, moved(range, half).to) };
    await this.#load('sharp', wide, pixels * 3 * (spanOf(wide) / (2 * spanOf(range))), (tile) => {
      this.#sharp = tile;
    });
  }

  async #load(which: 'whole' | 'sharp', range: TimeRange, width: number, take: (tile: Tile) => void): Promise<void> {
    const request = new AbortController();
    const asOf = this.lastNs();
    if (which === 'whole') {
      this.#wholeRequest?.abort();
      this.#wholeRequest = request;
    } else {
      this.#sharpRequest?.abort();
      this.#sharpRequest = request;
    }
    try {
      const answer = await this.client.series(this.flow, this.selectors, range, width, request.signal);
      const series = new Map(this.selectors.map((selector, index) => [selector, answer.series[index] as SeriesColumns]));
      take({ range, series });
      if (which === 'whole') this.#asOf = asOf;
      this.#error = null;
      this.#failed = null;
    } catch (error) {
      if (isAbort(error)) return;
      this.#error = error;
      this.#failed = this.#wanted;
    } finally {
      if (this.#wholeRequest === request) this.#wholeRequest = null;
      if (this.#sharpRequest === request) this.#sharpRequest = null;
    }
    this.changed();
  }
}

import { isAbort } from '../api/apiError';
import type { Client } from '../api/client';
import type { SeriesColumns } from '../api/types';
import { type Piece, type Tile, withTail } from './series';
import { Tiles } from './tiles';
import { contains, moved, sameRange, spanOf, type TimeRange } from './timeRange';
import type { ValueSource } from './valueSource';

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
export class SeriesSource implements ValueSource {
  readonly #tiles = new Tiles();
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
    return this.#tiles.whole === null;
  }

  /** Whether an answer is under way. */
  get isBusy(): boolean {
    return this.#wholeRequest !== null || this.#sharpRequest !== null;
  }

  pieces(selector: string, range: TimeRange): readonly Piece[] {
    return this.#tiles.pieces(selector, range);
  }

  at(selector: string, time: number): SeriesColumns | undefined {
    return this.#tiles.at(selector, time);
  }

  /** Sees to it that a range can be drawn sharply at so many pixels. */
  want(range: TimeRange, extent: TimeRange, pixels: number): void {
    window.clearTimeout(this.#timer);
    if (this.#failed !== null && sameRange(this.#failed, range)) return;
    this.#wanted = range;
    if (this.#tiles.whole === null) {
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
    const whole = this.#tiles.whole;
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
        this.#tiles.whole = { range: { from: whole.range.from, to: extent.to }, series };
        // The sharp tile is still right up to where the tail began.
        if (this.#tiles.sharp !== null && this.#tiles.sharp.range.to > from) this.#tiles.sharp = { ...this.#tiles.sharp, range: { from: this.#tiles.sharp.range.from, to: from } };
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
    // What is newer than the whole is on its way as its tail, and before it is nothing: neither is a reason to ask for all of it again.
    const whole = this.#tiles.whole?.range ?? range;
    const known = { from: Math.max(range.from, whole.from), to: Math.min(range.to, whole.to) };
    const fits = (tile: Tile | null) => tile !== null && contains(tile.range, known)
      && [...tile.series.values()].every((columns) => columns.bucketNs <= enough);
    return fits(this.#tiles.whole) || fits(this.#tiles.sharp);
  }

  async #loadWhole(extent: TimeRange, pixels: number): Promise<void> {
    await this.#load('whole', extent, pixels * 2, (tile) => {
      this.#tiles.whole = tile;
    });
  }

  async #loadSharp(range: TimeRange, extent: TimeRange, pixels: number): Promise<void> {
    // Half a screen more on each side, so that a pan finds something.
    const half = spanOf(range) / 2;
    const wide = { from: Math.max(extent.from, moved(range, -half).from), to: Math.min(extent.to, moved(range, half).to) };
    await this.#load('sharp', wide, pixels * 3 * (spanOf(wide) / (2 * spanOf(range))), (tile) => {
      this.#tiles.sharp = tile;
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

import { isAbort } from '../api/apiError';
import type { SeriesColumns } from '../api/types';
import { type Piece, type Tile, withoutHead, withTail } from './series';
import { Tiles } from './tiles';
import { contains, moved, sameRange, spanOf, type TimeRange } from './timeRange';
import type { ValueSource } from './valueSource';

/** How far before the known end new events may still appear: the files of a run overlap a little. */
const overlapNs = 1.5e9;

/**
 * Where a panel's series come from: a coarse tile of the whole flow that is always there, and a sharp one of what is looked at.
 *
 * Whatever is asked, `pieces` answers at once from these two; the sharper tile follows, and `changed` says when.
 * A newer question gives up the older one. What a flow has got since is asked for by itself and joined to both.
 */
export abstract class TiledSource<T extends Tile> implements ValueSource {
  protected readonly tiles = new Tiles<T>();
  readonly #requests: { whole: AbortController | null; sharp: AbortController | null } = { whole: null, sharp: null };
  #timer = 0;
  #error: unknown = null;
  /** What was wanted when an answer failed: it is not asked for again by itself. */
  #failed: TimeRange | null = null;
  #wanted: TimeRange | null = null;
  /** The flow's last event when the whole was asked for: what came later is what is new. */
  #asOf = 0;

  /** @param restMs A gesture moves on within this time; only where it rests is worth a question. */
  protected constructor(private readonly restMs: number, private readonly lastNs: () => number, private readonly changed: () => void) {}

  get error(): unknown {
    return this.#error;
  }

  get isEmpty(): boolean {
    return this.tiles.whole === null;
  }

  get isBusy(): boolean {
    return this.#requests.whole !== null || this.#requests.sharp !== null || this.#timer !== 0;
  }

  pieces(selector: string, range: TimeRange): readonly Piece[] {
    return this.tiles.pieces(selector, range);
  }

  at(selector: string, time: number): SeriesColumns | undefined {
    return this.tiles.at(selector, time);
  }

  /** The time of the flow's last event. */
  protected get knownTo(): number {
    return this.lastNs();
  }

  /** Sees to it that a range can be drawn sharply at so many pixels. */
  want(range: TimeRange, extent: TimeRange, pixels: number): void {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#failed !== null && sameRange(this.#failed, range)) return;
    this.#wanted = range;
    const { whole } = this.tiles;
    if (whole === null) {
      if (this.#requests.whole === null) this.#soon(this.isPatient, () => this.#loadWhole(extent, pixels));
      return;
    }
    // What is newer than the whole is on its way as its tail, and before it is nothing: neither is a reason to ask for all of it again.
    const known = { from: Math.max(range.from, whole.range.from), to: Math.min(range.to, whole.range.to) };
    const fits = (tile: T | null) => tile !== null && contains(tile.range, known) && this.isSharp(tile, range, pixels);
    if (!fits(whole) && !fits(this.tiles.sharp)) this.#soon(true, () => this.#sharpen(range, known, extent, pixels));
  }

  /** Lets what failed be asked for once more. */
  retry(): void {
    this.#failed = null;
  }

  /** Takes in what has been recorded since; what is old and known stays as it is. */
  async grow(extent: TimeRange, pixels: number): Promise<void> {
    const { whole } = this.tiles;
    if (whole === null || this.#requests.whole !== null) return;
    const bucket = this.canGrow(whole, extent, pixels) ? Math.max(1, bucketOf(whole)) : null;
    if (bucket === null) {
      await this.#loadWhole(extent, pixels);
      return;
    }
    const from = Math.max(whole.range.from, Math.floor((this.#asOf - overlapNs) / bucket) * bucket);
    await this.#load('whole', (signal) => this.ask({ from, to: extent.to }, bucketOf(whole), signal), (tail) => {
      this.tiles.whole = joined(whole, tail, from, whole.range.from, extent.to);
      // The sharp tile is still right up to where the tail began.
      const { sharp } = this.tiles;
      if (sharp !== null && sharp.range.to > from) this.tiles.sharp = { ...sharp, range: { from: sharp.range.from, to: Math.max(from, sharp.range.from) } };
    });
  }

  close(): void {
    window.clearTimeout(this.#timer);
    this.#requests.whole?.abort();
    this.#requests.sharp?.abort();
  }

  /** Whether the first answer can wait until a gesture rests. */
  protected abstract readonly isPatient: boolean;

  /** Whether a tile is as sharp as a range needs at so many pixels. */
  protected abstract isSharp(tile: T, range: TimeRange, pixels: number): boolean;

  /** Whether the whole stays as sharp as it should be when its tail is joined to it. */
  protected abstract canGrow(whole: T, extent: TimeRange, pixels: number): boolean;

  /** Asks for a range in buckets of a length; 0: in as many as can be had. */
  protected abstract ask(range: TimeRange, bucketNs: number, signal: AbortSignal): Promise<T>;

  /** Asks for a range of which so many pixels are to be drawn. */
  protected abstract askFor(range: TimeRange, pixels: number, signal: AbortSignal): Promise<T>;

  #soon(isPatient: boolean, load: () => Promise<void>): void {
    if (!isPatient) {
      void load();
      return;
    }
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      void load();
    }, this.restMs);
  }

  async #loadWhole(extent: TimeRange, pixels: number): Promise<void> {
    await this.#load('whole', (signal) => this.askFor(extent, pixels, signal), (tile) => {
      this.tiles.whole = tile;
    });
  }

  async #sharpen(range: TimeRange, known: TimeRange, extent: TimeRange, pixels: number): Promise<void> {
    // Half a screen more on each side, so that a pan finds something.
    const half = spanOf(range) / 2;
    const wide = { from: Math.max(extent.from, moved(range, -half).from), to: Math.min(extent.to, moved(range, half).to) };
    const { sharp } = this.tiles;
    // A view that follows, or that was moved a little to the right, lacks nothing but the end.
    if (sharp !== null && sharp.range.from <= known.from && sharp.range.to > known.from && this.isSharp(sharp, range, pixels)) {
      const bucket = bucketOf(sharp);
      const from = bucket === 0 ? sharp.range.to : Math.max(sharp.range.from, Math.floor(sharp.range.to / bucket) * bucket);
      await this.#load('sharp', (signal) => this.ask({ from, to: wide.to }, bucket, signal), (tail) => {
        this.tiles.sharp = joined(sharp, tail, from, wide.from, wide.to);
      });
      return;
    }
    await this.#load('sharp', (signal) => this.askFor(wide, pixels * (spanOf(wide) / spanOf(range)), signal), (tile) => {
      this.tiles.sharp = tile;
    });
  }

  async #load(which: 'whole' | 'sharp', ask: (signal: AbortSignal) => Promise<T>, take: (tile: T) => void): Promise<void> {
    this.#requests[which]?.abort();
    const request = this.#requests[which] = new AbortController();
    const asOf = this.lastNs();
    try {
      take(await ask(request.signal));
      if (which === 'whole') this.#asOf = asOf;
      this.#error = null;
      this.#failed = null;
    } catch (error) {
      if (isAbort(error)) return;
      this.#error = error;
      this.#failed = this.#wanted;
    } finally {
      if (this.#requests[which] === request) this.#requests[which] = null;
    }
    this.changed();
  }
}

/** How long the longest buckets of a tile are; 0 where each is one event. */
export const bucketOf = (tile: Tile): number => Math.max(0, ...[...tile.series.values()].map((columns) => columns.bucketNs));

/** A tile with everything from a time on replaced by what is newer, and without what is before another. */
function joined<T extends Tile>(tile: T, tail: T, at: number, from: number, to: number): T {
  const series = new Map<string, SeriesColumns>();
  for (const [selector, columns] of tile.series) {
    const newer = tail.series.get(selector);
    const kept = from > tile.range.from ? withoutHead(columns, from) : columns;
    series.set(selector, newer === undefined ? kept : withTail(kept, newer, at));
  }
  return { ...tail, range: { from: Math.max(tile.range.from, from), to }, series };
}

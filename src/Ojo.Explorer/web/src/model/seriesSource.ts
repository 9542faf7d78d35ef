import type { Client } from '../api/client';
import type { SeriesColumns } from '../api/types';
import type { Tile } from './series';
import { bucketOf, TiledSource } from './tiledSource';
import { spanOf, type TimeRange } from './timeRange';

const restMs = 40;
const mostBuckets = 8192;

/** One panel's recorded series. */
export class SeriesSource extends TiledSource<Tile> {
  protected override readonly isPatient = false;

  constructor(private readonly client: Client, private readonly flow: string, private readonly selectors: readonly string[], lastNs: () => number, changed: () => void) {
    super(restMs, lastNs, changed);
  }

  protected override isSharp(tile: Tile, range: TimeRange, pixels: number): boolean {
    return bucketOf(tile) <= (spanOf(range) / pixels) * 1.5;
  }

  protected override canGrow(whole: Tile, _: TimeRange, pixels: number): boolean {
    return [...whole.series.values()].every((columns) => columns.firstNs.length <= 6 * pixels);
  }

  protected override ask(range: TimeRange, bucketNs: number, signal: AbortSignal): Promise<Tile> {
    return this.#series(range, bucketNs === 0 ? mostBuckets : Math.ceil(spanOf(range) / bucketNs), signal);
  }

  protected override askFor(range: TimeRange, pixels: number, signal: AbortSignal): Promise<Tile> {
    return this.#series(range, pixels * 2, signal);
  }

  async #series(range: TimeRange, width: number, signal: AbortSignal): Promise<Tile> {
    const answer = await this.client.series(this.flow, this.selectors, range, Math.min(mostBuckets, Math.max(1, width)), signal);
    return { range, series: new Map(this.selectors.map((selector, index) => [selector, answer.series[index] as SeriesColumns])) };
  }
}

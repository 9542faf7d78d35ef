import type { SeriesColumns } from '../api/types';
import { isExact, type Piece, type Tile } from './series';
import { contains, type TimeRange } from './timeRange';

/** A coarse tile of the whole flow, and a sharp one of what is being looked at: together the best that is there. */
export class Tiles<T extends Tile = Tile> {
  whole: T | null = null;
  sharp: T | null = null;

  pieces(selector: string, range: TimeRange): readonly Piece[] {
    const whole = this.whole?.series.get(selector);
    const sharp = this.sharp?.series.get(selector);
    if (whole === undefined) return [];
    if (sharp === undefined || this.sharp === null || isExact(whole)) return [{ range, columns: whole }];
    const inner = this.sharp.range;
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
    const { sharp } = this;
    const isInside = sharp !== null && time >= sharp.range.from && (time < sharp.range.to || sharp.range.to >= (this.whole?.range.to ?? 0));
    return (isInside ? sharp.series.get(selector) : undefined) ?? this.whole?.series.get(selector);
  }
}

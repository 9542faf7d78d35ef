import type { SeriesColumns } from '../api/types';
import type { Piece } from './series';
import type { TimeRange } from './timeRange';

/** Where a panel's values come from: it always has something to draw, and says when there is something sharper. */
export interface ValueSource {
  readonly error: unknown;
  readonly isEmpty: boolean;
  /** Whether an answer is under way. */
  readonly isBusy: boolean;
  /** The series over a range, in order of time, from the best that is there. */
  pieces(selector: string, range: TimeRange): readonly Piece[];
  /** The columns to read a single time from. */
  at(selector: string, time: number): SeriesColumns | undefined;
  /** Sees to it that a range can be drawn sharply at so many pixels. */
  want(range: TimeRange, extent: TimeRange, pixels: number): void;
  /** Lets what failed be asked for once more. */
  retry(): void;
  /** Takes in what has been recorded since. */
  grow(extent: TimeRange, pixels: number): Promise<void>;
  close(): void;
}

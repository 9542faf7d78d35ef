import type { SeriesColumns } from '../api/types';
import { type Piece, upperBound } from '../model/series';
import type { TimeRange } from '../model/timeRange';

/** A bucket as it is marked on a plot: one event, or as many as share a place. */
export interface MarkedBucket {
  readonly firstNs: number;
  readonly lastNs: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/** A place on the screen. */
export interface MarkPlace {
  readonly x: number;
  readonly y: number;
}

/** Every bucket of a range that has values. */
export function eachBucket(pieces: readonly Piece[], range: TimeRange, visit: (bucket: MarkedBucket) => void): void {
  for (const { columns, range: best } of pieces) {
    const end = upperBound(columns.firstNs, Math.min(best.to, range.to) - 1);
    for (let i = upperBound(columns.lastNs, Math.max(best.from, range.from) - 1); i < end; i++) {
      const bucket = bucketAt(columns, i);
      if (bucket !== null) visit(bucket);
    }
  }
}

function bucketAt(columns: SeriesColumns, i: number): MarkedBucket | null {
  const [min, max] = [columns.min[i], columns.max[i]];
  if (min === null || min === undefined || max === null || max === undefined) return null;
  return { firstNs: columns.firstNs[i] as number, lastNs: columns.lastNs[i] as number, min, max, count: columns.count[i] as number };
}

/** The mark nearest to a point, if one is near. What was drawn last, because it matters more, wins a tie. */
export function nearestMark<T extends MarkPlace>(marks: readonly T[], x: number, y: number, reach = 9): T | null {
  let best: T | null = null;
  let distance = reach * reach;
  for (const mark of marks) {
    const dx = mark.x - x;
    if (dx > reach || dx < -reach) continue;
    const dy = mark.y - y;
    const square = dx * dx + dy * dy;
    if (square <= distance) {
      distance = square;
      best = mark;
    }
  }
  return best;
}

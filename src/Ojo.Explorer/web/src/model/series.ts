import type { SeriesColumns } from '../api/types';
import type { TimeRange } from './timeRange';

/** Series of one range and resolution, by selector. */
export interface Tile {
  readonly range: TimeRange;
  readonly series: ReadonlyMap<string, SeriesColumns>;
}

/** A part of a series with the time for which it is the best that there is. */
export interface Piece {
  readonly range: TimeRange;
  readonly columns: SeriesColumns;
}

/** The index of the first entry greater than `value`, in a column that grows. */
export function upperBound(column: readonly number[], value: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The buckets that touch a range: from the first index to before the second. */
export function slice(columns: SeriesColumns, range: TimeRange): readonly [number, number] {
  return [upperBound(columns.lastNs, range.from - 1), upperBound(columns.firstNs, range.to - 1)];
}

export const isExact = (columns: SeriesColumns): boolean => columns.bucketNs === 0;

/** What a series says at a time. */
export interface Reading {
  readonly time: number;
  readonly min: number;
  readonly max: number;
  /** How many events the time falls among; 1 where it is exactly one. */
  readonly count: number;
}

/** The last value at or before a time; a span of values where the time falls into a bucket of several. */
export function readingAt(columns: SeriesColumns, time: number): Reading | null {
  const index = upperBound(columns.firstNs, time) - 1;
  if (index < 0) {
    const { before } = columns;
    return before === null || before.last === null || before.lastNs > time ? null
      : { time: before.lastNs, min: before.last, max: before.last, count: 1 };
  }
  const lastNs = columns.lastNs[index] as number;
  const count = columns.count[index] as number;
  if (time >= lastNs || count === 1) {
    const last = columns.last[index] ?? null;
    return last === null ? null : { time: lastNs, min: last, max: last, count: 1 };
  }
  const min = columns.min[index] ?? null;
  const max = columns.max[index] ?? null;
  return min === null || max === null ? null : { time: columns.firstNs[index] as number, min, max, count };
}

/** How many events the buckets of a range stand for; a bucket at an edge counts whole. */
export function countIn(columns: SeriesColumns, range: TimeRange): number {
  const [start, end] = slice(columns, range);
  let sum = 0;
  for (let i = start; i < end; i++) sum += columns.count[i] as number;
  return sum;
}

/** The same series without what ended before a time; the last of that enters the rest. */
export function withoutHead(columns: SeriesColumns, from: number): SeriesColumns {
  const start = upperBound(columns.lastNs, from - 1);
  if (start === 0) return columns;
  const last = start - 1;
  return {
    ...columns,
    firstNs: columns.firstNs.slice(start), lastNs: columns.lastNs.slice(start), first: columns.first.slice(start), last: columns.last.slice(start),
    min: columns.min.slice(start), max: columns.max.slice(start), count: columns.count.slice(start),
    before: {
      firstNs: columns.firstNs[last] as number, lastNs: columns.lastNs[last] as number, first: columns.first[last] ?? null, last: columns.last[last] ?? null,
      min: columns.min[last] ?? null, max: columns.max[last] ?? null, count: columns.count[last] as number,
    },
  };
}

/** The same series with everything from a time on replaced by what is newer. */
export function withTail(columns: SeriesColumns, tail: SeriesColumns, from: number): SeriesColumns {
  const keep = upperBound(columns.firstNs, from - 1);
  const join = <T>(head: readonly T[], rest: readonly T[]): readonly T[] => [...head.slice(0, keep), ...rest];
  return {
    selector: columns.selector,
    bucketNs: Math.max(columns.bucketNs, tail.bucketNs),
    firstNs: join(columns.firstNs, tail.firstNs),
    lastNs: join(columns.lastNs, tail.lastNs),
    first: join(columns.first, tail.first),
    last: join(columns.last, tail.last),
    min: join(columns.min, tail.min),
    max: join(columns.max, tail.max),
    count: join(columns.count, tail.count),
    before: columns.before,
  };
}

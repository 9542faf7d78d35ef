/** A stretch of time in nanoseconds since the run's start; `to` does not belong to it. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** The closest look: some nanoseconds, so that two events of one microsecond can be told apart. */
const minimumSpan = 200;

export const spanOf = (range: TimeRange): number => range.to - range.from;

export const sameRange = (a: TimeRange, b: TimeRange): boolean => a.from === b.from && a.to === b.to;

/** All that there is to see of something that began and ended then, with a little air on both sides. */
export function extentOf(firstNs: number, lastNs: number): TimeRange {
  const air = Math.max(500, Math.ceil((lastNs - firstNs) * 0.01));
  return { from: firstNs - air, to: lastNs + air };
}

/** The nearest range of whole nanoseconds that lies inside the extent and is not too short to draw. */
export function fitInto(range: TimeRange, extent: TimeRange): TimeRange {
  const widest = spanOf(extent);
  const span = Math.min(widest, Math.max(Math.min(minimumSpan, widest), Math.round(spanOf(range))));
  const middle = (range.from + range.to) / 2;
  let from = spanOf(range) < span ? Math.round(middle - span / 2) : Math.round(range.from);
  from = Math.min(Math.max(from, extent.from), extent.to - span);
  return { from, to: from + span };
}

/** The range made `factor` times as long, with the time `at` staying where it is on the screen. */
export function zoomed(range: TimeRange, factor: number, at: number): TimeRange {
  return { from: at - (at - range.from) * factor, to: at + (range.to - at) * factor };
}

export function moved(range: TimeRange, by: number): TimeRange {
  return { from: range.from + by, to: range.to + by };
}

export function contains(outer: TimeRange, inner: TimeRange): boolean {
  return outer.from <= inner.from && outer.to >= inner.to;
}

/** The part of a range that lies inside the extent, in whole nanoseconds; null where none does. */
export function markable(range: TimeRange, extent: TimeRange): TimeRange | null {
  const from = Math.max(Math.floor(range.from), extent.from, 0);
  const to = Math.min(Math.ceil(range.to), extent.to);
  return from < to ? { from, to } : null;
}

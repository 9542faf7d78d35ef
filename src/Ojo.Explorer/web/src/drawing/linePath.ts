import type { Gap } from '../api/types';
import type { LineForm } from '../model/panelSpec';
import { type Piece, upperBound } from '../model/series';
import type { Pen } from './columnPen';
import { spansGap } from './hatch';

export interface LinePath<P extends Pen = Pen> {
  readonly stroke: P;
  /** What lies under an area, and the spread of buckets that stand for many events. */
  readonly fill: P;
  /** Pixel positions of single events, x and y in turn. */
  readonly dots: readonly number[];
  /** How many buckets stand for more than one event. */
  readonly crowded: number;
}

export interface LineScale {
  /** Time to canvas pixels. */
  readonly x: (time: number) => number;
  /** Stored value to canvas pixels. */
  readonly y: (value: number) => number;
  readonly base: number;
  readonly from: number;
  /** Where the last value ends: the end of the view, or of what is known. */
  readonly to: number;
}

/** Makes one series' path. A value that is held enters from before the range; nothing is joined across a gap. */
export function linePath<P extends Pen>(pieces: readonly Piece[], form: LineForm, scale: LineScale, gaps: readonly Gap[], newPath: () => P): LinePath<P> {
  const stroke = newPath();
  const fill = newPath();
  const dots: number[] = [];
  let crowded = 0;
  const steps = form === 'step' || form === 'area';
  let time = Number.NaN;
  let value = Number.NaN;

  const start = (t: number, v: number) => {
    stroke.moveTo(scale.x(t), scale.y(v));
    time = t;
    value = v;
  };
  const under = (from: number, to: number, v: number) => {
    if (form !== 'area') return;
    const x = scale.x(from);
    const y = scale.y(v);
    fill.rect(x, Math.min(y, scale.base), scale.x(to) - x, Math.abs(scale.base - y));
  };
  const reach = (t: number, v: number) => {
    if (Number.isNaN(time)) {
      start(t, v);
      return;
    }
    const gap = gaps.length > 0 && spansGap(gaps, time, t);
    if (gap) {
      const edge = gaps.find((one) => one.fromNs < t && one.toNs > time)?.fromNs ?? time;
      if (steps && edge > time) {
        stroke.lineTo(scale.x(edge), scale.y(value));
        under(time, edge, value);
      }
      start(t, v);
      return;
    }
    if (steps) {
      stroke.lineTo(scale.x(t), scale.y(value));
      under(time, t, value);
    }
    stroke.lineTo(scale.x(t), scale.y(v));
    time = t;
    value = v;
  };

  const entering = enteringValue(pieces[0], scale.from);
  if (entering !== null) start(steps ? Math.max(entering.time, scale.from) : entering.time, entering.value);

  for (const { columns, range } of pieces) {
    const first = upperBound(columns.firstNs, range.from - 1);
    const end = upperBound(columns.firstNs, range.to - 1);
    // One more on the right, so that a line leaves the view in the right direction.
    const beyond = !steps && range.to >= scale.to ? Math.min(end + 1, columns.firstNs.length) : end;
    for (let i = first; i < beyond; i++) {
      const opening = columns.first[i];
      const closing = columns.last[i];
      const t1 = columns.firstNs[i] as number;
      if (opening === null || opening === undefined || closing === null || closing === undefined) {
        // Nothing is known from here on: what was held ends, and nothing leads to what comes next.
        if (steps && !Number.isNaN(time)) {
          stroke.lineTo(scale.x(t1), scale.y(value));
          under(time, t1, value);
        }
        time = Number.NaN;
        continue;
      }
      const t2 = columns.lastNs[i] as number;
      const isCrowd = (columns.count[i] as number) > 1;
      // Samples that share a pixel are a spread; a line through two of them would say nothing.
      if (!isCrowd || form !== 'samples') reach(t1, opening);
      if (isCrowd) {
        crowded++;
        const min = columns.min[i] ?? opening;
        const max = columns.max[i] ?? opening;
        const x1 = scale.x(t1);
        const width = Math.max(1, scale.x(t2) - x1);
        const top = scale.y(max);
        const height = scale.y(min) - top;
        if (height > 1) fill.rect(x1 - 0.5, top, width + 1, height);
        if (form === 'area') under(t1, t2, closing);
        if (form === 'samples') start(t2, closing);
        else stroke.lineTo(scale.x(t2), scale.y(closing));
        time = t2;
        value = closing;
      } else {
        dots.push(scale.x(t1), scale.y(opening));
      }
    }
  }
  if (steps && !Number.isNaN(time) && scale.to > time) {
    const gap = gaps.find((one) => one.fromNs < scale.to && one.toNs > time);
    const to = Math.max(time, gap?.fromNs ?? scale.to);
    stroke.lineTo(scale.x(to), scale.y(value));
    under(time, to, value);
  }
  return { stroke, fill, dots, crowded };
}

/** A line is stroked well as long as it goes up and down by no more than so many pixels in each. */
const mostTravel = 6;

/** Whether a series goes up and down so much within so many pixels that its strokes would cover each other. */
export function isDense(pieces: readonly Piece[], scale: LineScale, width: number): boolean {
  let travel = 0;
  let y = Number.NaN;
  for (const { columns, range } of pieces) {
    const end = upperBound(columns.firstNs, range.to - 1);
    for (let i = upperBound(columns.firstNs, range.from - 1); i < end; i++) {
      const [opening, closing, min, max] = [columns.first[i], columns.last[i], columns.min[i], columns.max[i]];
      if (opening == null || closing == null || min == null || max == null) continue;
      const next = scale.y(opening);
      if (!Number.isNaN(y)) travel += Math.abs(next - y);
      y = scale.y(closing);
      travel += Math.abs(y - next);
      if (max > min) travel += Math.abs(scale.y(min) - scale.y(max));
    }
  }
  return travel > mostTravel * width;
}

/** The last value before the range, with its time. */
export function enteringValue(piece: Piece | undefined, from: number): { time: number; value: number } | null {
  if (piece === undefined) return null;
  const { columns } = piece;
  const index = upperBound(columns.firstNs, from - 1) - 1;
  const value = index >= 0 ? columns.last[index] : columns.before?.last;
  const time = index >= 0 ? columns.lastNs[index] : columns.before?.lastNs;
  return value === null || value === undefined || time === undefined ? null : { time, value };
}

/** The least and the greatest value (of those above zero, where only they can be drawn) to be seen, the one that enters the range included; null where there is none. */
export function valueExtent(pieces: readonly Piece[], from: number, onlyPositive = false): readonly [number, number] | null {
  let min = Infinity;
  let max = -Infinity;
  const entering = enteringValue(pieces[0], from);
  if (entering !== null && (!onlyPositive || entering.value > 0)) min = max = entering.value;
  for (const { columns, range } of pieces) {
    const end = upperBound(columns.firstNs, range.to - 1);
    for (let i = upperBound(columns.lastNs, range.from - 1); i < end; i++) {
      const low = columns.min[i];
      const high = columns.max[i];
      if (low !== null && low !== undefined && low < min && (!onlyPositive || low > 0)) min = low;
      if (high !== null && high !== undefined && high > max) max = high;
    }
  }
  return min <= max ? [min, max] : null;
}

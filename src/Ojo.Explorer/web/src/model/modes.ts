import type { Gap, SeriesColumns } from '../api/types';
import type { LineForm } from './panelSpec';
import type { Quantity } from './quantity';

/**
 * What a line panel shows of its series: the values (as their declaration says, joined, or held), their change from one to the
 * next, their change per second, or how they are spread.
 */
export type Mode = 'value' | 'line' | 'step' | 'delta' | 'rate' | 'histogram';

export const modes: readonly Mode[] = ['value', 'line', 'step', 'delta', 'rate', 'histogram'];

/** How a series is drawn in a mode. */
export function formIn(mode: Mode, form: LineForm): LineForm {
  switch (mode) {
    case 'line': return 'line';
    case 'step': case 'rate': return 'step';
    case 'delta': return 'samples';
    default: return form;
  }
}

/** What the numbers of a mode measure. */
export function quantityIn(mode: Mode, quantity: Quantity): Quantity {
  if (mode !== 'rate') return quantity;
  if (quantity.dimension === 'bytes') return { dimension: 'rate', factor: quantity.factor * 8, unit: 'b/s', key: 'rate' };
  if (quantity.dimension === 'time') return { dimension: 'other', factor: quantity.factor / 1e9, unit: 's/s', key: 'time per second' };
  const unit = `${quantity.unit}/s`;
  return { dimension: 'other', factor: quantity.factor, unit, key: `per second ${quantity.key}` };
}

/** The columns of a series in a mode. Where a change cannot be known, because events are missing between, there is none. */
export function inMode(columns: SeriesColumns, mode: Mode, averagingNs: number, gaps: readonly Gap[]): SeriesColumns {
  return mode === 'delta' ? deltas(columns, gaps) : mode === 'rate' ? rates(columns, averagingNs, gaps) : columns;
}

const isBroken = (gaps: readonly Gap[], from: number, to: number) => gaps.some((gap) => gap.fromNs < to && gap.toNs > from);

/** From the last value of each bucket to the last of the next: where each bucket is an event, from event to event. */
function deltas(columns: SeriesColumns, gaps: readonly Gap[]): SeriesColumns {
  const times: number[] = [];
  const values: (number | null)[] = [];
  let time = columns.before?.lastNs ?? null;
  let value = columns.before?.last ?? null;
  for (let i = 0; i < columns.lastNs.length; i++) {
    const next = columns.last[i] ?? null;
    const at = columns.lastNs[i] as number;
    if (time !== null) {
      times.push(at);
      values.push(value === null || next === null || isBroken(gaps, time, at) ? null : next - value);
    }
    time = at;
    value = next;
  }
  return points(columns, times, values);
}

/** The change per second over stretches of at least the length asked for, each from an event to an event: no value is made up between. */
function rates(columns: SeriesColumns, averagingNs: number, gaps: readonly Gap[]): SeriesColumns {
  const times: number[] = [];
  const values: (number | null)[] = [];
  let time = columns.before?.lastNs ?? null;
  let value = columns.before?.last ?? null;
  for (let i = 0; i < columns.lastNs.length; i++) {
    const next = columns.last[i] ?? null;
    const at = columns.lastNs[i] as number;
    if (next === null) continue;
    if (time === null || value === null) {
      time = at;
      value = next;
    } else if (isBroken(gaps, time, at)) {
      times.push(time);
      values.push(null);
      time = at;
      value = next;
    } else if (at - time >= averagingNs && at > time) {
      times.push(time);
      values.push(((next - value) * 1e9) / (at - time));
      time = at;
      value = next;
    }
  }
  if (time !== null && times.length > 0) {
    times.push(time);
    values.push(null);
  }
  return points(columns, times, values);
}

function points(columns: SeriesColumns, times: readonly number[], values: readonly (number | null)[]): SeriesColumns {
  return {
    selector: columns.selector, bucketNs: columns.bucketNs, firstNs: times, lastNs: times, first: values, last: values, min: values, max: values,
    count: times.map(() => 1), before: null,
  };
}

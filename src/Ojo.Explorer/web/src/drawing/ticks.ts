import { grouped, identifier, withUnit } from '../model/numbers';
import { type Quantity, written } from '../model/quantity';
import type { TimeRange } from '../model/timeRange';

const nice = (step: number): number => {
  const power = 10 ** Math.floor(Math.log10(step));
  const part = step / power;
  return (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10) * power;
};

function multiples(from: number, to: number, step: number): number[] {
  const result: number[] = [];
  for (let i = Math.ceil(from / step); i * step <= to; i++) result.push(i * step);
  return result;
}

/** Round values for a y axis with about one label per `spacing` pixels. */
export function valueTicks(from: number, to: number, pixels: number, quantity: Quantity, spacing = 30): number[] {
  const wanted = Math.max(2, Math.floor(pixels / spacing));
  const raw = (to - from) / wanted;
  if (!(raw > 0) || !Number.isFinite(raw)) return [from];
  let step = quantity.dimension === 'bytes' && to >= 10_000 ? 2 ** Math.round(Math.log2(raw)) : nice(raw);
  if (quantity.dimension !== 'time' && quantity.dimension !== 'rate' && quantity.dimension !== 'other' && quantity.dimension !== 'ratio') step = Math.max(1, step);
  if (quantity.dimension === 'state') step = Math.max(1, Math.round(step));
  return multiples(from, to, step);
}

/** The labels of an axis: one unit, and as many decimals as the step needs. */
export function valueLabels(ticks: readonly number[], quantity: Quantity): string[] {
  const largest = Math.max(...ticks.map(Math.abs), 0);
  const step = ticks.length > 1 ? Math.abs((ticks[1] as number) - (ticks[0] as number)) : largest || 1;
  const [scale, unit] = scaleFor(largest, quantity);
  const decimals = Math.max(0, Math.min(6, -Math.floor(Math.log10(step / scale) + 1e-9)));
  return ticks.map((tick) => {
    if (tick === 0) return '0';
    const value = tick / scale;
    if (quantity.dimension === 'identifier' && scale === 1) return identifier(value);
    const short = Number.isInteger(value) ? grouped(value) : grouped(value.toFixed(decimals));
    return withUnit(short, unit);
  });
}

function scaleFor(largest: number, quantity: Quantity): readonly [number, string] {
  const pick = (units: readonly (readonly [number, string])[]) => [...units].reverse().find(([scale]) => largest >= scale) ?? units[0] ?? [1, ''] as const;
  switch (quantity.dimension) {
    case 'time': return pick([[1, 'ns'], [1e3, 'µs'], [1e6, 'ms'], [1e9, 's']]);
    case 'bytes': return largest < 10_000 ? [1, 'B'] : pick([[1024, 'KiB'], [1024 ** 2, 'MiB'], [1024 ** 3, 'GiB'], [1024 ** 4, 'TiB']]);
    case 'ratio': return [0.01, '%'];
    case 'rate': return pick([[1, 'b/s'], [1e3, 'kb/s'], [1e6, 'Mb/s'], [1e9, 'Gb/s']]);
    case 'count': case 'identifier': return largest >= (quantity.dimension === 'identifier' ? 1e9 : 1e7) ? pick([[1, ''], [1e3, 'k'], [1e6, 'M'], [1e9, 'G'], [1e12, 'T']]) : [1, ''];
    default: return [1, quantity.unit.length <= 6 ? quantity.unit : ''];
  }
}

export interface TimeTicks {
  readonly ticks: readonly number[];
  readonly labels: readonly string[];
  /** What the labels count from where they would be too long: “1.203 s +”. */
  readonly base: string;
}

const longSteps = [60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400].map((seconds) => seconds * 1e9);

/** Ticks for the time axis. Deep in a trace the common part of the labels is said once, at the left. */
export function timeTicks(range: TimeRange, pixels: number): TimeTicks {
  const wanted = Math.max(2, Math.floor(pixels / 92));
  const raw = (range.to - range.from) / wanted;
  const step = raw > 30e9 ? longSteps.find((long) => long >= raw) ?? nice(raw) : Math.max(1, nice(raw));
  const ticks = multiples(range.from, range.to, step);
  if (step >= 60e9) return { ticks, labels: ticks.map(clock), base: '' };

  const largest = Math.max(Math.abs(range.from), Math.abs(range.to));
  const [unit, name] = unitFor(largest);
  const digits = Math.max(0, Math.round(Math.log10(unit / (10 ** Math.floor(Math.log10(step) + 1e-9)))));
  if (digits <= 3 || range.from <= 0) {
    return { ticks, labels: ticks.map((tick) => label(tick, unit, name, digits)), base: '' };
  }

  // 1.203 145 s would be twelve characters under every tick: the first one says where the others count from.
  const [small, smallName] = unitFor(step * 100);
  const base = Math.floor(range.from / (small * 1000)) * small * 1000;
  const baseDigits = Math.max(0, Math.round(Math.log10(unit / (small * 1000))));
  const smallDigits = Math.max(0, Math.round(Math.log10(small / 10 ** Math.floor(Math.log10(step) + 1e-9))));
  return {
    ticks,
    labels: ticks.map((tick) => `+${label(tick - base, small, smallName, smallDigits)}`),
    base: withUnit(grouped((base / unit).toFixed(baseDigits)), name),
  };
}

const label = (tick: number, unit: number, name: string, digits: number) =>
  (tick === 0 ? withUnit('0', name) : withUnit(grouped((tick / unit).toFixed(digits)), name));

function unitFor(ns: number): readonly [number, string] {
  return ns >= 1e9 ? [1e9, 's'] : ns >= 1e6 ? [1e6, 'ms'] : ns >= 1e3 ? [1e3, 'µs'] : [1, 'ns'];
}

function clock(ns: number): string {
  const seconds = Math.round(ns / 1e9);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** What an axis is for those who do not see it. */
export const spoken = (from: number, to: number, quantity: Quantity): string => `${written(from, quantity)} to ${written(to, quantity)}`;

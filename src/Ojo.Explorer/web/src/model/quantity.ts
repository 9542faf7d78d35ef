import type { Field, FieldJson } from '../api/types';
import { bitRate, bytes, duration, grouped, identifier, percent, threeDigits, withUnit } from './numbers';

export type Dimension = 'time' | 'bytes' | 'rate' | 'count' | 'identifier' | 'state' | 'ratio' | 'other';

/** What a field's numbers measure, and how they are written. Fields of one `key` can share an axis. */
export interface Quantity {
  readonly dimension: Dimension;
  /** What a stored number is multiplied by: time becomes nanoseconds, data bytes, rates bits per second. */
  readonly factor: number;
  readonly unit: string;
  readonly key: string;
}

const timeUnits: Readonly<Record<string, number>> = {
  ns: 1, us: 1e3, 'µs': 1e3, 'μs': 1e3, ms: 1e6, s: 1e9, min: 60e9, h: 3600e9,
  nanoseconds: 1, microseconds: 1e3, milliseconds: 1e6, seconds: 1e9, minutes: 60e9, hours: 3600e9,
};

const byteUnits: Readonly<Record<string, number>> = {
  b: 1, byte: 1, bytes: 1, octets: 1, kb: 1e3, mb: 1e6, gb: 1e9, kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3,
};

const rateUnits: Readonly<Record<string, number>> = {
  'bytes/s': 8, 'b/s': 8, 'bps': 1, 'bit/s': 1, 'bits/s': 1, 'kbit/s': 1e3, 'mbit/s': 1e6, 'gbit/s': 1e9, 'kb/s': 8e3, 'mb/s': 8e6,
  'bytes per second': 8,
};

export function quantityOf(field: Field): Quantity {
  const unit = field.unit.trim();
  const word = unit.toLowerCase();
  // A name stays one, whatever it is counted in.
  if (field.kind === 'identifier') return { dimension: 'identifier', factor: 1, unit, key: `identifier ${unit}` };
  const time = field.type === 'duration' && unit === '' ? 1 : timeUnits[word];
  if (time !== undefined) return { dimension: 'time', factor: time, unit: 'ns', key: 'time' };
  const rate = rateUnits[word];
  if (rate !== undefined) return { dimension: 'rate', factor: rate, unit: 'b/s', key: 'rate' };
  const data = byteUnits[word] ?? (field.kind === 'bytes' && unit === '' ? 1 : undefined);
  if (data !== undefined) return { dimension: 'bytes', factor: data, unit: 'B', key: 'bytes' };
  if (field.kind === 'duration' && unit === '') return { dimension: 'other', factor: 1, unit: '', key: 'duration' };
  if (field.kind === 'ratio') return { dimension: 'ratio', factor: 1, unit: '', key: 'ratio' };
  if (field.kind === 'state' || field.type === 'enum' || field.type === 'bool') return { dimension: 'state', factor: 1, unit, key: 'state' };
  return { dimension: field.kind === 'count' ? 'count' : 'other', factor: 1, unit, key: unit === '' ? `plain ${field.kind}` : `unit ${unit}` };
}

/** A value in the quantity's base unit, in the unit that fits. */
export function written(value: number, quantity: Quantity): string {
  switch (quantity.dimension) {
    case 'time': return duration(value);
    case 'bytes': return bytes(value);
    case 'rate': return bitRate(value);
    case 'identifier': return withUnit(identifier(value), quantity.unit);
    case 'ratio': return percent(value, 1);
    default: return withUnit(Number.isInteger(value) ? grouped(value) : threeDigits(value), quantity.unit);
  }
}

/** A stored number with every digit it has, in groups where it is an amount. */
export const exactDigits = (value: number | string, quantity: Quantity): string => (quantity.dimension === 'identifier' ? identifier(value) : grouped(value));

const numbers = new Set(['u8', 'u16', 'u32', 'u64', 'i8', 'i16', 'i32', 'i64', 'f32', 'f64', 'duration']);

export const isNumeric = (field: Field): boolean => numbers.has(field.type);

/** Whether a series of the field can be asked for. */
export const isDrawable = (field: Field): boolean => isNumeric(field) || field.type === 'enum' || field.type === 'bool';

/** ISO 8601 in UTC as one reads it: without the letters, and to the microsecond at most. */
const timestampText = (iso: string): string =>
  iso.replace(/^(.+)T(.+?)(?:\.(\d+))?Z$/, (_, day: string, time: string, fraction: string | undefined) => {
    const digits = (fraction ?? '').slice(0, 6).replace(/0+$/, '');
    return `${day} ${time}${digits === '' ? '' : `.${digits}`} UTC`;
  });

/** A decoded value with its unit, and whether that rounds what is stored. */
export function fieldText(value: FieldJson, field: Field | undefined): { text: string; exact: string } {
  if (value === null) return { text: '\u2013', exact: '' };
  if (field?.type === 'timestamp' && typeof value === 'string') return { text: timestampText(value), exact: value };
  if (field === undefined || typeof value === 'boolean' || !isNumeric(field)) {
    const text = String(value);
    return { text, exact: text };
  }
  const quantity = quantityOf(field);
  const exact = withUnit(exactDigits(value, quantity), field.type === 'duration' && field.unit === '' ? 'ns' : field.unit);
  const number = Number(value);
  if (quantity.dimension === 'identifier' || !Number.isFinite(number) || !Number.isSafeInteger(Math.round(number))) return { text: exact, exact };
  return { text: written(number * quantity.factor, quantity), exact };
}

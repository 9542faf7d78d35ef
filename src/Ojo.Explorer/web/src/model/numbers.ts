// Numbers as people read them: grouped by thin spaces, three digits that matter, never a digit that is not there.

const groupSpace = '\u202f';
const unitSpace = '\u202f';

/** Digits in groups of three; takes strings too, because 64-bit numbers come as such. */
export function grouped(value: number | string | bigint): string {
  const text = String(value);
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  if (match === null) return text;
  const [, sign, digits, fraction] = match as unknown as [string, string, string, string | undefined];
  // Four digits are read at a glance.
  const whole = digits.length <= 4 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, groupSpace);
  return `${sign === '' ? '' : '\u2212'}${whole}${fraction ?? ''}`;
}

/** A number that names something, such as a port or a packet: as it is written everywhere else, to be searched for and compared. */
export const identifier = (value: number | string | bigint): string => String(value).replace(/^-/, '\u2212');

/** Whole numbers as they are, others with three digits that matter. */
export function threeDigits(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value)) return grouped(value);
  const size = Math.abs(value);
  if (size >= 1e5) return grouped(Math.round(value));
  if (size >= 99.95) return grouped(value.toFixed(1));
  if (size >= 9.995) return grouped(value.toFixed(2));
  return size >= 0.01 ? grouped(value.toFixed(3)) : value.toPrecision(3).replace('-', '\u2212');
}

export const withUnit = (number: string, unit: string): string => (unit === '' ? number : `${number}${unitSpace}${unit}`);

/** A count short enough for a label: 1.2 M, 184.2 k. */
export function shortCount(value: number): string {
  const size = Math.abs(value);
  if (size < 10_000) return grouped(value);
  if (size < 1e6) return withUnit((value / 1e3).toFixed(1), 'k');
  if (size < 1e9) return withUnit((value / 1e6).toFixed(size < 1e7 ? 2 : 1), 'M');
  return withUnit((value / 1e9).toFixed(2), 'G');
}

/** A length of time in the unit that fits: 840 ns, 1.20 ms, 12.4 s, 3 min 20 s. */
export function duration(ns: number): string {
  const size = Math.abs(ns);
  if (ns === 0) return '0';
  if (size < 1e3) return withUnit(threeDigits(ns), 'ns');
  // A clock that counts microseconds has no digits after them.
  if (size < 999.95e3) return withUnit(ns % 1e3 === 0 ? grouped(ns / 1e3) : threeFixed(ns / 1e3), 'µs');
  if (size < 999.95e6) return withUnit(threeFixed(ns / 1e6), 'ms');
  if (size < 119.95e9) return withUnit(threeFixed(ns / 1e9), 's');
  const seconds = Math.round(size / 1e9);
  const sign = ns < 0 ? '\u2212' : '';
  if (seconds < 7200) return `${sign}${Math.floor(seconds / 60)}${unitSpace}min ${seconds % 60}${unitSpace}s`;
  const minutes = Math.round(seconds / 60);
  return `${sign}${grouped(Math.floor(minutes / 60))}${unitSpace}h ${minutes % 60}${unitSpace}min`;
}

/** Three digits with the zeros kept, so that a changing number keeps its width. */
function threeFixed(value: number): string {
  const size = Math.abs(value);
  return (size < 9.995 ? value.toFixed(2) : size < 99.95 ? value.toFixed(1) : value.toFixed(Number.isInteger(value) ? 0 : 1)).replace('-', '\u2212');
}

/** An amount of data in powers of 1024: 122.4 KiB. A packet's size stays the number that stands in the packet. */
export function bytes(value: number): string {
  const size = Math.abs(value);
  if (size < 1024 || (size < 10_000 && Number.isInteger(value))) return withUnit(threeDigits(value), 'B');
  const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let scaled = value / 1024;
  let unit = 0;
  while (Math.abs(scaled) >= 1023.95 && unit < units.length - 1) {
    scaled /= 1024;
    unit++;
  }
  return withUnit(threeFixed(scaled), units[unit] ?? '');
}

/** A rate in bits per second, in powers of 1000: 38.2 Mb/s. */
export function bitRate(bitsPerSecond: number): string {
  const units = ['b/s', 'kb/s', 'Mb/s', 'Gb/s', 'Tb/s'];
  let scaled = bitsPerSecond;
  let unit = 0;
  while (Math.abs(scaled) >= 999.95 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return withUnit(unit === 0 ? threeDigits(scaled) : threeFixed(scaled), units[unit] ?? '');
}

export function percent(part: number, whole: number): string {
  if (whole === 0) return '\u2013';
  const value = (part / whole) * 100;
  return withUnit(value === 0 ? '0' : value < 0.01 ? '<\u20090.01' : value < 9.995 ? value.toFixed(2) : value.toFixed(1), '%');
}

/** Seconds with every digit that the trace has: 1.203 004 or, where it counts nanoseconds, 1.203 004 017. */
export function seconds(ns: number, decimals: 6 | 9): string {
  const sign = ns < 0 ? '\u2212' : '';
  const total = Math.abs(Math.round(ns));
  const whole = Math.floor(total / 1e9);
  const fraction = String(total % 1e9).padStart(9, '0').slice(0, decimals);
  return `${sign}${grouped(whole)}.${fraction.replace(/(\d{3})(?=\d)/g, `$1${groupSpace}`)}`;
}

/** A time as exactly as a pixel is wide: neighbouring pixels read differently, and no digit is made up. */
export function timeAt(ns: number, nsPerPixel: number): string {
  const size = Math.abs(ns);
  const [scale, unit] = size >= 1e9 ? [1e9, 's'] : size >= 1e6 ? [1e6, 'ms'] : size >= 1e3 ? [1e3, 'µs'] : [1, 'ns'];
  const finest = Math.round(Math.log10(scale));
  const decimals = Math.min(finest, Math.max(0, Math.ceil(Math.log10(scale / Math.max(1, nsPerPixel)))));
  const [whole, fraction] = (Math.round(ns) / scale).toFixed(decimals).replace('-', '\u2212').split('.');
  const digits = fraction === undefined ? '' : `.${fraction.replace(/(\d{3})(?=\d)/g, `$1${groupSpace}`)}`;
  return withUnit(`${grouped(whole ?? '0')}${digits}`, unit);
}

/** The wall clock at a time of a run, to the nanosecond. */
export function wallClock(startNs: string, tNs: number): string {
  const unix = BigInt(startNs) + BigInt(Math.round(tNs));
  const milliseconds = Number(unix / 1_000_000n);
  const rest = String(unix % 1_000_000_000n).padStart(9, '0');
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')}.${rest} UTC`;
}

import { ApiError } from './apiError';
import type { Bucket, SeriesAnswer, SeriesColumns } from './types';

/** By which the compact form of series is asked for; docs/API.md has its bytes one by one. */
export const seriesMediaType = 'application/vnd.ojo.series';

/** OJOS. */
const magic = 0x4f4a4f53;
const version = 1;
const headSize = 32;
const columnHeadSize = 24;

/** Reads series out of their compact form. */
export function readSeries(buffer: ArrayBuffer): SeriesAnswer {
  const view = new DataView(buffer);
  if (buffer.byteLength < headSize || view.getUint32(0, false) !== magic) throw new ApiError('The explorer sent something else than series. Is this page of another version? Load it again.', 0);
  const found = view.getUint16(4, true);
  if (found !== version) throw new ApiError(`The explorer sends series in a form of version ${found}, and this page knows ${version}. Load it again.`, 0);
  const aboutSize = view.getUint32(8, true);
  const about = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, headSize, aboutSize))) as { flow: string; selectors: readonly string[] };
  const reader = new Reader(view, headSize + padded(aboutSize));
  const series = about.selectors.map((selector) => reader.series(selector));
  return { flow: about.flow, fromNs: Number(view.getBigInt64(16, true)), toNs: Number(view.getBigInt64(24, true)), series };
}

const padded = (length: number): number => (length + 7) & ~7;

class Reader {
  constructor(private readonly view: DataView, private at: number) {}

  series(selector: string): SeriesColumns {
    const count = this.view.getUint32(this.at, true);
    const flags = this.view.getUint32(this.at + 4, true);
    this.at += 8;
    const bucketNs = this.#int64();
    const before = (flags & 1) === 0 ? null : this.#bucket();
    const columns: number[][] = [];
    for (let i = 0; i < 7 && count > 0; i++) columns.push(this.#column(count, columns));
    const [firstNs = [], lastNs = [], first = [], last = [], min = [], max = [], counts = []] = columns;
    return { selector, bucketNs, firstNs, lastNs, first: known(first), last: known(last), min: known(min), max: known(max), count: counts, before };
  }

  #bucket(): Bucket {
    const firstNs = this.#int64();
    const lastNs = this.#int64();
    const [first, last, min, max] = [this.#finite(), this.#finite(), this.#finite(), this.#finite()] as const;
    return { firstNs, lastNs, first, last, min, max, count: this.#int64() };
  }

  #column(count: number, columns: readonly number[][]): number[] {
    const kind = this.view.getUint8(this.at);
    const relation = this.view.getUint8(this.at + 1);
    const beside = columns[this.view.getUint8(this.at + 2)];
    const base = Number(this.view.getBigInt64(this.at + 8, true));
    const scale = Number(this.view.getBigInt64(this.at + 16, true));
    this.at += columnHeadSize;
    const raw = this.#raw(kind, count);
    const values = new Array<number>(count);
    if (relation === 1) {
      let value = base;
      for (let i = 0; i < count; i++) values[i] = value += scale * (raw === null ? 0 : Number(raw[i]));
    } else if (relation === 2 && beside !== undefined) {
      for (let i = 0; i < count; i++) values[i] = (beside[i] as number) + base + scale * (raw === null ? 0 : Number(raw[i]));
    } else {
      for (let i = 0; i < count; i++) values[i] = base + scale * (raw === null ? 0 : Number(raw[i]));
    }
    return values;
  }

  /** The numbers as they stand there; null where all of them are 0 and none does. */
  #raw(kind: number, count: number): ArrayLike<number | bigint> | null {
    const { buffer } = this.view;
    const start = this.at;
    const size = [0, 1, 2, 4, 8, 8, 8][kind] ?? 0;
    this.at += padded(count * size);
    switch (kind) {
      case 1: return new Uint8Array(buffer, start, count);
      case 2: return new Uint16Array(buffer, start, count);
      case 3: return new Uint32Array(buffer, start, count);
      case 4: return new Float64Array(buffer, start, count);
      case 6: return new BigInt64Array(buffer, start, count);
      default: return null;
    }
  }

  #int64(): number {
    const value = Number(this.view.getBigInt64(this.at, true));
    this.at += 8;
    return value;
  }

  #finite(): number | null {
    const value = this.view.getFloat64(this.at, true);
    this.at += 8;
    return Number.isFinite(value) ? value : null;
  }
}

/** What is not a number was not finite. */
const known = (column: readonly number[]): readonly (number | null)[] =>
  (column.some((value) => Number.isNaN(value)) ? column.map((value) => (Number.isNaN(value) ? null : value)) : column);

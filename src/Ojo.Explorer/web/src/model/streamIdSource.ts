import type { Client } from '../api/client';
import type { EventRow, EventType, SeriesColumns } from '../api/types';
import { roundUp } from './averaging';
import { fieldOfPart, isAskable } from './catalogue';
import type { Tile } from './series';
import { typesByStreamField } from './streamIds';
import { bucketOf, TiledSource } from './tiledSource';
import { spanOf, type TimeRange } from './timeRange';

const restMs = 120;
const mostBuckets = 4096;
const mostEvents = 10_000;

/** How far a stream's data was sent, and when it was blocked: as selectors of its lane. */
export const dataSent = 'stream:data_sent';
export const streamBlocked = 'stream:blocked';

/** What the events of a flow say of one of its streams: the lengths of its data added up, and when it was blocked. */
export class StreamIdSource extends TiledSource<Tile> {
  protected override readonly isPatient = true;

  constructor(
    private readonly client: Client, private readonly flow: string, private readonly id: string, private readonly types: () => readonly EventType[],
    lastNs: () => number, changed: () => void,
  ) {
    super(restMs, lastNs, changed);
  }

  protected override isSharp(tile: Tile, range: TimeRange, pixels: number): boolean {
    return bucketOf(tile) <= roundUp(spanOf(range) / pixels);
  }

  protected override canGrow(whole: Tile, extent: TimeRange, pixels: number): boolean {
    return bucketOf(whole) >= spanOf(extent) / pixels / 8;
  }

  protected override askFor(range: TimeRange, pixels: number, signal: AbortSignal): Promise<Tile> {
    return this.ask(range, Math.max(roundUp(spanOf(range) / pixels), Math.ceil(spanOf(range) / mostBuckets)), signal);
  }

  protected override async ask(range: TimeRange, bucketNs: number, signal: AbortSignal): Promise<Tile> {
    const bucket = Math.max(1, bucketNs);
    const from = Math.max(0, Math.floor(range.from / bucket) * bucket);
    const to = Math.max(from + 1, Math.ceil(range.to));
    const [sent, blocked] = await Promise.all([this.#sent({ from, to }, bucket, signal), this.#blocked({ from, to }, bucket, signal)]);
    return { range, series: new Map([[dataSent, sent], [streamBlocked, blocked]]) };
  }

  async #sent({ from, to }: TimeRange, bucketNs: number, signal: AbortSignal): Promise<SeriesColumns> {
    let before = 0;
    const sums = new Map<number, number>();
    for (const [field, types] of typesByStreamField(this.types().filter((type) => type.role === 'stream_data_sent'))) {
      for (const [length, telling] of byLength(types)) {
        const about = { flow: this.flow, field: length, type: telling.map((type) => String(type.eventType)), where: [`${field}=${this.id}`], limit: mostEvents };
        const [earlier, buckets] = await Promise.all([
          from === 0 ? null : this.client.groups({ ...about, to: from }, signal),
          this.client.groups({ ...about, by: [`time:${bucketNs}`], from, to, sort: 'key', order: 'asc' }, signal),
        ]);
        before += earlier?.groups.reduce((sum, group) => sum + Number(group.sum ?? 0), 0) ?? 0;
        for (const { keys, sum } of buckets.groups) sums.set(Number(keys[0]), (sums.get(Number(keys[0])) ?? 0) + Number(sum ?? 0));
      }
    }
    const times = [...sums.keys()].sort((a, b) => a - b);
    let total = before;
    const values = times.map((time) => (total += sums.get(time) ?? 0));
    const entering = before === 0 ? null : { firstNs: from - 1, lastNs: from - 1, first: before, last: before, min: before, max: before, count: 1 };
    return { selector: dataSent, bucketNs, firstNs: times, lastNs: times, first: values, last: values, min: values, max: values, count: times.map(() => 1), before: entering };
  }

  /** The part of each bucket in which the stream was blocked. */
  async #blocked({ from, to }: TimeRange, bucketNs: number, signal: AbortSignal): Promise<SeriesColumns> {
    const events: EventRow[] = [];
    const kinds = this.types().filter((type) => type.role === 'blocked' || type.role === 'unblocked');
    for (const [field, types] of typesByStreamField(kinds)) {
      const about = { types: types.map((type) => String(type.eventType)), where: [`${field}=${this.id}`] };
      const [before, inside] = await Promise.all([
        from === 0 ? null : this.client.flowEvents(this.flow, { ...about, to: from, order: 'desc', limit: 1 }, signal),
        this.client.flowEvents(this.flow, { ...about, from, to, limit: mostEvents }, signal),
      ]);
      events.push(...before?.events ?? [], ...inside.events);
    }
    events.sort((a, b) => a.tNs - b.tNs);
    const shares = new Map<number, number>();
    events.forEach((event, index) => {
      const next = events[index + 1]?.tNs ?? Math.min(to, this.knownTo);
      if (kinds.find((type) => type.typeKey === event.typeKey)?.role === 'blocked') addStretch(shares, Math.max(from, event.tNs), Math.min(to, next), bucketNs);
    });
    const times = [...shares.keys()].sort((a, b) => a - b);
    const values = times.map((time) => Math.min(1, shares.get(time) ?? 0));
    return { selector: streamBlocked, bucketNs, firstNs: times, lastNs: times, first: values, last: values, min: values, max: values, count: times.map(() => 1), before: null };
  }
}

/** The types by the name of the field that says how long a piece of data is. */
function byLength(types: readonly EventType[]): ReadonlyMap<string, readonly EventType[]> {
  const result = new Map<string, EventType[]>();
  for (const type of types) {
    const field = fieldOfPart(type, 'length');
    if (field !== undefined && isAskable(field)) result.set(field.name, [...result.get(field.name) ?? [], type]);
  }
  return result;
}

function addStretch(shares: Map<number, number>, from: number, to: number, bucketNs: number): void {
  for (let bucket = Math.floor(from / bucketNs) * bucketNs; bucket < to; bucket += bucketNs) {
    const share = (Math.min(to, bucket + bucketNs) - Math.max(from, bucket)) / bucketNs;
    if (share > 0) shares.set(bucket, (shares.get(bucket) ?? 0) + share);
  }
}

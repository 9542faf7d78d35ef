import { isAbort } from '../api/apiError';
import type { Client } from '../api/client';
import type { EventType } from '../api/types';
import { fieldOfPart, isAskable } from './catalogue';
import type { FlowSession } from './flowSession';

/** The most that one question answers. */
const mostStreams = 10_000;

/** A stream that has no flow of its own: a flow's events say its number. */
export interface NumberedStream {
  readonly id: string;
  readonly events: number;
  /** When its first and last events were; null until that is known. */
  readonly firstNs: number | null;
  readonly lastNs: number | null;
}

/** The event types that say which stream they are of, by the name of the field that does. */
export function typesByStreamField(types: readonly EventType[]): ReadonlyMap<string, readonly EventType[]> {
  const result = new Map<string, EventType[]>();
  for (const type of types) {
    const field = fieldOfPart(type, 'stream_id');
    if (field !== undefined && isAskable(field)) result.set(field.name, [...result.get(field.name) ?? [], type]);
  }
  return result;
}

/** Whether a flow's own events tell of streams. */
export const tellsOfStreams = (types: readonly EventType[]): boolean => typesByStreamField(types).size > 0;

/** The streams that a flow's own events are of, without those that are flows below it; when they lived, as far as somebody has looked. */
export class StreamIds {
  readonly #client: Client;
  #rows: readonly NumberedStream[] = [];
  readonly #lives = new Map<string, { firstNs: number; lastNs: number; events: number }>();
  readonly #asking = new Set<string>();
  #request: AbortController | null = null;
  #isKnown = false;
  #isPartial = false;
  #error: unknown = null;

  constructor(private readonly flow: FlowSession, private readonly changed: () => void) {
    this.#client = flow.session.client;
  }

  get error(): unknown {
    return this.#error;
  }

  get total(): number {
    return this.#rows.length;
  }

  /** Whether the time was up, or there are more than are told apart. */
  get isPartial(): boolean {
    return this.#isPartial;
  }

  row(index: number): NumberedStream | undefined {
    const row = this.#rows[index];
    const life = row === undefined ? undefined : this.#lives.get(row.id);
    return row === undefined || life === undefined ? row : { ...row, ...life, events: row.events };
  }

  /** Sees to it that the streams are known, and of those at some places when they lived. */
  want(from: number, to: number): void {
    if (!this.#isKnown && this.#request === null && this.#error === null) void this.#load();
    for (const row of this.#rows.slice(Math.max(0, from), Math.max(0, to))) if (this.#lives.get(row.id)?.events !== row.events) void this.#find(row);
  }

  renew(): void {
    if (this.#request === null && tellsOfStreams(this.flow.types)) void this.#load();
  }

  retry(): void {
    this.#error = null;
    this.changed();
  }

  close(): void {
    this.#request?.abort();
  }

  async #load(): Promise<void> {
    const { signal } = this.#request = new AbortController();
    const fields = typesByStreamField(this.flow.types);
    const { children } = this.flow.details.value;
    try {
      const counts = new Map<string, number>();
      this.#isPartial = false;
      for (const [field, types] of fields) {
        const about = { by: [`field:${field}`], sort: 'key', order: 'asc', limit: mostStreams } as const;
        const [own, below] = await Promise.all([
          this.#client.groups({ ...about, flow: this.flow.id, type: types.map((type) => String(type.eventType)) }, signal),
          children === 0 ? null : this.#client.groups({ ...about, filter: `parent:${this.flow.id} has:${field}` }, signal),
        ]);
        const known = new Set(below?.groups.map(({ keys }) => String(keys[0])));
        for (const { keys, count } of own.groups) {
          const id = String(keys[0]);
          if (keys[0] !== null && !known.has(id)) counts.set(id, (counts.get(id) ?? 0) + count);
        }
        this.#isPartial ||= own.partial?.timeIsUp === true || own.groups.length === mostStreams;
      }
      this.#rows = [...counts].map(([id, events]) => ({ id, events, firstNs: null, lastNs: null }));
      this.#isKnown = true;
      this.#error = null;
    } catch (error) {
      if (isAbort(error)) return;
      this.#error = error;
    } finally {
      this.#request = null;
    }
    this.changed();
  }

  /** When a stream's first and last events were; the first is asked for once. */
  async #find({ id, events }: NumberedStream): Promise<void> {
    if (this.#asking.has(id)) return;
    this.#asking.add(id);
    const known = this.#lives.get(id);
    try {
      let [firstNs, lastNs] = [known?.firstNs ?? Infinity, known?.lastNs ?? -Infinity];
      for (const [field, types] of typesByStreamField(this.flow.types)) {
        const about = { types: types.map((type) => String(type.eventType)), where: [`${field}=${id}`], limit: 1 };
        const [first, last] = await Promise.all([
          known === undefined ? this.#client.flowEvents(this.flow.id, about) : null, this.#client.flowEvents(this.flow.id, { ...about, order: 'desc' }),
        ]);
        firstNs = Math.min(firstNs, first?.events[0]?.tNs ?? Infinity);
        lastNs = Math.max(lastNs, last.events[0]?.tNs ?? -Infinity);
      }
      if (firstNs <= lastNs) this.#lives.set(id, { firstNs, lastNs, events });
      this.changed();
    } catch {
      // Its lane stays empty; it is asked for again with the next change.
    } finally {
      this.#asking.delete(id);
    }
  }
}

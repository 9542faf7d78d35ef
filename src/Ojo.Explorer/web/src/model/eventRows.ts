import { isAbort } from '../api/apiError';
import type { EventPage, EventRow } from '../api/types';

/** Asks for a page: in which direction, from where, how many. */
export type AskPage = (query: {
  order: 'asc' | 'desc'; limit: number; cursor?: string | null; from?: number; to?: number;
}, signal: AbortSignal) => Promise<EventPage>;

const pageSize = 200;
const backSize = 60;

/** So many rows are kept of a list that is followed for hours. */
const mostFollowed = 5000;

/** A stretch of a long list of events that can grow at both ends, a page at a time. */
export class EventRows {
  rows: readonly EventRow[] = [];
  error: unknown = null;
  #before: { cursor: string | null; to?: number } | null = null;
  #after: { cursor: string | null; from?: number } | null = null;
  #request: AbortController | null = null;
  /** Whether more has come while a page was on its way. */
  #isBehind = false;

  constructor(private readonly ask: AskPage, private readonly changed: (kind: 'replaced' | 'prepended' | 'appended', by: number) => void) {}

  get isBusy(): boolean {
    return this.#request !== null;
  }

  get isAtStart(): boolean {
    return this.#before === null;
  }

  get isAtEnd(): boolean {
    return this.#after === null;
  }

  /** The first page. */
  async loadStart(): Promise<void> {
    await this.#replace(async (signal) => {
      const page = await this.ask({ order: 'asc', limit: pageSize }, signal);
      this.#before = null;
      this.#after = page.hasMore ? { cursor: page.nextCursor } : null;
      return page.events;
    });
  }

  /** The last page. */
  async loadEnd(): Promise<void> {
    await this.#replace(async (signal) => {
      const page = await this.ask({ order: 'desc', limit: pageSize }, signal);
      this.#after = null;
      this.#before = page.hasMore ? { cursor: page.nextCursor } : null;
      return [...page.events].reverse();
    });
  }

  /** The events around a time. */
  async loadAt(time: number): Promise<void> {
    await this.#replace(async (signal) => {
      const [back, ahead] = await Promise.all([
        this.ask({ order: 'desc', limit: backSize, to: time }, signal),
        this.ask({ order: 'asc', limit: pageSize, from: time }, signal),
      ]);
      this.#before = back.hasMore ? { cursor: back.nextCursor, to: time } : null;
      this.#after = ahead.hasMore ? { cursor: ahead.nextCursor, from: time } : null;
      return [...[...back.events].reverse(), ...ahead.events];
    });
  }

  async loadBefore(): Promise<void> {
    const before = this.#before;
    if (before === null || this.isBusy) return;
    await this.#run(async (signal) => {
      const page = await this.ask({ order: 'desc', limit: pageSize, ...before }, signal);
      this.#before = page.hasMore ? { ...before, cursor: page.nextCursor } : null;
      this.rows = [...[...page.events].reverse(), ...this.rows];
      this.changed('prepended', page.events.length);
    });
  }

  async loadAfter(): Promise<void> {
    const after = this.#after;
    if (after === null || this.isBusy) return;
    await this.#run(async (signal) => {
      const page = await this.ask({ order: 'asc', limit: pageSize, ...after }, signal);
      this.#after = page.hasMore ? { ...after, cursor: page.nextCursor } : null;
      this.#append(page.events);
    });
  }

  /** Takes in what has come since the end was reached. */
  async loadNewer(): Promise<void> {
    if (this.#after !== null || this.isBusy) return;
    const last = this.rows[this.rows.length - 1];
    if (last === undefined) {
      await this.loadStart();
      return;
    }
    await this.#run(async (signal) => {
      const page = await this.ask({ order: 'asc', limit: pageSize, from: last.tNs }, signal);
      this.#after = page.hasMore ? { cursor: page.nextCursor, from: last.tNs } : null;
      this.#append(page.events);
    });
  }

  /** Stays at the end: takes in what has come since, and starts anew there only where that is more than a page or the list has become long. What is older than `from` goes. */
  async followEnd(from: number): Promise<void> {
    this.#isBehind = true;
    if (this.isBusy) return;
    while (this.#isBehind) {
      this.#isBehind = false;
      if (this.#after === null && this.rows.length > 0 && this.rows.length < mostFollowed) await this.loadNewer();
      if (this.error !== null) return;
      if (this.#after !== null || this.rows.length === 0 || this.rows.length >= mostFollowed) await this.loadEnd();
      const gone = this.rows.findIndex((row) => row.tNs >= from);
      if (gone > 0) {
        this.rows = this.rows.slice(gone);
        this.#before = null;
        this.changed('replaced', this.rows.length);
      }
    }
  }

  close(): void {
    this.#request?.abort();
  }

  #append(events: readonly EventRow[]): void {
    const known = new Set(this.rows.slice(-pageSize).map((row) => row.id));
    const fresh = events.filter((event) => !known.has(event.id));
    this.rows = [...this.rows, ...fresh];
    this.changed('appended', fresh.length);
  }

  async #replace(load: (signal: AbortSignal) => Promise<readonly EventRow[]>): Promise<void> {
    this.#request?.abort();
    await this.#run(async (signal) => {
      this.rows = await load(signal);
      this.changed('replaced', this.rows.length);
    });
  }

  async #run(load: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const request = this.#request = new AbortController();
    try {
      await load(request.signal);
      this.error = null;
    } catch (error) {
      if (isAbort(error)) return;
      this.error = error;
      this.changed('replaced', this.rows.length);
    } finally {
      if (this.#request === request) this.#request = null;
    }
  }
}

import { isAbort } from '../api/apiError';
import type { Client } from '../api/client';
import type { FlowRow } from '../api/types';

const pageSize = 200;

/** The flows that belong to a flow, page by page as far as somebody has looked. */
export class StreamList {
  readonly #rows: FlowRow[] = [];
  #total = 0;
  #cursor: string | null = null;
  #request: AbortController | null = null;
  #error: unknown = null;

  constructor(private readonly client: Client, private readonly parent: string, total: number, private readonly changed: () => void) {
    this.#total = total;
  }

  get total(): number {
    return this.#total;
  }

  get error(): unknown {
    return this.#error;
  }

  row(index: number): FlowRow | undefined {
    return this.#rows[index];
  }

  /** Sees to it that the rows up to an index are there. */
  want(index: number): void {
    if (this.#request !== null || this.#error !== null || index < this.#rows.length || this.#rows.length >= this.#total) return;
    void this.#load(false);
  }

  /** There may be more rows by now, and those that are there may have become longer. */
  renew(total: number): void {
    this.#total = Math.max(total, this.#total);
    void this.#load(true);
  }

  retry(): void {
    this.#error = null;
    this.changed();
  }

  close(): void {
    this.#request?.abort();
  }

  async #load(again: boolean): Promise<void> {
    this.#request?.abort();
    const request = this.#request = new AbortController();
    try {
      const limit = again ? Math.min(1000, Math.max(pageSize, this.#rows.length)) : pageSize;
      const page = await this.client.flows({ parent: this.parent, sort: 'first', limit, cursor: again ? null : this.#cursor }, request.signal);
      if (again) this.#rows.splice(0, page.flows.length, ...page.flows);
      else this.#rows.push(...page.flows);
      if (!again || this.#rows.length === page.flows.length) this.#cursor = page.nextCursor;
      this.#total = page.total;
      this.#error = null;
    } catch (error) {
      if (isAbort(error)) return;
      this.#error = error;
    } finally {
      if (this.#request === request) this.#request = null;
    }
    this.changed();
  }
}

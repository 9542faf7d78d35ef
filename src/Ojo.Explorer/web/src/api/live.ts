import type { Change } from './types';

export type LiveState =
  | { readonly state: 'connecting' }
  | { readonly state: 'live'; readonly change: Change }
  | { readonly state: 'waiting'; readonly detail: string }
  /** Refused: the explorer is there and does not want to say. */
  | { readonly state: 'disconnected'; readonly refused: boolean };

/** Listens to what changes in the store. The browser reconnects by itself; a closed stream is opened again here. */
export class Live {
  #source: EventSource | null = null;
  #retry = 0;

  constructor(private readonly tenant: string | null, private readonly onState: (state: LiveState) => void) {}

  open(): void {
    const source = new EventSource(this.tenant === null ? '/api/live' : `/api/live?tenant=${encodeURIComponent(this.tenant)}`);
    this.#source = source;
    source.addEventListener('change', (event) => {
      this.onState({ state: 'live', change: JSON.parse((event as MessageEvent<string>).data) as Change });
    });
    source.addEventListener('waiting', (event) => {
      const { detail } = JSON.parse((event as MessageEvent<string>).data) as { detail: string };
      this.onState({ state: 'waiting', detail });
    });
    source.addEventListener('error', () => {
      // A refused answer ends the stream for good, as far as the browser is concerned.
      const refused = source.readyState === EventSource.CLOSED;
      this.onState({ state: 'disconnected', refused });
      if (refused) {
        window.clearTimeout(this.#retry);
        this.#retry = window.setTimeout(() => this.open(), 3000);
      }
    });
  }

  close(): void {
    window.clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }
}

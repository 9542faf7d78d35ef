import { isAbort } from '../api/apiError';
import { Client } from '../api/client';
import { Live, type LiveState } from '../api/live';
import type { Stats, Tenants, TypeCount } from '../api/types';
import { Catalogue } from './catalogue';
import { FlowNames } from './flowNames';
import { Router } from './router';
import { Signal } from './signal';
import { Theme } from './theme';

/** How often a view asks again while a store is being written to. */
const breathMs = 900;

/** What all views share: the API, what the store holds, whether it is alive, and the address. */
export class Session {
  readonly theme = new Theme();
  readonly router = new Router();
  /** Whose traces are shown. Another tenant's are another page: nothing of the one before is left on it. */
  readonly tenant = this.router.address.value.tenant;
  readonly client = new Client(this.tenant);
  readonly tenants = new Signal<Tenants | null>(null);
  readonly live = new Signal<LiveState>({ state: 'connecting' });
  readonly catalogue = new Signal<Catalogue>(new Catalogue([]));
  readonly stats = new Signal<Stats | null>(null);
  readonly storeName = new Signal('');
  readonly flowNames = new FlowNames(this);
  /** Counts up when the store has changed and a breath has passed: the moment to ask again. */
  readonly changes = new Signal(0);
  readonly error = new Signal<unknown>(null);
  /** Kept when the numbers and the catalogue have been read for the first time, or could not be. */
  readonly ready: Promise<void>;
  #version = '';
  #breath = 0;
  #loading: AbortController | null = null;

  constructor() {
    new Live(this.tenant, (state) => this.#onLive(state)).open();
    this.ready = this.load();
    void this.#findTenants();
  }

  /** Reads what every view needs: the numbers and the catalogue. */
  async load(): Promise<void> {
    this.#loading?.abort();
    const request = this.#loading = new AbortController();
    try {
      // Nothing of this needs another: asked at once, all of it is there after one round trip.
      const name = this.storeName.value === '' ? this.client.about(request.signal).then(({ store }) => { this.storeName.value = store; }) : undefined;
      const types = this.catalogue.value.all.length === 0 ? this.client.eventTypes(request.signal).then((all) => { this.catalogue.value = new Catalogue(all); }) : undefined;
      const [stats] = await Promise.all([this.client.stats(request.signal), name, types]);
      await this.know(stats.types);
      request.signal.throwIfAborted();
      this.stats.value = stats;
      this.error.value = null;
    } catch (error) {
      if (!isAbort(error)) this.error.value = error;
    }
  }

  /** Reads the catalogue again where it lacks one of the types: a program with new events has joined. */
  async know(types: readonly TypeCount[]): Promise<Catalogue> {
    if (this.catalogue.value.all.length === 0 || types.some((type) => !this.catalogue.value.has(type.typeKey))) {
      this.catalogue.value = new Catalogue(await this.client.eventTypes());
    }
    return this.catalogue.value;
  }

  async #findTenants(): Promise<void> {
    try {
      this.tenants.value = await this.client.tenants();
    } catch {
      // Without the list there is nothing to choose from; whatever is wrong is said where the store itself is asked.
    }
  }

  #onLive(state: LiveState): void {
    this.live.value = state;
    if (state.state !== 'live') return;
    const isFirst = this.#version === '';
    const isNew = state.change.version !== this.#version;
    this.#version = state.change.version;
    if (isFirst && this.stats.value !== null && this.stats.value.events === state.change.events) return;
    if (!isNew || this.#breath !== 0) return;
    this.#breath = window.setTimeout(() => {
      this.#breath = 0;
      void this.load();
      this.changes.value++;
    }, breathMs);
  }
}

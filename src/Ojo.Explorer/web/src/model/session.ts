import { ApiError, isAbort } from '../api/apiError';
import { Client } from '../api/client';
import { Live, type LiveState } from '../api/live';
import type { About, ExportFormat, Stats, Tenants, TypeCount } from '../api/types';
import { Catalogue } from './catalogue';
import { FlowNames } from './flowNames';
import { Router } from './router';
import { Signal } from './signal';
import { identityOf, isAnother, type StoreIdentity } from './storeIdentity';
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
  /** Whether the explorer no longer knows who is asking. */
  readonly loggedOut = new Signal(false);
  /** Whether another store has been opened where this page's was: nothing of it means anything any more. */
  readonly replaced = new Signal(false);
  /** Kept when the numbers and the catalogue have been read for the first time, or could not be. */
  readonly ready: Promise<void>;
  /** In which formats the explorer exports events; none until it has said so. */
  exportFormats: readonly ExportFormat[] = [];
  readonly allowsImport = new Signal(false);
  #version = '';
  #identity: StoreIdentity | null = null;
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
      const name = this.storeName.value === '' ? this.client.about(request.signal).then((about) => this.#knowStore(about)) : undefined;
      const types = this.catalogue.value.all.length === 0 ? this.client.eventTypes(request.signal).then((all) => { this.catalogue.value = new Catalogue(all); }) : undefined;
      const [stats] = await Promise.all([this.client.stats(request.signal), name, types]);
      await this.know(stats.types);
      request.signal.throwIfAborted();
      this.stats.value = stats;
      this.error.value = null;
      this.loggedOut.value = false;
      // Nothing waits for this.
      void this.#identify(stats.runs);
    } catch (error) {
      if (!isAbort(error)) this.#fail(error);
    }
  }

  #knowStore({ store, exportFormats, allowsImport }: About): void {
    this.storeName.value = store;
    this.exportFormats = exportFormats;
    // A tenant's store is the watcher's alone.
    this.allowsImport.value = allowsImport && this.tenant === null;
  }

  #fail(error: unknown): void {
    this.error.value = error;
    if (error instanceof ApiError && error.isTokenNeeded) this.loggedOut.value = true;
  }

  /** Keeps in mind which runs there are, to know the store again after the explorer was away. */
  async #identify(runs: number): Promise<void> {
    if (this.#identity?.runs.size === runs || this.replaced.value) return;
    try {
      this.#identity = identityOf(this.storeName.value, await this.client.runs());
    } catch {
      // The next look at the store tries again.
    }
  }

  /** After the explorer, or its store, was opened anew: whether this is still what the page shows. */
  async #recognize(): Promise<boolean> {
    if (this.#identity === null) return true;
    try {
      const [about, runs] = await Promise.all([this.client.about(), this.client.runs()]);
      const now = identityOf(about.store, runs);
      if (isAnother(this.#identity, now)) return false;
      this.#identity = now;
    } catch {
      // Whatever is wrong is said where the store itself is asked.
    }
    return true;
  }

  /** Why the stream was refused, which it cannot say itself. */
  async #askWhy(): Promise<void> {
    try {
      await this.client.about();
      this.loggedOut.value = false;
    } catch (error) {
      this.#fail(error);
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
    if (this.replaced.value) return;
    this.live.value = state;
    if (state.state === 'disconnected' && state.refused) void this.#askWhy();
    if (state.state !== 'live') return;
    this.loggedOut.value = false;
    const isFirst = this.#version === '';
    const isNew = state.change.version !== this.#version;
    // What stands before the hyphen is another whenever a store is opened.
    const isOpenedAnew = !isFirst && state.change.version.split('-')[0] !== this.#version.split('-')[0];
    this.#version = state.change.version;
    if (isOpenedAnew) {
      void this.#recognize().then((isSame) => {
        if (isSame) this.#breathe();
        else this.replaced.value = true;
      });
      return;
    }
    if (isFirst && this.stats.value !== null && this.stats.value.events === state.change.events) return;
    if (isNew) this.#breathe();
  }

  /** Asks again after a breath, once for all that happens meanwhile. */
  #breathe(): void {
    if (this.#breath !== 0) return;
    this.#breath = window.setTimeout(() => {
      this.#breath = 0;
      void this.load();
      this.changes.value++;
    }, breathMs);
  }
}

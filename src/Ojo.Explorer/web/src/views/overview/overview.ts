import { isAbort, isUnknownTenant } from '../../api/apiError';
import type { Gap, Run, Snapshots, Stats } from '../../api/types';
import type { Session } from '../../model/session';
import { toggled, valuesOf } from '../../model/filterText';
import { Lifetime } from '../../model/signal';
import { whatIsMissing } from '../../model/whatIsMissing';
import { fill, h } from '../common/dom';
import { errorNotice, loadingNotice, notice } from '../common/notice';
import type { View } from '../shell/view';
import { DistributionChart } from './distributionChart';
import { FlowTable } from './flowTable';
import { MissingList } from './missingList';
import { Numbers } from './numbers';
import { RunTable } from './runTable';
import { SnapshotTable } from './snapshotTable';
import { typeList } from './typeList';

const noSnapshots: Snapshots = { snapshots: [], hasMore: false };

/** What the store holds and what it lacks, before a flow is chosen. */
export class Overview implements View {
  readonly root = h('section', { class: 'overview', 'aria-label': 'Overview' });
  readonly life = new Lifetime();
  readonly #content: HTMLElement;
  readonly #missing: MissingList;
  readonly #chart: DistributionChart;
  readonly #runTable: RunTable;
  readonly #snapshotTable: SnapshotTable;
  readonly #types = h('section', { 'aria-label': 'Event types of the store' });
  #runs: readonly Run[] = [];
  #gaps: readonly Gap[] = [];
  #snapshots = noSnapshots;
  #request: AbortController | null = null;

  constructor(private readonly session: Session) {
    const numbers = new Numbers(session);
    const table = new FlowTable(session);
    this.#missing = new MissingList((filter) => session.router.push({ filter }));
    this.#chart = new DistributionChart(session);
    this.#runTable = new RunTable(session);
    this.#snapshotTable = new SnapshotTable(session);
    this.#content = h('div', { class: 'overview-parts' },
      numbers.root, this.#missing.root,
      h('div', { class: 'overview-column' }, this.#chart.root, table.root),
      h('div', { class: 'overview-column' }, this.#types, this.#runTable.root, this.#snapshotTable.root));
    for (const part of [numbers, table, this.#chart]) this.life.add(() => part.close());
    const again = () => void this.#load();
    this.life.add(session.stats.follow(again));
    this.life.add(session.catalogue.follow(() => this.#show()));
    this.life.add(session.live.follow(() => this.#show()));
    this.life.add(session.error.follow(() => this.#show()));
    this.life.add(session.tenants.follow(() => this.#show()));
    this.life.add(session.router.address.follow(() => this.#show()));
    again();
    this.#show();
  }

  close(): void {
    this.#request?.abort();
    this.life.end();
    this.root.remove();
  }

  async #load(): Promise<void> {
    this.#request?.abort();
    const request = this.#request = new AbortController();
    const { client } = this.session;
    try {
      [this.#runs, this.#gaps, this.#snapshots] = await Promise.all([
        client.runs(request.signal), client.gaps(null, request.signal),
        // They lie beside the store and not in it: what is wrong with them must not hide the rest.
        client.snapshots(request.signal).catch(() => noSnapshots),
      ]);
      request.signal.throwIfAborted();
    } catch (error) {
      if (isAbort(error)) return;
    }
    this.#show();
  }

  #show(): void {
    const { stats, error, live } = this.session;
    if (stats.value === null) {
      fill(this.root, live.value.state === 'waiting' ? notice('empty', 'Waiting for the first traces', live.value.detail, this.#watcherLine())
        : error.value === null ? loadingNotice('Reading the store…') : errorNotice(error.value, () => void this.session.load()), this.#tenants());
      return;
    }
    if (stats.value.events === 0) {
      fill(this.root, this.#emptyNotice());
      return;
    }
    if (this.#content.parentElement !== this.root) fill(this.root, this.#content);
    this.#showParts(stats.value);
  }

  #showParts(stats: Stats): void {
    const catalogue = this.session.catalogue.value;
    const types = stats.types.filter((count) => count.count > 0).map((count) => catalogue.type(count));
    this.#missing.show(whatIsMissing(stats.missing, this.#gaps, this.#runs, types, catalogue));
    this.#chart.show(this.#runs);
    this.#runTable.show(this.#runs);
    this.#snapshotTable.show(this.#snapshots, this.#runs);
    const { router } = this.session;
    const chosen = valuesOf(router.address.value.filter, 'type');
    const focused = document.activeElement instanceof HTMLElement && this.#types.contains(document.activeElement) ? document.activeElement.dataset['type'] : undefined;
    fill(this.#types, h('h2', {}, 'Event types'), typeList(stats.types.map((count) => ({ type: catalogue.type(count), count: count.count })), chosen,
      (type) => router.push({ filter: toggled(router.address.value.filter, 'type', type.name) })));
    if (focused !== undefined) this.#types.querySelector<HTMLElement>(`[data-type="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  /** Whose traces there are, where the address names somebody who has none. */
  #tenants(): HTMLElement | null {
    const { error, tenants } = this.session;
    if (!isUnknownTenant(error.value) || tenants.value === null) return null;
    const names = [...tenants.value.hasOwn ? [null] : [], ...tenants.value.tenants.map((one) => one.name)];
    return names.length === 0 ? null : h('ul', { class: 'tenants' }, ...names.slice(0, 200).map((name) =>
      h('li', {}, h('a', { class: 'link', href: name === null ? '/' : `/?tenant=${encodeURIComponent(name)}` }, name ?? 'the traces of no tenant'))));
  }

  #emptyNotice(): HTMLElement {
    return notice('empty', 'This store is empty', 'Start a program that traces, and the watcher beside it: what it records appears here within a second or two.',
      h('pre', {}, h('code', {}, 'using var tracer = Tracer.Create(new TracerOptions { Directory = "./traces" });\ntracer.RecordPacketSent(flowId, packetNumber);')),
      this.#watcherLine());
  }

  #watcherLine(): HTMLElement {
    return h('pre', {}, h('code', {}, `ojo-watcher --input-dir ./traces/output --db-path ${this.session.storeName.value || 'traces.db'} --watch`));
  }
}

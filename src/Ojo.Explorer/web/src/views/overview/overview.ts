import { isAbort } from '../../api/apiError';
import type { Run, Stats } from '../../api/types';
import { runTitle } from '../../model/flowTree';
import { duration, grouped, shortCount, wallClock } from '../../model/numbers';
import type { Session } from '../../model/session';
import { Lifetime } from '../../model/signal';
import { fill, h } from '../common/dom';
import { errorNotice, loadingNotice, notice } from '../common/notice';
import type { View } from '../shell/view';
import { missingFiles } from './missingFiles';
import { typeList } from './typeList';

/** What the store holds, before a flow is chosen. */
export class Overview implements View {
  readonly root = h('section', { class: 'overview', 'aria-label': 'Overview' });
  readonly life = new Lifetime();
  #runs: readonly Run[] = [];
  #request: AbortController | null = null;

  constructor(private readonly session: Session) {
    const again = () => void this.#load();
    this.life.add(session.stats.follow(again));
    this.life.add(session.catalogue.follow(() => this.#show()));
    this.life.add(session.live.follow(() => this.#show()));
    this.life.add(session.error.follow(() => this.#show()));
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
    try {
      this.#runs = await this.session.client.runs(request.signal);
    } catch (error) {
      if (isAbort(error)) return;
    }
    this.#show();
  }

  #show(): void {
    const { stats, error, live } = this.session;
    if (stats.value === null) {
      fill(this.root, live.value.state === 'waiting' ? notice('empty', 'Waiting for the first traces', live.value.detail, this.#watcherLine())
        : error.value === null ? loadingNotice('Reading the store…') : errorNotice(error.value, () => void this.session.load()));
      return;
    }
    const numbers = stats.value;
    fill(this.root, ...(numbers.events === 0 ? [this.#emptyNotice()] : [this.#numbers(numbers), missingFiles(numbers.missing), this.#missing(numbers), this.#runTable(), this.#distribution(numbers)]));
  }

  #emptyNotice(): HTMLElement {
    return notice('empty', 'This store is empty', 'Start a program that traces, and the watcher beside it: what it records appears here within a second or two.',
      h('pre', {}, h('code', {}, 'using var tracer = Tracer.Create(new TracerOptions { Directory = "./traces" });\ntracer.RecordPacketSent(flowId, packetNumber);')),
      this.#watcherLine());
  }

  #watcherLine(): HTMLElement {
    return h('pre', {}, h('code', {}, `ojo-watcher --input-dir ./traces/output --db-path ${this.session.storeName.value || 'traces.db'} --watch`));
  }

  #numbers(stats: Stats): HTMLElement {
    const first = stats.firstNs === null ? 0n : BigInt(stats.firstNs);
    const last = stats.lastNs === null ? 0n : BigInt(stats.lastNs);
    const number = (name: string, text: string, exact: string, warns = false) =>
      h('div', { class: warns ? 'number warns' : 'number', title: exact }, h('dt', {}, name), h('dd', {}, text));
    return h('dl', { class: 'numbers' },
      number('events', shortCount(stats.events), grouped(stats.events)),
      number('flows', shortCount(stats.flows), grouped(stats.flows)),
      number('runs', grouped(stats.runs), ''), number('files', shortCount(stats.files), grouped(stats.files)),
      number('recorded', duration(Number(last - first)), stats.firstNs === null ? '' : `since ${wallClock(stats.firstNs, 0)}`),
      number('events lost', shortCount(stats.dropped), grouped(stats.dropped), stats.dropped > 0));
  }

  /** What is not in the store, said and not hidden. */
  #missing(stats: Stats): HTMLElement | null {
    if (stats.dropped === 0) return null;
    return h('p', { class: 'warning' }, `${grouped(stats.dropped)} events were not recorded: the tracer had no room for them. The times are hatched in every chart. A larger TracerOptions.BufferSize, or a filter that lets fewer through, avoids it.`);
  }

  #runTable(): HTMLElement {
    return h('section', {}, h('h2', {}, 'Runs'), h('div', { class: 'wide-table' }, h('table', {},
      h('thead', {}, h('tr', {}, ...['run', 'started', 'length', 'flows', 'events', 'lost'].map((name, index) => h('th', { scope: 'col', class: index > 1 ? 'n' : '' }, name)))),
      h('tbody', {}, ...this.#runs.map((run) => h('tr', {},
        h('th', { scope: 'row' }, h('button', {
          type: 'button', class: 'link', title: 'List the flows of this service',
          on: { click: () => this.session.router.push({ search: run.service ?? '' }) },
        }, runTitle(run))),
        h('td', {}, wallClock(run.startNs, 0).slice(0, 19)),
        h('td', { class: 'n' }, duration(run.lastNs)),
        h('td', { class: 'n' }, grouped(run.flows)), h('td', { class: 'n' }, grouped(run.events)),
        h('td', { class: run.dropped > 0 ? 'n warns' : 'n' }, grouped(run.dropped))))))));
  }

  #distribution(stats: Stats): HTMLElement {
    const catalogue = this.session.catalogue.value;
    return h('section', {}, h('h2', {}, 'Event types'), typeList(stats.types.map((count) => ({ type: catalogue.type(count), count: count.count })), [], null));
  }
}

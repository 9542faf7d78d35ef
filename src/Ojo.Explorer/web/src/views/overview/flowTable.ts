import { isAbort } from '../../api/apiError';
import type { FlowRow, RunName } from '../../api/types';
import { toggled } from '../../model/filterText';
import { activityParts } from '../../model/flowListing';
import { runTitle } from '../../model/flowTree';
import { duration, grouped, percent, shortCount } from '../../model/numbers';
import type { Session } from '../../model/session';
import { Lifetime } from '../../model/signal';
import { fill, h, setText, toggleAttribute } from '../common/dom';
import { icon } from '../common/icons';
import { errorNotice, notice } from '../common/notice';
import { sparkline } from '../common/sparkline';
import { perSecond } from '../flows/perSecond';

const pageSize = 50;

interface Column {
  readonly title: string;
  /** What the API calls the order; null where it has none. */
  readonly sort: string | null;
  readonly number?: boolean;
  readonly about?: string;
}

const columns: readonly Column[] = [
  { title: 'flow', sort: 'id' },
  { title: 'service', sort: null },
  { title: 'parent', sort: null },
  { title: 'start', sort: 'first', number: true, about: 'Its first event, since the run\'s start' },
  { title: 'duration', sort: 'duration', number: true },
  { title: 'events', sort: 'events', number: true },
  { title: 'per second', sort: 'rate', number: true, about: 'Events in a second of its life' },
  { title: 'sent', sort: null, number: true, about: 'Packets' },
  { title: 'lost', sort: 'lost', number: true, about: 'Packets' },
  { title: 'loss', sort: 'loss', number: true, about: 'Packets lost of those sent' },
  { title: 'activity', sort: null, about: 'Its events over its own life' },
];

/** All flows that pass the filter, with their numbers side by side, a page at a time. */
export class FlowTable {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #heads: readonly HTMLElement[];
  readonly #body = h('tbody');
  readonly #message = h('div');
  readonly #count = h('p', { class: 'about', role: 'status' });
  readonly #previous = h('button', { type: 'button', class: 'button', on: { click: () => this.#turn(-1) } }, 'Previous');
  readonly #next = h('button', { type: 'button', class: 'button', on: { click: () => this.#turn(1) } }, 'Next');
  #pager: HTMLElement;
  /** Where each page that was seen begins. */
  #cursors: (string | null)[] = [null];
  #page = 0;
  #nextCursor: string | null = null;
  #request: AbortController | null = null;
  #asked = '';

  constructor(private readonly session: Session) {
    this.#heads = columns.map((column) => h('th', { scope: 'col', class: column.number === true ? 'n' : '', title: column.about }, column.sort === null ? column.title
      : h('button', { type: 'button', class: 'sort', on: { click: () => this.#sortBy(column.sort ?? '') } }, column.title, icon('down'))));
    this.#pager = h('div', { class: 'pager' }, this.#previous, this.#next);
    this.root = h('section', { class: 'flow-table', 'aria-label': 'All flows' },
      h('header', { class: 'section-head' }, h('h2', {}, 'All flows'), this.#count, this.#pager),
      h('div', { class: 'wide-table' }, h('table', {}, h('thead', {}, h('tr', {}, ...this.#heads)), this.#body), this.#message));
    this.life.add(session.router.address.followNow(() => this.#follow()));
    this.life.add(session.changes.follow(() => {
      if (this.#request === null && !document.hidden) void this.#load();
    }));
  }

  close(): void {
    this.#request?.abort();
    this.life.end();
  }

  #follow(): void {
    const { filter, sort, order } = this.session.router.address.value;
    const asked = JSON.stringify([filter, sort, order]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#cursors = [null];
    this.#page = 0;
    columns.forEach((column, index) => {
      const head = this.#heads[index];
      if (head === undefined) return;
      toggleAttribute(head, 'aria-sort', column.sort !== sort ? null : order === 'asc' ? 'ascending' : 'descending');
    });
    void this.#load();
  }

  #sortBy(sort: string): void {
    const { router } = this.session;
    const now = router.address.value;
    const natural = ['first', 'id'].includes(sort) ? 'asc' : 'desc';
    router.push({ sort, order: now.sort !== sort ? natural : now.order === 'asc' ? 'desc' : 'asc' });
  }

  #turn(by: number): void {
    if (by > 0 && this.#nextCursor === null) return;
    this.#page = Math.max(0, this.#page + by);
    if (by > 0) this.#cursors[this.#page] = this.#nextCursor;
    void this.#load();
  }

  async #load(): Promise<void> {
    this.#request?.abort();
    const request = this.#request = new AbortController();
    const { filter, sort, order } = this.session.router.address.value;
    try {
      const page = await this.session.client.flows({ filter, sort, order, limit: pageSize, cursor: this.#cursors[this.#page] ?? null, activity: activityParts }, request.signal);
      this.#nextCursor = page.nextCursor;
      this.#show(page.flows, page.runs, page.total);
    } catch (error) {
      if (isAbort(error)) return;
      fill(this.#body);
      setText(this.#count, '');
      this.#pager.hidden = true;
      fill(this.#message, errorNotice(error, () => void this.#load()));
    } finally {
      if (this.#request === request) this.#request = null;
    }
  }

  #show(flows: readonly FlowRow[], runs: readonly RunName[], total: number): void {
    const first = this.#page * pageSize;
    setText(this.#count, total === 0 ? '' : total <= pageSize ? `${grouped(total)} ${total === 1 ? 'flow' : 'flows'}` : `${grouped(first + 1)}\u2013${grouped(first + flows.length)} of ${grouped(total)}`);
    this.#pager.hidden = total <= pageSize;
    this.#previous.disabled = this.#page === 0;
    this.#next.disabled = this.#nextCursor === null;
    fill(this.#message, flows.length > 0 ? null
      : notice('empty', this.session.router.address.value.filter === '' ? 'No flows yet' : 'No flow passes the filter', ''));
    const focused = document.activeElement instanceof HTMLElement && this.#body.contains(document.activeElement) ? document.activeElement.dataset['focus'] : undefined;
    fill(this.#body, ...flows.map((flow) => this.#row(flow, runs.find((run) => run.runId === flow.runId))));
    if (focused !== undefined) this.#body.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  #row(flow: FlowRow, run: RunName | undefined): HTMLElement {
    const { router } = this.session;
    const number = (text: string, title = '', name = '') => h('td', { class: `n ${name}`, title: title === '' ? null : title }, text);
    const open = h('a', {
      href: `/?flow=${encodeURIComponent(flow.id)}`, class: 'link', 'data-focus': `flow ${flow.id}`,
      on: {
        click: (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          router.push({ flow: flow.id, range: null, event: null, eventTime: null });
        },
      },
    }, flow.flowId);
    const term = (name: string, value: string, text: string, title: string) => h('button', {
      type: 'button', class: 'link plain', title, 'data-focus': `${name} ${flow.id}`, on: { click: () => router.push({ filter: toggled(router.address.value.filter, name, value) }) },
    }, text);
    const service = run?.service;
    return h('tr', { 'data-row': flow.id },
      h('th', { scope: 'row' }, open),
      h('td', { class: 'long' }, run === undefined ? `run ${flow.runId}` : term(service === null || service === undefined ? 'run' : 'service', service ?? String(flow.runId), runTitle(run), 'List only this service; again: take that back')),
      h('td', {}, flow.parentId === null ? '' : term('parent', flow.parentId, flow.parentId.slice(flow.parentId.indexOf('-') + 1), 'List only the flows that belong to it')),
      number(duration(flow.firstNs), `${grouped(flow.firstNs)} ns since the run's start`),
      number(duration(flow.durationNs), `${grouped(flow.durationNs)} ns`),
      number(shortCount(flow.events), grouped(flow.events)),
      number(perSecond(flow)),
      number(flow.packetsSent === 0 ? '' : shortCount(flow.packetsSent), flow.packetsSent === 0 ? '' : grouped(flow.packetsSent)),
      number(flow.packetsSent === 0 && flow.packetsLost === 0 ? '' : shortCount(flow.packetsLost), '', flow.packetsLost > 0 ? 'warns' : ''),
      number(flow.packetsSent === 0 ? '' : percent(flow.packetsLost, flow.packetsSent), '', flow.packetsLost > 0 ? 'warns' : ''),
      h('td', {}, flow.activity === undefined || flow.activity === null ? '' : sparkline(flow.activity, '')));
  }
}

import { ApiError, isAbort } from '../../api/apiError';
import type { FlowPage, FlowRow, RunName } from '../../api/types';
import { flowAddress } from '../../model/address';
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
/** The most that one answer brings: in such steps the list is walked to a page that no link names. */
const stride = 1000;

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
  readonly #first = this.#button('First', () => this.#goTo(1));
  readonly #previous = this.#button('Previous', () => this.#goTo(this.#number - 1));
  readonly #next = this.#button('Next', () => this.#goTo(this.#number + 1));
  readonly #pager = h('div', { class: 'pager', role: 'group', 'aria-label': 'Pages of flows' }, this.#first, this.#previous, this.#next);
  /** Where the pages begin that were met, by their number. */
  readonly #cursors = new Map<number, string>();
  #request: AbortController | null = null;
  #list = '';
  #asked = '';
  #shown: FlowPage | null = null;

  constructor(private readonly session: Session) {
    this.#heads = columns.map((column) => h('th', { scope: 'col', class: column.number === true ? 'n' : '', title: column.about }, column.sort === null ? column.title
      : h('button', { type: 'button', class: 'sort', on: { click: () => this.#sortBy(column.sort ?? '') } }, column.title, icon('down'))));
    this.root = h('section', { class: 'flow-table', 'aria-label': 'All flows' },
      h('header', { class: 'section-head' }, h('h2', {}, 'All flows'), this.#count, this.#pager),
      h('div', { class: 'wide-table' }, h('table', {}, h('thead', {}, h('tr', {}, ...this.#heads)), this.#body), this.#message));
    this.life.add(session.router.address.followNow(() => this.#follow()));
    this.life.add(session.flowNames.learned.follow(() => this.#shown !== null && this.#show(this.#shown)));
    this.life.add(session.changes.follow(() => {
      if (this.#request === null && !document.hidden) void this.#load(true);
    }));
  }

  close(): void {
    this.#request?.abort();
    this.life.end();
  }

  #button(label: string, act: () => void): HTMLButtonElement {
    return h('button', { type: 'button', class: 'button', on: { click: act } }, label);
  }

  get #number(): number {
    return this.session.router.address.value.page?.number ?? 1;
  }

  #follow(): void {
    const { filter, sort, order, page } = this.session.router.address.value;
    const list = JSON.stringify([filter, sort, order]);
    if (list !== this.#list) {
      this.#list = list;
      this.#cursors.clear();
      columns.forEach((column, index) => {
        const head = this.#heads[index];
        if (head !== undefined) toggleAttribute(head, 'aria-sort', column.sort !== sort ? null : order === 'asc' ? 'ascending' : 'descending');
      });
    }
    if (page !== null) this.#cursors.set(page.number, page.cursor);
    const asked = JSON.stringify([list, page]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    void this.#load();
  }

  #sortBy(sort: string): void {
    const { router } = this.session;
    const now = router.address.value;
    const natural = ['first', 'id'].includes(sort) ? 'asc' : 'desc';
    router.push({ sort, order: now.sort !== sort ? natural : now.order === 'asc' ? 'desc' : 'asc' });
  }

  /** Each page is a step that Back undoes. */
  #goTo(number: number): void {
    if (number < 2) {
      this.session.router.push({ page: null });
      return;
    }
    const cursor = this.#cursors.get(number);
    if (cursor === undefined) void this.#walkTo(number);
    else this.session.router.push({ page: { number, cursor } });
  }

  /** Finds where a page begins that lies before the one that a link led to. */
  async #walkTo(number: number): Promise<void> {
    const request = this.#begin();
    try {
      const known = Math.max(1, ...[...this.#cursors.keys()].filter((one) => one < number));
      let cursor = this.#cursors.get(known) ?? null;
      for (let left = (number - known) * pageSize; left > 0; left -= stride) {
        // A cursor belongs to a list with everything that was asked of it, activity too.
        cursor = (await this.session.client.flows({ ...this.#query, limit: Math.min(stride, left), cursor }, request.signal)).nextCursor;
        // The list has become shorter than the link said.
        if (cursor === null) break;
      }
      this.session.router.push({ page: cursor === null ? null : { number, cursor } });
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#end(request);
    }
  }

  get #query(): { readonly filter: string; readonly sort: string; readonly order: 'asc' | 'desc'; readonly activity: number } {
    const { filter, sort, order } = this.session.router.address.value;
    return { filter, sort, order, activity: activityParts };
  }

  #begin(): AbortController {
    this.#request?.abort();
    return this.#request = new AbortController();
  }

  #end(request: AbortController): void {
    if (this.#request === request) this.#request = null;
  }

  /** @param isAgain Whether it is only to see what is new: where that cannot be had, what is there stays, and the top of the page says why. */
  async #load(isAgain = false): Promise<void> {
    const request = this.#begin();
    const { router, client } = this.session;
    const { page } = router.address.value;
    try {
      const answer = await client.flows({ ...this.#query, limit: pageSize, cursor: page?.cursor ?? null }, request.signal);
      if (answer.nextCursor !== null) this.#cursors.set((page?.number ?? 1) + 1, answer.nextCursor);
      this.#show(answer);
    } catch (error) {
      // A link to a page of a list that is another one by now leads to its beginning.
      if (page !== null && error instanceof ApiError && error.problem?.type === 'urn:ojo:problem:bad-cursor') router.replace({ page: null });
      else if (!isAgain || this.#shown === null) this.#fail(error);
    } finally {
      this.#end(request);
    }
  }

  #fail(error: unknown): void {
    if (isAbort(error)) return;
    this.#shown = null;
    fill(this.#body);
    setText(this.#count, '');
    this.#pager.hidden = true;
    fill(this.#message, errorNotice(error, () => void this.#load()));
  }

  #show(page: FlowPage): void {
    const { flows, runs, total, nextCursor } = page;
    const number = this.#number;
    const first = (number - 1) * pageSize;
    this.#shown = page;
    this.session.flowNames.want(flows);
    setText(this.#count, total === 0 ? '' : total <= pageSize ? `${grouped(total)} ${total === 1 ? 'flow' : 'flows'}` : `${grouped(first + 1)}\u2013${grouped(first + flows.length)} of ${grouped(total)}`);
    this.#pager.hidden = total <= pageSize && number === 1;
    this.#first.disabled = number < 2;
    this.#previous.disabled = number < 2;
    this.#next.disabled = nextCursor === null;
    fill(this.#message, flows.length > 0 ? null
      : notice('empty', this.#query.filter === '' ? 'No flows yet' : 'No flow passes the filter', ''));
    const focused = document.activeElement instanceof HTMLElement && this.#body.contains(document.activeElement) ? document.activeElement.dataset['focus'] : undefined;
    fill(this.#body, ...flows.map((flow) => this.#row(flow, runs.find((run) => run.runId === flow.runId))));
    if (focused !== undefined) this.#body.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  #row(flow: FlowRow, run: RunName | undefined): HTMLElement {
    const { router, flowNames } = this.session;
    const name = flowNames.of(flow.id);
    const number = (text: string, title = '', name = '') => h('td', { class: `n ${name}`, title: title === '' ? null : title }, text);
    const open = h('a', {
      href: flowAddress(this.session.tenant, flow.id), class: 'link', 'data-focus': `flow ${flow.id}`,
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
      h('th', { scope: 'row' }, open, name === '' ? null : h('small', { class: 'flow-about', title: name }, name)),
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

import { ApiError, isAbort } from '../../api/apiError';
import type { FlowRow, RunName } from '../../api/types';
import { runTitle, treeOf } from '../../model/flowTree';
import { duration, grouped, percent, shortCount } from '../../model/numbers';
import type { Session } from '../../model/session';
import { fill, freshId, h, setText, toggleAttribute } from '../common/dom';
import { errorNotice, loadingNotice, notice } from '../common/notice';
import { icon } from '../common/icons';

const pageSize = 100;
const searchRestMs = 180;

const sorts: readonly (readonly [string, string])[] = [
  ['first', 'first event'], ['last', 'last event'], ['duration', 'duration'], ['events', 'events'], ['lost', 'packets lost'], ['id', 'run and id'],
];

/** The flows: under their runs and parents, sorted, searched, a page at a time, with counts that follow the store. */
export class FlowList {
  readonly root: HTMLElement;
  readonly #list = h('ul', { class: 'flows', 'aria-label': 'Flows' });
  readonly #status = h('p', { class: 'flows-status', role: 'status' });
  readonly #message = h('div', { class: 'flows-message' });
  readonly #more: HTMLButtonElement;
  readonly #search: HTMLInputElement;
  readonly #sort: HTMLSelectElement;
  readonly #order: HTMLButtonElement;
  #flows: readonly FlowRow[] = [];
  #runs: readonly RunName[] = [];
  #total = 0;
  #cursor: string | null = null;
  #request: AbortController | null = null;
  #typing = 0;
  #marked: string | null = null;
  readonly #lineElements = new Map<string, { readonly text: string; readonly element: HTMLElement }>();
  #asked = '';

  constructor(private readonly session: Session, private readonly open: (id: string) => void) {
    const searchId = freshId('search');
    this.#search = h('input', {
      type: 'search', id: searchId, placeholder: 'id, service or host', autocomplete: 'off', spellcheck: 'false', 'aria-label': 'Search flows',
      on: { input: () => this.#type(), keydown: (event) => this.#onSearchKey(event) },
    });
    this.#sort = h('select', { 'aria-label': 'Sort flows by', on: { change: () => this.#setSort() } },
      ...sorts.map(([value, label]) => h('option', { value }, label)));
    this.#order = h('button', { type: 'button', class: 'icon-button', on: { click: () => this.#setSort(true) } });
    this.#more = h('button', { type: 'button', class: 'button more', hidden: true, on: { click: () => void this.#load(true) } }, 'Show more');
    this.root = h('nav', { class: 'sidebar', 'aria-label': 'Flows' },
      h('div', { class: 'sidebar-head' }, h('h2', {}, 'Flows'), this.#sort, this.#order),
      h('div', { class: 'sidebar-search' }, this.#search),
      h('div', { class: 'flows-scroll' }, this.#message, this.#list, this.#more), this.#status);
    session.router.address.follow(() => this.#follow());
    session.changes.follow(() => void this.#refresh());
    this.#follow();
  }

  /** The flow so many places further down the list than the one that is open. */
  neighbour(by: number): string | null {
    const ids = this.#lines().flatMap((line) => (line.kind === 'flow' ? [line.flow.id] : []));
    const at = ids.indexOf(this.session.router.address.value.flow ?? '');
    return at < 0 ? ids[0] ?? null : ids[at + by] ?? null;
  }

  focusSearch(): void {
    this.#search.focus();
    this.#search.select();
  }

  reload(): void {
    this.#asked = '';
    this.#follow();
  }

  #lines() {
    return treeOf(this.#flows, this.#runs);
  }

  /** What the address says is what is listed. */
  #follow(): void {
    const { search, sort, order, flow } = this.session.router.address.value;
    if (document.activeElement !== this.#search) this.#search.value = search;
    this.#sort.value = sort;
    const label = order === 'asc' ? 'Smallest first; click for largest first' : 'Largest first; click for smallest first';
    fill(this.#order, icon(order === 'asc' ? 'down' : 'up'));
    toggleAttribute(this.#order, 'aria-label', label);
    toggleAttribute(this.#order, 'title', label);
    const asked = `${sort} ${order} ${search}`;
    if (asked === this.#asked) this.#mark(flow);
    else {
      this.#asked = asked;
      void this.#load(false);
    }
  }

  #type(): void {
    window.clearTimeout(this.#typing);
    this.#typing = window.setTimeout(() => this.session.router.replace({ search: this.#search.value.trim() }), searchRestMs);
  }

  #onSearchKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.#search.value !== '') {
      this.#search.value = '';
      this.session.router.replace({ search: '' });
      event.stopPropagation();
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      this.#list.querySelector<HTMLElement>('a')?.focus();
    }
  }

  #setSort(turn = false): void {
    const { order, sort } = this.session.router.address.value;
    // Times and ids are looked for from the beginning, amounts from the largest.
    const natural = ['first', 'id'].includes(this.#sort.value) ? 'asc' : 'desc';
    this.session.router.push({ sort: this.#sort.value, order: turn ? (order === 'asc' ? 'desc' : 'asc') : this.#sort.value === sort ? order : natural });
  }

  async #load(more: boolean): Promise<void> {
    this.#request?.abort();
    const request = this.#request = new AbortController();
    const { search, sort, order } = this.session.router.address.value;
    if (this.#flows.length === 0) fill(this.#message, loadingNotice('Reading the flows…'));
    try {
      const page = await this.session.client.flows({ search, sort, order, limit: pageSize, cursor: more ? this.#cursor : null }, request.signal);
      this.#flows = more ? [...this.#flows, ...page.flows] : page.flows;
      this.#runs = more ? [...this.#runs, ...page.runs] : page.runs;
      this.#total = page.total;
      this.#cursor = page.nextCursor;
      this.#show(null);
    } catch (error) {
      if (!isAbort(error)) this.#show(error);
    } finally {
      if (this.#request === request) this.#request = null;
    }
  }

  /** Asks for what is listed again, in one page, when the store has changed. */
  async #refresh(): Promise<void> {
    if (this.#request !== null || document.hidden) return;
    const { search, sort, order } = this.session.router.address.value;
    const asked = this.#asked;
    try {
      const page = await this.session.client.flows({ search, sort, order, limit: Math.min(1000, Math.max(pageSize, this.#flows.length)) });
      if (asked !== this.#asked) return;
      // The cursor goes on from the page's end; what was listed beyond a thousand is left as it was.
      const beyond = this.#flows.slice(page.flows.length);
      const fresh = new Set(page.flows.map((flow) => flow.id));
      this.#flows = [...page.flows, ...beyond.filter((flow) => !fresh.has(flow.id))];
      this.#runs = [...page.runs, ...this.#runs];
      this.#total = page.total;
      if (beyond.length === 0) this.#cursor = page.nextCursor;
      this.#show(null);
    } catch {
      // The connection's state is shown at the top; the list stays what it was.
    }
  }

  #show(error: unknown): void {
    this.#more.hidden = error !== null || this.#cursor === null;
    setText(this.#more, `Show more of ${grouped(this.#total)}`);
    if (error !== null && !(error instanceof ApiError && error.isWaiting)) {
      fill(this.#message, errorNotice(error, () => void this.#load(false)));
      return;
    }
    fill(this.#message, this.#flows.length > 0 ? null : this.#emptyNotice());
    const shown = this.#flows.length;
    setText(this.#status, this.#total === 0 ? '' : shown < this.#total ? `1\u2013${grouped(shown)} of ${grouped(this.#total)} flows` : `${grouped(this.#total)} ${this.#total === 1 ? 'flow' : 'flows'}`);
    const ends = new Map(this.#runs.map((run) => [run.runId, Math.max(1, ...this.#flows.filter((flow) => flow.runId === run.runId).map((flow) => flow.lastNs))]));
    this.#patch(this.#lines().map((line) => (line.kind === 'run'
      ? this.#reuse(`run ${line.run.runId}`, runTitle(line.run), () => h('li', { class: 'run-line' }, h('span', { class: 'run-name', title: runTitle(line.run) }, runTitle(line.run))))
      : this.#reuse(line.flow.id, JSON.stringify([line, ends.get(line.flow.runId)]), () => this.#flowElement(line, ends.get(line.flow.runId) ?? 1)))));
    this.#mark(this.session.router.address.value.flow);
  }

  /** The element of a line as it was, where nothing about it changed. */
  #reuse(key: string, text: string, make: () => HTMLElement): HTMLElement {
    const known = this.#lineElements.get(key);
    if (known?.text === text) return known.element;
    const element = make();
    this.#lineElements.set(key, { text, element });
    return element;
  }

  /** Puts the elements into the list, leaving alone those that stand where they should: focus and hover stay. */
  #patch(elements: readonly HTMLElement[]): void {
    const focused = document.activeElement instanceof HTMLElement && this.#list.contains(document.activeElement) ? document.activeElement.dataset['flow'] : undefined;
    const kept = new Set<Element>(elements);
    for (const child of [...this.#list.children]) if (!kept.has(child)) child.remove();
    elements.forEach((element, index) => {
      if (this.#list.children[index] !== element) this.#list.insertBefore(element, this.#list.children[index] ?? null);
    });
    if (focused !== undefined && !this.#list.contains(document.activeElement)) {
      this.#list.querySelector<HTMLElement>(`[data-flow="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  #emptyNotice(): HTMLElement {
    const { search } = this.session.router.address.value;
    return search === ''
      ? notice('empty', 'No flows yet', 'They appear here as soon as the watcher takes in the first traces.')
      : notice('empty', `No flow matches “${search}”`, 'Ids, services and hosts are searched.',
        h('button', { type: 'button', class: 'button', on: { click: () => { this.#search.value = ''; this.session.router.replace({ search: '' }); } } }, 'Show every flow'));
  }

  #flowElement({ flow, depth, orphan }: { flow: FlowRow; depth: number; orphan: boolean }, end: number): HTMLElement {
    // When in its run the flow lived.
    const bar = h('span', { class: 'flow-life' });
    bar.style.setProperty('--from', String(Math.max(0, flow.firstNs / end)));
    bar.style.setProperty('--to', String(Math.min(1, flow.lastNs / end)));
    const lost = flow.packetsLost > 0 ? h('span', { class: 'flow-lost', title: `${grouped(flow.packetsLost)} of ${grouped(flow.packetsSent)} packets lost` }, percent(flow.packetsLost, flow.packetsSent)) : null;
    const link = h('a', {
      href: `/?flow=${encodeURIComponent(flow.id)}`, class: 'flow-line', 'data-flow': flow.id,
      title: `Flow ${flow.flowId}: ${grouped(flow.events)} events in ${duration(flow.durationNs)}`,
      on: {
        click: (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          this.open(flow.id);
        },
        keydown: (event) => this.#onArrow(event),
      },
    },
    h('span', { class: 'flow-id' }, flow.flowId, orphan && flow.parentId !== null ? h('small', {}, ` of ${flow.parentId.slice(flow.parentId.indexOf('-') + 1)}`) : null),
    lost ?? h('span'),
    h('span', { class: 'flow-events' }, shortCount(flow.events)),
    h('span', { class: 'flow-span' }, duration(flow.durationNs)),
    bar);
    const item = h('li', { class: depth > 0 ? 'child' : '' }, link);
    item.style.setProperty('--depth', String(Math.min(8, depth)));
    return item;
  }

  #onArrow(event: KeyboardEvent): void {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const links = [...this.#list.querySelectorAll<HTMLElement>('a')];
    links[links.indexOf(event.currentTarget as HTMLElement) + by]?.focus();
  }

  #mark(open: string | null): void {
    for (const link of this.#list.querySelectorAll('a')) {
      const isOpen = link.dataset['flow'] === open;
      toggleAttribute(link, 'aria-current', isOpen ? 'page' : null);
      // Only when it is opened: a list that jumps whenever the store grows cannot be read.
      if (isOpen && open !== this.#marked) {
        link.scrollIntoView({ block: 'nearest' });
        this.#marked = open;
      }
    }
    if (open === null) this.#marked = null;
  }
}

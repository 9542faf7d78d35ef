import { ApiError, isUnknownTenant } from '../../api/apiError';
import { FlowListing } from '../../model/flowListing';
import { type TreeLine, treeOf } from '../../model/flowTree';
import { grouped } from '../../model/numbers';
import type { Session } from '../../model/session';
import { fill, h, setText, toggleAttribute } from '../common/dom';
import { icon } from '../common/icons';
import { errorNotice, loadingNotice, notice } from '../common/notice';
import type { KeyGroup } from '../shell/keys';
import { type FlowNumber, lineElement } from './flowLine';
import { TreeKeys, treeBindings } from './treeKeys';

const sorts: readonly (readonly [string, string])[] = [
  ['first', 'first event'], ['last', 'last event'], ['duration', 'duration'], ['events', 'events'], ['rate', 'events per second'], ['lost', 'packets lost'],
  ['loss', 'share lost'], ['id', 'run and id'],
];

const numbers: Readonly<Record<string, FlowNumber>> = { duration: 'duration', rate: 'rate' };

/** The flows: a tree under their runs and parents, sorted and filtered, a page at a time, with counts that follow the store. */
export class FlowList {
  readonly root: HTMLElement;
  readonly #tree = h('ul', { class: 'flows', role: 'tree', 'aria-label': 'Flows' });
  readonly #status = h('p', { class: 'flows-status', role: 'status' });
  readonly #message = h('div', { class: 'flows-message' });
  readonly #more: HTMLButtonElement;
  readonly #sort: HTMLSelectElement;
  readonly #order: HTMLButtonElement;
  readonly #listing: FlowListing;
  readonly #keys: TreeKeys;
  readonly #chosen = new Map<string, boolean>();
  readonly #lineElements = new Map<string, { readonly text: string; readonly element: HTMLElement }>();
  #lines: readonly TreeLine[] = [];
  #marked: string | null = null;

  constructor(private readonly session: Session, private readonly open: (id: string) => void) {
    this.#sort = h('select', { 'aria-label': 'Sort flows by', on: { change: () => this.#setSort() } },
      ...sorts.map(([value, label]) => h('option', { value }, label)));
    this.#order = h('button', { type: 'button', class: 'icon-button', on: { click: () => this.#setSort(true) } });
    this.#more = h('button', { type: 'button', class: 'button more', hidden: true, on: { click: () => void this.#listing.load(true) } }, 'Show more');
    this.root = h('nav', { class: 'sidebar', 'aria-label': 'Flows' },
      h('div', { class: 'sidebar-head' }, h('h2', {}, 'Flows'), this.#sort, this.#order),
      h('div', { class: 'flows-scroll' }, this.#message, this.#tree, this.#more), this.#status);
    this.#keys = new TreeKeys(this.#tree, (key) => this.#turn(key));
    this.#listing = new FlowListing(session, () => this.#build().filter((line) => line.kind === 'flow').length);
    fill(this.#message, loadingNotice('Reading the flows…'));
    this.#listing.changed.follow(() => this.#show());
    session.router.address.followNow(() => this.#follow());
  }

  /** Whether there is room for the list beside what is shown. */
  get isShown(): boolean {
    return this.root.clientWidth > 0;
  }

  get keys(): readonly KeyGroup[] {
    return [{ title: 'In the list of flows', bindings: treeBindings }];
  }

  /** The flow so many places further down the list than the one that is open. */
  neighbour(by: number): string | null {
    const ids = this.#lines.flatMap((line) => (line.kind === 'flow' ? [line.flow.id] : []));
    const at = ids.indexOf(this.session.router.address.value.flow ?? '');
    return at < 0 ? ids[0] ?? null : ids[at + by] ?? null;
  }

  #build(): readonly TreeLine[] {
    return treeOf(this.#listing.flows, this.#listing.runs, { chosen: this.#chosen, open: this.session.router.address.value.flow });
  }

  /** What the address says is what is listed. */
  #follow(): void {
    const { sort, order, flow } = this.session.router.address.value;
    this.#sort.value = sort;
    const label = order === 'asc' ? 'Smallest first; click for largest first' : 'Largest first; click for smallest first';
    fill(this.#order, icon(order === 'asc' ? 'down' : 'up'));
    toggleAttribute(this.#order, 'aria-label', label);
    toggleAttribute(this.#order, 'title', label);
    this.#listing.follow();
    // What the open flow stands below unfolds with it.
    if (flow !== this.#marked) this.#show();
  }

  #setSort(turn = false): void {
    const { order, sort } = this.session.router.address.value;
    // Times and ids are looked for from the beginning, amounts from the largest.
    const natural = ['first', 'id'].includes(this.#sort.value) ? 'asc' : 'desc';
    this.session.router.push({ sort: this.#sort.value, order: turn ? (order === 'asc' ? 'desc' : 'asc') : this.#sort.value === sort ? order : natural });
  }

  #turn(key: string): void {
    const line = this.#lines.find((one) => one.key === key);
    if (line === undefined || line.folded === null) return;
    this.#chosen.set(key, !line.folded);
    if (line.folded && line.kind === 'flow') void this.#listing.loadChildren(line);
    this.#show();
  }

  #show(): void {
    const { error, flows, total, hasMore } = this.#listing;
    const waits = error instanceof ApiError && error.isWaiting;
    this.#more.hidden = error !== null || !hasMore;
    setText(this.#more, `Show more of ${grouped(total)}`);
    // Who there is instead is said where there is room for it.
    if (isUnknownTenant(error)) fill(this.#message);
    else if (error !== null && !waits) fill(this.#message, errorNotice(error, () => void this.#listing.load()));
    else if (flows.length > 0) fill(this.#message);
    else if (error !== null || !this.#listing.isLoading || this.#listing.changed.value > 0) fill(this.#message, this.#emptyNotice());
    this.#tree.hidden = flows.length === 0 || (error !== null && !waits);
    const shown = flows.length;
    setText(this.#status, total === 0 ? '' : shown < total ? `1\u2013${grouped(shown)} of ${grouped(total)} flows` : `${grouped(total)} ${total === 1 ? 'flow' : 'flows'}`);

    this.#lines = this.#build();
    const number = numbers[this.session.router.address.value.sort] ?? 'events';
    this.#patch(this.#lines.map((line) => {
      const name = line.kind === 'flow' ? this.session.flowNames.of(line.key) : '';
      return this.#reuse(line.key, JSON.stringify([line, name, number]), () =>
        lineElement(line, name, number, { tenant: this.session.tenant, open: this.open, turn: (turned) => this.#turn(turned.key) }));
    }));
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
    const focused = document.activeElement instanceof HTMLElement && this.#tree.contains(document.activeElement) ? document.activeElement.dataset['key'] : undefined;
    const kept = new Set<Element>(elements);
    for (const child of [...this.#tree.children]) if (!kept.has(child)) child.remove();
    elements.forEach((element, index) => {
      if (this.#tree.children[index] !== element) this.#tree.insertBefore(element, this.#tree.children[index] ?? null);
    });
    if (focused !== undefined && !this.#tree.contains(document.activeElement)) {
      this.#tree.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    }
  }

  #emptyNotice(): HTMLElement {
    const { filter } = this.session.router.address.value;
    return filter === ''
      ? notice('empty', 'No flows yet', 'They appear here as soon as the watcher takes in the first traces.')
      : notice('empty', 'No flow passes the filter', 'A flow is listed where it, or an event of it, is what the filter asks for.',
        h('button', { type: 'button', class: 'button', on: { click: () => this.session.router.push({ filter: '' }) } }, 'Show every flow'));
  }

  #mark(open: string | null): void {
    let current: HTMLElement | undefined;
    for (const item of this.#tree.querySelectorAll<HTMLElement>('[role=treeitem]')) {
      const isOpen = item.dataset['flow'] !== undefined && item.dataset['flow'] === open;
      toggleAttribute(item, 'aria-current', isOpen ? 'page' : null);
      if (isOpen) current = item;
    }
    // Only when it is opened: a list that jumps whenever the store grows cannot be read.
    if (current !== undefined && open !== this.#marked) current.scrollIntoView({ block: 'nearest' });
    if (current !== undefined || open === null) this.#marked = open;
    const focused = document.activeElement instanceof HTMLElement && this.#tree.contains(document.activeElement) ? document.activeElement : undefined;
    this.#keys.enterAt(focused ?? current ?? this.#tree.querySelector<HTMLElement>('[role=treeitem]') ?? undefined);
  }
}

import { isAbort } from '../../api/apiError';
import { emptyAddress, writeAddress } from '../../model/address';
import type { Session } from '../../model/session';
import { fill, h } from '../common/dom';
import { chooseFlow, compareWith } from '../compare/flowChooser';
import { errorNotice, loadingNotice, notice } from '../common/notice';
import { FilterBox } from '../filter/filterBox';
import { FlowList } from '../flows/flowList';
import { banner } from './banner';
import { KeyHelp } from './help';
import { ImportSheet } from './importSheet';
import { type KeyGroup, press } from './keys';
import { overviewKey, placeOf } from './places';
import { printOnPaper } from './print';
import { TopBar } from './topBar';
import type { View } from './view';

/** The page: the bar, the flows, and what is being looked at. */
export class Shell {
  readonly #main = h('main', { class: 'main', id: 'main', tabindex: '-1' });
  readonly #list: FlowList;
  readonly #filter: FilterBox;
  readonly #help = new KeyHelp(() => this.#keys());
  #view: View | null = null;
  #shown = '';
  #request: AbortController | null = null;
  #failed = false;

  constructor(private readonly session: Session, private readonly root: HTMLElement) {
    const { router } = session;
    this.#filter = new FilterBox(session);
    this.#list = new FlowList(session, (id) => this.#openFlow(id));
    const imports = new ImportSheet(session);
    const bar = new TopBar(session, this.#filter.root, () => router.push({ flow: null, range: null, event: null, eventTime: null }), () => this.#help.open(), () => imports.open());
    fill(root, h('a', { class: 'skip', href: '#main', on: { click: () => this.#main.focus() } }, 'To the charts'),
      h('div', {}, bar.root, banner(session)), h('div', { class: 'body' }, this.#list.root, this.#main), this.#help.root);
    router.address.followNow(() => void this.#show());
    printOnPaper(session.theme);
    window.addEventListener('keydown', (event) => this.#onKey(event));
    // What could not be opened may be there now: the explorer is back, or the flow's first events have come.
    session.changes.follow(() => this.#failed && this.#showAgain());
    session.replaced.follow(() => this.#leaveStore());
    session.live.follow((state) => {
      root.dataset['live'] = state.state;
    });
  }

  #openFlow(id: string): void {
    if (id === this.session.router.address.value.flow) return;
    this.session.router.push({ flow: id, range: null, event: null, eventTime: null });
  }

  async #show(): Promise<void> {
    if (this.session.replaced.value) return;
    const place = placeOf(this.session.router.address.value, this.session);
    if (place.key === this.#shown) return;
    this.#shown = place.key;
    this.#failed = false;
    this.#request?.abort();
    this.root.classList.toggle('has-place', place.key !== overviewKey);
    document.title = place.title;
    const request = this.#request = new AbortController();
    // What was there stays until the new one is: nothing flickers. Only a slow answer gets a word.
    const slow = window.setTimeout(() => {
      this.#replace(null);
      fill(this.#main, loadingNotice(place.opening));
    }, 300);
    try {
      const view = await place.open(request.signal);
      if (request.signal.aborted) view.close();
      else this.#replace(view);
    } catch (error) {
      if (isAbort(error)) return;
      this.#failed = true;
      this.#replace(null);
      fill(this.#main, errorNotice(error, () => this.#showAgain()));
    } finally {
      window.clearTimeout(slow);
    }
  }

  /** Another store is open: the overview is its own, whatever else is on the screen was of the one before. */
  #leaveStore(): void {
    const { router, tenant } = this.session;
    if (placeOf(router.address.value, this.session).key === overviewKey) {
      location.reload();
      return;
    }
    this.#request?.abort();
    this.#shown = '';
    this.#replace(null);
    this.root.classList.add('has-no-list');
    fill(this.#main, notice('error', 'Another store is open now', 'The explorer was started on another store, or its file was replaced. What was on the screen was of the one before: its flows, times and events mean nothing in this one.',
      h('button', { type: 'button', class: 'button', on: { click: () => location.assign(writeAddress({ ...emptyAddress, tenant })) } }, 'Show what it has')));
  }

  #showAgain(): void {
    this.#shown = '';
    void this.#show();
  }

  #replace(view: View | null): void {
    this.#view?.close();
    this.#view = view;
    if (view !== null) fill(this.#main, view.root);
  }

  #step(by: number): void {
    const next = this.#list.neighbour(by);
    if (next !== null) this.#openFlow(next);
  }

  #compare(): boolean {
    const { flow, with: others } = this.session.router.address.value;
    const focused = document.activeElement?.closest<HTMLElement>('[data-flow]')?.dataset['flow'];
    if (flow === null && focused === undefined) return false;
    if (flow !== null && focused !== undefined && focused !== flow) compareWith(this.session, flow, [...others, focused]);
    else chooseFlow(this.session, flow ?? focused ?? '', others);
    return true;
  }

  /** What is on the screen comes first; the rest holds everywhere. */
  #keys(): readonly KeyGroup[] {
    const listed = this.#list.isShown ? this.#list.keys : [];
    // Without a flow there is one to compare with others only where one has the focus.
    const compared = this.session.router.address.value.flow === null ? { at: '.flow-line' } : {};
    return [...this.#view?.keys ?? [], {
      title: 'Everywhere',
      bindings: [
        { keys: ['/'], what: 'filter', press: () => this.#filter.focus() },
        { keys: ['KeyN', 'PageDown'], what: 'next flow of the list', press: () => this.#step(1) },
        { keys: ['KeyP', 'PageUp'], what: 'previous flow of the list', press: () => this.#step(-1) },
        { keys: ['KeyC'], ...compared, what: 'compare the open flow with the one chosen in the list, or with one to be chosen', press: () => this.#compare() },
        { keys: ['KeyT'], what: 'light or dark', press: () => this.session.theme.toggle() },
        { keys: ['?'], what: 'this list', press: () => this.#help.open() },
      ],
    }, ...listed, this.#filter.keys];
  }

  #onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    // A dialog has the keyboard for itself.
    if (document.querySelector('dialog[open]') !== null || target.closest('input, select, textarea, [contenteditable]') !== null) return;
    if (press(event, this.#keys())) event.preventDefault();
  }
}

import { isAbort } from '../../api/apiError';
import type { Session } from '../../model/session';
import { fill, h } from '../common/dom';
import { chooseFlow, compareWith } from '../compare/flowChooser';
import { errorNotice, loadingNotice } from '../common/notice';
import { FilterBox } from '../filter/filterBox';
import { FlowList } from '../flows/flowList';
import { KeyHelp } from './help';
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
    const bar = new TopBar(session, this.#filter.root, () => router.push({ flow: null, range: null, event: null, eventTime: null }), () => this.#help.open());
    fill(root, h('a', { class: 'skip', href: '#main', on: { click: () => this.#main.focus() } }, 'To the charts'),
      bar.root, h('div', { class: 'body' }, this.#list.root, this.#main), this.#help.root);
    router.address.followNow(() => void this.#show());
    printOnPaper(session.theme);
    window.addEventListener('keydown', (event) => this.#onKey(event));
    // What could not be opened may be there now: the explorer is back, or the flow's first events have come.
    session.changes.follow(() => this.#failed && this.#showAgain());
    session.live.follow((state) => {
      root.dataset['live'] = state.state;
    });
  }

  #openFlow(id: string): void {
    if (id === this.session.router.address.value.flow) return;
    this.session.router.push({ flow: id, range: null, event: null, eventTime: null });
  }

  async #show(): Promise<void> {
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
    return [...this.#view?.keys ?? [], {
      title: 'Everywhere',
      bindings: [
        { keys: ['/'], what: 'filter', press: () => this.#filter.focus() },
        { keys: ['KeyN', 'PageDown'], what: 'next flow of the list', press: () => this.#step(1) },
        { keys: ['KeyP', 'PageUp'], what: 'previous flow of the list', press: () => this.#step(-1) },
        { keys: ['KeyC'], what: 'compare the open flow with the one chosen in the list, or with one to be chosen', press: () => this.#compare() },
        { keys: ['KeyT'], what: 'light or dark', press: () => this.session.theme.toggle() },
        { keys: ['?'], what: 'this list', press: () => this.#help.open() },
      ],
    }];
  }

  #onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    if (this.#help.isOpen || target.closest('input, select, textarea, [contenteditable]') !== null) return;
    if (press(event, this.#keys())) event.preventDefault();
  }
}

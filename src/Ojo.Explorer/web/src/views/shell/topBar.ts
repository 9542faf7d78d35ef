import { isUnknownTenant } from '../../api/apiError';
import type { LiveState } from '../../api/live';
import { emptyAddress, writeAddress } from '../../model/address';
import { grouped, shortCount } from '../../model/numbers';
import type { Session } from '../../model/session';
import { fill, h, setText, toggleAttribute } from '../common/dom';
import { icon } from '../common/icons';
import { tenantChooser } from './tenantChooser';

/** The line at the top: whose traces these are, whether they are alive, and what holds for the whole page. */
export class TopBar {
  readonly root: HTMLElement;
  readonly #live = h('span', { class: 'live', role: 'status' });
  readonly #dot = h('span', { class: 'live-dot', 'aria-hidden': 'true' });
  readonly #state = h('span', { class: 'live-state' });
  readonly #events = h('span', { class: 'live-events' });

  constructor(private readonly session: Session, filter: HTMLElement, home: () => void, help: () => void, openImport: () => void) {
    const store = h('span', { class: 'store' });
    const theme = h('button', { type: 'button', class: 'icon-button', title: 'Light or dark (T)', on: { click: () => session.theme.toggle() } });
    this.#live.append(this.#dot, this.#state, this.#events);
    this.root = h('header', { class: 'topbar' },
      h('a', {
        href: session.tenant === null ? '/' : `/?tenant=${encodeURIComponent(session.tenant)}`, class: 'brand', 'aria-label': 'Ojo, overview',
        on: {
          click: (event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            home();
          },
        },
      }, h('img', { src: '/icon.svg', alt: '', width: '20', height: '20' }), h('span', {}, 'ojo')),
      store, tenantChooser(session), filter, this.#live,
      sqlLink(session), importButton(session, openImport),
      h('div', { class: 'topbar-tools' },
        h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Keys', title: 'Keys (?)', on: { click: help } }, icon('help')), theme));
    session.storeName.followNow((name) => setText(store, name));
    session.live.followNow((state) => this.#show(state));
    session.stats.follow(() => this.#show(session.live.value));
    session.error.follow(() => this.#show(session.live.value));
    session.loggedOut.follow(() => this.#show(session.live.value));
    session.theme.palette.followNow(() => {
      fill(theme, icon(session.theme.isDark ? 'sun' : 'moon'));
      toggleAttribute(theme, 'aria-label', session.theme.isDark ? 'Use light colours' : 'Use dark colours');
    });
  }

  #show(state: LiveState): void {
    this.#live.dataset['state'] = state.state;
    const words = { connecting: 'connecting', live: 'live', waiting: 'waiting for traces', disconnected: 'disconnected, trying again' };
    // The explorer answers; it is only that there is nobody to be live.
    setText(this.#state, this.session.loggedOut.value ? 'logged out' : isUnknownTenant(this.session.error.value) ? 'no such tenant' : words[state.state]);
    const events = state.state === 'live' ? state.change.events : this.session.stats.value?.events;
    setText(this.#events, events === undefined ? '' : `${shortCount(events)} events`);
    toggleAttribute(this.#live, 'title', state.state === 'waiting' ? state.detail
      : state.state === 'disconnected' ? 'The explorer does not answer. What is on the screen stays; it goes on as soon as the explorer is back.'
        : events === undefined ? '' : `${grouped(events)} events; new ones appear as they are taken in`);
  }
}

/** Where the explorer takes files: leads to the dialog for them. */
function importButton(session: Session, open: () => void): HTMLElement {
  const button = h('button', { type: 'button', class: 'topbar-link topbar-import', title: 'Take files of other programs into the store', on: { click: open } }, 'Import');
  session.allowsImport.followNow((isAllowed) => {
    button.hidden = !isAllowed;
  });
  return button;
}

/** Leads to SQL from everywhere. */
function sqlLink(session: Session): HTMLElement {
  const { router, tenant } = session;
  const link = h('a', {
    href: writeAddress({ ...emptyAddress, tenant, sql: '' }), class: 'topbar-link',
    on: {
      click: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if (router.address.value.sql === null) router.push({ flow: null, range: null, event: null, eventTime: null, sql: '' });
      },
    },
  }, 'SQL');
  router.address.followNow((address) => toggleAttribute(link, 'aria-current', address.sql === null ? null : 'page'));
  return link;
}

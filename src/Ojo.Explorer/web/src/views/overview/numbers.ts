import type { Stats } from '../../api/types';
import { EventRate } from '../../model/eventRate';
import { duration, grouped, shortCount, threeDigits, wallClock, withUnit } from '../../model/numbers';
import type { Session } from '../../model/session';
import { Lifetime } from '../../model/signal';
import { h, setText, toggleAttribute } from '../common/dom';

/** After so long a store is one that was written, and not one that is being written. */
const liveNs = 3_600_000_000_000n;

/** What the store comes to, and how fast it grows; the numbers move while it does. */
export class Numbers {
  readonly root = h('dl', { class: 'numbers' });
  readonly life = new Lifetime();
  readonly #rate = new EventRate();
  readonly #fields = new Map<string, { readonly box: HTMLElement; readonly value: HTMLElement }>();

  constructor(private readonly session: Session) {
    for (const name of ['events', 'events per second', 'last event', 'flows', 'runs', 'files', 'recorded', 'events lost']) {
      const value = h('dd');
      const box = h('div', { class: 'number' }, h('dt', {}, name), value);
      this.#fields.set(name, { box, value });
      this.root.append(box);
    }
    this.life.add(session.stats.followNow((stats) => stats !== null && this.#show(stats)));
    this.life.add(session.live.followNow((state) => {
      if (state.state === 'live') this.#rate.add(performance.now(), state.change.events);
      this.#tick();
    }));
    const timer = window.setInterval(() => this.#tick(), 1000);
    this.life.add(() => window.clearInterval(timer));
  }

  close(): void {
    this.life.end();
  }

  #set(name: string, text: string, exact = '', warns = false): void {
    const field = this.#fields.get(name);
    if (field === undefined) return;
    setText(field.value, text);
    toggleAttribute(field.box, 'title', exact === '' ? null : exact);
    field.box.classList.toggle('warns', warns);
  }

  #show(stats: Stats): void {
    const first = BigInt(stats.firstNs ?? 0);
    const last = BigInt(stats.lastNs ?? 0);
    this.#set('flows', shortCount(stats.flows), grouped(stats.flows));
    this.#set('runs', shortCount(stats.runs), grouped(stats.runs));
    this.#set('files', shortCount(stats.files), grouped(stats.files));
    this.#set('recorded', duration(Number(last - first)), stats.firstNs === null ? '' : `since ${wallClock(stats.firstNs, 0)}`);
    this.#set('events lost', shortCount(stats.dropped), grouped(stats.dropped), stats.dropped > 0);
    this.#tick();
  }

  /** What changes with every look. */
  #tick(): void {
    const { live, stats } = this.session;
    const state = live.value;
    const events = state.state === 'live' ? state.change.events : stats.value?.events ?? 0;
    this.#set('events', shortCount(events), grouped(events));
    const rate = state.state === 'live' ? this.#rate.perSecond(performance.now()) : null;
    this.#set('events per second', rate === null ? '\u2013' : withUnit(rate >= 1000 ? shortCount(Math.round(rate)) : threeDigits(Math.round(rate)), '/s'),
      'How many the store takes in at the moment');
    const lastNs = (state.state === 'live' ? state.change.lastNs : null) ?? stats.value?.lastNs ?? null;
    this.#set('last event', lastNs === null ? '\u2013' : ago(lastNs), lastNs === null ? '' : wallClock(lastNs, 0));
  }
}

/** How long ago by the clock of this machine; a day, where that is long ago. */
function ago(unixNs: string): string {
  const past = BigInt(Date.now()) * 1_000_000n - BigInt(unixNs);
  if (past > liveNs || past < -liveNs) return wallClock(unixNs, 0).slice(0, 16);
  const seconds = Number(past / 1_000_000_000n);
  return seconds < 2 ? 'just now' : seconds < 120 ? `${withUnit(String(seconds), 's')} ago` : `${withUnit(String(Math.floor(seconds / 60)), 'min')} ago`;
}

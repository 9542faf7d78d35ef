import type { Run } from '../../api/types';
import { hasValue, toggled } from '../../model/filterText';
import { runTitle } from '../../model/flowTree';
import { duration, grouped, wallClock } from '../../model/numbers';
import type { Session } from '../../model/session';
import { fill, h } from '../common/dom';

const most = 200;

/** Who wrote the store, each run with what it brought. */
export class RunTable {
  readonly root = h('section', { 'aria-label': 'Runs' });
  #shown = '';

  constructor(private readonly session: Session) {}

  show(runs: readonly Run[]): void {
    const { router } = this.session;
    const { filter } = router.address.value;
    const shown = JSON.stringify([runs, filter]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const focused = document.activeElement instanceof HTMLElement && this.root.contains(document.activeElement) ? document.activeElement.dataset['run'] : undefined;
    fill(this.root, h('h2', {}, 'Runs'), h('div', { class: 'wide-table' }, h('table', {},
      h('thead', {}, h('tr', {}, ...['run', 'started', 'length', 'flows', 'events', 'lost'].map((name, index) => h('th', { scope: 'col', class: index > 1 ? 'n' : '' }, name)))),
      h('tbody', {}, ...runs.slice(0, most).map((run) => h('tr', {},
        h('th', { scope: 'row' }, h('button', {
          type: 'button', class: 'link', 'data-run': run.runId, 'aria-pressed': String(hasValue(filter, 'run', String(run.runId))), title: 'List only this run; again: take that back',
          on: { click: () => router.push({ filter: toggled(router.address.value.filter, 'run', String(run.runId)) }) },
        }, runTitle(run))),
        h('td', {}, wallClock(run.startNs, 0).slice(0, 19)),
        h('td', { class: 'n' }, duration(run.lastNs)),
        h('td', { class: 'n' }, grouped(run.flows)), h('td', { class: 'n' }, grouped(run.events)),
        h('td', { class: run.dropped > 0 ? 'n warns' : 'n' }, grouped(run.dropped))))))),
    runs.length > most ? h('p', { class: 'about' }, `The first ${grouped(most)} of ${grouped(runs.length)} runs. The filter finds the others: service: and host: in the box above.`) : null);
    if (focused !== undefined) this.root.querySelector<HTMLElement>(`[data-run="${focused}"]`)?.focus({ preventScroll: true });
  }
}

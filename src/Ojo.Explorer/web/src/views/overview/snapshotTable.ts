import type { Run, Snapshot, Snapshots } from '../../api/types';
import { duration, grouped } from '../../model/numbers';
import type { Session } from '../../model/session';
import { fill, h } from '../common/dom';
import { timeText } from './distributionChart';

/** What flight recorders left, each with the reason why. */
export class SnapshotTable {
  readonly root = h('section', { class: 'snapshots', 'aria-label': 'Snapshots', hidden: true });
  #shown = '';

  constructor(private readonly session: Session) {}

  show(answer: Snapshots, runs: readonly Run[]): void {
    this.root.hidden = answer.snapshots.length === 0;
    const shown = JSON.stringify([answer, runs.map((run) => run.startNs)]);
    if (this.root.hidden || shown === this.#shown) return;
    this.#shown = shown;
    fill(this.root, h('h2', {}, 'Snapshots of flight recorders'), this.#table(answer, runs),
      answer.hasMore ? h('p', { class: 'about' }, 'There are more; these are the newest.') : null);
  }

  #table(answer: Snapshots, runs: readonly Run[]): HTMLElement {
    return h('div', { class: 'wide-table' }, h('table', {},
      h('thead', {}, h('tr', {}, ...['reason', 'taken', 'program', 'window', 'events', 'overwritten', 'lost'].map((name, index) => h('th', { scope: 'col', class: index > 2 ? 'n' : '' }, name)))),
      h('tbody', {}, ...[...answer.snapshots].reverse().map((snapshot) => {
        const run = runs.find((one) => one.startNs === snapshot.startNs && one.processId === snapshot.processId);
        return h('tr', { title: snapshot.name },
          h('th', { scope: 'row' }, run === undefined ? snapshot.reason : this.#link(snapshot, run)),
          h('td', {}, snapshot.takenAt.slice(0, 19).replace('T', ' '), snapshot.copy ? ' (copy)' : ''),
          h('td', {}, `${snapshot.service}@${snapshot.host} ${snapshot.processId}`),
          h('td', { class: 'n' }, duration(snapshot.windowEndNs - snapshot.windowStartNs)),
          h('td', { class: 'n' }, grouped(snapshot.events)), h('td', { class: 'n' }, grouped(snapshot.overwritten)),
          h('td', { class: snapshot.lost > 0 ? 'n warns' : 'n' }, grouped(snapshot.lost)));
      }))));
  }

  #link(snapshot: Snapshot, run: Run): HTMLElement {
    return h('button', {
      type: 'button', class: 'link', title: 'List what it holds',
      on: { click: () => this.session.router.push({ filter: `run:${run.runId} t:${timeText(snapshot.windowStartNs)}..${timeText(snapshot.windowEndNs)}` }) },
    }, snapshot.reason);
  }
}

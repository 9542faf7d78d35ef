import { isAbort } from '../../api/apiError';
import {
  bestOf, type Difference, differencesOf, differenceText, figuresOf, type FlowFigures, relativeText, runDifferencesOf, type RunFigures, runFiguresOf, valueText,
} from '../../model/compareDifferences';
import type { Comparison } from '../../model/comparison';
import { csv } from '../../model/export';
import { runTitle } from '../../model/flowTree';
import { grouped } from '../../model/numbers';
import { Lifetime } from '../../model/signal';
import { fill, h } from '../common/dom';
import { lineIcon } from '../common/icons';
import { errorNotice, loadingNotice } from '../common/notice';
import { treatmentOf } from './treatments';

/** While flows grow, rates and percentiles are worked out again this long after the last time: they take a look at every event. */
const restMs = 5000;

/** A column of a table of differences: the flow whose treatment it has, and what it is called. */
interface Column {
  readonly flow: number;
  readonly letters: string;
  readonly name: string;
}

/** What each flow comes to as a whole, how far the others are from the first, and which does better where that has a meaning; of flows of several runs, the same of the runs. */
export class CompareTable {
  readonly root = h('section', { class: 'differences', 'aria-label': 'Differences' });
  readonly life = new Lifetime();
  #request = new AbortController();
  #figures: readonly FlowFigures[] = [];
  #runs: readonly RunFigures[] = [];
  #rest = 0;

  constructor(private readonly comparison: Comparison) {
    this.life.add(() => this.#request.abort());
    this.life.add(() => window.clearTimeout(this.#rest));
    this.life.add(comparison.grown.follow(() => this.#grow()));
    fill(this.root, loadingNotice('Adding up the flows…'));
    void this.#load();
  }

  close(): void {
    this.life.end();
  }

  /** The lines about the flows, as a table for elsewhere: numbers as they are known, times in nanoseconds. */
  get asCsv(): string {
    const { flows } = this.comparison;
    return csv([['', ...flows.map(({ details }) => `flow ${details.id}`)], ...differencesOf(this.#figures).map((line) => [line.label, ...line.values])]);
  }

  get isEmpty(): boolean {
    return this.#figures.length === 0;
  }

  async #load(): Promise<void> {
    this.#request.abort();
    const { signal } = this.#request = new AbortController();
    const { session, flows } = this.comparison;
    try {
      const runs = [...new Map(flows.map(({ details }) => [details.runId, details.run])).values()];
      [this.#figures, this.#runs] = await Promise.all([
        Promise.all(flows.map(({ details }) => figuresOf(session, details, signal))),
        runs.length < 2 ? [] : Promise.all(runs.map((run) => runFiguresOf(session, run, signal))),
      ]);
      this.#show();
    } catch (error) {
      if (!isAbort(error)) fill(this.root, errorNotice(error, () => void this.#load()));
    }
  }

  /** What the flows say of themselves is shown at once; what takes a look at every event follows when they have rested. */
  #grow(): void {
    if (this.isEmpty) return;
    this.#figures = this.#figures.map((figures, index) => ({ ...figures, details: this.comparison.flows[index]?.details ?? figures.details }));
    this.#show();
    if (this.#rest !== 0) return;
    this.#rest = window.setTimeout(() => {
      this.#rest = 0;
      void this.#load();
    }, restMs);
  }

  #show(): void {
    const { flows } = this.comparison;
    const isPartial = this.#figures.some(({ range, blocked }) => range?.partial != null || blocked?.partial != null);
    const columns = flows.map(({ details }, flow): Column => ({ flow, letters: treatmentOf(flow).letter, name: details.id }));
    const runColumns = this.#runs.map(({ run }): Column => {
      const own = flows.flatMap(({ details }, flow) => (details.runId === run.runId ? [flow] : []));
      return { flow: own[0] ?? 0, letters: own.map((flow) => treatmentOf(flow).letter).join(', '), name: runTitle(run) };
    });
    fill(this.root, h('h2', {}, 'Differences, over the whole of each flow'), this.#table('Table of differences', 'data-difference', columns, differencesOf(this.#figures)),
      isPartial ? h('p', { class: 'muted' }, 'The flows are too long to be added up in the time: rates, percentiles and times blocked are of their beginning.') : null,
      ...(this.#runs.length === 0 ? [] : [
        h('h2', {}, 'The runs, all of their flows together'), this.#table('Table of the runs\u2019 differences', 'data-run-difference', runColumns, runDifferencesOf(this.#runs)),
        this.#runs.some((one) => one.isPartial) ? h('p', { class: 'muted' }, 'The time was up before all events were counted.') : null,
      ]));
  }

  #table(label: string, name: string, columns: readonly Column[], lines: readonly Difference[]): HTMLElement {
    const first = columns[0]?.letters ?? 'A';
    const heads = columns.flatMap(({ flow, letters, name }, index) => {
      const { colour, dash } = treatmentOf(flow);
      const head = h('th', { scope: 'col', class: 'n' }, h('span', { class: 'difference-head' }, lineIcon(colour, 'line', dash), `${letters} · ${name}`));
      return index === 0 ? [head] : [head, h('th', { scope: 'col', class: 'n' }, `${letters} − ${first}`), h('th', { scope: 'col', class: 'n' }, '%')];
    });
    return h('div', { class: 'wide-table', tabindex: '0', role: 'region', 'aria-label': label },
      h('table', {}, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, ''), ...heads)), h('tbody', {}, ...lines.map((line) => row(line, name)))));
  }
}

function row(line: Difference, name: string): HTMLElement {
  const best = bestOf(line);
  const [first] = line.values;
  return h('tr', { [name]: line.label }, h('th', { scope: 'row' }, line.label), ...line.values.flatMap((value, index) => {
    const exact = value === null ? '' : `${grouped(value)}`;
    const cell = h('td', { class: `n ${best === index ? 'better' : ''}`, title: exact }, valueText(value, line.quantity),
      best === index ? h('span', { class: 'better-word' }, ' better') : null);
    return index === 0 ? [cell]
      : [cell, h('td', { class: 'n by' }, differenceText(value, first ?? null, line.quantity)), h('td', { class: 'n by' }, line.quantity === 'ratio' ? '' : relativeText(value, first ?? null))];
  }));
}

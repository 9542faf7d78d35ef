import { isAbort } from '../../api/apiError';
import { bestOf, type Difference, differencesOf, differenceText, figuresOf, relativeText, valueText } from '../../model/compareDifferences';
import type { Comparison } from '../../model/comparison';
import { grouped } from '../../model/numbers';
import { Lifetime } from '../../model/signal';
import { fill, h } from '../common/dom';
import { lineIcon } from '../common/icons';
import { errorNotice, loadingNotice } from '../common/notice';
import { treatmentOf } from './treatments';

/** What each flow comes to as a whole, how far the others are from the first, and which does better where that has a meaning. */
export class CompareTable {
  readonly root = h('section', { class: 'differences', 'aria-label': 'Differences' });
  readonly life = new Lifetime();
  readonly #request = new AbortController();

  constructor(private readonly comparison: Comparison) {
    this.life.add(() => this.#request.abort());
    void this.#load();
  }

  close(): void {
    this.life.end();
  }

  async #load(): Promise<void> {
    fill(this.root, loadingNotice('Adding up the flows…'));
    try {
      const figures = await Promise.all(this.comparison.flows.map(({ details }) => figuresOf(this.comparison.session, details, this.#request.signal)));
      const isPartial = figures.some(({ range, blocked }) => range?.partial != null || blocked?.partial != null);
      this.#show(differencesOf(figures), isPartial);
    } catch (error) {
      if (!isAbort(error)) fill(this.root, errorNotice(error, () => void this.#load()));
    }
  }

  #show(lines: readonly Difference[], isPartial: boolean): void {
    const { flows } = this.comparison;
    const heads = flows.flatMap(({ details }, index) => {
      const { letter, colour, dash } = treatmentOf(index);
      const head = h('th', { scope: 'col', class: 'n' }, h('span', { class: 'difference-head' }, lineIcon(colour, 'line', dash), `${letter} · ${details.id}`));
      return index === 0 ? [head] : [head, h('th', { scope: 'col', class: 'n' }, `${letter} − A`), h('th', { scope: 'col', class: 'n' }, '%')];
    });
    fill(this.root, h('h2', {}, 'Differences, over the whole of each flow'),
      h('div', { class: 'wide-table', tabindex: '0', role: 'region', 'aria-label': 'Table of differences' }, h('table', {}, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, ''), ...heads)), h('tbody', {}, ...lines.map((line) => this.#row(line))))),
      isPartial ? h('p', { class: 'muted' }, 'The flows are too long to be added up in the time: rates, percentiles and times blocked are of their beginning.') : null);
  }

  #row(line: Difference): HTMLElement {
    const best = bestOf(line);
    const [first] = line.values;
    return h('tr', { 'data-difference': line.label }, h('th', { scope: 'row' }, line.label), ...line.values.flatMap((value, index) => {
      const exact = value === null ? '' : `${grouped(value)}`;
      const cell = h('td', { class: `n ${best === index ? 'better' : ''}`, title: exact }, valueText(value, line.quantity),
        best === index ? h('span', { class: 'better-word' }, ' better') : null);
      return index === 0 ? [cell]
        : [cell, h('td', { class: 'n by' }, differenceText(value, first ?? null, line.quantity)), h('td', { class: 'n by' }, line.quantity === 'ratio' ? '' : relativeText(value, first ?? null))];
    }));
  }
}

import { sentenceOf } from '../../api/apiError';
import { isDerived } from '../../model/derived';
import type { FlowSession } from '../../model/flowSession';
import { fileName, seriesCsv, seriesJson, type SeriesLabel, statisticsCsv, statisticsJson } from '../../model/export';
import { duration } from '../../model/numbers';
import type { PanelSpec } from '../../model/panelSpec';
import type { Selection } from '../../model/selection';
import { spanOf, type TimeRange } from '../../model/timeRange';
import { copy } from '../common/copy';
import { fill, h, setText } from '../common/dom';
import { icon } from '../common/icons';
import { panelPng, panelSvg } from './exportPicture';
import type { Panel } from './panel';

/** What of a flow can be taken elsewhere: a link, its panels, its events, and the numbers of what is marked. */
export class ExportDialog {
  readonly root: HTMLDialogElement;
  readonly #body = h('div', { class: 'export-body' });
  readonly #said = h('p', { class: 'export-said', role: 'status' });

  constructor(private readonly flow: FlowSession, private readonly selection: Selection, private readonly panels: () => readonly Panel[]) {
    this.root = h('dialog', { class: 'help export', 'aria-label': 'Export' },
      h('header', { class: 'export-head' }, h('h2', {}, 'Export'),
        h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close', title: 'Close (Esc)', on: { click: () => this.root.close() } }, icon('close'))),
      this.#body, this.#said);
    this.root.addEventListener('click', (event) => event.target === this.root && this.root.close());
  }

  close(): void {
    this.root.close();
    this.root.remove();
  }

  open(): void {
    setText(this.#said, '');
    this.#fill();
    this.root.showModal();
  }

  #fill(): void {
    const { flow } = this;
    const { viewport } = flow;
    const summary = this.selection.summary.value;
    const marked = viewport.marked.value;
    const shown = viewport.range.value;
    const link = h('button', { type: 'button', class: 'button', on: { click: () => void this.#copyLink(link) } }, 'Copy link');
    const rows: HTMLElement[] = [
      row('This page', 'the address says all that is on the screen', link),
      row(marked === null ? 'Events in view' : 'Marked events',
        `${marked === null && viewport.isWhole ? 'the whole flow' : duration(spanOf(viewport.listed.value))}${flow.filter.value === '' ? '' : `, ${flow.filter.value}`}`,
        this.#eventLink('CSV', 'csv'), this.#eventLink('JSON lines', 'jsonl')),
    ];
    if (summary !== null && marked !== null) {
      rows.push(row('Statistics of what is marked', duration(spanOf(marked)),
        this.#button('CSV', 'statistics', async () => save(fileName([flow.id, 'statistics'], marked, 'csv'), 'text/csv', statisticsCsv(summary))),
        this.#button('JSON', 'statistics', async () => save(fileName([flow.id, 'statistics'], marked, 'json'), 'application/json', statisticsJson(flow.id, summary)))));
    }
    for (const panel of this.panels().filter((one) => one.isPicture)) {
      const { title } = panel.spec;
      const name = (extension: string) => fileName([flow.id, title], shown, extension);
      const buttons = [
        this.#button('PNG', title, async () => save(name('png'), 'image/png', await panelPng(flow, panel))),
        ...(panel.isVector ? [this.#button('SVG', title, async () => save(name('svg'), 'image/svg+xml', panelSvg(flow, panel)))] : []),
      ];
      const labels = labelsOf(panel.spec);
      if (labels.length > 0) {
        buttons.push(
          this.#button('CSV', title, async () => save(name('csv'), 'text/csv', seriesCsv(await this.#series(panel, labels, shown), labels))),
          this.#button('JSON', title, async () => save(name('json'), 'application/json', seriesJson(await this.#series(panel, labels, shown), labels))));
      }
      rows.push(row(title, panel.spec.description, ...buttons));
    }
    fill(this.#body, ...rows);
  }

  #series(panel: Panel, labels: readonly SeriesLabel[], range: TimeRange) {
    return this.flow.session.client.series(this.flow.id, labels.map((one) => one.selector), range, panel.plotSize.width);
  }

  #button(label: string, of: string, act: () => Promise<void>): HTMLElement {
    return h('button', {
      type: 'button', class: 'button', 'aria-label': `${label} of ${of}`,
      on: {
        click: () => void act().then(() => setText(this.#said, `${of}: saved as ${label}.`), (error: unknown) => setText(this.#said, `${of}: ${sentenceOf(error)}`)),
      },
    }, label);
  }

  /** Straight from the explorer to a file: however many events there are, none of them passes through the page. */
  #eventLink(label: string, format: 'csv' | 'jsonl'): HTMLElement {
    const { flow } = this;
    const href = flow.session.client.eventFileAddress(flow.id, { ...flow.asked, filter: flow.filter.value }, format);
    return h('a', { class: 'button', href, download: '', 'aria-label': `${label} of the events` }, label);
  }

  async #copyLink(button: HTMLElement): Promise<void> {
    await copy(location.href, button);
    setText(this.#said, button.classList.contains('copied') ? 'The link is copied.' : 'The browser keeps its clipboard to itself here: copy the address instead.');
  }
}

const row = (name: string, note: string, ...controls: readonly HTMLElement[]): HTMLElement =>
  h('div', { class: 'export-row', role: 'group', 'aria-label': name }, h('span', { class: 'export-name' }, name, ' ', h('small', {}, note)), h('span', { class: 'export-buttons' }, ...controls));

/** The recorded series that a panel draws; none where it draws something else. */
function labelsOf(spec: PanelSpec): readonly SeriesLabel[] {
  return recordedBy(spec).filter((one) => !isDerived(one.selector));
}

function recordedBy(spec: PanelSpec): readonly SeriesLabel[] {
  switch (spec.kind) {
    case 'lines': return spec.series.map(({ selector, type, field }) => ({ selector, label: `${type.name}.${field.name}`, unit: field.unit }));
    case 'packets': return spec.groups.flatMap((group) => group.members.map(({ selector, type, field }) => ({ selector, label: `${type.name}.${field.name}`, unit: field.unit })));
    case 'lanes': return spec.lanes.map(({ selector, type, state }) => ({ selector, label: state === null ? type.name : `${type.name}.${state.name}`, unit: state?.unit ?? '' }));
    default: return [];
  }
}

/** Hands a file to the browser, which asks or puts it where downloads go. */
function save(name: string, mediaType: string, content: string | Blob): void {
  const address = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type: `${mediaType};charset=utf-8` }) : content);
  const link = h('a', { href: address, download: name });
  link.click();
  // The browser has taken hold of it by then.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

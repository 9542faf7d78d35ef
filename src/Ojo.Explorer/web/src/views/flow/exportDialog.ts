import type { ExportFormat } from '../../api/types';
import { rightAxisWidth } from '../../drawing/lineChart';
import { isDerived } from '../../model/derived';
import { fileName, histogramCsv, histogramJson, seriesCsv, seriesJson, type SeriesLabel, statisticsCsv, statisticsJson } from '../../model/export';
import type { FlowSession } from '../../model/flowSession';
import { duration, timeAt } from '../../model/numbers';
import type { PanelSpec } from '../../model/panelSpec';
import type { Selection } from '../../model/selection';
import { spanOf, type TimeRange } from '../../model/timeRange';
import { h } from '../common/dom';
import { ExportSheet, save } from '../export/exportSheet';
import { openInPerfetto } from '../export/perfetto';
import { legendItem, type Picture } from '../export/picture';
import { LinePanel } from './linePanel';
import type { Panel } from './panel';

/** What of a flow can be taken elsewhere: a link, its panels, its events, and the numbers of what is marked. */
export class ExportDialog {
  readonly #sheet = new ExportSheet((sheet) => this.#rows(sheet));

  constructor(private readonly flow: FlowSession, private readonly selection: Selection, private readonly panels: () => readonly Panel[]) {}

  get root(): HTMLElement {
    return this.#sheet.root;
  }

  close(): void {
    this.#sheet.close();
  }

  open(): void {
    this.#sheet.open();
  }

  #rows(sheet: ExportSheet): readonly HTMLElement[] {
    const { flow } = this;
    const { viewport } = flow;
    const summary = this.selection.summary.value;
    const marked = viewport.marked.value;
    const rows: HTMLElement[] = [
      sheet.linkRow(),
      sheet.row(marked === null ? 'Events in view' : 'Marked events',
        `${marked === null && viewport.isWhole ? 'the whole flow' : duration(spanOf(viewport.listed.value))}${flow.filter.value === '' ? '' : `, ${flow.filter.value}`}`,
        ...flow.session.exportFormats.map((one) => this.#eventLink(sheet, one)), this.#perfettoButton(sheet)),
    ];
    if (summary !== null && marked !== null) {
      rows.push(sheet.row('Statistics of what is marked', duration(spanOf(marked)),
        sheet.button('CSV', 'statistics', () => save(fileName([flow.id, 'statistics'], marked, 'csv'), 'text/csv', statisticsCsv(summary))),
        sheet.button('JSON', 'statistics', () => save(fileName([flow.id, 'statistics'], marked, 'json'), 'application/json', statisticsJson(flow.id, summary)))));
    }
    return [...rows, ...this.panels().filter((one) => one.isPicture).map((panel) => this.#panelRow(sheet, panel))];
  }

  #panelRow(sheet: ExportSheet, panel: Panel): HTMLElement {
    const { flow } = this;
    const { title, description } = panel.spec;
    const shown = flow.viewport.range.value;
    const name = (extension: string) => fileName([flow.id, title], shown, extension);
    const pictures = sheet.pictureButtons(title, name, () => pictureOf(flow, panel), panel.isVector);
    const tables = (csv: () => string | Promise<string>, json: () => string | Promise<string>) => [
      sheet.button('CSV', title, async () => save(name('csv'), 'text/csv', await csv())),
      sheet.button('JSON', title, async () => save(name('json'), 'application/json', await json())),
    ];
    if (panel instanceof LinePanel && panel.histogram !== null) {
      const { histogram } = panel;
      return sheet.row(title, `how its values are spread in ${duration(spanOf(shown))}`, ...pictures,
        ...tables(() => histogramCsv(histogram.spreads), () => histogramJson(histogram.spreads, flow.viewport.settled.value)));
    }
    const labels = labelsOf(panel.spec);
    return sheet.row(title, description, ...pictures, ...(labels.length === 0 ? []
      : tables(async () => seriesCsv(await this.#series(panel, labels, shown), labels), async () => seriesJson(await this.#series(panel, labels, shown), labels))));
  }

  #series(panel: Panel, labels: readonly SeriesLabel[], range: TimeRange) {
    return this.flow.session.client.series(this.flow.id, labels.map((one) => one.selector), range, panel.plotSize.width);
  }

  #perfettoButton(sheet: ExportSheet): HTMLElement {
    const { flow } = this;
    const query = { ...flow.asked, filter: flow.filter.value };
    return sheet.button('Open in Perfetto', 'the events',
      () => openInPerfetto(`Flow ${flow.id}`, `ojo-${flow.id}.pftrace`, (signal) => flow.session.client.exported('perfetto', flow.id, query, signal)),
      'they are in Perfetto\'s window');
  }

  /** Straight from the explorer to a file: however many events there are, none of them passes through the page. */
  #eventLink(sheet: ExportSheet, { format, name, description }: ExportFormat): HTMLElement {
    const { flow } = this;
    const href = flow.session.client.exportAddress(format, flow.id, { ...flow.asked, filter: flow.filter.value });
    const link = h('a', {
      class: 'button', href, download: '', title: description, 'aria-label': `${name} of the events`,
      on: {
        click: (event) => {
          if (!event.isTrusted || event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          // An answer that is an error would be saved as if it were the file.
          void sheet.act('the events', async () => {
            await flow.session.client.tryExport(href);
            link.click();
          }, `saved as ${name}`);
        },
      },
    }, name);
    return link;
  }
}

/** A panel with what is marked on it, and without what is hidden. */
function pictureOf(flow: FlowSession, panel: Panel): Picture {
  const range = flow.viewport.range.value;
  const { run, flowId } = flow.details.value;
  const who = `flow ${flowId} · ${run.service ?? 'unknown service'}${run.host === null ? '' : `@${run.host}`}`;
  const entries = [...panel.root.querySelectorAll<HTMLElement>(`.legend-entry[aria-pressed="true"]${panel.isOverTime ? ', .marker-entry' : ''}`)];
  return {
    title: panel.spec.title, range: panel.isOverTime ? range : null, palette: flow.session.theme.palette.value, ...panel.plotSize,
    caption: `${who} · ${timeAt(Math.max(0, range.from), spanOf(range) / 1e3)} to ${timeAt(range.to, spanOf(range) / 1e3)} (${duration(spanOf(range))})`,
    legend: entries.map((entry) => legendItem(entry.querySelector('.legend-label')?.textContent ?? '', entry.querySelector('svg'))),
    beside: panel.hasRightAxis && panel.isOverTime ? rightAxisWidth : 0,
    paint: (context, width, height, newPath) => panel.paintPicture(context, width, height, newPath),
  };
}

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

import type { Comparison } from '../../model/comparison';
import { fileName } from '../../model/export';
import { duration } from '../../model/numbers';
import { spanOf } from '../../model/timeRange';
import { ExportSheet, save } from '../export/exportSheet';
import { legendItem, type Picture } from '../export/picture';
import type { ComparePanel } from './comparePanel';
import type { CompareTable } from './compareTable';
import { treatmentOf } from './treatments';

/** What of a comparison can be taken elsewhere: a link, its panels, and the table of differences. */
export class CompareExport extends ExportSheet {
  constructor(comparison: Comparison, table: CompareTable, panels: () => readonly ComparePanel[]) {
    super((sheet) => {
      const name = (title: string, extension: string) => fileName([...comparison.flows.map(({ details }) => details.id), title], null, extension);
      return [
        sheet.linkRow(),
        ...(table.isEmpty ? [] : [sheet.row('Differences', 'what each flow comes to; times in nanoseconds', sheet.button('CSV', 'differences', () => save(name('differences', 'csv'), 'text/csv', table.asCsv)))]),
        ...panels().filter((panel) => panel.plotSize !== null).map((panel) => {
          const { title, description } = panel.measure;
          return sheet.row(title, description, ...sheet.pictureButtons(title, (extension) => name(title, extension), () => pictureOf(comparison, panel)));
        }),
      ];
    });
  }
}

function pictureOf(comparison: Comparison, panel: ComparePanel): Picture {
  const range = comparison.viewport.range.value;
  return {
    title: panel.measure.title, range, palette: comparison.session.theme.palette.value, beside: 0, ...panel.plotSize ?? { width: 0, height: 0 },
    caption: `flows ${comparison.flows.map(({ details }) => details.id).join(' and ')} · ${duration(spanOf(range))}, counted from where they lie over each other`,
    legend: comparison.flows.map(({ details }, index) => legendItem(`${treatmentOf(index).letter} · flow ${details.id} · ${details.run.service ?? 'unknown service'}`, panel.icons[index] ?? null)),
    paint: (context, width, height, newPath) => panel.paintOn(context, width, height, newPath),
  };
}

import type { SeriesAnswer } from '../api/types';
import type { FieldStatistics, RangeSummary } from './selection';
import { type TimeRange } from './timeRange';

/** A cell: text, a number, or nothing. Numbers of more than 53 bits come as their digits. */
export type Cell = string | number | bigint | null;

/** Comma-separated values as RFC 4180 has them. */
export const csv = (rows: readonly (readonly Cell[])[]): string => rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');

/**
 * One cell. A text that a spreadsheet would take for a formula gets an apostrophe in front, which such programs do not
 * show: names come from whoever wrote the trace. What is a number stays as it is.
 */
export function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string' || /^-?\d+$/.test(cell)) return String(cell);
  const safe = /^(?:\s*[=+\-@]|[\t\r\n])/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A file's name of letters, digits and hyphens, whatever flow and panel are called. */
export function fileName(parts: readonly string[], range: TimeRange | null, extension: string): string {
  const time = range === null ? [] : [String(Math.max(0, range.from)), String(range.to)];
  const safe = ['ojo', ...parts, ...time].map((part) => part.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60)).filter((part) => part !== '');
  return `${safe.join('-')}.${extension}`;
}

const unitOf = (one: FieldStatistics): string => one.field?.unit ?? '';

/** The marked stretch as a table: a row for each series, values as they are stored, each row with its unit. */
export function statisticsCsv(summary: RangeSummary): string {
  return csv([
    ['series', 'unit', 'from (ns)', 'to (ns)', 'count', 'rate (1/s)', 'min', 'mean', 'p50', 'p99', 'max', 'first', 'last', 'mean and percentiles of'],
    ...summary.fields.map((one) => [
      nameOf(one), unitOf(one), summary.range.from, summary.range.to, one.count, one.perSecond, one.min, one.mean, one.p50, one.p99, one.max, one.first, one.last,
      one.field === null ? null : one.lookedAt === null ? one.count : `the first ${one.lookedAt} events`,
    ]),
  ]);
}

const nameOf = (one: FieldStatistics): string => (one.field === null ? one.type.name : `${one.type.name}.${one.field.name}`);

export function statisticsJson(flow: string, summary: RangeSummary): string {
  return json({
    flow, fromNs: summary.range.from, toNs: summary.range.to, range: summary.facts,
    series: summary.fields.map((one) => ({
      series: nameOf(one), unit: unitOf(one), count: one.count, perSecond: one.perSecond, min: one.min, mean: one.mean, p50: one.p50, p99: one.p99, max: one.max,
      first: one.first, last: one.last, exact: one.isExact, lookedAt: one.lookedAt,
    })),
  });
}

/** What is known of a series beside its values. */
export interface SeriesLabel {
  readonly selector: string;
  readonly label: string;
  readonly unit: string;
}

/** Series as one table, a row for each bucket. */
export function seriesCsv(answer: SeriesAnswer, labels: readonly SeriesLabel[]): string {
  const rows: Cell[][] = [['series', 'unit', 'first (ns)', 'last (ns)', 'first', 'last', 'min', 'max', 'count']];
  answer.series.forEach((columns, index) => {
    const { label, unit } = labels[index] ?? { label: columns.selector, unit: '' };
    columns.firstNs.forEach((firstNs, i) => rows.push([
      label, unit, firstNs, columns.lastNs[i] ?? null, columns.first[i] ?? null, columns.last[i] ?? null, columns.min[i] ?? null, columns.max[i] ?? null, columns.count[i] ?? null,
    ]));
  });
  return csv(rows);
}

export function seriesJson(answer: SeriesAnswer, labels: readonly SeriesLabel[]): string {
  return json({ ...answer, series: answer.series.map((columns, index) => ({ label: labels[index]?.label ?? columns.selector, unit: labels[index]?.unit ?? '', ...columns })) });
}

/** How a series' values are spread: from each edge to the next, how many. */
export interface HistogramSpread {
  readonly label: string;
  readonly unit: string;
  readonly edges: readonly (number | string)[];
  readonly counts: readonly number[];
}

/** A histogram as a table, a row for each bucket. A bucket has the values from its first edge up to and without the second; the last includes its end. */
export function histogramCsv(spreads: readonly HistogramSpread[]): string {
  return csv([
    ['series', 'unit', 'from', 'to', 'count'],
    ...spreads.flatMap(({ label, unit, edges, counts }) => counts.map((count, i) => [label, unit, edges[i] ?? null, edges[i + 1] ?? null, count])),
  ]);
}

export const histogramJson = (spreads: readonly HistogramSpread[], range: TimeRange): string => json({ fromNs: range.from, toNs: range.to, series: spreads });

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

import { cellKind, type SqlResult } from './sqlResult';
import { type Quantity, quantityOf } from './quantity';

export type ChartForm = 'line' | 'step' | 'bars' | 'scatter';

export const chartForms: readonly ChartForm[] = ['line', 'step', 'bars', 'scatter'];

/** What of a result is drawn, and how; columns by their place. */
export interface ChartChoice {
  readonly form: ChartForm;
  readonly x: number;
  readonly y: readonly number[];
}

/** How many columns one chart can tell apart. */
export const mostSeries = 6;
/** More bars than these are no bars any more. */
export const mostBars = 400;

const names = /^(?:id|.*_id|event_type|type_key|n)$/i;

/** Whether a column's numbers only tell things apart. */
const isName = (result: SqlResult, column: number): boolean => names.test(result.names[column] ?? '');

/** What the numbers of a column measure, as far as its name says so: “rtt_us”, “ts_ns”, “bytes_in_flight”. */
export function quantityOfColumn(name: string): Quantity {
  const unit = /_(ns|us|ms|s|bytes)$/i.exec(name)?.[1]?.toLowerCase() ?? (/_ts$/i.test(name) ? 'ns' : /(?:^|_)bytes(?:_|$)/i.test(name) ? 'bytes' : '');
  return quantityOf({ name, type: 'f64', kind: names.test(name) ? 'identifier' : 'none', unit, part: '', description: '', offset: 0, bits: 64, values: [] });
}

/** Whether each value of a column is a place of its own beside the others, rather than a number on a scale. */
export const isCategory = (result: SqlResult, column: number): boolean => !result.isNumeric(column) || isName(result, column);

/** What somebody would most likely want to see; null where nothing can be drawn. */
export function guessChart(result: SqlResult): ChartChoice | null {
  if (result.length === 0) return null;
  const columns = result.names.map((_, column) => column);
  const numeric = columns.filter((column) => result.isNumeric(column));
  const amounts = numeric.filter((column) => !isName(result, column));
  const isTime = (column: number) => /^(?:ts|time|t)(?:_|$)|^(?:from|sent|start|first|at|begin)_(?:ns|us|ms|s|ts)$/i.test(result.names[column] ?? '') && amounts.includes(column);
  const x = columns.find(isTime) ?? columns.find((column) => !numeric.includes(column) && !result.kinds(column).every((kind) => kind === 'null'))
    ?? numeric.findLast((column) => isName(result, column)) ?? amounts[0];
  // A packet's number grows by itself: what is beside it says more.
  const others = amounts.filter((column) => column !== x);
  const first = others.find((column) => !/(?:^|_)number$/i.test(result.names[column] ?? '')) ?? others[0];
  if (x === undefined || first === undefined) return null;
  const { key } = quantityOfColumn(result.names[first] ?? '');
  const y = others.slice(others.indexOf(first)).filter((column) => quantityOfColumn(result.names[column] ?? '').key === key).slice(0, 3);
  if (isCategory(result, x)) return { form: result.length <= mostBars ? 'bars' : 'scatter', x, y: y.slice(0, 1) };
  return { form: isGrowing(result, x) ? 'line' : 'scatter', x, y };
}

function isGrowing(result: SqlResult, column: number): boolean {
  let last = -Infinity;
  for (let row = 0; row < result.length; row++) {
    const value = numberOf(result, row, column);
    if (value < last) return false;
    if (!Number.isNaN(value)) last = value;
  }
  return true;
}

/** A cell as a number to draw; not a number where it is none. */
export function numberOf(result: SqlResult, row: number, column: number): number {
  const cell = result.cell(row, column);
  if (typeof cell === 'number') return cell;
  return cellKind(cell) === 'number' ? Number(cell) : Number.NaN;
}

/** The numbers of a chart, in the order of its x values. */
export interface ChartData {
  /** The rows of the result that are drawn. */
  readonly rows: Uint32Array;
  /** Their places on the x axis, in its base unit. */
  readonly x: Float64Array;
  /** What the x values count from, where that is a time of the world's clock: Unix nanoseconds. */
  readonly since: number | null;
  /** The names under the x axis where it has no scale. */
  readonly categories: readonly string[] | null;
  readonly series: readonly { readonly column: number; readonly values: Float64Array }[];
  readonly xQuantity: Quantity;
  readonly yQuantity: Quantity;
  /** Rows that have no place on the x axis, and those that a bar chart has no room for. */
  readonly leftOut: number;
}

/** Unix time in nanoseconds since 1973 is beyond this, and no trace is so long. */
const worldClock = 1e17;

export function chartData(result: SqlResult, choice: ChartChoice): ChartData {
  const categories = isCategory(result, choice.x) ? [] as string[] : null;
  let rows = Uint32Array.from({ length: result.length }, (_, place) => result.rowAt(place));
  const total = rows.length;
  if (categories !== null && choice.form === 'bars') rows = rows.slice(0, mostBars);
  const xQuantity = categories === null ? quantityOfColumn(result.names[choice.x] ?? '') : quantityOfColumn('');
  const [first] = choice.y;
  const quantities = choice.y.map((column) => quantityOfColumn(result.names[column] ?? ''));
  const isOne = first !== undefined && quantities.every((quantity) => quantity.key === quantities[0]?.key);
  const yQuantity = isOne ? quantities[0] as Quantity : quantityOfColumn('');
  let since: number | null = null;
  if (categories === null) {
    rows = rows.filter((row) => !Number.isNaN(numberOf(result, row, choice.x)));
    if (choice.form !== 'scatter') rows.sort((a, b) => numberOf(result, a, choice.x) - numberOf(result, b, choice.x) || a - b);
    const least = rows.reduce((min, row) => Math.min(min, numberOf(result, row, choice.x)), Infinity);
    if (xQuantity.dimension === 'time' && least * xQuantity.factor > worldClock) since = least;
  }
  const x = Float64Array.from(rows, (row, place) => {
    if (categories === null) return (numberOf(result, row, choice.x) - (since ?? 0)) * xQuantity.factor;
    categories.push(result.flowOf(row, choice.x) ?? result.text(row, choice.x));
    return place;
  });
  const series = choice.y.map((column, index) => {
    const factor = isOne ? quantities[index]?.factor ?? 1 : 1;
    return { column, values: Float64Array.from(rows, (row) => numberOf(result, row, column) * factor) };
  });
  return { rows, x, since: since === null ? null : since * xQuantity.factor, categories, series, xQuantity, yQuantity, leftOut: total - rows.length };
}

/** How the address has it: “line.0.1.2”. */
export const chartText = (choice: ChartChoice): string => [choice.form, choice.x, ...choice.y].join('.');

/** What an address meant, if the result has such columns. */
export function chartOf(text: string | null, result: SqlResult): ChartChoice | null {
  const [form, ...places] = (text ?? '').split('.');
  const columns = places.map((place) => (/^\d{1,3}$/.test(place) ? Number(place) : result.names.length));
  const [x, ...y] = columns;
  if (!chartForms.includes(form as ChartForm) || x === undefined || y.length === 0 || columns.some((column) => column >= result.names.length)) return null;
  return { form: form as ChartForm, x, y: y.slice(0, mostSeries) };
}

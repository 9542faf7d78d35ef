import { faded } from '../../drawing/colour';
import { Layer } from '../../drawing/layer';
import { gutter } from '../../drawing/plotArea';
import { timeTicks, valueLabels, valueTicks } from '../../drawing/ticks';
import { grouped, wallClock } from '../../model/numbers';
import { extras, type Palette } from '../../model/palette';
import { written } from '../../model/quantity';
import { type ChartChoice, type ChartData, chartData, chartForms, chartText, mostSeries } from '../../model/sqlChart';
import type { SqlResult } from '../../model/sqlResult';
import { Lifetime } from '../../model/signal';
import type { Theme } from '../../model/theme';
import { fill, h, setText, toggleAttribute } from '../common/dom';
import { lineIcon } from '../common/icons';
import { Hover } from '../flow/hover';

const top = 12;
const bottom = 30;
const right = 16;
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 3, 2, 3], [1, 3], [10, 4]];

/** A statement's rows as a chart of chosen columns. */
export class SqlChart {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #plot = h('div', { class: 'sql-plot', role: 'img', 'aria-label': 'Chart of the result' });
  readonly #note = h('p', { class: 'sql-plot-note' });
  readonly #layer: Layer;
  readonly #hover: Hover;
  readonly #choices = h('div', { class: 'sql-choices' });
  #choice: ChartChoice;
  #data: ChartData;
  #points: { x: Float64Array; y: readonly Float64Array[] } = { x: new Float64Array(), y: [] };

  constructor(private readonly result: SqlResult, choice: ChartChoice, private readonly theme: Theme,
    private readonly changed: (choice: ChartChoice) => void, private readonly goTo: (row: number, column: number) => void) {
    this.#choice = choice;
    this.#data = chartData(result, choice);
    this.root = h('div', { class: 'sql-chart' }, this.#choices, this.#plot, this.#note);
    this.#layer = new Layer(this.#plot, (context, width, height) => this.#paint(context, width, height));
    this.#hover = new Hover(this.#plot);
    this.life.add(() => this.#layer.close());
    this.life.add(theme.palette.follow(() => this.#layer.invalidate()));
    this.life.listen(this.#plot, 'pointermove', (event) => this.#point(event));
    this.life.listen(this.#plot, 'pointerleave', () => this.#hover.hide());
    this.life.listen(this.#plot, 'click', (event) => {
      const near = this.#near(event);
      if (near !== null) this.goTo(this.#data.rows[near.index] ?? 0, this.#data.series[near.series]?.column ?? 0);
    });
    this.#showChoices();
    this.#describe();
  }

  close(): void {
    this.life.end();
    this.root.remove();
  }

  #choose(change: Partial<ChartChoice>): void {
    this.#choice = { ...this.#choice, ...change };
    this.#data = chartData(this.result, this.#choice);
    this.#showChoices();
    this.#describe();
    this.#hover.hide();
    this.#layer.invalidate();
    this.changed(this.#choice);
  }

  #showChoices(): void {
    const { form, x, y } = this.#choice;
    const { names } = this.result;
    const focused = document.activeElement instanceof HTMLElement && this.#choices.contains(document.activeElement) ? document.activeElement.dataset['choice'] : undefined;
    const forms = chartForms.map((one) => h('button', {
      type: 'button', class: 'text-button', 'aria-pressed': String(one === form), 'data-choice': one, on: { click: () => this.#choose({ form: one }) },
    }, one));
    const across = h('select', { 'aria-label': 'Column along the x axis', 'data-choice': 'x', on: { change: () => this.#choose({ x: Number(across.value), y: y.filter((one) => one !== Number(across.value)) }) } },
      ...names.map((name, column) => h('option', { value: column, selected: column === x }, name)));
    const numeric = names.map((_, column) => column).filter((column) => column !== x && this.result.isNumeric(column));
    const up = numeric.map((column) => {
      const at = y.indexOf(column);
      return h('button', {
        type: 'button', class: 'text-button sql-series', 'aria-pressed': String(at >= 0), 'data-choice': `y${column}`, disabled: at < 0 && y.length >= mostSeries,
        title: at < 0 && y.length >= mostSeries ? `A chart shows ${mostSeries} columns at most` : 'Draw this column, or leave it out',
        on: { click: () => this.#choose({ y: at >= 0 ? y.filter((one) => one !== column) : [...y, column] }) },
      }, at < 0 ? null : lineIcon(extras[at % extras.length] ?? 'other', form === 'scatter' ? 'samples' : form === 'bars' ? 'area' : form, form === 'line' || form === 'step' ? dashes[at] ?? [] : []), names[column] ?? '');
    });
    fill(this.#choices, h('span', { class: 'sql-forms', role: 'group', 'aria-label': 'Form' }, ...forms), h('label', {}, 'x ', across),
      h('span', { class: 'sql-ys', role: 'group', 'aria-label': 'Columns to draw' }, h('span', { class: 'sql-y-label' }, 'y '), ...up));
    if (focused !== undefined) (this.#choices.querySelector(`[data-choice="${focused}"]`) as HTMLElement | null)?.focus();
  }

  #describe(): void {
    const { leftOut, rows, since, xQuantity, yQuantity, categories, series } = this.#data;
    const { names } = this.result;
    const drawn = series.map(({ column, values }) => {
      let [low, high] = [Infinity, -Infinity];
      for (const value of values) {
        if (value < low) low = value;
        if (value > high) high = value;
      }
      return low > high ? `${names[column] ?? ''}: no numbers` : `${names[column] ?? ''} from ${written(low, yQuantity)} to ${written(high, yQuantity)}`;
    });
    const [first, last] = [this.#data.x[0] ?? 0, this.#data.x[this.#data.x.length - 1] ?? 0];
    const along = categories !== null ? names[this.#choice.x] : `${names[this.#choice.x] ?? ''} from ${written(first, xQuantity)} to ${written(last, xQuantity)}`;
    toggleAttribute(this.#plot, 'aria-description', `${drawn.join('; ')}; along ${along ?? ''}, ${rows.length} rows`);
    toggleAttribute(this.#plot, 'data-chart', chartText(this.#choice));
    setText(this.#note, [
      since === null ? '' : `Time counts from ${wallClock('0', since)}.`,
      leftOut === 0 ? '' : `${grouped(leftOut)} of ${grouped(leftOut + rows.length)} rows are not drawn: ${categories === null ? 'they have no number in the column along the x axis' : `${grouped(rows.length)} bars are the most that can be told apart`}.`,
      series.length === 0 ? 'Choose a column to draw.' : '',
    ].filter((part) => part !== '').join(' '));
  }

  #paint(context: CanvasRenderingContext2D, width: number, height: number): void {
    const palette = this.theme.palette.value;
    const data = this.#data;
    const { form } = this.#choice;
    const isBars = form === 'bars';
    let [low, high] = [Infinity, -Infinity];
    for (const { values } of data.series) {
      for (const value of values) {
        if (!Number.isFinite(value)) continue;
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
    if (low > high) [low, high] = [0, 1];
    if (isBars || (low >= 0 && low < high * 0.5)) low = Math.min(0, low);
    if (isBars) high = Math.max(0, high);
    if (low === high) [low, high] = [low - Math.max(1, Math.abs(low) * 0.1), high + Math.max(1, Math.abs(high) * 0.1)];
    else {
      const air = (high - low) * 0.06;
      if (low !== 0) low -= air;
      if (high !== 0) high += air;
    }
    const plotHeight = Math.max(1, height - top - bottom);
    const plotWidth = Math.max(1, width - gutter - right);
    const [least, greatest] = this.#across(data, isBars);
    const x = (value: number) => gutter + ((value - least) / (greatest - least)) * plotWidth;
    const y = (value: number) => top + plotHeight - ((value - low) / (high - low)) * plotHeight;

    this.#axes(context, { width, height, plotWidth, plotHeight, low, high, least, greatest }, x, y, palette);
    const xs = Float64Array.from(data.x, x);
    const ys = data.series.map(({ values }) => Float64Array.from(values, y));
    this.#points = { x: xs, y: ys };
    context.save();
    context.beginPath();
    context.rect(gutter, 0, plotWidth + right, height - bottom + 1);
    context.clip();
    ys.forEach((one, index) => {
      const colour = palette[extras[index % extras.length] ?? 'other'];
      if (isBars) this.#bars(context, xs, one, index, ys.length, y(Math.min(Math.max(0, low), high)), plotWidth / (greatest - least), colour);
      else if (form === 'scatter') this.#dots(context, xs, one, colour, height);
      else this.#line(context, xs, one, form, colour, dashes[index] ?? []);
    });
    context.restore();
  }

  #across(data: ChartData, isBars: boolean): readonly [number, number] {
    if (data.categories !== null) return [-0.6, Math.max(0.6, data.x.length - 0.4)];
    let [low, high] = [Infinity, -Infinity];
    for (const value of data.x) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (low > high) return [0, 1];
    if (low === high) return [low - 1, high + 1];
    const air = isBars ? (high - low) / Math.max(1, data.x.length - 1) * 0.6 : (high - low) * 0.01;
    return [low - air, high + air];
  }

  #axes(
    context: CanvasRenderingContext2D,
    box: { width: number; height: number; plotWidth: number; plotHeight: number; low: number; high: number; least: number; greatest: number },
    x: (value: number) => number, y: (value: number) => number, palette: Palette,
  ): void {
    const { xQuantity, yQuantity, categories } = this.#data;
    const floor = box.height - bottom;
    context.font = `11px ${palette.font}`;
    context.lineWidth = 1;
    context.strokeStyle = palette.grid;
    context.fillStyle = palette.muted;
    const ups = valueTicks(box.low, box.high, box.plotHeight, yQuantity);
    const upLabels = valueLabels(ups, yQuantity);
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    context.beginPath();
    ups.forEach((tick, index) => {
      const at = Math.round(y(tick)) + 0.5;
      context.moveTo(gutter, at);
      context.lineTo(gutter + box.plotWidth, at);
      context.fillText(upLabels[index] ?? '', gutter - 6, at);
    });
    const range = { from: box.least, to: box.greatest };
    const time = categories === null && xQuantity.dimension === 'time' ? timeTicks(range, box.plotWidth) : null;
    const ticks = categories !== null ? categories.map((_, index) => index) : time?.ticks ?? valueTicks(box.least, box.greatest, box.plotWidth, xQuantity, 90);
    const labels = categories ?? time?.labels ?? valueLabels(ticks, xQuantity);
    if (categories === null) {
      for (const tick of ticks) {
        const at = Math.round(x(tick)) + 0.5;
        context.moveTo(at, top);
        context.lineTo(at, floor);
      }
    }
    context.stroke();
    context.strokeStyle = palette.axis;
    context.beginPath();
    context.moveTo(gutter, floor + 0.5);
    context.lineTo(gutter + box.plotWidth, floor + 0.5);
    context.stroke();
    context.textAlign = 'center';
    context.textBaseline = 'top';
    let free = 2;
    const room = categories === null ? Infinity : Math.max(48, box.plotWidth / Math.max(1, categories.length) - 8);
    ticks.forEach((tick, index) => {
      const text = shortened(context, labels[index] ?? '', room);
      const half = context.measureText(text).width / 2;
      const at = x(tick);
      if (at - half < free || at + half > box.width - 2) return;
      context.fillText(text, at, floor + 6);
      free = at + half + 8;
    });
    context.textAlign = 'right';
    context.textBaseline = 'bottom';
    const base = time === null || time.base === '' ? '' : `${time.base} + · `;
    context.fillText(`${base}${this.result.names[this.#choice.x] ?? ''}`, gutter + box.plotWidth, box.height - 1);
  }

  #line(context: CanvasRenderingContext2D, xs: Float64Array, ys: Float64Array, form: 'line' | 'step', colour: string, dash: readonly number[]): void {
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    context.setLineDash([...dash]);
    context.beginPath();
    let open = false;
    let last = Number.NaN;
    // Of all points of one pixel column, the first, the lowest, the highest and the last are what can be seen.
    let column = { at: Number.NaN, low: 0, high: 0, last: 0 };
    const finish = () => {
      if (Number.isNaN(column.at)) return;
      if (column.low !== column.high) {
        context.lineTo(column.at, column.low);
        context.lineTo(column.at, column.high);
      }
      context.lineTo(column.at, column.last);
      column.at = Number.NaN;
    };
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i] as number;
      const y = ys[i] as number;
      if (!Number.isFinite(y)) {
        finish();
        open = false;
        continue;
      }
      if (open && Math.abs(x - column.at) < 0.5) {
        column = { at: column.at, low: Math.max(column.low, y), high: Math.min(column.high, y), last: y };
        last = y;
        continue;
      }
      finish();
      if (!open) context.moveTo(x, y);
      else if (form === 'step') context.lineTo(x, last);
      context.lineTo(x, y);
      column = { at: x, low: y, high: y, last: y };
      open = true;
      last = y;
    }
    finish();
    context.stroke();
    context.setLineDash([]);
    if (xs.length > 300) return;
    context.fillStyle = colour;
    context.beginPath();
    for (let i = 0; i < xs.length; i++) {
      if (!Number.isFinite(ys[i] as number)) continue;
      context.moveTo((xs[i] as number) + 2, ys[i] as number);
      context.arc(xs[i] as number, ys[i] as number, 2, 0, 2 * Math.PI);
    }
    context.fill();
  }

  /** Points that fall on one pixel are drawn once. */
  #dots(context: CanvasRenderingContext2D, xs: Float64Array, ys: Float64Array, colour: string, height: number): void {
    const isMany = xs.length > 4000;
    const radius = isMany ? 1.2 : xs.length > 600 ? 1.8 : 2.6;
    context.fillStyle = isMany ? faded(colour, 0.7) : colour;
    const seen = new Set<number>();
    const row = Math.ceil(height) + 1;
    context.beginPath();
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i] as number;
      const y = ys[i] as number;
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
      const place = Math.round(x) * row + Math.round(y);
      if (isMany && seen.has(place)) continue;
      if (isMany) seen.add(place);
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
    context.fill();
  }

  #bars(context: CanvasRenderingContext2D, xs: Float64Array, ys: Float64Array, index: number, count: number, base: number, perUnit: number, colour: string): void {
    let step = this.#data.categories === null ? Infinity : perUnit;
    if (this.#data.categories === null) for (let i = 1; i < xs.length; i++) if ((xs[i] as number) > (xs[i - 1] as number)) step = Math.min(step, (xs[i] as number) - (xs[i - 1] as number));
    if (!Number.isFinite(step)) step = 40;
    const whole = Math.max(1, Math.min(64, step * 0.8));
    const width = Math.max(1, whole / count - (count > 1 ? 1 : 0));
    context.fillStyle = faded(colour, 0.85);
    for (let i = 0; i < xs.length; i++) {
      const y = ys[i] as number;
      if (!Number.isFinite(y)) continue;
      context.fillRect((xs[i] as number) - whole / 2 + (index * whole) / count, Math.min(y, base), width, Math.max(1, Math.abs(base - y)));
    }
  }

  #near(event: MouseEvent): { index: number; series: number } | null {
    const box = this.#plot.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const { x: xs, y: ys } = this.#points;
    let best: { index: number; series: number } | null = null;
    let distance = 40 * 40;
    const isBars = this.#choice.form === 'bars';
    ys.forEach((one, series) => {
      for (let i = 0; i < xs.length; i++) {
        const dx = (xs[i] as number) - x;
        if (dx > 40 || dx < -40) continue;
        const dy = isBars ? 0 : (one[i] as number) - y;
        const square = dx * dx + dy * dy * 0.5;
        if (square < distance) {
          distance = square;
          best = { index: i, series };
        }
      }
    });
    return best;
  }

  #point(event: PointerEvent): void {
    const near = this.#near(event);
    const series = near === null ? undefined : this.#data.series[near.series];
    const row = near === null ? undefined : this.#data.rows[near.index];
    if (near === null || series === undefined || row === undefined) {
      this.#hover.hide();
      return;
    }
    const { names } = this.result;
    this.#hover.show(this.#points.x[near.index] as number, this.#points.y[near.series]?.[near.index] as number,
      `${names[series.column] ?? ''} ${this.result.text(row, series.column)}`, `${names[this.#choice.x] ?? ''} ${this.result.text(row, this.#choice.x)}`, true);
  }
}

function shortened(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  let end = text.length - 1;
  while (end > 1 && context.measureText(`${text.slice(0, end)}\u2026`).width > room) end--;
  return `${text.slice(0, end)}\u2026`;
}

import uPlot from 'uplot';
import type { Gap } from '../api/types';
import type { Palette } from '../model/palette';
import type { LineForm, LineSeries } from '../model/panelSpec';
import type { Quantity } from '../model/quantity';
import type { Piece } from '../model/series';
import type { TimeRange } from '../model/timeRange';
import { faded } from './colour';
import { insidePlot, paintValueGrid } from './grid';
import { drawGaps } from './hatch';
import { drawLine, type LineInk } from './line';
import { type LinePath, valueExtent } from './linePath';
import { gutter, PlotArea } from './plotArea';
import { timeTicks } from './ticks';
import { ValueScale } from './valueScale';

/** How a series is drawn at present: its panel's mode decides. */
export interface Drawn {
  readonly form: LineForm;
  readonly quantity: Quantity;
  /** Whether its axis is the one at the right. */
  readonly isRight: boolean;
  /** Whether its values are those of events, each of which is a dot where there is room. */
  readonly isOfEvents: boolean;
}

/** What a line chart draws from, asked at every draw. */
export interface LineChartModel {
  readonly series: readonly LineSeries[];
  drawn(series: LineSeries): Drawn;
  pieces(series: LineSeries): readonly Piece[];
  isHidden(series: LineSeries): boolean;
  /** The time of the last event that is known. */
  lastNs(): number;
  gaps(): readonly Gap[];
  palette(): Palette;
  /** Whether an axis begins at zero. */
  fromZero(quantity: Quantity): boolean;
  isLog(): boolean;
  /** The visible part of the left axis; null: all of it. */
  zoom(): readonly [number, number] | null;
}

const font = 11;
const padding = 6;

/** The space that an axis at the right takes beside the plot; styles/panels.css leaves it free. */
export const rightAxisWidth = 42;

/** What all labels but a bare 0 end with, from the unit's first letter on that they share. */
function sharedUnit(labels: readonly string[]): string {
  const units = labels.filter((label) => label !== '0').map((label) => /[^\d.,\s\u202f\u2212-].*$/.exec(label)?.[0] ?? '');
  let [unit = ''] = units;
  while (unit !== '' && !units.every((one) => one.endsWith(unit))) unit = unit.slice(1);
  return unit;
}

/** What a series is drawn with, where a pixel of the page is so many of the canvas. */
const inkOf = (one: LineSeries, form: LineForm, palette: Palette, scale: number): LineInk => {
  const colour = palette[one.colour];
  return {
    stroke: form === 'samples' ? faded(colour, 0.45) : form === 'area' ? faded(colour, 0.7) : colour,
    fill: faded(colour, form === 'area' ? 0.16 : form === 'samples' ? 0.5 : 0.24),
    width: (form === 'samples' || form === 'area' ? 1 : one.colour === 'ink' ? 1.25 : 1.5) * scale,
    dash: one.dash.map((length) => length * scale),
  };
};

/** Lines, steps, samples and areas of one unit, or of two with an axis on each side: uPlot's axes and strokes over our buckets. */
export class LineChart {
  #plot: uPlot | null = null;
  #range: TimeRange = { from: 0, to: 1 };
  #left = new ValueScale(0, 1);
  #right: ValueScale | null = null;
  #ticks: readonly number[] = [];

  constructor(private readonly box: HTMLElement, private readonly model: LineChartModel) {}

  /** The axis at the left, as it is drawn. */
  get scale(): ValueScale {
    return this.#left;
  }

  draw(range: TimeRange): void {
    const width = this.box.clientWidth;
    const height = this.box.clientHeight;
    if (width <= gutter || height === 0) return;
    this.#range = range;
    this.#setScales(height - 2 * padding);
    const plot = this.#plot ??= this.#create(width, height);
    plot.batch(() => {
      // The labels change though the scale does not; before the scales, because this sets the old one.
      plot.redraw(true, true);
      if (plot.width !== width || plot.height !== height) plot.setSize({ width, height });
      // Values become parts of the axis here, whether it is linear or logarithmic: uPlot only knows 0 to 1.
      plot.setScale('y', { min: 0, max: 1 });
      plot.setScale('x', { min: range.from, max: range.to });
    });
  }

  /** Draws the same on something else than the screen, with that one's kind of paths. */
  paintOn(context: CanvasRenderingContext2D, width: number, height: number, range: TimeRange, newPath: () => Path2D): void {
    const palette = this.model.palette();
    const area = PlotArea.of(range, width);
    const tall = height - 2 * padding;
    this.#range = range;
    this.#setScales(tall);
    drawGaps(context, this.model.gaps(), area, 0, height, palette);
    paintValueGrid(context, area, height, this.#left, this.#ticks, this.#quantity(false), (tick) => padding + tall * (1 - this.#left.at(tick)), palette);
    insidePlot(context, area, height, () => {
      for (const series of this.model.series) this.#paintSeries(context, series, { left: area.left, top: padding, width: area.width, height: tall }, 1, newPath);
    });
    this.paintRightAxis(context, area.right, height);
  }

  /** The colours changed. */
  restyle(): void {
    this.#plot?.destroy();
    this.#plot = null;
  }

  close(): void {
    this.restyle();
  }

  #setScales(pixels: number): void {
    const [left, right] = [this.#extent(false), this.#extent(true)];
    const isLog = this.model.isLog();
    const quantity = this.#quantity(false) ?? this.#quantity(true);
    const whole = ValueScale.over(left[0], left[1], isLog, quantity !== null && this.model.fromZero(quantity));
    const ticks = quantity === null ? [] : whole.ticks(pixels, quantity);
    const rightQuantity = this.#quantity(true);
    const rightWhole = rightQuantity === null || right[0] > right[1] ? null
      : isLog ? ValueScale.over(right[0], right[1], true, false) : whole.aligned(ticks, right[0], right[1], this.model.fromZero(rightQuantity));
    const zoom = this.model.zoom();
    this.#left = zoom === null ? whole : new ValueScale(isLog ? Math.max(zoom[0], whole.min / 1e3) : zoom[0], zoom[1], isLog);
    this.#right = zoom === null || rightWhole === null ? rightWhole : rightWhole.part(whole.at(this.#left.min), whole.at(this.#left.max));
    this.#ticks = zoom === null ? ticks : quantity === null ? [] : this.#left.ticks(pixels, quantity);
  }

  #quantity(isRight: boolean): Quantity | null {
    for (const series of this.model.series) {
      const drawn = this.model.drawn(series);
      if (drawn.isRight === isRight) return drawn.quantity;
    }
    return null;
  }

  #extent(isRight: boolean): readonly [number, number] {
    let min = Infinity;
    let max = -Infinity;
    for (const series of this.model.series) {
      const drawn = this.model.drawn(series);
      if (drawn.isRight !== isRight || this.model.isHidden(series)) continue;
      const extent = valueExtent(this.model.pieces(series), this.#range.from, this.model.isLog());
      if (extent === null) continue;
      min = Math.min(min, extent[0] * drawn.quantity.factor);
      max = Math.max(max, extent[1] * drawn.quantity.factor);
    }
    return [min, max];
  }

  #create(width: number, height: number): uPlot {
    const palette = this.model.palette();
    const { series } = this.model;
    const text = `${font}px ${palette.font}`;
    const options: uPlot.Options = {
      width, height, ms: 1, padding: [padding, 0, padding, 0],
      legend: { show: false },
      cursor: { show: false, drag: { x: false, y: false, setScale: false } },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      axes: [
        {
          size: 0, gap: 0, ticks: { show: false }, border: { show: false }, grid: { stroke: palette.grid, width: 1 },
          splits: () => [...timeTicks(this.#range, Math.max(1, this.box.clientWidth - gutter)).ticks], values: (_, ticks) => ticks.map(() => ''),
        },
        {
          size: gutter, gap: 6, ticks: { show: false }, border: { show: false }, stroke: palette.muted, font: text,
          grid: { stroke: palette.grid, width: 1 },
          splits: () => this.#ticks.map((tick) => this.#left.at(tick)),
          values: () => {
            const quantity = this.#quantity(false);
            return quantity === null ? this.#ticks.map(() => '') : [...this.#left.labels(this.#ticks, quantity)];
          },
        },
      ],
      series: [{}, ...series.map((): uPlot.Series => ({ points: { show: false }, paths: () => null }))],
      hooks: {
        drawClear: [(plot) => this.#drawBehind(plot)],
        drawSeries: [(plot, index) => this.#drawSeries(plot, index - 1)],
      },
    };
    // Series are drawn from the buckets; uPlot only has to know that there is something to draw.
    const nothing: uPlot.AlignedData = [[0, 1], ...series.map(() => [0, 0])];
    return new uPlot(options, nothing, this.box);
  }

  #drawSeries(plot: uPlot, index: number): void {
    const series = this.model.series[index];
    if (series === undefined) return;
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, 0, bbox.width, ctx.canvas.height);
    ctx.clip();
    this.#paintSeries(ctx, series, bbox, devicePixelRatio);
    ctx.restore();
  }

  #paintSeries(
    context: CanvasRenderingContext2D, one: LineSeries, box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }, pixel: number, newPath?: () => Path2D,
  ): void {
    if (this.model.isHidden(one)) return;
    const { left, top, width, height } = box;
    const drawn = this.model.drawn(one);
    const scale = (drawn.isRight ? this.#right : this.#left) ?? this.#left;
    const { factor } = drawn.quantity;
    const { from, to } = this.#range;
    // Far outside, a canvas loses its exactness; a little outside is as invisible.
    const y = (value: number) => top + height - Math.min(4, Math.max(-3, scale.at(value * factor))) * height;
    const path = drawLine(context, this.model.pieces(one), drawn.form, {
      x: (time) => left + ((time - from) / (to - from)) * width,
      y, base: scale.isLog ? top + height : y(0), from, to: Math.min(to, this.model.lastNs()),
    }, this.model.gaps(), inkOf(one, drawn.form, this.model.palette(), pixel), box, newPath);
    this.#paintDots(context, one, path, width, pixel);
  }

  #drawBehind(plot: uPlot): void {
    const scale = devicePixelRatio;
    plot.ctx.save();
    plot.ctx.scale(scale, scale);
    drawGaps(plot.ctx, this.model.gaps(), PlotArea.of(this.#range, this.box.clientWidth), 0, this.box.clientHeight, this.model.palette());
    plot.ctx.restore();
  }

  /** The labels of the axis at the right, beside the plot, in the colour of what it measures; nothing where there is none. */
  paintRightAxis(context: CanvasRenderingContext2D, left: number, height: number): void {
    const quantity = this.#quantity(true);
    const series = this.model.series.find((one) => this.model.drawn(one).isRight);
    if (this.#right === null || quantity === null || series === undefined) return;
    const right = this.#right;
    const tall = height - 2 * padding;
    const ticks = right.isLog ? right.ticks(tall, quantity) : this.#ticks.map((tick) => right.value(this.#left.at(tick)));
    const labels = right.labels(ticks, quantity);
    const palette = this.model.palette();
    context.font = `${font}px ${palette.font}`;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillStyle = palette[series.colour];
    // The unit stands once, along the axis: beside each number it would take the width of the data.
    const unit = sharedUnit(labels);
    ticks.forEach((tick, index) => context.fillText((labels[index] ?? '').replace(unit, '').trimEnd(), left + 5, padding + tall * (1 - right.at(tick))));
    context.save();
    context.translate(left + rightAxisWidth - 8, height / 2);
    context.rotate(-Math.PI / 2);
    context.textAlign = 'center';
    context.fillText(unit, 0, 0);
    context.restore();
  }

  /** Each sample is a dot as long as dots can be told apart. */
  #paintDots(context: CanvasRenderingContext2D, series: LineSeries, path: LinePath, width: number, scale: number): void {
    if (path.crowded > path.dots.length / 8 || !this.model.drawn(series).isOfEvents) return;
    const room = width / Math.max(1, path.dots.length / 2);
    const isSamples = this.model.drawn(series).form === 'samples';
    if (room < (isSamples ? 2 : 14) * scale) return;
    const radius = Math.min(isSamples ? 2.2 : 1.9, 0.9 + room / (10 * scale)) * scale;
    context.beginPath();
    for (let i = 0; i < path.dots.length; i += 2) {
      const x = path.dots[i] as number;
      const y = path.dots[i + 1] as number;
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
    context.fillStyle = this.model.palette()[series.colour];
    context.fill();
  }
}

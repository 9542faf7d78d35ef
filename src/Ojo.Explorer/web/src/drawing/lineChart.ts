import uPlot from 'uplot';
import type { Gap } from '../api/types';
import type { Palette } from '../model/palette';
import type { LinePanelSpec, LineSeries } from '../model/panelSpec';
import type { Piece } from '../model/series';
import type { TimeRange } from '../model/timeRange';
import { faded } from './colour';
import { drawGaps } from './hatch';
import { linePath, type LinePath, valueExtent } from './linePath';
import { gutter, PlotArea } from './plotArea';
import { timeTicks, valueLabels, valueTicks } from './ticks';

/** What a line chart draws from, asked at every draw. */
export interface LineChartModel {
  pieces(series: LineSeries): readonly Piece[];
  isHidden(series: LineSeries): boolean;
  /** The time of the last event that is known. */
  lastNs(): number;
  gaps(): readonly Gap[];
  palette(): Palette;
  /** Whether the axis begins at zero. */
  fromZero(): boolean;
}

const font = 11;

/** Lines, steps, samples and areas of one unit: uPlot's scales, axes and strokes over our buckets. */
export class LineChart {
  #plot: uPlot | null = null;
  #paths: LinePath[] = [];
  #range: TimeRange = { from: 0, to: 1 };
  #values: readonly [number, number] = [0, 1];

  constructor(private readonly box: HTMLElement, private readonly spec: LinePanelSpec, private readonly model: LineChartModel) {}

  /** The values at the bottom and the top of the axis. */
  get valueRange(): readonly [number, number] {
    return this.#values;
  }

  draw(range: TimeRange): void {
    const width = this.box.clientWidth;
    const height = this.box.clientHeight;
    if (width <= gutter || height === 0) return;
    this.#range = range;
    this.#values = this.#valueRange();
    const plot = this.#plot ??= this.#create(width, height);
    const [min, max] = this.#values;
    plot.batch(() => {
      if (plot.width !== width || plot.height !== height) plot.setSize({ width, height });
      plot.setScale('y', { min, max });
      plot.setScale('x', { min: range.from, max: range.to });
    });
  }

  /** The colours changed. */
  restyle(): void {
    this.#plot?.destroy();
    this.#plot = null;
  }

  close(): void {
    this.restyle();
  }

  #visible(): readonly LineSeries[] {
    return this.spec.series.filter((series) => !this.model.isHidden(series));
  }

  #valueRange(): readonly [number, number] {
    let min = Infinity;
    let max = -Infinity;
    for (const series of this.#visible()) {
      const extent = valueExtent(this.model.pieces(series), this.#range.from);
      if (extent === null) continue;
      min = Math.min(min, extent[0] * this.#factor(series));
      max = Math.max(max, extent[1] * this.#factor(series));
    }
    if (min > max) return [0, 1];
    if (this.model.fromZero()) min = Math.min(0, min);
    if (min === max) return min === 0 ? [0, 1] : [Math.min(min * 0.9, min * 1.1), Math.max(max * 1.1, max * 0.9)];
    const air = (max - min) * 0.08;
    return [min === 0 ? 0 : min - air, max + air];
  }

  /** Two types of one panel may count in different units of the same quantity. */
  #factor(series: LineSeries): number {
    return this.#factors.get(series) ?? 1;
  }

  readonly #factors = new Map<LineSeries, number>();

  setFactor(series: LineSeries, factor: number): void {
    this.#factors.set(series, factor);
  }

  #create(width: number, height: number): uPlot {
    const palette = this.model.palette();
    const { series } = this.spec;
    const text = `${font}px ${palette.font}`;
    const options: uPlot.Options = {
      width, height, ms: 1, padding: [6, 0, 6, 0],
      legend: { show: false },
      cursor: { show: false, drag: { x: false, y: false, setScale: false } },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      axes: [
        {
          size: 0, gap: 0, ticks: { show: false }, border: { show: false }, grid: { stroke: palette.grid, width: 1 },
          splits: () => [...timeTicks(this.#range, Math.max(1, width - gutter)).ticks], values: (_, ticks) => ticks.map(() => ''),
        },
        {
          size: gutter, gap: 6, ticks: { show: false }, border: { show: false }, stroke: palette.muted, font: text,
          grid: { stroke: palette.grid, width: 1 },
          splits: (plot, _, min, max) => valueTicks(min, max, plot.bbox.height / devicePixelRatio, this.spec.quantity),
          values: (_, ticks) => valueLabels(ticks, this.spec.quantity),
        },
      ],
      series: [{}, ...series.map((one, index) => this.#seriesOptions(one, index, palette))],
      hooks: {
        drawClear: [(plot) => this.#drawBehind(plot)],
        drawSeries: [(plot, index) => this.#drawDots(plot, index - 1)],
      },
    };
    // The paths come from the buckets; uPlot only has to know that there is something to draw.
    const nothing: uPlot.AlignedData = [[0, 1], ...series.map(() => [0, 0])];
    return new uPlot(options, nothing, this.box);
  }

  #seriesOptions(one: LineSeries, index: number, palette: Palette): uPlot.Series {
    const colour = palette[one.colour];
    return {
      stroke: one.form === 'samples' ? faded(colour, 0.45) : one.form === 'area' ? faded(colour, 0.7) : colour,
      fill: faded(colour, one.form === 'area' ? 0.16 : one.form === 'samples' ? 0.5 : 0.24),
      width: one.form === 'samples' || one.form === 'area' ? 1 : one.colour === 'ink' ? 1.25 : 1.5,
      dash: [...one.dash],
      points: { show: false },
      paths: (plot) => {
        if (this.model.isHidden(one)) return null;
        const { left, top, width, height } = plot.bbox;
        const factor = this.#factor(one);
        const [min, max] = this.#values;
        const { from, to } = this.#range;
        const path = linePath(this.model.pieces(one), one.form, {
          x: (time) => left + ((time - from) / (to - from)) * width,
          y: (value) => top + height - ((value * factor - min) / (max - min)) * height,
          base: top + height - ((0 - min) / (max - min)) * height,
          from, to: Math.min(to, this.model.lastNs()),
        }, this.model.gaps());
        this.#paths[index] = path;
        return { stroke: path.stroke, fill: path.fill, flags: 0 } as uPlot.Series.Paths;
      },
    };
  }

  #drawBehind(plot: uPlot): void {
    const scale = devicePixelRatio;
    plot.ctx.save();
    plot.ctx.scale(scale, scale);
    drawGaps(plot.ctx, this.model.gaps(), PlotArea.of(this.#range, this.box.clientWidth), 0, this.box.clientHeight, this.model.palette());
    plot.ctx.restore();
  }

  /** Each sample is a dot as long as dots can be told apart. */
  #drawDots(plot: uPlot, index: number): void {
    const series = this.spec.series[index];
    const path = this.#paths[index];
    if (series === undefined || path === undefined || this.model.isHidden(series)) return;
    if (path.crowded > path.dots.length / 8) return;
    const room = plot.bbox.width / Math.max(1, path.dots.length / 2);
    if (room < (series.form === 'samples' ? 2 : 14) * devicePixelRatio) return;
    const { ctx } = plot;
    const radius = Math.min(series.form === 'samples' ? 2.2 : 1.9, 0.9 + room / (10 * devicePixelRatio)) * devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(plot.bbox.left, 0, plot.bbox.width, ctx.canvas.height);
    ctx.clip();
    ctx.beginPath();
    for (let i = 0; i < path.dots.length; i += 2) {
      const x = path.dots[i] as number;
      const y = path.dots[i + 1] as number;
      ctx.moveTo(x + radius, y);
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
    }
    ctx.fillStyle = this.model.palette()[series.colour];
    ctx.fill();
    ctx.restore();
  }
}

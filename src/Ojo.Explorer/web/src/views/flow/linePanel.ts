import { LineChart } from '../../drawing/lineChart';
import { causeOf, gapAt } from '../../drawing/hatch';
import { PlotArea } from '../../drawing/plotArea';
import { spoken } from '../../drawing/ticks';
import type { FlowSession } from '../../model/flowSession';
import { duration, grouped } from '../../model/numbers';
import type { LinePanelSpec, LineSeries } from '../../model/panelSpec';
import { exactDigits, quantityOf, written } from '../../model/quantity';
import { readingAt } from '../../model/series';
import { SeriesSource } from '../../model/seriesSource';
import { h, toggleAttribute } from '../common/dom';
import { attachGestures, type DragMode } from './gestures';
import { Hover } from './hover';
import { lineIcon } from '../common/icons';
import { Legend } from './legend';
import { Panel, type PanelHost } from './panel';

/** Values of one unit over time: windows, round-trip times, rates, and whatever amounts custom events carry. */
export class LinePanel extends Panel {
  readonly #legend: Legend;
  readonly #source: SeriesSource;
  readonly #chart: LineChart;
  readonly #hover: Hover;
  #fromZero: boolean;

  constructor(flow: FlowSession, override readonly spec: LinePanelSpec, host: PanelHost, dragMode: () => DragMode) {
    super(flow, spec, host, spec.id.startsWith('type-') ? 92 : 116);
    this.#fromZero = spec.quantity.dimension !== 'time' && spec.quantity.dimension !== 'other' && spec.quantity.dimension !== 'identifier';
    this.#legend = new Legend(spec.series.map((series) => ({
      label: series.label, isMinor: series.isMinor, icon: lineIcon(series.colour, series.form, series.dash),
      title: [`${series.type.name}.${series.field.name}`, series.field.description, 'Click to hide.'].filter((part) => part !== '').join('\n'),
    })), () => this.invalidate());
    this.side.append(this.#legend.root);
    this.tools.append(this.#zeroButton());
    this.#source = new SeriesSource(flow.session.client, flow.id, spec.series.map((series) => series.selector), () => flow.details.value.lastNs, () => this.#arrived());
    this.#chart = new LineChart(this.plot, spec, {
      pieces: (series) => this.#source.pieces(series.selector, flow.viewport.range.value),
      isHidden: (series) => this.#legend.isHidden(spec.series.indexOf(series)),
      lastNs: () => flow.details.value.lastNs,
      gaps: () => flow.gaps.value,
      palette: () => flow.session.theme.palette.value,
      fromZero: () => this.#fromZero,
    });
    for (const series of spec.series) this.#chart.setFactor(series, quantityOf(series.field).factor);
    this.#hover = new Hover(this.plot);
    this.life.add(() => this.#source.close());
    this.life.add(() => this.#chart.close());
    this.life.add(flow.session.theme.palette.follow(() => {
      this.#chart.restyle();
      this.invalidate();
    }));
    attachGestures(this.plot, flow.viewport, this.life, dragMode, (x, y) => this.#point(x, y), (x) => this.#click(x));
  }

  protected override paint(): void {
    const { range, extent } = this.flow.viewport;
    this.#source.want(range.value, extent, this.pixels);
    this.#chart.draw(range.value);
    const [low, high] = this.#chart.valueRange;
    this.plot.setAttribute('aria-description', `${spoken(low, high, this.spec.quantity)}; ${this.spec.series.map((series) => series.label).join(', ')}`);
  }

  protected override grow(): void {
    void this.#source.grow(this.flow.viewport.extent, this.pixels);
  }

  override read(time: number): void {
    this.spec.series.forEach((series, index) => {
      const [text, exact] = this.#valueAt(series, time);
      this.#legend.set(index, text, exact);
    });
  }

  #valueAt(series: LineSeries, time: number): readonly [string, string] {
    const columns = this.#source.at(series.selector, time);
    const reading = columns === undefined ? null : readingAt(columns, time);
    if (reading === null) return ['\u2013', ''];
    const quantity = quantityOf(series.field);
    const { factor } = quantity;
    const unit = series.field.unit === '' ? '' : ` ${series.field.unit}`;
    if (reading.min === reading.max) return [written(reading.max * factor, quantity), `${exactDigits(reading.max, quantity)}${unit}`];
    return [
      `${written(reading.min * factor, quantity)} \u2013 ${written(reading.max * factor, quantity)}`,
      `${grouped(reading.count)} events: ${exactDigits(reading.min, quantity)} to ${exactDigits(reading.max, quantity)}${unit}`,
    ];
  }

  #zeroButton(): HTMLElement {
    const button = h('button', {
      type: 'button', class: 'text-button', 'aria-pressed': String(this.#fromZero), title: 'Begin the axis at zero, or fit it to what is visible',
      on: {
        click: () => {
          this.#fromZero = !this.#fromZero;
          toggleAttribute(button, 'aria-pressed', String(this.#fromZero));
          this.invalidate();
        },
      },
    }, 'from 0');
    return button;
  }

  #arrived(): void {
    this.setError(this.#source.error, () => {
      this.#source.retry();
      this.invalidate();
    });
    this.invalidate();
    this.read(this.flow.viewport.cursor.value ?? this.flow.viewport.range.value.to);
  }

  #point(x: number | null, y: number): void {
    if (x === null) {
      this.#hover.hide();
      return;
    }
    const area = PlotArea.of(this.flow.viewport.range.value, this.plot.clientWidth);
    const gap = gapAt(this.flow.gaps.value, area.time(x), area.nsPerPixel * 2);
    if (gap !== undefined) this.#hover.show(x, y, `${grouped(gap.events)} events were lost here`, `${causeOf(gap)}, ${duration(gap.toNs - gap.fromNs)}`);
    else this.#hover.hide();
  }

  /** Selects the event whose value is nearest in time to the pointer, among the visible series. */
  #click(x: number): void {
    const time = PlotArea.of(this.flow.viewport.range.value, this.plot.clientWidth).time(x);
    let best: { series: LineSeries; time: number } | null = null;
    this.spec.series.forEach((series, index) => {
      if (this.#legend.isHidden(index)) return;
      const columns = this.#source.at(series.selector, time);
      const reading = columns === undefined ? null : readingAt(columns, time);
      if (reading !== null && (best === null || reading.time > best.time)) best = { series, time: reading.time };
    });
    const found = best as { series: LineSeries; time: number } | null;
    if (found !== null) void this.flow.pick(found.series.type, found.time, found.time);
  }
}

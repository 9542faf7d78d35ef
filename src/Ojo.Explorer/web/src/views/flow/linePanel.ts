import type { SeriesColumns } from '../../api/types';
import { type Drawn, LineChart } from '../../drawing/lineChart';
import { Layer } from '../../drawing/layer';
import { spoken } from '../../drawing/ticks';
import { averagingWindow } from '../../model/averaging';
import { derivedKind, isDerived } from '../../model/derived';
import type { FlowSession } from '../../model/flowSession';
import { MixedSource } from '../../model/mixedSource';
import { formIn, inMode, type Mode, quantityIn } from '../../model/modes';
import { duration, grouped, timeAt } from '../../model/numbers';
import type { LinePanelSpec, LineSeries } from '../../model/panelSpec';
import { exactDigits, type Quantity, quantityOf, written } from '../../model/quantity';
import { type Piece, readingAt } from '../../model/series';
import { spanOf } from '../../model/timeRange';
import { h } from '../common/dom';
import { lineIcon } from '../common/icons';
import { ChartPanel } from './chartPanel';
import type { DragMode } from './gestures';
import { Legend } from './legend';
import { LineHistogram } from './lineHistogram';
import { LinePanelTools } from './linePanelTools';
import type { PanelHost } from './panel';
import { PanelAxis } from './panelAxis';

/** Values over time, of one unit or of two: windows, round-trip times, rates, and whatever amounts custom events carry. */
export class LinePanel extends ChartPanel {
  readonly #legend: Legend;
  protected override readonly source: MixedSource;
  readonly #chart: LineChart;
  readonly #rightAxis: Layer | null;
  readonly #tools: LinePanelTools;
  readonly #isRate: boolean;
  readonly #isDerived: boolean;
  readonly #drawn = new Map<LineSeries, Drawn>();
  #histogram: LineHistogram | null = null;
  /** The columns in the panel's mode, as long as neither they nor the mode change. */
  #inMode = new WeakMap<SeriesColumns, SeriesColumns>();
  #transformName = '';
  #styled: Mode = 'value';

  constructor(flow: FlowSession, override readonly spec: LinePanelSpec, host: PanelHost, dragMode: () => DragMode) {
    super(flow, spec, host, spec.id.startsWith('type-') || spec.id.startsWith('add-') ? 92 : 116, dragMode);
    this.#isRate = spec.series.some((series) => isDerived(series.selector) && derivedKind(series.selector).shape === 'rate');
    this.#isDerived = spec.series.every((series) => isDerived(series.selector));
    this.#legend = new Legend(spec.series.map((series) => ({
      label: isDerived(series.selector) && !this.#isDerived ? `${series.label} *` : series.label,
      isMinor: series.isMinor, icon: lineIcon(series.colour, series.form, series.dash),
      title: [isDerived(series.selector) ? 'Worked out, not recorded' : `${series.type.name}.${series.field.name}`, series.field.description, 'Click to hide.'].filter((part) => part !== '').join('\n'),
    })), () => this.invalidate());
    this.side.append(this.#legend.root);
    this.#tools = new LinePanelTools(spec.title, { isRate: this.#isRate, isDerived: this.#isDerived }, (change) => this.setState(change), () => this.state, () => this.#fromZero(spec.quantity));
    this.tools.append(...this.#tools.root);
    this.source = new MixedSource(spec.series.map((series) => series.selector), {
      client: flow.session.client, flow: flow.id, lastNs: () => flow.details.value.lastNs, gaps: () => flow.gaps.value,
      averaging: () => this.state.averagingNs, changed: () => this.arrived(),
    });
    this.#chart = new LineChart(this.plot, {
      series: spec.series,
      drawn: (series) => this.#drawn.get(series) ?? this.#drawnNow(series),
      pieces: (series) => this.#pieces(series),
      isHidden: (series) => this.#legend.isHidden(spec.series.indexOf(series)),
      lastNs: () => flow.details.value.lastNs,
      gaps: () => flow.gaps.value,
      palette: () => flow.session.theme.palette.value,
      fromZero: (quantity) => this.#fromZero(quantity),
      isLog: () => this.state.log,
      zoom: () => this.state.y,
    });
    const right = this.hasRightAxis ? h('div', { class: 'right-axis', 'aria-hidden': 'true' }) : null;
    if (right !== null) this.cell.append(right);
    this.#rightAxis = right === null ? null : new Layer(right, (context, _, height) => this.#chart.paintRightAxis(context, 0, height));
    new PanelAxis(this.cell, spec.title, { scale: () => this.#chart.scale, zoom: (y) => this.setState({ y }, false) }, this.life);
    this.life.add(() => this.source.close());
    this.life.add(() => this.#chart.close());
    this.life.add(() => this.#histogram?.close());
    this.life.add(() => this.#rightAxis?.close());
  }

  protected override restyle(): void {
    this.#chart.restyle();
    this.invalidate();
  }

  override get hasRightAxis(): boolean {
    return this.spec.series.some((series) => quantityOf(series.field).key !== this.spec.quantity.key);
  }

  protected override paint(): void {
    const { range } = this.flow.viewport;
    const { mode } = this.state;
    if (this.#histogram !== null) {
      this.#histogram.draw();
      this.note(`How the values are spread in ${duration(spanOf(range.value))}`, false);
      return;
    }
    this.wantVisible();
    this.#chart.draw(range.value);
    this.#rightAxis?.invalidate();
    const { min, max } = this.#chart.scale;
    const quantity = quantityIn(mode, this.spec.quantity);
    this.plot.setAttribute('aria-description', `${spoken(min, max, quantity)}; ${this.spec.series.map((series) => series.label).join(', ')}`);
    this.note(this.#noteText(), this.#isDerived);
  }

  override get isOverTime(): boolean {
    return this.#histogram === null;
  }

  /** How the values are spread, where that is what is shown. */
  get histogram(): LineHistogram | null {
    return this.#histogram;
  }

  override paintOn(context: CanvasRenderingContext2D, width: number, height: number, newPath: () => Path2D): void {
    if (this.#histogram === null) this.#chart.paintOn(context, width, height, this.flow.viewport.range.value, newPath);
    else this.#histogram.paintOn(context, width, height);
  }

  protected override grow(): void {
    super.grow();
    this.#histogram?.changed();
  }

  protected override stateChanged(): void {
    const { mode, log } = this.state;
    this.#drawn.clear();
    // A series' look is part of what uPlot is made with.
    if (mode !== this.#styled) this.#chart.restyle();
    this.#styled = mode;
    this.#inMode = new WeakMap();
    this.#tools.show();
    const series = this.spec.series.filter((one) => !isDerived(one.selector));
    if (mode === 'histogram' && series.length > 0) {
      this.#histogram ??= new LineHistogram(this.flow, this.cell, series, (index) => this.#legend.isHidden(this.spec.series.indexOf(series[index] as LineSeries)), this.spec.quantity);
      this.#histogram.setLog(log);
    } else {
      this.#histogram?.close();
      this.#histogram = null;
    }
    this.root.classList.toggle('panel-histogram', this.#histogram !== null);
    this.readNow();
  }

  override read(time: number): void {
    this.spec.series.forEach((series, index) => {
      const [text, exact] = this.#valueAt(series, time);
      this.#legend.set(index, text, exact);
    });
  }

  #drawnNow(series: LineSeries): Drawn {
    const { mode } = this.state;
    const quantity = quantityIn(mode, quantityOf(series.field));
    const drawn: Drawn = {
      form: formIn(mode, series.form), quantity, isRight: quantity.key !== quantityIn(mode, this.spec.quantity).key,
      isOfEvents: mode !== 'rate' && (!isDerived(series.selector) || derivedKind(series.selector).shape === 'samples'),
    };
    this.#drawn.set(series, drawn);
    return drawn;
  }

  #fromZero(quantity: Quantity): boolean {
    const { fromZero } = this.state;
    return fromZero ?? !['time', 'other', 'identifier'].includes(quantity.dimension);
  }

  /** Over how long changes per second are averaged at present. */
  get #averagingNs(): number {
    return averagingWindow(this.state.averagingNs, spanOf(this.flow.viewport.range.value) / this.pixels);
  }

  #transformed(columns: SeriesColumns): SeriesColumns {
    const { mode } = this.state;
    if (mode !== 'delta' && mode !== 'rate') return columns;
    const averaging = mode === 'rate' ? this.#averagingNs : 0;
    const name = `${mode} ${averaging}`;
    if (name !== this.#transformName) {
      this.#inMode = new WeakMap();
      this.#transformName = name;
    }
    let result = this.#inMode.get(columns);
    if (result === undefined) this.#inMode.set(columns, result = inMode(columns, mode, averaging, this.flow.gaps.value));
    return result;
  }

  #pieces(series: LineSeries): readonly Piece[] {
    return this.source.pieces(series.selector, this.flow.viewport.range.value).map((piece) => ({ ...piece, columns: this.#transformed(piece.columns) }));
  }

  #noteText(): string {
    const { derived } = this.source;
    const unavailable = this.spec.series.map((series) => derived?.unavailable(series.selector) ?? null).find((text) => text !== null);
    if (derived?.isEmpty === false && unavailable !== undefined && unavailable !== null && this.spec.series.length === 1) return unavailable;
    const reached = derived?.reachedNs ?? null;
    const partial = reached === null ? '' : `; worked out up to ${timeAt(reached, 1e6)}, then the time was up`;
    if (this.#isRate && derived?.bucketNs != null) return `${this.spec.description}, averaged over ${duration(derived.bucketNs)}${partial}`;
    switch (this.state.mode) {
      case 'rate': return `Change per second, averaged over ${duration(this.#averagingNs)} at least`;
      case 'delta': return 'Change from each value to the next';
      default: return this.spec.description + partial;
    }
  }

  #valueAt(series: LineSeries, time: number): readonly [string, string] {
    const recorded = this.source.at(series.selector, time);
    const columns = recorded === undefined ? undefined : this.#transformed(recorded);
    const reading = columns === undefined ? null : readingAt(columns, time);
    const why = this.source.derived?.unavailable(series.selector) ?? '';
    if (reading === null) return ['\u2013', why];
    const { quantity } = this.#chartDrawn(series);
    const { factor } = quantity;
    const isRecorded = this.state.mode !== 'rate';
    const unit = isRecorded ? (series.field.unit === '' ? '' : ` ${series.field.unit}`) : ` ${series.field.unit}/s`;
    const exact = (value: number) => exactDigits(Number.isInteger(value) ? value : String(value), quantity);
    if (reading.min === reading.max) return [written(reading.max * factor, quantity), `${exact(reading.max)}${unit}`];
    return [
      `${written(reading.min * factor, quantity)} \u2013 ${written(reading.max * factor, quantity)}`,
      `${grouped(reading.count)} events: ${exact(reading.min)} to ${exact(reading.max)}${unit}`,
    ];
  }

  #chartDrawn(series: LineSeries): Drawn {
    return this.#drawn.get(series) ?? this.#drawnNow(series);
  }

  protected override nameAt(): null {
    // Its values are read at the right edge.
    return null;
  }

  /** Selects the event whose value is nearest in time to the pointer, among the visible series. */
  protected override pickAt(x: number): void {
    const time = this.area.time(x);
    let best: { series: LineSeries; time: number } | null = null;
    this.spec.series.forEach((series, index) => {
      if (this.#legend.isHidden(index) || isDerived(series.selector)) return;
      const columns = this.source.at(series.selector, time);
      const reading = columns === undefined ? null : readingAt(columns, time);
      if (reading !== null && (best === null || reading.time > best.time)) best = { series, time: reading.time };
    });
    const found = best as { series: LineSeries; time: number } | null;
    if (found !== null) void this.flow.pick(found.series.type, found.time, found.time);
  }
}

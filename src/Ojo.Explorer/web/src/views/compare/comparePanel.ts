import { nextFrame } from '../../drawing/frame';
import { Layer } from '../../drawing/layer';
import { gutter } from '../../drawing/plotArea';
import { spoken } from '../../drawing/ticks';
import { differenceText, relativeText } from '../../model/compareDifferences';
import type { Measure } from '../../model/comparePlan';
import type { ComparedFlow, Comparison } from '../../model/comparison';
import { MixedSource } from '../../model/mixedSource';
import { grouped, identifier, timeAt } from '../../model/numbers';
import { exactDigits, type Quantity, quantityOf, written } from '../../model/quantity';
import { type Reading, readingAt } from '../../model/series';
import { Lifetime, type Signal } from '../../model/signal';
import { extentOf, moved, spanOf, type TimeRange } from '../../model/timeRange';
import { fill, freshId, h, setText, toggleAttribute } from '../common/dom';
import { icon, lineIcon, shapeIcon } from '../common/icons';
import { errorNotice } from '../common/notice';
import { attachGestures } from '../flow/gestures';
import { Hover } from '../flow/hover';
import { type OverlayMark, OverlayPlot, type OverlaySeries } from './overlayPlot';
import { type Fate, treatmentOf } from './treatments';

const packetNumbers: Quantity = { dimension: 'identifier', factor: 1, unit: '', key: 'packet number' };

const fateOf: Readonly<Record<string, Fate>> = { packet_sent: 'sent', packet_acked: 'acked', packet_lost: 'lost' };

/** What a panel tells the view that it stands in. */
export interface ComparePanelHost {
  isFolded(id: string): boolean;
  fold(id: string): void;
  /** Whether acknowledgements are drawn. */
  readonly showsAcks: boolean;
  toggleAcks(): void;
  read(): void;
}

/** One measure of all flows over each other; at its right edge, each flow's value at the cursor and how far it is from the first's. */
export class ComparePanel {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #plot: HTMLElement;
  readonly #message = h('div', { class: 'plot-message', hidden: true });
  readonly #layer: Layer;
  readonly #chart: OverlayPlot;
  readonly #hover: Hover;
  readonly #sources: readonly (MixedSource | null)[];
  readonly #values: readonly HTMLElement[];
  readonly #differences: readonly (HTMLElement | null)[];
  readonly #quantity: Quantity;
  readonly #acks: HTMLButtonElement | null;
  #visible = true;
  #isStale = false;
  readonly #draw = () => this.#paint();

  constructor(private readonly comparison: Comparison, readonly measure: Measure, private readonly host: ComparePanelHost) {
    const { flows, session } = comparison;
    const [titleId, bodyId] = [freshId('compared'), freshId('compared-body')];
    this.#quantity = measure.kind === 'packets' ? packetNumbers : measure.quantity;
    this.#plot = h('div', { class: 'plot', role: 'img', 'aria-labelledby': titleId, tabindex: '-1' });
    this.#values = flows.map(() => h('span', { class: 'compared-value' }));
    this.#differences = flows.map((_, index) => (index === 0 ? null : h('span', { class: 'compared-by' })));
    const side = h('ul', { class: 'side compared-side' }, ...flows.map((_, index) => h('li', { class: 'compared-line' },
      iconOf(measure, index), h('span', { class: 'compared-letter' }, treatmentOf(index).letter), this.#values[index], this.#differences[index])));
    const fold = h('button', {
      type: 'button', class: 'panel-fold', 'aria-controls': bodyId, 'aria-expanded': 'true', title: measure.description, on: { click: () => host.fold(measure.id) },
    }, icon('chevron'), h('span', { class: 'panel-title', id: titleId }, measure.title));
    this.#acks = measure.kind !== 'packets' ? null : h('button', {
      type: 'button', class: 'text-button', title: 'Draw when packets were acknowledged, faintly, below what was sent and lost', on: { click: () => host.toggleAcks() },
    }, 'acked');
    this.root = h('section', { class: 'panel', 'aria-labelledby': titleId, 'data-panel': measure.id },
      h('header', { class: 'panel-head' }, fold, h('span', { class: 'panel-note' }, measure.description), h('span', { class: 'compare-panel-tools' }, this.#acks)),
      h('div', { class: 'panel-body', id: bodyId }, h('div', { class: 'plot-cell' }, this.#plot, this.#message), side));
    (this.root.querySelector('.panel-body') as HTMLElement).style.setProperty('--panel-height', measure.kind === 'packets' ? '212px' : '108px');

    this.#sources = flows.map((_, index) => this.#makeSource(index));
    this.#chart = new OverlayPlot({
      quantity: this.#quantity,
      range: () => comparison.viewport.range.value,
      series: () => this.#series(),
      gaps: () => comparison.flows.map(({ gaps }, index) => ({ origin: comparison.origin(index), gaps })),
      palette: () => session.theme.palette.value,
    });
    this.#layer = new Layer(this.#plot, (context, width, height) => {
      this.#chart.paint(context, width, height);
      const { min, max } = this.#chart.scale;
      this.#plot.setAttribute('aria-description', `${spoken(min, max, this.#quantity)}; ${comparison.flows.map((flow) => `flow ${flow.details.id}`).join(' and ')}`);
    });
    this.#hover = new Hover(this.#plot);
    this.life.add(() => this.#layer.close());
    this.life.add(() => this.#sources.forEach((source) => source?.close()));
    for (const signal of [comparison.viewport.range, comparison.moved, session.theme.palette]) this.life.add((signal as Signal<unknown>).follow(() => this.invalidate()));
    this.life.add(comparison.grown.follow(() => {
      this.#isStale = true;
      this.invalidate();
    }));
    attachGestures(this.#plot, comparison.viewport, this.life, () => 'zoom', (x, y) => this.#point(x, y), (x, y) => this.#pick(x, y));
    const watcher = new IntersectionObserver((entries) => {
      this.#visible = entries.some((entry) => entry.isIntersecting);
      if (this.#visible) this.invalidate();
    }, { rootMargin: '200px' });
    watcher.observe(this.root);
    this.life.add(() => watcher.disconnect());
    this.applyState();
  }

  close(): void {
    this.life.end();
    this.root.remove();
  }

  /** Looks as the host says. */
  applyState(): void {
    const folded = this.host.isFolded(this.measure.id);
    this.root.classList.toggle('folded', folded);
    toggleAttribute(this.root.querySelector('.panel-fold') as Element, 'aria-expanded', String(!folded));
    if (this.#acks !== null) toggleAttribute(this.#acks, 'aria-pressed', String(this.host.showsAcks));
    this.invalidate();
  }

  invalidate(): void {
    nextFrame(this.#draw);
  }

  /** How each flow looks on the plot, as it stands at the right edge. */
  get icons(): readonly SVGElement[] {
    return [...this.root.querySelectorAll<SVGElement>('.compared-line > svg')];
  }

  /** How large the plot is; null where there is nothing to take a picture of. */
  get plotSize(): { readonly width: number; readonly height: number } | null {
    const { clientWidth: width, clientHeight: height } = this.#plot;
    return this.host.isFolded(this.measure.id) || !this.#message.hidden || width <= gutter || height === 0 ? null : { width, height };
  }

  /** Draws what is on the screen on something else. */
  paintOn(context: CanvasRenderingContext2D, width: number, height: number, newPath: () => Path2D): void {
    this.#chart.paint(context, width, height, newPath);
    this.invalidate();
  }

  /** Writes each flow's value at a time, and how far it is from the first's. */
  read(time: number): void {
    const readings = this.comparison.flows.map((_, index) => this.#readingAt(index, time));
    const middle = (reading: Reading | null) => (reading === null ? null : (reading.min + reading.max) / 2);
    readings.forEach((reading, index) => {
      const value = this.#values[index] as HTMLElement;
      const [text, exact] = this.#text(reading);
      setText(value, text);
      value.title = exact;
      const difference = this.#differences[index];
      if (difference === null || difference === undefined) return;
      const isRough = [readings[0], reading].some((one) => one !== null && one !== undefined && one.min !== one.max);
      const [first, own] = [middle(readings[0] ?? null), middle(reading)];
      const relative = this.measure.kind === 'packets' ? '' : relativeText(own, first);
      setText(difference, [differenceText(own, first, this.#quantity, isRough), relative].filter((part) => part !== '').join(' · '));
    });
  }

  #makeSource(index: number): MixedSource | null {
    const { comparison, measure } = this;
    const { client } = comparison.session;
    const series = measure.kind === 'line' ? measure.series[index] ?? null : null;
    const selectors = measure.kind === 'packets' ? this.#members(index).map(({ member }) => member.selector) : series === null ? [] : [series.selector];
    return selectors.length === 0 ? null : new MixedSource(selectors, {
      client, flow: this.#flow(index).details.id, lastNs: () => this.#flow(index).details.lastNs, gaps: () => this.#flow(index).gaps, averaging: () => null,
      changed: () => this.#arrived(),
    });
  }

  #flow(index: number): ComparedFlow {
    return this.comparison.flows[index] as ComparedFlow;
  }

  #text(reading: Reading | null): readonly [string, string] {
    if (reading === null) return ['\u2013', ''];
    const of = (value: number) => written(value, this.#quantity);
    const exact = (value: number) => exactDigits(Number.isInteger(value) ? value : String(value), this.#quantity);
    return reading.min === reading.max ? [of(reading.max), exact(reading.max)] : [`${of(reading.min)} \u2013 ${of(reading.max)}`, `${exact(reading.min)} to ${exact(reading.max)}`];
  }

  #readingAt(index: number, time: number): Reading | null {
    const { measure, comparison } = this;
    const flow = this.#flow(index);
    const at = time + comparison.origin(index);
    if (at < flow.details.firstNs || at > flow.details.lastNs) return null;
    if (measure.kind === 'line') {
      const series = measure.series[index];
      const columns = series === null || series === undefined ? undefined : this.#sources[index]?.at(series.selector, at);
      const reading = columns === undefined ? null : readingAt(columns, at);
      const factor = series === null || series === undefined ? 1 : quantityOf(series.field).factor;
      return reading === null ? null : { ...reading, min: reading.min * factor, max: reading.max * factor };
    }
    // The packet that was sent last.
    let last: Reading | null = null;
    for (const { fate, member } of this.#members(index)) {
      const columns = fate === 'sent' ? this.#sources[index]?.at(member.selector, at) : undefined;
      const reading = columns === undefined ? null : readingAt(columns, at);
      if (reading !== null && (last === null || reading.time > last.time)) last = reading;
    }
    const first = flow.firstPacket ?? 0;
    return last === null ? null : { ...last, min: last.min - first, max: last.max - first };
  }

  /** What of a flow's packets is drawn, whether or not somebody hid it. */
  #members(index: number) {
    const groups = this.measure.kind === 'packets' ? this.measure.groups[index] ?? [] : [];
    return groups.flatMap((group) => group.members.flatMap((member) => {
      const fate = fateOf[member.type.role];
      return fate === undefined ? [] : [{ fate, member }];
    }));
  }

  #series(): readonly OverlaySeries[] {
    const { comparison, measure } = this;
    return comparison.flows.flatMap(({ details, gaps, firstPacket }, flow): OverlaySeries[] => {
      const source = this.#sources[flow];
      const range = this.#ownRange(flow);
      if (source === null || source === undefined || range === null) return [];
      const origin = comparison.origin(flow);
      if (measure.kind === 'line') {
        const series = measure.series[flow];
        return series === null || series === undefined ? []
          : [{ kind: 'line', flow, origin, form: measure.form, factor: quantityOf(series.field).factor, lastNs: details.lastNs, gaps, pieces: source.pieces(series.selector, range) }];
      }
      return this.#members(flow).filter(({ fate }) => fate !== 'acked' || this.host.showsAcks).map(({ fate, member }): OverlaySeries => ({
        kind: 'marks', flow, origin, fate, type: member.type, field: member.field, base: firstPacket ?? 0, pieces: source.pieces(member.selector, range),
      }));
    });
  }

  /** The part of what is visible in which a flow lived, in its own time; null where it did not. */
  #ownRange(index: number): TimeRange | null {
    const { details } = this.#flow(index);
    const visible = moved(this.comparison.viewport.range.value, this.comparison.origin(index));
    const extent = extentOf(details.firstNs, details.lastNs);
    const range = { from: Math.max(visible.from, extent.from), to: Math.min(visible.to, extent.to) };
    return range.to > range.from ? range : null;
  }

  #paint(): void {
    if (!this.#visible || !this.root.isConnected || this.host.isFolded(this.measure.id)) return;
    const visible = spanOf(this.comparison.viewport.range.value);
    const width = Math.max(50, this.#plot.clientWidth - gutter);
    this.#sources.forEach((source, index) => {
      const { details } = this.#flow(index);
      const extent = extentOf(details.firstNs, details.lastNs);
      const range = this.#ownRange(index);
      // As sharp as the others, however little of the width is this flow's.
      const pixels = (span: number) => Math.max(2, width * Math.min(1, span / visible));
      if (this.#isStale) void source?.grow(extent, pixels(spanOf(extent)));
      if (range !== null) source?.want(range, extent, pixels(spanOf(range)));
    });
    this.#isStale = false;
    this.#layer.invalidate();
  }

  #arrived(): void {
    const error = this.#sources.map((source) => source?.error ?? null).find((one) => one !== null) ?? null;
    this.#message.hidden = error === null;
    if (error !== null) {
      fill(this.#message, errorNotice(error, () => {
        this.#sources.forEach((source) => source?.retry());
        this.invalidate();
      }));
    }
    this.invalidate();
    this.host.read();
  }

  #point(x: number | null, y: number): void {
    const mark = x === null ? null : this.#chart.pick(x, y);
    if (mark === null) this.#hover.hide();
    else this.#hover.show(mark.x, mark.y, ...this.#nameOf(mark), true);
  }

  #nameOf({ series, count, min, max, firstNs }: OverlayMark): readonly [string, string] {
    const name = `${treatmentOf(series.flow).letter} · ${series.type.name}`;
    return count === 1 ? [`${name} ${identifier(min)}`, `${timeAt(firstNs, 1e3)} of its run`] : [`${grouped(count)} × ${name}`, `${identifier(min)}\u2013${identifier(max)} · zoom in for each`];
  }

  #pick(x: number, y: number): void {
    const mark = this.#chart.pick(x, y);
    if (mark === null) this.comparison.select(null);
    else void this.comparison.pick(mark.series.flow, mark.series.type, mark.firstNs, mark.lastNs, mark.count === 1 ? [`${mark.series.field.name}=${mark.min}`] : []);
  }
}

function iconOf(measure: Measure, index: number): SVGElement {
  const { colour, dash, marks } = treatmentOf(index);
  return measure.kind === 'packets' ? shapeIcon(marks.sent, colour) : lineIcon(colour, 'line', dash);
}

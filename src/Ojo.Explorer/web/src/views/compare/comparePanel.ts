import { nextFrame } from '../../drawing/frame';
import { Layer } from '../../drawing/layer';
import { gutter } from '../../drawing/plotArea';
import { spoken } from '../../drawing/ticks';
import { differenceText, relativeText } from '../../model/compareDifferences';
import type { Measure } from '../../model/comparePlan';
import type { Comparison } from '../../model/comparison';
import { MixedSource } from '../../model/mixedSource';
import type { MarkGroup } from '../../model/panelSpec';
import { exactDigits, type Quantity, quantityOf, written } from '../../model/quantity';
import { type Reading, readingAt } from '../../model/series';
import { Lifetime } from '../../model/signal';
import { extentOf, moved, spanOf, type TimeRange } from '../../model/timeRange';
import { fill, freshId, h, setText, toggleAttribute } from '../common/dom';
import { icon, lineIcon, shapeIcon } from '../common/icons';
import { errorNotice } from '../common/notice';
import { attachGestures } from '../flow/gestures';
import { type OverlaySeries, paintOverlay } from './overlayPlot';
import { treatmentOf } from './treatments';

const packetNumbers: Quantity = { dimension: 'identifier', factor: 1, unit: '', key: 'packet number' };

/** One measure of all flows over each other; at its right edge, each flow's value at the cursor and how far it is from the first's. */
export class ComparePanel {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #plot: HTMLElement;
  readonly #message = h('div', { class: 'plot-message', hidden: true });
  readonly #layer: Layer;
  readonly #sources: readonly (MixedSource | null)[];
  readonly #values: readonly HTMLElement[];
  readonly #differences: readonly (HTMLElement | null)[];
  readonly #quantity: Quantity;
  #visible = true;
  readonly #draw = () => this.#paint();

  constructor(private readonly comparison: Comparison, readonly measure: Measure, private readonly host: { isFolded(id: string): boolean; fold(id: string): void; read(): void }) {
    const { flows, session } = comparison;
    const [titleId, bodyId] = [freshId('compared'), freshId('compared-body')];
    this.#quantity = measure.kind === 'packets' ? packetNumbers : measure.quantity;
    this.#plot = h('div', { class: 'plot', role: 'img', 'aria-labelledby': titleId, tabindex: '-1' });
    this.#values = flows.map(() => h('span', { class: 'compared-value' }));
    this.#differences = flows.map((_, index) => (index === 0 ? null : h('span', { class: 'compared-by' })));
    const side = h('ul', { class: 'side compared-side' }, ...flows.map((_, index) => {
      const { letter, colour, dash, sent } = treatmentOf(index);
      return h('li', { class: 'compared-line' }, measure.kind === 'packets' ? shapeIcon(sent, colour) : lineIcon(colour, 'line', dash),
        h('span', { class: 'compared-letter' }, letter), this.#values[index], this.#differences[index]);
    }));
    const fold = h('button', {
      type: 'button', class: 'panel-fold', 'aria-controls': bodyId, 'aria-expanded': 'true', title: measure.description, on: { click: () => host.fold(measure.id) },
    }, icon('chevron'), h('span', { class: 'panel-title', id: titleId }, measure.title));
    this.root = h('section', { class: 'panel', 'aria-labelledby': titleId, 'data-panel': measure.id },
      h('header', { class: 'panel-head' }, fold, h('span', { class: 'panel-note' }, measure.description)),
      h('div', { class: 'panel-body', id: bodyId }, h('div', { class: 'plot-cell' }, this.#plot, this.#message), side));
    (this.root.querySelector('.panel-body') as HTMLElement).style.setProperty('--panel-height', measure.kind === 'packets' ? '212px' : '108px');

    this.#sources = flows.map(({ details, gaps }, index) => {
      const selectors = measure.kind === 'packets' ? this.#shownGroups(measure.groups[index] ?? []).flatMap((group) => group.members.map((member) => member.selector))
        : measure.series[index] === null || measure.series[index] === undefined ? [] : [measure.series[index].selector];
      return selectors.length === 0 ? null : new MixedSource(selectors, {
        client: session.client, flow: details.id, lastNs: () => details.lastNs, gaps: () => gaps, averaging: () => null, changed: () => this.#arrived(),
      });
    });
    this.#layer = new Layer(this.#plot, (context, width, height) => {
      const scale = paintOverlay(context, width, height, comparison.viewport.range.value, this.#series(), this.#quantity, session.theme.palette.value);
      this.#plot.setAttribute('aria-description', `${spoken(scale.min, scale.max, this.#quantity)}; ${flows.map((flow) => `flow ${flow.details.id}`).join(' and ')}`);
    });
    this.life.add(() => this.#layer.close());
    this.life.add(() => this.#sources.forEach((source) => source?.close()));
    for (const signal of [comparison.viewport.range, comparison.moved]) this.life.add((signal as typeof comparison.moved).follow(() => this.invalidate()));
    this.life.add(session.theme.palette.follow(() => this.invalidate()));
    attachGestures(this.#plot, comparison.viewport, this.life, () => 'zoom', () => undefined, () => undefined);
    const watcher = new IntersectionObserver((entries) => {
      this.#visible = entries.some((entry) => entry.isIntersecting);
      if (this.#visible) this.invalidate();
    }, { rootMargin: '200px' });
    watcher.observe(this.root);
    this.life.add(() => watcher.disconnect());
    this.applyFold();
  }

  close(): void {
    this.life.end();
    this.root.remove();
  }

  applyFold(): void {
    const folded = this.host.isFolded(this.measure.id);
    this.root.classList.toggle('folded', folded);
    toggleAttribute(this.root.querySelector('.panel-fold') as Element, 'aria-expanded', String(!folded));
    this.invalidate();
  }

  invalidate(): void {
    nextFrame(this.#draw);
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

  #text(reading: Reading | null): readonly [string, string] {
    if (reading === null) return ['\u2013', ''];
    const of = (value: number) => written(value, this.#quantity);
    const exact = (value: number) => exactDigits(Number.isInteger(value) ? value : String(value), this.#quantity);
    return reading.min === reading.max ? [of(reading.max), exact(reading.max)] : [`${of(reading.min)} \u2013 ${of(reading.max)}`, `${exact(reading.min)} to ${exact(reading.max)}`];
  }

  #readingAt(index: number, time: number): Reading | null {
    const { measure, comparison } = this;
    const flow = comparison.flows[index];
    const at = time + comparison.origin(index);
    if (flow === undefined || at < flow.details.firstNs || at > flow.details.lastNs) return null;
    if (measure.kind === 'line') {
      const series = measure.series[index];
      const columns = series === null || series === undefined ? undefined : this.#sources[index]?.at(series.selector, at);
      const reading = columns === undefined ? null : readingAt(columns, at);
      const factor = series === null || series === undefined ? 1 : quantityOf(series.field).factor;
      return reading === null ? null : { ...reading, min: reading.min * factor, max: reading.max * factor };
    }
    // The packet that was sent last.
    let last: Reading | null = null;
    for (const group of this.#shownGroups(measure.groups[index] ?? [])) {
      for (const member of group.members) {
        if (member.type.role !== 'packet_sent') continue;
        const columns = this.#sources[index]?.at(member.selector, at);
        const reading = columns === undefined ? null : readingAt(columns, at);
        if (reading !== null && (last === null || reading.time > last.time)) last = reading;
      }
    }
    return last === null ? null : { ...last, min: last.min - flow.firstPacket, max: last.max - flow.firstPacket };
  }

  /** What is sent and what is lost; acknowledgements of two flows over each other would hide both. */
  #shownGroups(groups: readonly MarkGroup[]): readonly MarkGroup[] {
    return groups.filter((group) => group.members.some((member) => ['packet_sent', 'packet_lost'].includes(member.type.role)));
  }

  #series(): readonly OverlaySeries[] {
    const { comparison, measure } = this;
    return comparison.flows.flatMap(({ details, gaps, firstPacket }, index): OverlaySeries[] => {
      const source = this.#sources[index];
      if (source === null || source === undefined) return [];
      const origin = comparison.origin(index);
      const common = { flow: index, origin, lastNs: details.lastNs, gaps };
      const range = this.#ownRange(index);
      if (range === null) return [];
      if (measure.kind === 'line') {
        const series = measure.series[index];
        return series === null || series === undefined ? []
          : [{ ...common, form: measure.form, shape: treatmentOf(index).sent, base: 0, factor: quantityOf(series.field).factor, pieces: source.pieces(series.selector, range) }];
      }
      return this.#shownGroups(measure.groups[index] ?? []).map((group): OverlaySeries => ({
        ...common, form: 'marks', base: firstPacket, factor: 1,
        shape: group.members.some((member) => member.type.role === 'packet_lost') ? treatmentOf(index).lost : treatmentOf(index).sent,
        pieces: group.members.flatMap((member) => source.pieces(member.selector, range)),
      }));
    });
  }

  /** The part of what is visible in which a flow lived, in its own time; null where it did not. */
  #ownRange(index: number): TimeRange | null {
    const { details } = this.comparison.flows[index] as Comparison['flows'][number];
    const visible = moved(this.comparison.viewport.range.value, this.comparison.origin(index));
    const extent = extentOf(details.firstNs, details.lastNs);
    const range = { from: Math.max(visible.from, extent.from), to: Math.min(visible.to, extent.to) };
    return range.to > range.from ? range : null;
  }

  #paint(): void {
    if (!this.#visible || !this.root.isConnected || this.host.isFolded(this.measure.id)) return;
    const visible = this.comparison.viewport.range.value;
    const pixels = Math.max(50, this.#plot.clientWidth - gutter);
    this.#sources.forEach((source, index) => {
      const range = this.#ownRange(index);
      const { details } = this.comparison.flows[index] as Comparison['flows'][number];
      // As sharp as the others, however little of the width is this flow's.
      if (range !== null) source?.want(range, extentOf(details.firstNs, details.lastNs), Math.max(2, pixels * (spanOf(range) / spanOf(visible))));
    });
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
}

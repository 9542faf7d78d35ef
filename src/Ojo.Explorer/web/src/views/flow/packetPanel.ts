import { type Mark, PacketChart } from '../../drawing/packetChart';
import { isDerived } from '../../model/derived';
import type { FlowSession } from '../../model/flowSession';
import { MixedSource } from '../../model/mixedSource';
import { duration, grouped, identifier, timeAt } from '../../model/numbers';
import type { LineSeries, MarkGroup, PacketPanelSpec } from '../../model/panelSpec';
import { type Quantity, quantityOf, written } from '../../model/quantity';
import { readingAt } from '../../model/series';
import { sameRange } from '../../model/timeRange';
import { h, toggleAttribute } from '../common/dom';
import { lineIcon, shapeIcon } from '../common/icons';
import { CanvasPanel } from './canvasPanel';
import type { Named } from './chartPanel';
import type { DragMode } from './gestures';
import { Legend } from './legend';
import { PanelAxis } from './panelAxis';
import type { PanelHost } from './panel';

/** What is drawn at present: packets by their numbers, or by where they stand among all bytes. */
interface Shown {
  readonly groups: readonly MarkGroup[];
  readonly edges: readonly LineSeries[];
  readonly quantity: Quantity;
}

/** The offset graph: sent, acked, lost and retransmitted packets over time, by number or by bytes, and how far the sender may go. */
export class PacketPanel extends CanvasPanel {
  #legend: Legend;
  #source: MixedSource;
  #shown: Shown;
  readonly #chart: PacketChart;
  readonly #bytes: HTMLButtonElement;
  readonly #reset: HTMLButtonElement;

  constructor(flow: FlowSession, override readonly spec: PacketPanelSpec, host: PanelHost, dragMode: () => DragMode) {
    super(flow, spec, host, spec.id === 'packets' ? 212 : 116, dragMode);
    this.#shown = this.#choose();
    this.#legend = this.#makeLegend();
    this.#source = this.#makeSource();
    this.#bytes = h('button', {
      type: 'button', class: 'text-button', 'aria-pressed': 'false', title: 'Place packets by the bytes sent before them, instead of by their numbers',
      on: { click: () => this.setState({ byBytes: !(this.state.byBytes ?? false), y: null }) },
    }, 'by bytes');
    this.#bytes.hidden = spec.byBytes === null;
    this.#reset = h('button', { type: 'button', class: 'text-button', title: 'Show the whole axis again', hidden: true, on: { click: () => this.setState({ y: null }) } }, 'all values');
    this.tools.append(this.#reset, this.#bytes);
    this.#chart = new PacketChart({
      groups: () => this.#shown.groups,
      edges: () => this.#shown.edges,
      quantity: () => this.#shown.quantity,
      zoom: () => this.state.y,
      lastNs: () => flow.details.value.lastNs,
      pieces: (selector) => this.#source.pieces(selector, flow.viewport.range.value),
      isHidden: (one) => this.#legend.isHidden(this.#indexOf(one)),
      gaps: () => flow.gaps.value,
      palette: () => flow.session.theme.palette.value,
    });
    new PanelAxis(this.cell, spec.title, { scale: () => this.#chart.scale, zoom: (y) => this.setState({ y }, false) }, this.life);
    this.life.add(() => this.#source.close());
  }

  protected override get source(): MixedSource {
    return this.#source;
  }

  protected override paint(): void {
    super.paint();
    this.plot.setAttribute('aria-description', this.#description());
    const reached = this.#source.derived?.reachedNs ?? null;
    this.note((this.#isByBytes ? 'Every packet by the bytes sent before it' : this.spec.description)
      + (reached === null ? '' : `; worked out up to ${timeAt(reached, 1e6)}, then the time was up`), this.#isByBytes);
  }

  protected override draw(context: CanvasRenderingContext2D, width: number, height: number, newPath?: () => Path2D): void {
    this.#chart.paint(context, width, height, this.flow.viewport.range.value, newPath);
  }

  protected override stateChanged(): void {
    toggleAttribute(this.#bytes, 'aria-pressed', String(this.#isByBytes));
    this.#reset.hidden = this.state.y === null;
    const next = this.#choose();
    if (next.groups === this.#shown.groups) return;
    this.#shown = next;
    this.#source.close();
    this.#legend.root.remove();
    this.#legend = this.#makeLegend();
    this.#source = this.#makeSource();
  }

  override read(time: number): void {
    const { groups, edges, quantity } = this.#shown;
    groups.forEach((group, index) => {
      let last: { time: number; max: number; count: number } | null = null;
      for (const member of group.members) {
        const columns = this.#source.at(member.selector, time);
        const reading = columns === undefined ? null : readingAt(columns, time);
        if (reading !== null && (last === null || reading.time > last.time)) last = reading;
      }
      this.#legend.set(index, last === null ? '\u2013' : this.#written(last.max, quantity),
        last === null ? '' : this.#isBytes ? `${grouped(last.max)} bytes` : `${group.label}, at or before the cursor`);
    });
    edges.forEach((edge, index) => {
      const columns = this.#source.at(edge.selector, time);
      const reading = columns === undefined ? null : readingAt(columns, time);
      this.#legend.set(groups.length + index, reading === null || reading.max === 0 ? '\u2013' : written(reading.max, quantityOf(edge.field)), reading === null ? '' : `${grouped(reading.max)} bytes`);
    });
  }

  get #isByBytes(): boolean {
    return this.spec.byBytes !== null && this.state.byBytes === true;
  }

  get #isBytes(): boolean {
    return this.#shown.quantity.dimension === 'bytes';
  }

  #choose(): Shown {
    const { byBytes } = this.spec;
    return byBytes !== null && this.state.byBytes === true
      ? { ...byBytes, quantity: { dimension: 'bytes', factor: 1, unit: 'B', key: 'bytes' } }
      : this.spec;
  }

  #indexOf(one: MarkGroup | LineSeries): number {
    const { groups, edges } = this.#shown;
    const group = groups.indexOf(one as MarkGroup);
    return group >= 0 ? group : groups.length + edges.indexOf(one as LineSeries);
  }

  #makeLegend(): Legend {
    const { groups, edges } = this.#shown;
    const legend = new Legend([
      ...groups.map((group) => ({
        label: group.label, icon: shapeIcon(group.shape, group.colour),
        title: `${group.members.map((member) => member.type.name).join(', ')}\n${this.#isBytes ? 'Where it stands in bytes' : 'The packet\'s number'}, the last one up to the cursor. Click to hide.`,
      })),
      ...edges.map((edge) => ({
        label: edge.label, icon: lineIcon(edge.colour, edge.form, edge.dash), isMinor: edge.isMinor,
        title: `${isDerived(edge.selector) ? 'Worked out, not recorded' : edge.type.name}\n${edge.field.description}\nClick to ${edge.isMinor ? 'show' : 'hide'}.`,
      })),
    ], () => this.invalidate());
    this.side.prepend(legend.root);
    return legend;
  }

  #makeSource(): MixedSource {
    const { flow } = this;
    const { groups, edges } = this.#shown;
    return new MixedSource([...groups.flatMap((group) => group.members.map((member) => member.selector)), ...edges.map((edge) => edge.selector)], {
      client: flow.session.client, flow: flow.id, lastNs: () => flow.details.value.lastNs, gaps: () => flow.gaps.value, averaging: () => null,
      changed: () => this.arrived(),
    });
  }

  protected override nameAt(x: number, y: number): Named | null {
    const mark = this.#chart.pick(x, y);
    return mark === null ? null : { ...this.#nameOf(mark), at: mark };
  }

  #written(value: number, quantity: Quantity): string {
    return quantity.dimension === 'bytes' ? written(value, quantity) : identifier(value);
  }

  #nameOf(mark: Mark): Named {
    const member = this.#shown.groups[mark.group]?.members[mark.member];
    const name = member?.type.name ?? '';
    const value = (number: number) => this.#written(number, this.#shown.quantity);
    if (mark.count === 1) return { name: this.#isBytes ? `${name} at ${value(mark.min)}` : `${name} ${value(mark.min)}`, detail: timeAt(mark.firstNs, 1e3) };
    return { name: `${grouped(mark.count)} × ${name}`, detail: `${value(mark.min)}\u2013${value(mark.max)} · zoom in for each` };
  }

  protected override pickAt(x: number, y: number): void {
    const mark = this.#chart.pick(x, y);
    const member = mark === null ? undefined : this.#shown.groups[mark.group]?.members[mark.member];
    if (mark === null || member === undefined) {
      this.flow.select(null);
      return;
    }
    const where = mark.count === 1 && !isDerived(member.selector) ? [`${member.field.name}=${mark.min}`] : [];
    void this.flow.pick(member.type, mark.firstNs, mark.lastNs, where);
  }

  #description(): string {
    const { range, extent } = this.flow.viewport;
    const counts = this.#shown.groups.map((group) => {
      const sum = group.members.reduce((total, member) => total + (this.flow.counts.value.get(member.type.typeKey) ?? 0), 0);
      return `${sum} ${group.label}`;
    });
    const part = sameRange(range.value, extent) ? 'the whole flow' : `${duration(range.value.from)} to ${duration(range.value.to)}`;
    return `${counts.join(', ')}; ${part}`;
  }
}

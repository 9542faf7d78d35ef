import { Layer } from '../../drawing/layer';
import { causeOf, gapAt } from '../../drawing/hatch';
import { type Mark, PacketChart } from '../../drawing/packetChart';
import { PlotArea } from '../../drawing/plotArea';
import type { FlowSession } from '../../model/flowSession';
import { duration, grouped, identifier, timeAt } from '../../model/numbers';
import type { PacketPanelSpec } from '../../model/panelSpec';
import { readingAt } from '../../model/series';
import { SeriesSource } from '../../model/seriesSource';
import { sameRange } from '../../model/timeRange';
import { attachGestures, type DragMode } from './gestures';
import { Hover } from './hover';
import { shapeIcon } from '../common/icons';
import { Legend } from './legend';
import { Panel, type PanelHost } from './panel';

/** The packet timeline: sent, acked, lost and retransmitted packets by number over time. */
export class PacketPanel extends Panel {
  readonly #legend: Legend;
  readonly #source: SeriesSource;
  readonly #layer: Layer;
  readonly #chart: PacketChart;
  readonly #hover: Hover;

  constructor(flow: FlowSession, override readonly spec: PacketPanelSpec, host: PanelHost, dragMode: () => DragMode) {
    super(flow, spec, host, spec.id === 'packets' ? 212 : 116);
    this.#legend = new Legend(spec.groups.map((group) => ({
      label: group.label, icon: shapeIcon(group.shape, group.colour),
      title: `${group.members.map((member) => member.type.name).join(', ')}\nThe packet's number, the last one up to the cursor. Click to hide.`,
    })), () => this.invalidate());
    this.side.append(this.#legend.root);
    const selectors = spec.groups.flatMap((group) => group.members.map((member) => member.selector));
    this.#source = new SeriesSource(flow.session.client, flow.id, selectors, () => flow.details.value.lastNs, () => this.#arrived());
    this.#chart = new PacketChart({
      groups: spec.groups,
      pieces: (selector) => this.#source.pieces(selector, flow.viewport.range.value),
      isHidden: (group) => this.#legend.isHidden(spec.groups.indexOf(group)),
      gaps: () => flow.gaps.value,
      palette: () => flow.session.theme.palette.value,
    });
    this.#layer = new Layer(this.plot, (context, width, height) => this.#chart.paint(context, width, height, flow.viewport.range.value));
    this.#hover = new Hover(this.plot);
    this.life.add(() => this.#source.close());
    this.life.add(() => this.#layer.close());
    this.life.add(flow.session.theme.palette.follow(() => this.invalidate()));
    attachGestures(this.plot, flow.viewport, this.life, dragMode, (x, y) => this.#point(x, y), (x, y) => this.#click(x, y));
  }

  protected override paint(): void {
    const { range, extent } = this.flow.viewport;
    this.#source.want(range.value, extent, this.pixels);
    this.#layer.invalidate();
    this.plot.setAttribute('aria-description', this.#description());
  }

  protected override grow(): void {
    void this.#source.grow(this.flow.viewport.extent, this.pixels);
  }

  override read(time: number): void {
    this.spec.groups.forEach((group, index) => {
      let last: { time: number; max: number; count: number } | null = null;
      for (const member of group.members) {
        const columns = this.#source.at(member.selector, time);
        const reading = columns === undefined ? null : readingAt(columns, time);
        if (reading !== null && (last === null || reading.time > last.time)) last = reading;
      }
      this.#legend.set(index, last === null ? '\u2013' : identifier(last.max), last === null ? '' : `${group.label}, at or before the cursor`);
    });
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
    const mark = x === null ? null : this.#chart.pick(x, y);
    if (x === null || mark === null) {
      const area = PlotArea.of(this.flow.viewport.range.value, this.plot.clientWidth);
      const gap = x === null ? undefined : gapAt(this.flow.gaps.value, area.time(x), area.nsPerPixel * 2);
      if (gap !== undefined && x !== null) this.#hover.show(x, y, `${grouped(gap.events)} events were lost here`, `${causeOf(gap)}, ${duration(gap.toNs - gap.fromNs)}`);
      else this.#hover.hide();
      return;
    }
    const [name, detail] = this.#nameOf(mark);
    this.#hover.show(mark.x, mark.y, name, detail, true);
  }

  #nameOf(mark: Mark): readonly [string, string] {
    const member = this.spec.groups[mark.group]?.members[mark.member];
    const name = member?.type.name ?? '';
    if (mark.count === 1) return [`${name} ${identifier(mark.min)}`, timeAt(mark.firstNs, 1e3)];
    return [`${grouped(mark.count)} × ${name}`, `${identifier(mark.min)}\u2013${identifier(mark.max)} · zoom in for each`];
  }

  #click(x: number, y: number): void {
    const mark = this.#chart.pick(x, y);
    if (mark === null) {
      this.flow.select(null);
      return;
    }
    const member = this.spec.groups[mark.group]?.members[mark.member];
    if (member === undefined) return;
    const where = mark.count === 1 ? [`${member.field.name}=${mark.min}`] : [];
    void this.flow.pick(member.type, mark.firstNs, mark.lastNs, where);
  }

  #description(): string {
    const { range, extent } = this.flow.viewport;
    const counts = this.spec.groups.map((group) => {
      const sum = group.members.reduce((total, member) => total + (this.flow.counts.value.get(member.type.typeKey) ?? 0), 0);
      return `${sum} ${group.label}`;
    });
    const part = sameRange(range.value, extent) ? 'the whole flow' : `${duration(range.value.from)} to ${duration(range.value.to)}`;
    return `${counts.join(', ')}; ${part}`;
  }
}

import { LaneChart, laneHeight, type LaneMark, stateName } from '../../drawing/laneChart';
import { causeOf, gapAt } from '../../drawing/hatch';
import { Layer } from '../../drawing/layer';
import { PlotArea } from '../../drawing/plotArea';
import type { FlowSession } from '../../model/flowSession';
import { duration, grouped, shortCount, timeAt } from '../../model/numbers';
import type { LanePanelSpec } from '../../model/panelSpec';
import { readingAt } from '../../model/series';
import { SeriesSource } from '../../model/seriesSource';
import { attachGestures, type DragMode } from './gestures';
import { Hover } from './hover';
import { shapeIcon } from '../common/icons';
import { Legend } from './legend';
import { Panel, type PanelHost } from './panel';

/** A row for each event type that is neither a packet nor an amount: marks, or bands for states. */
export class LanePanel extends Panel {
  readonly #legend: Legend;
  readonly #source: SeriesSource;
  readonly #layer: Layer;
  readonly #chart: LaneChart;
  readonly #hover: Hover;

  constructor(flow: FlowSession, override readonly spec: LanePanelSpec, host: PanelHost, dragMode: () => DragMode) {
    super(flow, spec, host, spec.lanes.length * laneHeight + 1);
    this.root.classList.add('panel-lanes');
    this.#legend = new Legend(spec.lanes.map((lane) => ({
      label: lane.label, icon: shapeIcon(lane.shape, lane.colour), title: [lane.type.name, lane.type.description, 'Click to hide.'].filter((part) => part !== '').join('\n'),
    })), () => this.invalidate());
    this.side.append(this.#legend.root);
    const selectors = spec.lanes.flatMap((lane) => (lane.end === null ? [lane.selector] : [lane.selector, lane.end.selector]));
    this.#source = new SeriesSource(flow.session.client, flow.id, [...new Set(selectors)], () => flow.details.value.lastNs, () => this.#arrived());
    this.#chart = new LaneChart({
      lanes: spec.lanes,
      pieces: (selector) => this.#source.pieces(selector, flow.viewport.range.value),
      isHidden: (lane) => this.#legend.isHidden(spec.lanes.indexOf(lane)),
      lastNs: () => flow.details.value.lastNs,
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
    const counts = this.spec.lanes.map((lane) => `${this.flow.counts.value.get(lane.type.typeKey) ?? 0} ${lane.label}`);
    this.plot.setAttribute('aria-description', counts.join(', '));
  }

  override get isVector(): boolean {
    return true;
  }

  override paintOn(context: CanvasRenderingContext2D, width: number, height: number): void {
    this.#chart.paint(context, width, height, this.flow.viewport.range.value);
    // What is under the pointer is found where it was last drawn.
    this.invalidate();
  }

  protected override grow(): void {
    void this.#source.grow(this.flow.viewport.extent, this.pixels);
  }

  override read(time: number): void {
    this.spec.lanes.forEach((lane, index) => {
      if (lane.state === null) {
        this.#legend.set(index, shortCount(this.flow.counts.value.get(lane.type.typeKey) ?? 0), 'Events in view');
        return;
      }
      const columns = this.#source.at(lane.selector, time);
      const reading = columns === undefined ? null : readingAt(columns, time);
      this.#legend.set(index, reading === null ? '\u2013' : stateName(lane, reading.max), reading === null ? '' : `since ${timeAt(reading.time, 1e3)}`);
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

  #area(): PlotArea {
    return PlotArea.of(this.flow.viewport.range.value, this.plot.clientWidth);
  }

  #point(x: number | null, y: number): void {
    if (x === null) {
      this.#hover.hide();
      return;
    }
    const area = this.#area();
    const mark = this.#chart.pick(x, y, area);
    const lane = mark === null ? undefined : this.spec.lanes[mark.lane];
    const gap = gapAt(this.flow.gaps.value, area.time(x), area.nsPerPixel * 2);
    const flag = this.markAt(x, y);
    if (flag !== null) this.#hover.show(x, y, ...flag);
    else if (mark !== null && lane !== undefined) this.#hover.show(x, y, ...this.#nameOf(mark));
    else if (gap !== undefined) this.#hover.show(x, y, `${grouped(gap.events)} events were lost here`, causeOf(gap));
    else this.#hover.hide();
  }

  #nameOf(mark: LaneMark): readonly [string, string] {
    const lane = this.spec.lanes[mark.lane];
    if (lane === undefined) return ['', ''];
    if (mark.value !== null) return [`${lane.label}: ${stateName(lane, mark.value)}`, `from ${timeAt(mark.firstNs, 1e3)} for ${duration(mark.lastNs - mark.firstNs)}`];
    return mark.count === 1 ? [lane.label, timeAt(mark.firstNs, 1e3)] : [`${grouped(mark.count)} × ${lane.label}`, 'zoom in for each'];
  }

  #click(x: number, y: number): void {
    if (this.pickMark(x, y)) return;
    const mark = this.#chart.pick(x, y, this.#area());
    const lane = mark === null ? undefined : this.spec.lanes[mark.lane];
    if (mark === null || lane === undefined) this.flow.select(null);
    else void this.flow.pick(lane.type, mark.firstNs, mark.value === null ? mark.lastNs : mark.firstNs);
  }
}

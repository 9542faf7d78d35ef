import { LaneChart, laneHeight, type LaneMark, stateName } from '../../drawing/laneChart';
import type { FlowSession } from '../../model/flowSession';
import { duration, grouped, shortCount, timeAt } from '../../model/numbers';
import type { LanePanelSpec } from '../../model/panelSpec';
import { readingAt } from '../../model/series';
import { SeriesSource } from '../../model/seriesSource';
import { shapeIcon } from '../common/icons';
import { CanvasPanel } from './canvasPanel';
import type { Named } from './chartPanel';
import type { DragMode } from './gestures';
import { Legend } from './legend';
import type { PanelHost } from './panel';

/** A row for each event type that is neither a packet nor an amount: marks, or bands for states. */
export class LanePanel extends CanvasPanel {
  readonly #legend: Legend;
  readonly #chart: LaneChart;
  protected override readonly source: SeriesSource;

  constructor(flow: FlowSession, override readonly spec: LanePanelSpec, host: PanelHost, dragMode: () => DragMode) {
    super(flow, spec, host, spec.lanes.length * laneHeight + 1, dragMode);
    this.root.classList.add('panel-lanes');
    this.#legend = new Legend(spec.lanes.map((lane) => ({
      label: lane.label, icon: shapeIcon(lane.shape, lane.colour), title: [lane.type.name, lane.type.description, 'Click to hide.'].filter((part) => part !== '').join('\n'),
    })), () => this.invalidate());
    this.side.append(this.#legend.root);
    const selectors = spec.lanes.flatMap((lane) => (lane.end === null ? [lane.selector] : [lane.selector, lane.end.selector]));
    this.source = new SeriesSource(flow.session.client, flow.id, [...new Set(selectors)], () => flow.details.value.lastNs, () => this.arrived());
    this.#chart = new LaneChart({
      lanes: spec.lanes,
      pieces: (selector) => this.source.pieces(selector, flow.viewport.range.value),
      isHidden: (lane) => this.#legend.isHidden(spec.lanes.indexOf(lane)),
      lastNs: () => flow.details.value.lastNs,
      gaps: () => flow.gaps.value,
      palette: () => flow.session.theme.palette.value,
    });
    this.life.add(() => this.source.close());
  }

  protected override paint(): void {
    super.paint();
    const counts = this.spec.lanes.map((lane) => `${this.flow.counts.value.get(lane.type.typeKey) ?? 0} ${lane.label}`);
    this.plot.setAttribute('aria-description', counts.join(', '));
  }

  protected override draw(context: CanvasRenderingContext2D, width: number, height: number): void {
    this.#chart.paint(context, width, height, this.flow.viewport.range.value);
  }

  override read(time: number): void {
    this.spec.lanes.forEach((lane, index) => {
      if (lane.state === null) {
        this.#legend.set(index, shortCount(this.flow.counts.value.get(lane.type.typeKey) ?? 0), 'Events in view');
        return;
      }
      const columns = this.source.at(lane.selector, time);
      const reading = columns === undefined ? null : readingAt(columns, time);
      this.#legend.set(index, reading === null ? '\u2013' : stateName(lane, reading.max), reading === null ? '' : `since ${timeAt(reading.time, 1e3)}`);
    });
  }

  protected override nameAt(x: number, y: number): Named | null {
    const mark = this.#chart.pick(x, y, this.area);
    return mark === null ? null : this.#nameOf(mark);
  }

  #nameOf(mark: LaneMark): Named | null {
    const lane = this.spec.lanes[mark.lane];
    if (lane === undefined) return null;
    if (mark.value !== null) return { name: `${lane.label}: ${stateName(lane, mark.value)}`, detail: `from ${timeAt(mark.firstNs, 1e3)} for ${duration(mark.lastNs - mark.firstNs)}` };
    return mark.count === 1 ? { name: lane.label, detail: timeAt(mark.firstNs, 1e3) } : { name: `${grouped(mark.count)} × ${lane.label}`, detail: 'zoom in for each' };
  }

  protected override pickAt(x: number, y: number): void {
    const mark = this.#chart.pick(x, y, this.area);
    const lane = mark === null ? undefined : this.spec.lanes[mark.lane];
    if (mark === null || lane === undefined) this.flow.select(null);
    else void this.flow.pick(lane.type, mark.firstNs, mark.value === null ? mark.lastNs : mark.firstNs);
  }
}

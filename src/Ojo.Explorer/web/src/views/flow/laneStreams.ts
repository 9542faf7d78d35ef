import type { FlowRow } from '../../api/types';
import { Layer } from '../../drawing/layer';
import { PlotArea } from '../../drawing/plotArea';
import { paintStreams, streamHeight, type StreamLane } from '../../drawing/streamChart';
import { derivedSelector } from '../../model/derived';
import { DerivedSource } from '../../model/derivedSource';
import type { FlowSession } from '../../model/flowSession';
import { bytes, duration, grouped, timeAt } from '../../model/numbers';
import type { StreamPanelSpec } from '../../model/panelSpec';
import { readingAt } from '../../model/series';
import { StreamList } from '../../model/streamList';
import { h, setText } from '../common/dom';
import { attachGestures, type DragMode } from './gestures';
import { Hover } from './hover';
import { Panel, type PanelHost } from './panel';

const sent = derivedSelector('data_sent');
const blocked = ['congestion', 'flow_control', 'pacing', 'application', 'other'].map((reason) => derivedSelector(`blocked_by_${reason}`));

/** How many streams' series are kept beside those that can be seen. */
const mostKept = 48;

/** A list that has not been scrolled for this long has come to rest. */
const restMs = 100;

/** The streams of a connection as lanes. Only what can be seen is asked for and drawn, however many there are. */
export class StreamPanel extends Panel {
  readonly #list: StreamList;
  readonly #layer: Layer;
  readonly #hover: Hover;
  readonly #scroller = h('div', { class: 'stream-scroll', role: 'list', 'aria-label': 'Streams', tabindex: '0' });
  readonly #space = h('div', { class: 'stream-space' });
  readonly #sources = new Map<string, DerivedSource>();
  #first = 0;
  #resting = 0;
  #rows = new Map<number, { root: HTMLElement; name: HTMLElement; value: HTMLElement; id: string }>();

  constructor(flow: FlowSession, override readonly spec: StreamPanelSpec, host: PanelHost, dragMode: () => DragMode) {
    super(flow, spec, host, Math.min(9, Math.max(2, flow.details.value.children)) * streamHeight + 1);
    this.root.classList.add('panel-streams');
    this.side.append(this.#scroller);
    this.#scroller.append(this.#space);
    this.#list = new StreamList(flow.session.client, flow.id, flow.details.value.children, () => this.#arrived());
    this.#layer = new Layer(this.plot, (context, width, height) => paintStreams(
      context, width, height, flow.viewport.range.value, this.#lanes(), this.#scroller.scrollTop - this.#first * streamHeight, flow.gaps.value, flow.session.theme.palette.value));
    this.#hover = new Hover(this.plot);
    this.life.listen(this.#scroller, 'scroll', () => {
      window.clearTimeout(this.#resting);
      this.#resting = window.setTimeout(() => {
        this.#resting = 0;
        this.invalidate();
      }, restMs);
      this.invalidate();
    }, { passive: true });
    this.life.add(() => window.clearTimeout(this.#resting));
    this.life.add(() => this.#list.close());
    this.life.add(() => this.#layer.close());
    this.life.add(() => this.#sources.forEach((source) => source.close()));
    this.life.add(flow.session.theme.palette.follow(() => this.invalidate()));
    attachGestures(this.plot, flow.viewport, this.life, dragMode, (x, y) => this.#point(x, y), (_, y) => this.#open(y));
  }

  protected override paint(): void {
    const { total } = this.#list;
    const height = Math.max(streamHeight, this.plot.clientHeight);
    this.#space.style.height = `${total * streamHeight}px`;
    this.#first = Math.floor(this.#scroller.scrollTop / streamHeight);
    const last = Math.min(total, this.#first + Math.ceil(height / streamHeight) + 1);
    this.#list.want(last - 1);
    this.#placeRows(last);
    const { range, extent } = this.flow.viewport;
    for (let index = this.#first; index < last; index++) {
      const row = this.#list.row(index);
      // What only flies past is not asked for.
      if (row !== undefined && this.#resting === 0) this.#source(row).want(range.value, extent, this.pixels);
    }
    this.#forget(last);
    this.#layer.invalidate();
    this.note(`${grouped(total)} flows belong to this one: their life, how their data came along, in red when they were blocked`, false);
    this.plot.setAttribute('aria-description', `${total} streams`);
    this.read(this.flow.viewport.cursor.value ?? range.value.to);
  }

  protected override grow(): void {
    this.#list.renew(this.flow.details.value.children);
    for (const [index] of this.#rows) {
      const row = this.#list.row(index);
      if (row !== undefined) void this.#sources.get(row.id)?.grow(this.flow.viewport.extent, this.pixels);
    }
  }

  override read(time: number): void {
    for (const [index, entry] of this.#rows) {
      const row = this.#list.row(index);
      const columns = row === undefined ? undefined : this.#sources.get(row.id)?.at(sent, time);
      const reading = columns === undefined ? null : readingAt(columns, time);
      setText(entry.value, row === undefined ? '' : reading === null ? (time < row.firstNs ? '\u2013' : `${grouped(row.events)} events`) : bytes(reading.max));
      entry.value.title = reading === null ? '' : `${grouped(reading.max)} bytes sent`;
    }
  }

  #source(row: FlowRow): DerivedSource {
    const known = this.#sources.get(row.id);
    if (known !== undefined) return known;
    const source = new DerivedSource(this.flow.session.client, row.id, [sent, ...blocked], () => this.flow.gaps.value, () => null, () => this.invalidate());
    this.#sources.set(row.id, source);
    return source;
  }

  /** Lets go of streams that were scrolled away long ago. */
  #forget(last: number): void {
    if (this.#sources.size <= mostKept + last - this.#first) return;
    const visible = new Set<string>();
    for (let index = this.#first; index < last; index++) visible.add(this.#list.row(index)?.id ?? '');
    for (const [id, source] of this.#sources) {
      if (visible.has(id)) continue;
      source.close();
      this.#sources.delete(id);
      if (this.#sources.size <= mostKept) return;
    }
  }

  #lanes(): readonly (StreamLane | undefined)[] {
    const range = this.flow.viewport.range.value;
    const count = Math.min(this.#list.total - this.#first, Math.ceil(this.plot.clientHeight / streamHeight) + 1);
    return Array.from({ length: Math.max(0, count) }, (_, index) => {
      const flow = this.#list.row(this.#first + index);
      if (flow === undefined) return undefined;
      const source = this.#source(flow);
      const all = source.at(sent, Number.MAX_SAFE_INTEGER)?.last;
      return { flow, sent: source.pieces(sent, range), most: all?.[all.length - 1] ?? null, blocked: blocked.map((selector) => source.pieces(selector, range)) };
    });
  }

  #placeRows(last: number): void {
    for (const [index, entry] of this.#rows) {
      if (index >= this.#first && index < last && this.#list.row(index)?.id === entry.id) continue;
      entry.root.remove();
      this.#rows.delete(index);
    }
    for (let index = this.#first; index < last; index++) {
      const row = this.#list.row(index);
      if (this.#rows.has(index) || row === undefined) continue;
      const name = h('span', { class: 'legend-label' }, `flow ${row.flowId}`);
      const value = h('span', { class: 'legend-value' });
      const root = h('div', { class: 'stream-row', role: 'listitem' }, h('button', {
        type: 'button', class: 'legend-entry stream-open', title: `Open flow ${row.flowId}`, on: { click: () => this.#go(row) },
      }, name, value));
      root.style.top = `${index * streamHeight}px`;
      this.#space.append(root);
      this.#rows.set(index, { root, name, value, id: row.id });
    }
  }

  #go(row: FlowRow): void {
    this.flow.session.router.push({ flow: row.id, event: null, eventTime: null });
  }

  #rowAt(y: number): FlowRow | undefined {
    return this.#list.row(Math.floor((y + this.#scroller.scrollTop) / streamHeight));
  }

  #open(y: number): void {
    const row = this.#rowAt(y);
    if (row !== undefined) this.#go(row);
  }

  #point(x: number | null, y: number): void {
    const row = x === null ? undefined : this.#rowAt(y);
    const flag = x === null ? null : this.markAt(x, y);
    if (x === null || (row === undefined && flag === null)) {
      this.#hover.hide();
      return;
    }
    if (flag !== null) {
      this.#hover.show(x, y, ...flag);
      return;
    }
    const area = PlotArea.of(this.flow.viewport.range.value, this.plot.clientWidth);
    const time = area.time(x);
    const source = this.#sources.get((row as FlowRow).id);
    const reasons = blocked.filter((selector) => {
      const columns = source?.at(selector, time);
      return columns !== undefined && (readingAt(columns, time)?.max ?? 0) > 0;
    }).map((selector) => selector.slice('derived:blocked_by_'.length).replace('_', ' '));
    const { flowId, firstNs, durationNs } = row as FlowRow;
    this.#hover.show(x, y, `flow ${flowId}${reasons.length === 0 ? '' : `, blocked by ${reasons.join(' and ')}`}`, `from ${timeAt(firstNs, 1e3)} for ${duration(durationNs)} \u00b7 click to open`);
  }

  #arrived(): void {
    this.setError(this.#list.error, () => this.#list.retry());
    this.invalidate();
  }
}

import type { FlowRow } from '../../api/types';
import { paintStreams, streamHeight, type StreamLane } from '../../drawing/streamChart';
import { derivedSelector } from '../../model/derived';
import { DerivedSource } from '../../model/derivedSource';
import { toggled } from '../../model/filterText';
import type { FlowSession } from '../../model/flowSession';
import { bytes, duration, grouped, timeAt } from '../../model/numbers';
import type { StreamPanelSpec } from '../../model/panelSpec';
import { readingAt } from '../../model/series';
import { type NumberedStream, StreamIds, tellsOfStreams, typesByStreamField } from '../../model/streamIds';
import { dataSent, streamBlocked, StreamIdSource } from '../../model/streamIdSource';
import { StreamList } from '../../model/streamList';
import type { ValueSource } from '../../model/valueSource';
import { h, setText } from '../common/dom';
import { CanvasPanel } from './canvasPanel';
import type { Named } from './chartPanel';
import type { DragMode } from './gestures';
import type { PanelHost } from './panel';

const reasons = ['congestion', 'flow_control', 'pacing', 'application', 'other'];
const flowSent = derivedSelector('data_sent');
const flowBlocked = reasons.map((reason) => derivedSelector(`blocked_by_${reason}`));

/** How many streams' series are kept beside those that can be seen. */
const mostKept = 48;

/** A list that has not been scrolled for this long has come to rest. */
const restMs = 100;

/** A stream, be it a flow below this one, or a number that this one's events say. */
interface Stream {
  readonly key: string;
  readonly name: string;
  readonly events: number;
  readonly firstNs: number | null;
  readonly lastNs: number | null;
  readonly flow: FlowRow | null;
  readonly id: string;
}

/** The streams of a connection as lanes. Only what can be seen is asked for and drawn, however many there are. */
export class StreamPanel extends CanvasPanel {
  /** Each stream has its own. */
  protected override readonly source = null;
  readonly #flows: StreamList;
  readonly #ids: StreamIds;
  readonly #scroller = h('div', { class: 'stream-scroll', role: 'list', 'aria-label': 'Streams', tabindex: '0' });
  readonly #space = h('div', { class: 'stream-space' });
  readonly #sources = new Map<string, ValueSource>();
  #first = 0;
  #resting = 0;
  #rows = new Map<number, { root: HTMLElement; name: HTMLElement; value: HTMLElement; key: string }>();

  constructor(flow: FlowSession, override readonly spec: StreamPanelSpec, host: PanelHost, dragMode: () => DragMode) {
    super(flow, spec, host, Math.min(9, Math.max(tellsOfStreams(flow.types) ? 4 : 2, flow.details.value.children)) * streamHeight + 1, dragMode);
    this.root.classList.add('panel-streams');
    this.side.append(this.#scroller);
    this.#scroller.append(this.#space);
    this.#flows = new StreamList(flow.session.client, flow.id, flow.details.value.children, () => this.arrived());
    this.#ids = new StreamIds(flow, () => this.arrived());
    this.life.listen(this.#scroller, 'scroll', () => {
      window.clearTimeout(this.#resting);
      this.#resting = window.setTimeout(() => {
        this.#resting = 0;
        this.invalidate();
      }, restMs);
      this.invalidate();
    }, { passive: true });
    this.life.add(() => window.clearTimeout(this.#resting));
    this.life.add(() => this.#flows.close());
    this.life.add(() => this.#ids.close());
    this.life.add(() => this.#sources.forEach((source) => source.close()));
  }

  protected override paint(): void {
    const height = Math.max(streamHeight, this.plot.clientHeight);
    this.#first = Math.floor(this.#scroller.scrollTop / streamHeight);
    const end = this.#first + Math.ceil(height / streamHeight) + 1;
    this.#flows.want(Math.min(end, this.#flows.total) - 1);
    if (tellsOfStreams(this.flow.types)) this.#ids.want(this.#first - this.#flows.total, end - this.#flows.total);
    const total = this.#total;
    const last = Math.min(total, end);
    this.#space.style.height = `${total * streamHeight}px`;
    this.#placeRows(last);
    const { range, extent } = this.flow.viewport;
    for (let index = this.#first; index < last; index++) {
      const stream = this.#stream(index);
      // What only flies past is not asked for.
      if (stream !== undefined && this.#resting === 0) this.#source(stream).want(range.value, extent, this.pixels);
    }
    this.#forget(last);
    this.repaint();
    this.note(this.#noteText(), false);
    this.plot.setAttribute('aria-description', `${total} streams`);
    this.readNow();
  }

  protected override draw(context: CanvasRenderingContext2D, width: number, height: number, newPath: () => Path2D = () => new Path2D()): void {
    const { gaps, session, viewport } = this.flow;
    paintStreams(context, width, height, viewport.range.value, this.#lanes(), this.#scroller.scrollTop - this.#first * streamHeight, gaps.value, session.theme.palette.value, newPath);
  }

  protected override grow(): void {
    if (this.flow.details.value.children > 0) this.#flows.renew(this.flow.details.value.children);
    this.#ids.renew();
    for (const { key } of this.#rows.values()) void this.#sources.get(key)?.grow(this.flow.viewport.extent, this.pixels);
  }

  protected override arrived(): void {
    this.setError(this.#flows.error ?? this.#ids.error, () => {
      this.#flows.retry();
      this.#ids.retry();
    });
    this.invalidate();
  }

  override read(time: number): void {
    for (const [index, entry] of this.#rows) {
      const stream = this.#stream(index);
      const columns = stream === undefined ? undefined : this.#sources.get(stream.key)?.at(sentOf(stream), time);
      const reading = columns === undefined ? null : readingAt(columns, time);
      const before = stream?.firstNs !== null && stream !== undefined && time < stream.firstNs;
      setText(entry.value, stream === undefined ? '' : reading === null ? (before ? '\u2013' : `${grouped(stream.events)} events`) : bytes(reading.max));
      entry.value.title = reading === null ? '' : `${grouped(reading.max)} bytes sent`;
    }
  }

  get #total(): number {
    return this.#flows.total + this.#ids.total;
  }

  #noteText(): string {
    const below = this.#flows.total;
    const numbered = this.#ids.total;
    const parts = [
      ...(below === 0 ? [] : [`${grouped(below)} flow${below === 1 ? ' belongs' : 's belong'} to this one`]),
      ...(numbered === 0 ? [] : [`${grouped(numbered)}${this.#ids.isPartial ? ' at least' : ''} known by ${numbered === 1 ? 'its number' : 'their numbers'} alone`]),
    ];
    return `${parts.length === 0 ? 'Streams' : parts.join(', ')}: their life, how their data came along, in red when they were blocked`;
  }

  #stream(index: number): Stream | undefined {
    const flow = this.#flows.row(index);
    if (flow !== undefined) return { key: flow.id, name: `flow ${flow.flowId}`, events: flow.events, firstNs: flow.firstNs, lastNs: flow.lastNs, flow, id: flow.id };
    const numbered: NumberedStream | undefined = this.#ids.row(index - this.#flows.total);
    return numbered === undefined ? undefined : { key: `#${numbered.id}`, name: `stream ${numbered.id}`, flow: null, ...numbered };
  }

  #source(stream: Stream): ValueSource {
    const known = this.#sources.get(stream.key);
    if (known !== undefined) return known;
    const { flow } = this;
    const { client } = flow.session;
    const lastNs = () => flow.details.value.lastNs;
    const source = stream.flow === null ? new StreamIdSource(client, flow.id, stream.id, () => flow.types, lastNs, () => this.invalidate())
      : new DerivedSource(client, stream.flow.id, [flowSent, ...flowBlocked], lastNs, () => flow.gaps.value, () => null, () => this.invalidate());
    this.#sources.set(stream.key, source);
    return source;
  }

  /** Lets go of streams that were scrolled away long ago. */
  #forget(last: number): void {
    if (this.#sources.size <= mostKept + last - this.#first) return;
    const visible = new Set<string>();
    for (let index = this.#first; index < last; index++) visible.add(this.#stream(index)?.key ?? '');
    for (const [key, source] of this.#sources) {
      if (visible.has(key)) continue;
      source.close();
      this.#sources.delete(key);
      if (this.#sources.size <= mostKept) return;
    }
  }

  #lanes(): readonly (StreamLane | undefined)[] {
    const range = this.flow.viewport.range.value;
    const count = Math.min(this.#total - this.#first, Math.ceil(this.plot.clientHeight / streamHeight) + 1);
    return Array.from({ length: Math.max(0, count) }, (_, index) => {
      const stream = this.#stream(this.#first + index);
      if (stream === undefined || stream.firstNs === null || stream.lastNs === null) return undefined;
      const { firstNs, lastNs } = stream;
      const source = this.#source(stream);
      const all = source.at(sentOf(stream), Number.MAX_SAFE_INTEGER)?.last;
      return { firstNs, lastNs, sent: source.pieces(sentOf(stream), range), most: all?.[all.length - 1] ?? null, blocked: blockedOf(stream).map((selector) => source.pieces(selector, range)) };
    });
  }

  #placeRows(last: number): void {
    for (const [index, entry] of this.#rows) {
      if (index >= this.#first && index < last && this.#stream(index)?.key === entry.key) continue;
      entry.root.remove();
      this.#rows.delete(index);
    }
    for (let index = this.#first; index < last; index++) {
      const stream = this.#stream(index);
      if (this.#rows.has(index) || stream === undefined) continue;
      const name = h('span', { class: 'legend-label' }, stream.name);
      const value = h('span', { class: 'legend-value' });
      const root = h('div', { class: 'stream-row', role: 'listitem' }, h('button', {
        type: 'button', class: 'legend-entry stream-open', title: stream.flow === null ? `List only the events of ${stream.name}` : `Open ${stream.name}`, on: { click: () => this.#go(stream) },
      }, name, value));
      root.style.top = `${index * streamHeight}px`;
      this.#space.append(root);
      this.#rows.set(index, { root, name, value, key: stream.key });
    }
  }

  /** To the stream's flow, or else to its events in the table. */
  #go(stream: Stream): void {
    const { router } = this.flow.session;
    if (stream.flow !== null) {
      router.push({ flow: stream.flow.id, event: null, eventTime: null });
      return;
    }
    const [field] = typesByStreamField(this.flow.types).keys();
    if (field !== undefined) router.push({ filter: toggled(router.address.value.filter, field, stream.id) });
  }

  #streamAt(y: number): Stream | undefined {
    return this.#stream(Math.floor((y + this.#scroller.scrollTop) / streamHeight));
  }

  protected override pickAt(_: number, y: number): void {
    const stream = this.#streamAt(y);
    if (stream !== undefined) this.#go(stream);
  }

  protected override nameAt(x: number, y: number): Named | null {
    const stream = this.#streamAt(y);
    if (stream === undefined) return null;
    const time = this.area.time(x);
    const source = this.#sources.get(stream.key);
    const blocking = blockedOf(stream).flatMap((selector, index) => {
      const columns = source?.at(selector, time);
      return columns !== undefined && (readingAt(columns, time)?.max ?? 0) > 0 && isWithin(columns.bucketNs, readingAt(columns, time)?.time ?? 0, time, stream)
        ? [stream.flow === null ? '' : ` by ${(reasons[index] ?? '').replace('_', ' ')}`] : [];
    });
    const life = stream.firstNs === null || stream.lastNs === null ? '' : `from ${timeAt(stream.firstNs, 1e3)} for ${duration(stream.lastNs - stream.firstNs)} \u00b7 `;
    return { name: `${stream.name}${blocking.length === 0 ? '' : `, blocked${blocking.join(' and')}`}`, detail: `${life}${stream.flow === null ? 'click to list its events' : 'click to open'}` };
  }
}

const sentOf = (stream: Stream): string => (stream.flow === null ? dataSent : flowSent);

const blockedOf = (stream: Stream): readonly string[] => (stream.flow === null ? [streamBlocked] : flowBlocked);

/** A number's blocked times have no bucket where there was none: what was said last is not said of what comes after it. */
const isWithin = (bucketNs: number, at: number, time: number, stream: Stream): boolean => stream.flow !== null || time < at + bucketNs;

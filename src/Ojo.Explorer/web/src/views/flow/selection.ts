import type { RangeStatistics } from '../../api/types';
import type { FlowSession } from '../../model/flowSession';
import { bitRate, bytes, duration, grouped, percent, threeDigits, timeAt, withUnit } from '../../model/numbers';
import { fieldText, quantityOf, written } from '../../model/quantity';
import { styleOf } from '../../model/roles';
import type { Exact, FieldStatistics, RangeSummary, Selection } from '../../model/selection';
import { Lifetime } from '../../model/signal';
import { spanOf } from '../../model/timeRange';
import { fill, h } from '../common/dom';
import { icon, shapeIcon } from '../common/icons';
import { errorNotice } from '../common/notice';

const columns: readonly (readonly [name: string, title: string])[] = [
  ['series', 'An event type, and the field whose values the numbers are of'],
  ['count', 'Events in the marked time'],
  ['rate', 'Events per second of the marked time'],
  ['min', 'The least value'],
  ['mean', 'The average of the values, one for each event'],
  ['p50', 'The median: half of the values are at most this'],
  ['p99', 'All values but one in a hundred are at most this'],
  ['max', 'The greatest value'],
  ['first', 'The first value in the marked time'],
  ['last', 'The last value in the marked time'],
];

/** What happened in the marked stretch of time: a line of facts, and a row of numbers for each series. */
export class SelectionDrawer {
  readonly root = h('section', { class: 'marked-drawer', 'aria-label': 'Marked time', hidden: true });
  readonly life = new Lifetime();
  readonly #title = h('h2', { role: 'status' });
  readonly #facts = h('p', { class: 'marked-facts' });
  readonly #body = h('tbody');
  readonly #note = h('p', { class: 'marked-note' });
  readonly #tools: HTMLElement;

  constructor(flow: FlowSession, private readonly selection: Selection) {
    const { viewport } = flow;
    const zoom = h('button', {
      type: 'button', class: 'text-button', title: 'Show just the marked time (F)',
      on: {
        click: () => {
          if (viewport.marked.value !== null) viewport.show(viewport.marked.value);
          viewport.settle();
        },
      },
    }, icon('zoomIn'), 'Zoom to it');
    const clear = h('button', {
      type: 'button', class: 'icon-button', 'aria-label': 'Take the mark away', title: 'Take the mark away (Esc)', on: { click: () => viewport.mark(null) },
    }, icon('close'));
    this.#tools = h('div', { class: 'marked-tools', role: 'toolbar', 'aria-label': 'Marked time' }, zoom, clear);
    const head = h('thead', {}, h('tr', {}, ...columns.map(([name, title]) => h('th', { scope: 'col', title }, name))));
    this.root.append(h('header', { class: 'marked-head' }, this.#title, this.#facts, this.#tools),
      h('div', { class: 'marked-scroll', tabindex: '0', role: 'region', 'aria-label': 'Statistics of the marked time' },
        h('table', { class: 'marked-table' }, head, this.#body), this.#note));
    this.life.add(selection.summary.followNow((summary) => this.#show(summary)));
  }

  close(): void {
    this.life.end();
  }

  #show(summary: RangeSummary | null): void {
    this.root.hidden = summary === null;
    if (summary === null) return;
    const { range } = summary;
    fill(this.#title, 'Marked ', h('strong', { title: `${grouped(spanOf(range))} ns` }, duration(spanOf(range))),
      h('small', { title: `${range.from} ns to ${range.to} ns since the run's start` }, ` ${timeAt(range.from, spanOf(range) / 1e3)} to ${timeAt(range.to, spanOf(range) / 1e3)}`));
    const facts = factsOf(summary);
    fill(this.#facts, ...facts.map(([name, value, exact]) => h('span', { class: 'marked-fact', title: exact }, `${name} `, h('b', {}, value))));
    this.root.setAttribute('aria-busy', String(summary.isBusy));
    fill(this.#body, ...summary.fields.map((one) => row(one)));
    const lookedAt = summary.fields.reduce<number | null>((least, one) => (one.lookedAt === null ? least : Math.min(least ?? Infinity, one.lookedAt)), null);
    if (summary.error !== null) fill(this.#note, errorNotice(summary.error, () => this.selection.retry()));
    else if (!summary.isBusy && summary.fields.length === 0) fill(this.#note, 'Nothing was recorded in this time.');
    else if (lookedAt !== null) fill(this.#note, `Mean, p50 and p99 marked with * are of the first events only, ${grouped(lookedAt)} at least: mark less for all of them. Everything else is exact.`);
    else fill(this.#note);
  }
}

/** What the stretch comes to: name, value, and the exact one. */
export function factsOf(summary: RangeSummary): readonly (readonly [string, string, string])[] {
  const all = [...summary.counts.values()].reduce((sum, count) => sum + count, 0);
  const facts: (readonly [string, string, string])[] = [['events', grouped(all), '']];
  const { facts: range } = summary;
  if (range === null) return facts;
  const add = (name: string, value: number | string | null, write: (value: number) => string, exact = '') => {
    if (value !== null) facts.push([name, write(Number(value)), exact === '' ? '' : `${grouped(value)} ${exact}`]);
  };
  add('sent', range.packetsSent, grouped, 'packets');
  add('acked', range.packetsAcked, grouped, 'packets');
  add('lost', range.packetsLost, grouped, 'packets');
  add('retransmitted', range.packetsRetransmitted, grouped, 'packets');
  add('received', range.packetsReceived, grouped, 'packets');
  if (range.lossRatio !== null) facts.push(['loss', percent(range.packetsLost ?? 0, range.packetsSent ?? 0), 'packets declared lost per packet sent']);
  add('bytes sent', range.bytesSent, bytes, 'bytes');
  add('bytes received', range.bytesReceived, bytes, 'bytes');
  add('throughput', bits(range.sendRate), bitRate, 'bits per second');
  add('received at', bits(range.receiveRate), bitRate, 'bits per second');
  if (isCutShort(range)) facts.push(['of the first', `${grouped(range.partial?.events ?? 0)} events`, 'The time was up before all events of the marked stretch had been looked at: packets and bytes are of those.']);
  return facts;
}

const bits = (bytesPerSecond: number | null): number | null => (bytesPerSecond === null ? null : bytesPerSecond * 8);

const isCutShort = (range: RangeStatistics): boolean => range.partial?.timeIsUp === true;

function row(one: FieldStatistics): HTMLElement {
  const style = styleOf(one.type.role);
  const partial = one.lookedAt === null ? '' : '*';
  const near = one.isExact ? '' : 'off by at most 0.8 %';
  const name = h('th', { scope: 'row', title: [one.type.name, one.field?.description ?? one.type.description].filter((part) => part !== '').join('\n') },
    h('span', { class: 'marked-name' }, shapeIcon(style.shape, style.colour), h('span', { class: 'type-name' }, one.type.name),
      one.field === null ? null : h('span', { class: 'field-name' }, one.field.name)));
  const cell = (text: string, exact = '') => h('td', { title: exact === text ? '' : exact }, text);
  const value = (number: Exact | null, mark = '', note = '') => {
    if (number === null || one.field === null) return cell('\u2013');
    const { text, exact } = fieldText(number, one.field);
    return cell(`${text}${mark}`, [exact, note].filter((part) => part !== '').join(', '));
  };
  const mean = () => {
    if (one.mean === null || one.field === null) return cell('\u2013');
    const quantity = quantityOf(one.field);
    const text = quantity.dimension === 'identifier' ? threeDigits(one.mean) : written(one.mean * quantity.factor, quantity);
    return cell(`${text}${partial}`, withUnit(String(one.mean), one.field.unit));
  };
  return h('tr', { 'data-series': one.field === null ? one.type.name : `${one.type.name}.${one.field.name}` }, name,
    cell(grouped(one.count)), cell(withUnit(threeDigits(one.perSecond), '/s')), value(one.min), mean(), value(one.p50, partial, near), value(one.p99, partial, near),
    value(one.max), value(one.first), value(one.last));
}

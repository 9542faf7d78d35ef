import { isAbort, sentenceOf } from '../../api/apiError';
import type { EventRow, EventType, FlowSummary, Packet, RangeStatistics } from '../../api/types';
import { idText } from '../../model/catalogue';
import type { FlowSession } from '../../model/flowSession';
import { bytes, duration, grouped, percent, seconds, wallClock } from '../../model/numbers';
import { hasLife, packetLife } from '../../model/packetLife';
import { fieldText } from '../../model/quantity';
import { styleOf } from '../../model/roles';
import { Lifetime } from '../../model/signal';
import { copy } from '../common/copy';
import { fill, h } from '../common/dom';
import { icon, shapeIcon } from '../common/icons';
import { typeList } from '../overview/typeList';

/** What is selected, in full; where nothing is, what the flow adds up to. */
export class Inspector {
  readonly root = h('aside', { class: 'inspector', 'aria-label': 'Inspector' });
  readonly life = new Lifetime();
  readonly #event = h('section', { class: 'inspected', hidden: true, 'aria-live': 'polite' });
  readonly #summary = h('section', { class: 'summary' });
  readonly #range = h('section', { class: 'in-range', hidden: true });
  readonly #types = h('section', { class: 'distribution' });
  readonly #run = h('section', { class: 'run' });
  #request: AbortController | null = null;

  constructor(private readonly flow: FlowSession) {
    this.root.append(this.#event, this.#range, this.#summary, this.#types, this.#run);
    this.life.add(flow.selected.followNow((event) => this.#showEvent(event)));
    this.life.add(flow.details.followNow((details) => this.#showSummary(details.summary)));
    this.life.add(flow.inRange.followNow((range) => this.#showRange(range)));
    this.life.add(flow.counts.followNow(() => this.#showTypes()));
    this.life.add(flow.filter.follow(() => this.#showTypes()));
  }

  close(): void {
    this.#request?.abort();
    this.life.end();
  }

  /** Moves the keyboard to the selected event: to its packet's life where it has one. */
  focus(): void {
    const step = this.#event.querySelector<HTMLElement>('.life-step[aria-current]');
    (step ?? this.#event.querySelector<HTMLElement>('.value'))?.focus();
  }

  /** Selects the step of the packet's life so many places further on; whether there was one. */
  stepLife(by: number): boolean {
    const steps = [...this.#event.querySelectorAll<HTMLElement>('.life-step')];
    const next = steps[steps.findIndex((step) => step.hasAttribute('aria-current')) + by];
    if (steps.length === 0 || next === undefined) return false;
    next.click();
    return true;
  }

  #showTypes(): void {
    const { flow } = this;
    const entries = flow.types.map((type) => ({ type, count: flow.counts.value.get(type.typeKey) ?? 0 }));
    const focused = document.activeElement instanceof HTMLElement && this.#types.contains(document.activeElement)
      ? document.activeElement.querySelector('.type-name')?.textContent : null;
    fill(this.#types,
      h('h2', {}, 'Event types ', h('small', {}, flow.viewport.isWhole ? 'of this flow' : 'in view')),
      typeList(entries, flow.filteredTypes, (type) => flow.toggleType(type)));
    // The list was made anew: the keyboard stays where it was.
    if (focused !== null && focused !== undefined) {
      const again = [...this.#types.querySelectorAll<HTMLElement>('button.type')].find((button) => button.querySelector('.type-name')?.textContent === focused);
      again?.focus();
    }
  }

  /** What the flow did in the part of it that is on the screen. */
  #showRange(range: RangeStatistics | null): void {
    this.#range.hidden = range === null || range.events === 0;
    if (range === null) {
      fill(this.#range);
      return;
    }
    const perSecond = (value: number) => `${bytes(value)}/s`;
    fill(this.#range,
      h('h2', {}, 'In view ', h('small', {}, duration(range.durationNs))),
      factList([
        ['packets sent', range.packetsSent, grouped],
        ['acked', range.packetsAcked, grouped],
        ['lost', range.packetsLost, grouped],
        ['received', range.packetsReceived, grouped],
        ['bytes sent', range.bytesSent, bytes],
        ['sent per second', range.sendRate, perSecond],
        ['received per second', range.receiveRate, perSecond],
        ['smallest RTT', range.rtt?.minUs, microseconds],
        ['median RTT', range.rtt?.medianUs, microseconds],
        ['99 % of RTTs below', range.rtt?.p99Us, microseconds],
      ]),
      range.partial?.timeIsUp === true ? h('p', { class: 'about' }, `Of the first ${grouped(range.partial.events)} events in view: zoom in for all of them.`) : null);
  }

  #showSummary(summary: FlowSummary): void {
    const { details } = this.flow;
    const { run } = details.value;
    fill(this.#summary,
      h('h2', {}, 'Flow'),
      factList([
        ['packets sent', summary.packetsSent, grouped],
        ['acked', summary.packetsAcked, grouped],
        ['lost', summary.packetsLost, grouped, summary.packetsLost !== null && summary.packetsSent ? percent(summary.packetsLost, summary.packetsSent) : ''],
        ['retransmitted', summary.packetsRetransmitted, grouped],
        ['received', summary.packetsReceived, grouped],
        ['bytes sent', summary.bytesSent, bytes],
        ['bytes received', summary.bytesReceived, bytes],
        ['streams', summary.streams, grouped],
        ['largest window', summary.maxCwnd, bytes],
        ['last in flight', summary.lastBytesInFlight, bytes],
        ['smallest RTT', summary.minRttUs, microseconds],
        ['median RTT', summary.medianRttUs, microseconds],
        ['duration', details.value.durationNs, duration],
      ]));
    fill(this.#run,
      h('h2', {}, 'Run'),
      h('dl', { class: 'facts' },
        h('dt', {}, 'service'), h('dd', {}, run.service ?? 'unknown'),
        h('dt', {}, 'host'), h('dd', {}, run.host ?? 'unknown'),
        h('dt', {}, 'process'), h('dd', {}, run.processId === null ? 'unknown' : String(run.processId)),
        h('dt', {}, 'started'), h('dd', {}, wallClock(run.startNs, 0).slice(0, 23)),
        h('dt', {}, 'events lost'), h('dd', {}, grouped(run.dropped))));
  }

  #showEvent(event: EventRow | null): void {
    this.#request?.abort();
    this.#event.hidden = event === null;
    if (event === null) {
      fill(this.#event);
      return;
    }
    const { flow } = this;
    const type = flow.catalogue.type(event);
    const style = styleOf(type.role);
    const life = h('div', { class: 'life' });
    const value = (text: string, exact: string) => h('button', {
      type: 'button', class: 'value', title: exact === text ? 'Click to copy' : `${exact}\nClick to copy`,
      on: { click: (click) => void copy(exact === '' ? text : exact, click.currentTarget as HTMLElement) },
    }, text);
    const fields = Object.entries(event.fields).flatMap(([name, json]) => {
      const field = type.fields.find((one) => one.name === name);
      const { text, exact } = fieldText(json, field);
      return [h('dt', { title: field?.description ?? '' }, name), h('dd', {}, value(text, exact))];
    });
    fill(this.#event,
      h('header', { class: 'inspected-head' },
        h('h2', {}, shapeIcon(style.shape, style.colour), event.name),
        h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close the event', title: 'Close (Esc)', on: { click: () => flow.select(null) } }, icon('close'))),
      type.description === '' ? null : h('p', { class: 'about' }, type.description),
      h('dl', { class: 'facts' },
        h('dt', {}, 'time'), h('dd', {}, value(`${seconds(event.tNs, event.tNs % 1000 === 0 ? 6 : 9)}\u202fs`, `${event.tNs} ns`)),
        ...fields),
      type.known ? null : h('p', { class: 'about' }, 'No schema names this type: it came from a writer whose schema file was not there. The payload is shown as it was recorded.'),
      hasLife(type) ? life : null,
      h('dl', { class: 'facts faint' },
        h('dt', {}, 'payload'), h('dd', {}, value(`0x${BigInt(event.payload).toString(16).toUpperCase().padStart(16, '0')}`, event.payload)),
        h('dt', {}, 'clock'), h('dd', {}, value(wallClock(flow.details.value.run.startNs, event.tNs).slice(11), wallClock(flow.details.value.run.startNs, event.tNs))),
        h('dt', {}, 'type'), h('dd', {}, [type.category, idText(event), type.level].filter((part) => part !== '').join(' · ')),
        type.provider === '' ? null : h('dt', {}, 'provider'), type.provider === '' ? null : h('dd', {}, type.provider)));
    if (hasLife(type)) void this.#showLife(event, life);
  }

  /** The packet's life from being made to being acknowledged or lost, and the lives of those that carried the same before and after it. */
  async #showLife(event: EventRow, place: HTMLElement): Promise<void> {
    const request = this.#request = new AbortController();
    try {
      const lives = await packetLife(this.flow, event, request.signal);
      const first = lives?.packets.flatMap((packet) => packet.steps)[0]?.event;
      if (request.signal.aborted || lives === null || first === undefined) return;
      const many = lives.packets.length > 1;
      fill(place, h('h3', {}, 'Packet life'),
        ...lives.packets.flatMap((packet, index) => [
          many || packet.retransmissionOf !== null ? this.#lifeName(packet, lives.packets[index - 1], index === lives.asked) : null,
          h('ol', { 'aria-label': `Packet ${packet.packetNumber}` }, ...packet.steps.map((step) => this.#lifeStep(step.event, first, step.event.id === event.id))),
          packet.hasMoreSteps ? h('p', { class: 'about' }, `Only its first ${grouped(packet.steps.length)} events are listed.`) : null,
        ]),
        this.#lifeEnd(lives.packets),
        lives.timeIsUp ? h('p', { class: 'about' }, 'The time was up before the whole flow had been looked at: there may be more.') : null);
    } catch (error) {
      if (!isAbort(error)) fill(place, h('p', { class: 'about' }, sentenceOf(error)));
    }
  }

  /** Which packet the steps below it are of, and how it came to be. */
  #lifeName(packet: Packet, before: Packet | undefined, isAsked: boolean): HTMLElement {
    const again = before === undefined
      ? packet.retransmissionOf === null ? '' : `, what ${packet.retransmissionOf} carried, again`
      : before.retransmittedAs === packet.packetNumber ? `, ${before.packetNumber} sent again` : '';
    return h('p', { class: 'life-packet', 'aria-current': isAsked ? 'true' : null }, h('b', {}, packet.packetNumber), again);
  }

  /** Said where the last packet of the chain was sent again and the trace, or the answer, ends before that. */
  #lifeEnd(packets: readonly Packet[]): HTMLElement | null {
    const last = packets[packets.length - 1];
    return last === undefined || last.retransmittedAs === null ? null : h('p', { class: 'life-packet' }, `sent again as ${last.retransmittedAs}`);
  }

  #lifeStep(event: EventRow, first: EventRow, isSelected: boolean): HTMLElement {
    const type: EventType = this.flow.catalogue.type(event);
    const style = styleOf(type.role);
    return h('li', {}, h('button', {
      type: 'button', class: 'life-step', 'aria-current': isSelected ? 'true' : null, title: event.name,
      on: {
        click: () => {
          this.flow.select(event);
          this.flow.picked.value = event;
        },
      },
    }, shapeIcon(style.shape, style.colour), h('span', {}, style.label), h('span', { class: 'life-time' }, event === first ? `${seconds(event.tNs, 6)}\u202fs` : `+${duration(event.tNs - first.tNs)}`)));
  }
}

const microseconds = (value: number): string => duration(value * 1e3);

/** What a fact is called, its number, how that is written, and what stands small beside it. */
type Fact = readonly [name: string, value: number | string | null | undefined, write: (value: number) => string, note?: string];

/** A list of facts, without those that are not known. */
function factList(facts: readonly Fact[]): HTMLElement {
  return h('dl', { class: 'facts' }, ...facts.flatMap(([name, value, write, note = '']) => (value === null || value === undefined ? []
    : [h('dt', {}, name), h('dd', {}, note === '' ? null : h('small', {}, note), write(Number(value)))])));
}

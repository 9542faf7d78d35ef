import type { EventRow, EventType, FlowDetails, Gap } from '../api/types';
import { fieldOfPart } from './catalogue';
import type { Session } from './session';
import { Lifetime, Signal } from './signal';
import { sameRange, type TimeRange } from './timeRange';
import { Viewport } from './viewport';

/** One of the flows that are laid over each other. */
export interface ComparedFlow {
  readonly details: FlowDetails;
  readonly types: readonly EventType[];
  readonly gaps: readonly Gap[];
  /** The number of the first packet that it sent: packets count from it. */
  readonly firstPacket: number;
  /** Its time that stands at zero. */
  readonly origin: number;
}

/** Flows laid over each other: at their start, or at the first event of a type; the others moved by hand. */
export class Comparison {
  readonly viewport: Viewport;
  /** Nothing is selected here: marks of two flows share a place. */
  readonly selected = new Signal<EventRow | null>(null);
  /** Counts up when the flows were moved against each other. */
  readonly moved = new Signal(0);
  readonly life = new Lifetime();
  #align: string | null;
  #shift: number;
  #anchors: readonly number[];

  private constructor(readonly session: Session, readonly flows: readonly Omit<ComparedFlow, 'origin'>[], anchors: readonly number[]) {
    const { align, shift, range } = session.router.address.value;
    this.#align = align;
    this.#shift = shift;
    this.#anchors = anchors;
    const extent = this.#extent();
    this.viewport = new Viewport(extent.from, extent.to, range);
    let moving = false;
    this.life.add(this.viewport.settled.follow((settled) => {
      if (!moving) session.router.push({ range: sameRange(settled, this.viewport.extent) ? null : settled });
    }));
    this.life.add(session.router.moved.follow(() => {
      const address = session.router.address.value;
      moving = true;
      if (address.align !== this.#align) void this.alignAt(address.align, false);
      this.#set(address.shift);
      this.viewport.show(address.range ?? this.viewport.extent);
      this.viewport.settle();
      moving = false;
    }));
  }

  static async open(session: Session, ids: readonly string[], signal: AbortSignal): Promise<Comparison> {
    const { client } = session;
    const [details] = await Promise.all([Promise.all(ids.map((id) => client.flow(id, signal))), session.ready]);
    const catalogue = await session.know(details.flatMap((one) => one.types));
    const flows = await Promise.all(details.map(async (one) => {
      const types = one.types.filter((count) => count.count > 0).map((count) => catalogue.type(count)).sort((a, b) => (BigInt(a.eventType) < BigInt(b.eventType) ? -1 : 1));
      const [gaps, firstPacket] = await Promise.all([client.gaps(one.runId, signal), firstPacketOf(session, one.id, types, signal)]);
      return { details: one, types, gaps, firstPacket };
    }));
    const { align } = session.router.address.value;
    const anchors = await Promise.all(flows.map(({ details: one }) => anchorOf(session, one, align, signal)));
    signal.throwIfAborted();
    return new Comparison(session, flows, anchors);
  }

  get align(): string | null {
    return this.#align;
  }

  /** How much later than aligned the others are drawn. */
  get shift(): number {
    return this.#shift;
  }

  /** The time of a flow that stands at zero. */
  origin(index: number): number {
    return (this.#anchors[index] ?? 0) - (index === 0 ? 0 : this.#shift);
  }

  /** A flow's life, counted from zero. */
  lifeOf(index: number): TimeRange {
    const details = this.flows[index]?.details;
    return details === undefined ? { from: 0, to: 1 } : { from: details.firstNs - this.origin(index), to: details.lastNs - this.origin(index) };
  }

  /** Types of which each of the flows has an event: any of them can lay the flows over each other. */
  get commonTypes(): readonly EventType[] {
    const [first, ...others] = this.flows;
    return (first?.types ?? []).filter((type) => others.every((other) => other.types.some((one) => one.typeKey === type.typeKey || (one.eventType === type.eventType && one.name === type.name))));
  }

  /** Lays the flows over each other at their first events of a type, or at their start. */
  async alignAt(type: string | null, push = true): Promise<void> {
    const anchors = await Promise.all(this.flows.map(({ details }) => anchorOf(this.session, details, type)));
    this.#align = type;
    this.#anchors = anchors;
    if (push) this.session.router.push({ align: type, shift: 0, range: null });
    this.#set(push ? 0 : this.#shift);
    this.viewport.showAll();
  }

  /** Moves the others against the first; the address follows when the hand lets go. */
  move(shift: number, isDone: boolean): void {
    this.#set(Math.round(shift));
    if (isDone) this.session.router.push({ shift: this.#shift });
  }

  close(): void {
    this.life.end();
  }

  #set(shift: number): void {
    this.#shift = shift;
    const extent = this.#extent();
    this.viewport.grow(extent.from, extent.to);
    this.moved.value++;
  }

  #extent(): TimeRange {
    const lives = this.flows.map((_, index) => this.lifeOf(index));
    return { from: Math.min(...lives.map((life) => life.from)), to: Math.max(...lives.map((life) => life.to)) };
  }
}

async function anchorOf({ client }: Session, details: FlowDetails, type: string | null, signal?: AbortSignal): Promise<number> {
  if (type === null) return details.firstNs;
  const page = await client.flowEvents(details.id, { types: [type], limit: 1 }, signal);
  return page.events[0]?.tNs ?? details.firstNs;
}

async function firstPacketOf({ client }: Session, id: string, types: readonly EventType[], signal: AbortSignal): Promise<number> {
  const sent = types.filter((type) => type.role === 'packet_sent' && fieldOfPart(type, 'packet_number') !== undefined);
  if (sent.length === 0) return 0;
  const page = await client.flowEvents(id, { types: sent.map((type) => String(type.eventType)), limit: 1 }, signal);
  const [event] = page.events;
  const type = sent.find((one) => one.typeKey === event?.typeKey);
  const field = type === undefined ? undefined : fieldOfPart(type, 'packet_number');
  return event === undefined || field === undefined ? 0 : Number(event.fields[field.name] ?? 0);
}

import { isAbort } from '../api/apiError';
import type { EventRow, EventType, FlowDetails, Gap } from '../api/types';
import type { Anchor } from './address';
import { fieldOfPart } from './catalogue';
import type { Session } from './session';
import { Lifetime, Signal } from './signal';
import { extentOf, fitInto, moved, sameRange, type TimeRange } from './timeRange';
import { Viewport } from './viewport';

/** One of the flows that are laid over each other. */
export interface ComparedFlow {
  readonly details: FlowDetails;
  readonly types: readonly EventType[];
  readonly gaps: readonly Gap[];
  /** The number of the first packet that it sent: packets count from it. Null before it has sent one. */
  readonly firstPacket: number | null;
}

/** An event that was picked in one of the flows. */
export interface PickedEvent {
  /** The flow's place among those that are compared. */
  readonly flow: number;
  readonly event: EventRow;
  /** When it happened, counted from where the flows lie over each other. */
  readonly tNs: number;
}

/** How the flows are laid over each other. */
interface Alignment {
  readonly type: string | null;
  readonly at: readonly Anchor[];
}

/** Flows laid over each other: at their start, at the first event of a type, or at events that were picked; the others moved by hand. */
export class Comparison {
  readonly viewport: Viewport;
  readonly selected = new Signal<PickedEvent | null>(null);
  /** Counts up when the flows were moved against each other. */
  readonly moved = new Signal(0);
  /** Counts up when one of the flows has become longer. */
  readonly grown = new Signal(0);
  readonly life = new Lifetime();
  #flows: readonly ComparedFlow[];
  #alignment: Alignment;
  #shift: number;
  #anchors: readonly number[];
  #picking: AbortController | null = null;
  #growing = false;

  private constructor(readonly session: Session, flows: readonly ComparedFlow[], anchors: readonly number[]) {
    const { align, at, shift, range, follow } = session.router.address.value;
    this.#flows = flows;
    this.#alignment = { type: align, at };
    this.#shift = shift;
    this.#anchors = anchors;
    const extent = this.#extent();
    this.viewport = new Viewport(extent.from, extent.to, range);
    this.viewport.follow.value = follow;
    let moving = false;
    this.life.add(this.viewport.settled.follow((settled) => {
      if (!moving) session.router[this.viewport.follow.value ? 'replace' : 'push']({ range: sameRange(settled, this.viewport.extent) ? null : settled });
    }));
    this.life.add(this.viewport.follow.follow((on) => {
      if (on) this.viewport.showEnd();
      session.router.replace({ follow: on });
    }));
    this.life.add(session.changes.follow(() => void this.#grow()));
    this.life.add(session.router.moved.follow(() => {
      const address = session.router.address.value;
      if (address.with.length === 0) return;
      moving = true;
      if (address.align !== this.#alignment.type || JSON.stringify(address.at) !== JSON.stringify(this.#alignment.at)) void this.#lay({ type: address.align, at: address.at });
      this.#set(address.shift);
      this.viewport.show(address.range ?? this.viewport.extent);
      this.viewport.settle();
      moving = false;
    }));
  }

  static async open(session: Session, ids: readonly string[], signal: AbortSignal): Promise<Comparison> {
    const { client } = session;
    const [details] = await Promise.all([Promise.all(ids.map((id) => client.flow(id, signal))), session.ready]);
    await session.know(details.flatMap((one) => one.types));
    const flows = await Promise.all(details.map(async (one) => comparedFlow(session, one, await client.gaps(one.runId, signal), null, signal)));
    const { align, at, event, eventTime } = session.router.address.value;
    const anchors = await anchorsOf(session, flows, { type: align, at }, signal);
    signal.throwIfAborted();
    const comparison = new Comparison(session, flows, anchors);
    if (event !== null && eventTime !== null) await comparison.#find(event, eventTime, signal);
    return comparison;
  }

  get flows(): readonly ComparedFlow[] {
    return this.#flows;
  }

  /** The type at whose first events the flows lie over each other; null: at their start. */
  get align(): string | null {
    return this.#alignment.type;
  }

  /** Whether it is events that were picked. */
  get isAlignedAtPicked(): boolean {
    return this.#alignment.at.length > 0;
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
    const details = this.#flows[index]?.details;
    return details === undefined ? { from: 0, to: 1 } : { from: details.firstNs - this.origin(index), to: details.lastNs - this.origin(index) };
  }

  /** Types of which each of the flows has an event: any of them can lay the flows over each other. */
  get commonTypes(): readonly EventType[] {
    const [first, ...others] = this.#flows;
    return (first?.types ?? []).filter((type) => others.every((other) => other.types.some((one) => one.typeKey === type.typeKey || (one.eventType === type.eventType && one.name === type.name))));
  }

  /** Lays the flows over each other at their first events of a type, or at their start. */
  async alignAt(type: string | null): Promise<void> {
    await this.#step({ type, at: [] });
  }

  /** Lays the flow of the selected event down at it; the others stand where they were picked, else at their first event of its type. */
  async alignAtSelected(): Promise<void> {
    const picked = this.selected.value;
    const id = picked === null ? undefined : this.#flows[picked.flow]?.details.id;
    if (picked === null || id === undefined) return;
    const others = this.#alignment.at.filter(({ flow }) => flow !== id);
    await this.#step({ type: String(picked.event.eventType), at: [...others, { flow: id, time: picked.event.tNs }] });
  }

  /** Moves the others against the first; the address follows when the hand lets go. */
  move(shift: number, isDone: boolean): void {
    this.#set(Math.round(shift));
    if (isDone) this.session.router.push({ shift: this.#shift });
  }

  /** Finds the event behind a mark and selects it; no type: lets go of the selection. A newer click gives up the older one. */
  async pick(flow: number, type: EventType, from: number, to: number, where: readonly string[]): Promise<void> {
    this.#picking?.abort();
    const request = this.#picking = new AbortController();
    const id = this.#flows[flow]?.details.id;
    if (id === undefined) return;
    try {
      const page = await this.session.client.flowEvents(id, { types: [String(type.eventType)], from, to: to + 1, where, limit: 1 }, request.signal);
      const [event] = page.events;
      if (event !== undefined) this.select({ flow, event });
    } catch {
      // Given up, or no answer: the top of the page says whether the explorer is there, and the mark can be clicked again.
    }
  }

  select(picked: Pick<PickedEvent, 'flow' | 'event'> | null): void {
    this.selected.value = picked === null ? null : { ...picked, tNs: picked.event.tNs - this.origin(picked.flow) };
    this.session.router.replace({ event: picked?.event.id ?? null, eventTime: picked?.event.tNs ?? null });
  }

  /** Opens the selected event's flow by itself, at its row, with what is visible here on the screen. */
  openSelected(): void {
    const picked = this.selected.value;
    const details = picked === null ? undefined : this.#flows[picked.flow]?.details;
    if (picked === null || details === undefined) return;
    const visible = moved(this.viewport.range.value, this.origin(picked.flow));
    const extent = extentOf(details.firstNs, details.lastNs);
    const range = fitInto(visible, extent);
    this.session.router.push({ flow: details.id, range: sameRange(range, extent) ? null : range, event: picked.event.id, eventTime: picked.event.tNs, follow: false });
  }

  close(): void {
    this.#picking?.abort();
    this.life.end();
  }

  async #step(alignment: Alignment): Promise<void> {
    if (!await this.#lay(alignment)) return;
    this.session.router.push({ align: alignment.type, at: alignment.at, shift: 0, range: null });
    this.#set(0);
    this.viewport.showAll();
  }

  async #lay(alignment: Alignment): Promise<boolean> {
    try {
      this.#anchors = await anchorsOf(this.session, this.#flows, alignment);
      this.#alignment = alignment;
      return true;
    } catch {
      // They stay where they were; the top of the page says that the explorer is away.
      return false;
    } finally {
      this.#set(this.#shift);
    }
  }

  #set(shift: number): void {
    this.#shift = shift;
    const extent = this.#extent();
    this.viewport.grow(extent.from, extent.to);
    const picked = this.selected.value;
    if (picked !== null) this.selected.value = { ...picked, tNs: picked.event.tNs - this.origin(picked.flow) };
    this.moved.value++;
  }

  #extent(): TimeRange {
    const lives = this.#flows.map((_, index) => this.lifeOf(index));
    return { from: Math.min(...lives.map((life) => life.from)), to: Math.max(...lives.map((life) => life.to)) };
  }

  /** Which of the flows has the event that the address names. */
  async #find(id: string, time: number, signal: AbortSignal): Promise<void> {
    try {
      const pages = await Promise.all(this.#flows.map(({ details }) => this.session.client.flowEvents(details.id, { from: time, to: time + 1, limit: 1000 }, signal)));
      pages.forEach((page, flow) => {
        const event = page.events.find((one) => one.id === id);
        if (event !== undefined) this.select({ flow, event });
      });
    } catch (error) {
      if (isAbort(error)) throw error;
    }
  }

  async #grow(): Promise<void> {
    if (this.#growing) return;
    this.#growing = true;
    try {
      const { client } = this.session;
      const details = await Promise.all(this.#flows.map((flow) => client.flow(flow.details.id)));
      const isNew = (one: FlowDetails, index: number) => one.events !== this.#flows[index]?.details.events || one.lastNs !== this.#flows[index]?.details.lastNs;
      if (!details.some(isNew)) return;
      await this.session.know(details.flatMap((one) => one.types));
      this.#flows = await Promise.all(details.map(async (one, index) => {
        const before = this.#flows[index] as ComparedFlow;
        if (!isNew(one, index)) return before;
        const gaps = one.run.dropped === before.details.run.dropped ? before.gaps : await client.gaps(one.runId);
        return comparedFlow(this.session, one, gaps, before.firstPacket);
      }));
      const extent = this.#extent();
      this.viewport.grow(extent.from, extent.to);
      this.grown.value++;
    } catch {
      // The connection's state is shown elsewhere; the next change brings the next attempt.
    } finally {
      this.#growing = false;
    }
  }
}

async function comparedFlow(session: Session, details: FlowDetails, gaps: readonly Gap[], firstPacket: number | null, signal?: AbortSignal): Promise<ComparedFlow> {
  const catalogue = session.catalogue.value;
  const types = details.types.filter((count) => count.count > 0).map((count) => catalogue.type(count)).sort((a, b) => (BigInt(a.eventType) < BigInt(b.eventType) ? -1 : 1));
  return { details, types, gaps, firstPacket: firstPacket ?? await firstPacketOf(session, details.id, types, signal) };
}

const anchorsOf = (session: Session, flows: readonly ComparedFlow[], { type, at }: Alignment, signal?: AbortSignal): Promise<readonly number[]> =>
  Promise.all(flows.map(async ({ details }) => at.find(({ flow }) => flow === details.id)?.time ?? await firstOf(session, details, type, signal)));

async function firstOf({ client }: Session, details: FlowDetails, type: string | null, signal?: AbortSignal): Promise<number> {
  if (type === null || !details.types.some((one) => String(one.eventType) === type)) return details.firstNs;
  const page = await client.flowEvents(details.id, { types: [type], limit: 1 }, signal);
  return page.events[0]?.tNs ?? details.firstNs;
}

async function firstPacketOf({ client }: Session, id: string, types: readonly EventType[], signal?: AbortSignal): Promise<number | null> {
  const sent = types.filter((type) => type.role === 'packet_sent' && fieldOfPart(type, 'packet_number') !== undefined);
  if (sent.length === 0) return null;
  const page = await client.flowEvents(id, { types: sent.map((type) => String(type.eventType)), limit: 1 }, signal);
  const [event] = page.events;
  const type = sent.find((one) => one.typeKey === event?.typeKey);
  const field = type === undefined ? undefined : fieldOfPart(type, 'packet_number');
  return event === undefined || field === undefined ? null : Number(event.fields[field.name] ?? 0);
}

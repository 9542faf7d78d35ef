import { isAbort } from '../api/apiError';
import type { EventRow, EventType, FlowDetails, Gap, RangeStatistics } from '../api/types';
import { type Catalogue, idText, selectorOf } from './catalogue';
import { hasValue, quoted, toggled } from './filterText';
import type { Session } from './session';
import { Lifetime, Signal } from './signal';
import { sameRange, type TimeRange } from './timeRange';
import { Viewport } from './viewport';

/** How far before the known end new events may still appear: the files of a run overlap a little. */
const overlapNs = 1.5e9;

/** Charts come first, and while a flow grows its median need not be that of this moment: it takes a look at every sample. */
const medianDelayMs = 300;
const medianPauseMs = 5000;

/** How many events of each type there are in a range, by the type's number in the store. */
export type Counts = ReadonlyMap<number, number>;

/** One open flow: what it is, what of it is on the screen, and what is selected. */
export class FlowSession {
  readonly viewport: Viewport;
  readonly details: Signal<FlowDetails>;
  readonly gaps = new Signal<readonly Gap[]>([]);
  readonly selected = new Signal<EventRow | null>(null);
  /** What the table is narrowed to; empty: everything. */
  readonly filter: Signal<string>;
  /** How many events of the listed time pass the filter; null while there is none, or until that is known. */
  readonly passing = new Signal<number | null>(null);
  readonly counts: Signal<Counts>;
  /** What the flow did in the part of it that is on the screen; null while that is all of it. */
  readonly inRange = new Signal<RangeStatistics | null>(null);
  /** Counts up when the flow has become longer. */
  readonly grown = new Signal(0);
  /** The event that was last picked in a chart: the table goes there. */
  readonly picked = new Signal<EventRow | null>(null);
  readonly life = new Lifetime();
  #counting: AbortController | null = null;
  #picking: AbortController | null = null;
  #passing: AbortController | null = null;
  #growing = false;
  #median = 0;

  private constructor(readonly session: Session, details: FlowDetails, gaps: readonly Gap[]) {
    this.details = new Signal(details);
    this.gaps.value = gaps;
    const { address } = session.router;
    this.viewport = new Viewport(details.firstNs, details.lastNs, address.value.range);
    this.viewport.follow.value = address.value.follow;
    this.viewport.mark(address.value.mark);
    this.filter = new Signal(address.value.filter);
    this.counts = new Signal(countsOf(details));
    this.life.add(this.viewport.settled.follow(() => void this.#count()));
    this.life.add(session.changes.follow(() => void this.#grow()));
    this.life.add(address.follow(({ filter }) => { this.filter.value = filter; }));
    this.life.add(this.filter.followNow(() => void this.#countPassing()));
    this.life.add(this.viewport.listed.follow(() => void this.#countPassing()));
    this.life.add(this.grown.follow(() => void this.#countPassing()));
    if (!this.viewport.isWhole) void this.#count();
    this.#learnMedian(details, medianDelayMs);
  }

  static async open(session: Session, id: string, signal: AbortSignal): Promise<FlowSession> {
    // A flow's name begins with its run's: nothing has to wait for anything else.
    const run = Number(/^\d+/.exec(id)?.[0] ?? Number.NaN);
    const gapsOfRun = Number.isSafeInteger(run) ? session.client.gaps(run, signal) : Promise.resolve([]);
    // Where the flow is unknown, that is what is said, and not that its run is.
    gapsOfRun.catch(() => undefined);
    const [details] = await Promise.all([session.client.flowQuickly(id, signal), session.ready]);
    const [, gaps] = await Promise.all([session.know(details.types), gapsOfRun]);
    signal.throwIfAborted();
    return new FlowSession(session, details, gaps);
  }

  get catalogue(): Catalogue {
    return this.session.catalogue.value;
  }

  get id(): string {
    return this.details.value.id;
  }

  /** The flow's event types, in order of their ids, so that panels do not jump as counts change. */
  get types(): readonly EventType[] {
    return this.details.value.types
      .filter((count) => count.count > 0)
      .map((count) => this.catalogue.type(count))
      .sort((a, b) => (BigInt(a.eventType) < BigInt(b.eventType) ? -1 : 1));
  }

  /** What the table lists, as the API takes it: nothing for the whole flow. */
  get asked(): { readonly from?: number; readonly to?: number } {
    const range = this.viewport.listed.value;
    return sameRange(range, this.viewport.extent) ? {} : { from: Math.max(0, range.from), to: Math.max(1, range.to) };
  }

  /** The types that the filter asks for by name or id. */
  get filteredTypes(): readonly string[] {
    return this.types.filter((type) => [type.name, idText(type), String(type.eventType)].some((text) => hasValue(this.filter.value, 'type', text))).map((type) => type.name);
  }

  /** Adds the type to what is listed, or takes it away. */
  toggleType(type: EventType): void {
    // A name that no quotation marks can hold has an id.
    const value = quoted(type.name) === null ? idText(type) : type.name;
    const { router } = this.session;
    router.push({ filter: toggled(router.address.value.filter, 'type', value) });
  }

  select(event: EventRow | null, reveal = true): void {
    this.selected.value = event;
    if (event !== null && reveal) this.viewport.reveal(event.tNs);
  }

  /** Finds the event behind a mark and selects it, in the inspector and in the table. A newer click gives up the older one. */
  async pick(type: EventType, from: number, to: number, where: readonly string[] = []): Promise<void> {
    this.#picking?.abort();
    const request = this.#picking = new AbortController();
    try {
      const page = await this.session.client.flowEvents(this.id, { types: [String(type.eventType)], from, to: to + 1, where, limit: 1 }, request.signal);
      const event = page.events[0];
      if (event === undefined) return;
      this.select(event, false);
      this.picked.value = event;
    } catch {
      // Given up, or no answer: the top of the page says whether the explorer is there, and the mark can be clicked again.
    }
  }

  close(): void {
    this.#counting?.abort();
    this.#picking?.abort();
    this.#passing?.abort();
    window.clearTimeout(this.#median);
    this.life.end();
  }

  /** Asks for the median of the round-trip times, where it did not come with the rest. */
  #learnMedian({ summary }: FlowDetails, delayMs: number): void {
    if (this.#median !== 0 || summary.minRttUs === null || summary.medianRttUs !== null) return;
    this.#median = window.setTimeout(() => {
      void this.session.client.flow(this.id).then((all) => {
        if (all.summary.medianRttUs !== null) this.details.value = withMedian(this.details.value, all.summary.medianRttUs);
      }, () => undefined).finally(() => { this.#median = 0; });
    }, delayMs);
  }

  async #count(): Promise<void> {
    this.#counting?.abort();
    const range: TimeRange = this.viewport.settled.value;
    if (sameRange(range, this.viewport.extent)) {
      this.counts.value = countsOf(this.details.value);
      this.inRange.value = null;
      return;
    }
    const request = this.#counting = new AbortController();
    const { types } = this;
    void this.#addUp(range, request.signal);
    try {
      // One bucket for the whole range: its count is exact, and comes of sums however long the range is. The statistics look at every event.
      const answer = await this.session.client.series(this.id, types.map((type) => selectorOf(type)), range, 1, request.signal);
      this.counts.value = new Map(types.map((type, index) =>
        [type.typeKey, (answer.series[index]?.count ?? []).reduce((sum, count) => sum + count, 0)]));
    } catch (error) {
      if (!isAbort(error)) this.counts.value = new Map();
    }
  }

  async #countPassing(): Promise<void> {
    this.#passing?.abort();
    this.passing.value = null;
    const filter = this.filter.value;
    if (filter === '') return;
    const request = this.#passing = new AbortController();
    try {
      const counts = await this.session.client.eventCounts({ flow: this.id, filter, ...this.asked, width: 1, timeLimitMs: 2000 }, request.signal);
      if (counts.partial?.timeIsUp !== true) this.passing.value = counts.types.reduce((sum, one) => sum + one.counts.reduce((all, count) => all + count, 0), 0);
    } catch {
      // The table says what is wrong with the filter.
    }
  }

  async #addUp(range: TimeRange, signal: AbortSignal): Promise<void> {
    try {
      const answer = await this.session.client.range(this.id, range, signal);
      if (!signal.aborted) this.inRange.value = answer;
    } catch (error) {
      if (!isAbort(error)) this.inRange.value = null;
    }
  }

  async #grow(): Promise<void> {
    if (this.#growing) return;
    this.#growing = true;
    try {
      const before = this.details.value;
      const details = await this.session.client.flowQuickly(this.id);
      if (details.events === before.events && details.lastNs === before.lastNs) return;
      await this.session.know(details.types);
      if (details.run.dropped !== before.run.dropped) this.gaps.value = await this.session.client.gaps(details.runId);
      this.details.value = withMedian(details, details.summary.medianRttUs ?? before.summary.medianRttUs);
      this.#learnMedian(details, medianPauseMs);
      this.viewport.grow(details.firstNs, details.lastNs);
      // What is on the screen has not changed where it ends before what is new.
      if (this.viewport.isWhole || this.viewport.settled.value.to > before.lastNs - overlapNs) void this.#count();
      this.grown.value++;
    } catch {
      // The connection's state is shown elsewhere; the next change brings the next attempt.
    } finally {
      this.#growing = false;
    }
  }
}

const withMedian = (details: FlowDetails, medianRttUs: number | null): FlowDetails => ({ ...details, summary: { ...details.summary, medianRttUs } });

const countsOf = (details: FlowDetails): Counts => new Map(details.types.map((type) => [type.typeKey, type.count]));

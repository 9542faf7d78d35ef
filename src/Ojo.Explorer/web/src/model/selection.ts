import { isAbort } from '../api/apiError';
import type { EventType, Field, Group, RangeStatistics, SeriesColumns } from '../api/types';
import { isAskable, selectorOf } from './catalogue';
import type { Counts, FlowSession } from './flowSession';
import { isNumeric } from './quantity';
import { Lifetime, Signal } from './signal';
import { sameRange, spanOf, type TimeRange } from './timeRange';

/** A number as it stands in the store: one that a double does not hold is a string of its digits. */
export type Exact = number | string;

/** What the values of one field were in the marked stretch; null: not known (yet), or there is no such number. */
export interface FieldStatistics {
  readonly type: EventType;
  /** Null: the type has no numbers, its events are counted. */
  readonly field: Field | null;
  readonly count: number;
  readonly perSecond: number;
  readonly min: Exact | null;
  readonly mean: number | null;
  readonly p50: Exact | null;
  readonly p99: Exact | null;
  readonly max: Exact | null;
  readonly first: Exact | null;
  readonly last: Exact | null;
  /** Whether the percentiles are values that occurred, and not near them. */
  readonly isExact: boolean;
  /** How many events the mean and the percentiles are of, where the time was up before all had been looked at. */
  readonly lookedAt: number | null;
}

/** What happened in the marked stretch. */
export interface RangeSummary {
  readonly range: TimeRange;
  readonly counts: Counts;
  readonly fields: readonly FieldStatistics[];
  /** Packets, bytes and rates; null until they are there. */
  readonly facts: RangeStatistics | null;
  /** Whether more is to come. */
  readonly isBusy: boolean;
  readonly error: unknown;
}

/**
 * The numbers of the marked stretch of time.
 *
 * Counts and extremes come of sums and are there at once, however long the stretch is. Means and percentiles look at every
 * event: they follow field by field, each within its time limit. A newer mark gives up the older one.
 */
export class Selection {
  readonly summary = new Signal<RangeSummary | null>(null);
  readonly life = new Lifetime();
  #request: AbortController | null = null;
  #knownNs: number;

  constructor(private readonly flow: FlowSession) {
    this.#knownNs = flow.details.value.lastNs;
    this.life.add(flow.viewport.marked.followNow((range) => void this.#load(range)));
    this.life.add(flow.grown.follow(() => this.#grow()));
  }

  close(): void {
    this.#request?.abort();
    this.life.end();
  }

  retry(): void {
    void this.#load(this.flow.viewport.marked.value);
  }

  /** What has come since is in the numbers only where the mark reaches that far. */
  #grow(): void {
    const marked = this.flow.viewport.marked.value;
    if (marked !== null && marked.to > this.#knownNs) void this.#load(marked);
    this.#knownNs = this.flow.details.value.lastNs;
  }

  async #load(range: TimeRange | null): Promise<void> {
    this.#request?.abort();
    if (range === null) {
      this.summary.value = null;
      return;
    }
    const { signal } = this.#request = new AbortController();
    const before = this.summary.value;
    // Numbers of the same stretch stay until the new ones are there: nothing flickers while a store grows.
    if (before === null || !sameRange(before.range, range)) {
      this.summary.value = { range, counts: new Map(), fields: [], facts: null, isBusy: true, error: null };
    }
    try {
      const facts = this.flow.session.client.range(this.flow.id, range, signal);
      facts.catch(() => undefined);
      await this.#count(range, signal);
      this.#update({ facts: await facts });
      await this.#addUp(range, signal);
      this.#update({ isBusy: false });
    } catch (error) {
      if (!isAbort(error)) this.#update({ isBusy: false, error });
    }
  }

  /** How many events of each type, and each field's extremes: exact, whatever the length of the stretch. */
  async #count(range: TimeRange, signal: AbortSignal): Promise<void> {
    const { flow } = this;
    const wanted = flow.types.flatMap((type) => [{ type, field: null as Field | null }, ...numbersOf(type).map((field) => ({ type, field }))]);
    const answer = await flow.session.client.series(flow.id, wanted.map(({ type, field }) => selectorOf(type, field ?? undefined)), range, 1, signal);
    const counts = new Map<number, number>();
    const fields: FieldStatistics[] = [];
    for (const [index, { type, field }] of wanted.entries()) {
      const columns = answer.series[index];
      const count = columns?.count.reduce((sum, one) => sum + one, 0) ?? 0;
      if (field === null) counts.set(type.typeKey, count);
      if (columns === undefined || count === 0 || (field === null && numbersOf(type).length > 0)) continue;
      const extremes = field === null ? { min: null, max: null, first: null, last: null } : extremesOf(columns);
      fields.push({ type, field, count, perSecond: (count * 1e9) / spanOf(range), mean: null, p50: null, p99: null, isExact: true, lookedAt: null, ...extremes });
    }
    this.summary.value = { range, counts, fields, facts: this.summary.value?.facts ?? null, isBusy: true, error: null };
  }

  /** Means and percentiles; one question for all types whose field has the same name, amounts before identifiers. */
  async #addUp(range: TimeRange, signal: AbortSignal): Promise<void> {
    const { flow } = this;
    const asked = new Map<string, FieldStatistics[]>();
    for (const one of this.summary.value?.fields ?? []) {
      if (one.field !== null) asked.set(one.field.name, [...asked.get(one.field.name) ?? [], one]);
    }
    const late = (fields: readonly FieldStatistics[]) => Number(fields.every((one) => one.field?.kind === 'identifier'));
    for (const [name, members] of [...asked].sort(([, a], [, b]) => late(a) - late(b))) {
      const types = members.map((one) => String(one.type.eventType));
      const answer = await flow.session.client.groupsOfField(flow.id, name, types, range, [50, 99], signal);
      const groups = new Map(answer.groups.map((group) => [group.keys[0], group]));
      const exact = await Promise.all(members.map((one) => this.#exactEnds(one, range, signal)));
      const lookedAt = answer.partial?.timeIsUp === true ? answer.partial.events : null;
      this.#update({
        fields: (this.summary.value?.fields ?? []).map((one) => {
          const at = members.findIndex((member) => member.type === one.type && member.field === one.field);
          return at < 0 ? one : withGroup({ ...one, ...exact[at] }, groups.get(one.type.typeKey), lookedAt);
        }),
      });
    }
  }

  /** The first and the last value to the last digit, where doubles do not hold them. */
  async #exactEnds(one: FieldStatistics, range: TimeRange, signal: AbortSignal): Promise<{ first?: Exact; last?: Exact }> {
    const { field, type } = one;
    if (field === null || (isSafe(one.first) && isSafe(one.last))) return {};
    const ask = async (order: 'asc' | 'desc') => {
      const page = await this.flow.session.client.flowEvents(this.flow.id, { types: [String(type.eventType)], ...range, order, limit: 1 }, signal);
      const value = page.events[0]?.fields[field.name];
      return typeof value === 'string' || typeof value === 'number' ? value : undefined;
    };
    const [first, last] = await Promise.all([ask('asc'), ask('desc')]);
    return { ...(first === undefined ? {} : { first }), ...(last === undefined ? {} : { last }) };
  }

  #update(change: Partial<RangeSummary>): void {
    if (this.summary.value !== null) this.summary.value = { ...this.summary.value, ...change };
  }
}

const numbersOf = (type: EventType): readonly Field[] => type.fields.filter((field) => isNumeric(field) && isAskable(field));

const isSafe = (value: Exact | null): boolean => value === null || (typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER);

function extremesOf(columns: SeriesColumns): Pick<FieldStatistics, 'min' | 'max' | 'first' | 'last'> {
  const finite = (values: readonly (number | null)[]) => values.filter((value): value is number => value !== null);
  const min = finite(columns.min);
  const max = finite(columns.max);
  return {
    min: min.length === 0 ? null : Math.min(...min), max: max.length === 0 ? null : Math.max(...max),
    first: columns.first[0] ?? null, last: columns.last[columns.last.length - 1] ?? null,
  };
}

/** With what the group says. Its extremes are exact to the last digit, but only of what has been looked at. */
function withGroup(one: FieldStatistics, group: Group | undefined, lookedAt: number | null): FieldStatistics {
  if (group === undefined) return one;
  return {
    ...one, mean: group.average, p50: group.percentiles[0] ?? null, p99: group.percentiles[1] ?? null, isExact: group.exact, lookedAt,
    min: lookedAt === null ? group.min : one.min, max: lookedAt === null ? group.max : one.max,
  };
}

import { isAbort } from '../api/apiError';
import type { DerivedAnswer, FlowDetails, RangeStatistics, Run } from '../api/types';
import type { Session } from './session';
import { grouped, threeDigits, withUnit } from './numbers';
import { type Quantity, written } from './quantity';

/** What is wanted of a number: less, more, or neither. */
export type Better = 'less' | 'more' | null;

/** A line of the table of differences. */
export interface Difference {
  readonly label: string;
  readonly quantity: Quantity | 'ratio';
  readonly better: Better;
  /** For each flow; null where nothing of the kind was recorded. */
  readonly values: readonly (number | null)[];
}

/** What the explorer says of one flow as a whole. */
export interface FlowFigures {
  readonly details: FlowDetails;
  readonly range: RangeStatistics | null;
  readonly blocked: DerivedAnswer | null;
}

const time: Quantity = { dimension: 'time', factor: 1, unit: 'ns', key: 'time' };
const bytes: Quantity = { dimension: 'bytes', factor: 1, unit: 'B', key: 'bytes' };
const rate: Quantity = { dimension: 'rate', factor: 8, unit: 'b/s', key: 'rate' };
const count: Quantity = { dimension: 'count', factor: 1, unit: '', key: 'count' };

const blockedKinds = [
  ['blocked_by_congestion', 'blocked by congestion'], ['blocked_by_flow_control', 'blocked by flow control'], ['blocked_by_pacing', 'blocked by pacing'],
  ['blocked_by_application', 'waiting for the application'],
] as const;

/** Asks for what a flow comes to. What cannot be worked out is left out of the table. */
export async function figuresOf(session: Session, details: FlowDetails, signal: AbortSignal): Promise<FlowFigures> {
  const range = { from: details.firstNs, to: details.lastNs + 1 };
  const orNull = async <T>(answer: Promise<T>): Promise<T | null> => {
    try {
      return await answer;
    } catch (error) {
      if (isAbort(error)) throw error;
      return null;
    }
  };
  const [statistics, blocked] = await Promise.all([
    orNull(session.client.range(details.id, range, signal)),
    orNull(session.client.derived(details.id, blockedKinds.map(([kind]) => kind), range, 1, signal)),
  ]);
  return { details, range: statistics, blocked };
}

/** How long a flow was kept from sending for a reason, in nanoseconds; null where no event says. */
function blockedTime({ blocked }: FlowFigures, kind: string): number | null {
  const columns = blocked?.series.find((one) => one.kind === kind);
  if (blocked === null || columns === undefined || columns.unavailable !== null || columns.value.every((value) => value === null)) return null;
  return columns.value.reduce<number>((sum, share) => sum + (share ?? 0) * blocked.bucketNs, 0);
}

/** The table's lines: those of which any of the flows has a number. */
export function differencesOf(flows: readonly FlowFigures[]): readonly Difference[] {
  const line = (label: string, quantity: Difference['quantity'], better: Better, value: (flow: FlowFigures) => number | string | null | undefined): Difference => ({
    label, quantity, better, values: flows.map((flow) => {
      const one = value(flow);
      return one === null || one === undefined ? null : Number(one);
    }),
  });
  const micro = (value: number | null | undefined) => (value === null || value === undefined ? null : value * 1e3);
  return [
    line('duration', time, null, ({ details }) => details.durationNs),
    line('events', count, null, ({ details }) => details.events),
    line('packets sent', count, null, ({ details }) => details.summary.packetsSent),
    line('packets lost', count, 'less', ({ details }) => details.summary.packetsLost),
    line('lost of those sent', 'ratio', 'less', ({ details: { summary } }) =>
      (summary.packetsSent === null || summary.packetsSent === 0 ? null : (summary.packetsLost ?? 0) / summary.packetsSent)),
    line('retransmitted', count, 'less', ({ details }) => details.summary.packetsRetransmitted),
    line('bytes sent', bytes, null, ({ details }) => details.summary.bytesSent),
    line('bytes received', bytes, null, ({ details }) => details.summary.bytesReceived),
    line('mean throughput', rate, 'more', ({ range }) => (range?.sendRate === null || range?.sendRate === undefined ? null : range.sendRate * rate.factor)),
    line('RTT, least', time, 'less', ({ details }) => micro(details.summary.minRttUs)),
    line('RTT, median', time, 'less', ({ details }) => micro(details.summary.medianRttUs)),
    line('RTT, 99 of 100', time, 'less', ({ range }) => micro(range?.rtt?.p99Us)),
    line('largest window', bytes, null, ({ details }) => details.summary.maxCwnd),
    line('streams', count, null, ({ details }) => details.summary.streams),
    ...blockedKinds.map(([kind, label]) => line(label, time, kind === 'blocked_by_application' ? null : 'less', (flow) => blockedTime(flow, kind))),
  ].filter((one) => one.values.some((value) => value !== null));
}

/** What the explorer says of all flows of a run together. */
export interface RunFigures {
  readonly run: Run;
  /** How many events there are of each role. */
  readonly counts: ReadonlyMap<string, number>;
  readonly isPartial: boolean;
}

/** Counts a run's events by what they mean: how many there are of each type is known without looking at any of them. */
export async function runFiguresOf(session: Session, run: Run, signal: AbortSignal): Promise<RunFigures> {
  const answer = await session.client.eventCounts({ run: run.runId, width: 1 }, signal);
  const catalogue = await session.know(answer.types.map((one) => one.type));
  const counts = new Map<string, number>();
  for (const { type, counts: buckets } of answer.types) {
    const { role } = catalogue.type(type);
    counts.set(role, (counts.get(role) ?? 0) + buckets.reduce((sum, bucket) => sum + bucket, 0));
  }
  return { run, counts, isPartial: answer.partial?.timeIsUp === true };
}

/** The same table of runs: what can be summed over flows, and nothing that would need an average of averages. */
export function runDifferencesOf(runs: readonly RunFigures[]): readonly Difference[] {
  const of = (role: string) => ({ counts }: RunFigures) => counts.get(role) ?? null;
  const line = (label: string, quantity: Difference['quantity'], better: Better, value: (figures: RunFigures) => number | null): Difference =>
    ({ label, quantity, better, values: runs.map(value) });
  return [
    line('flows', count, null, ({ run }) => run.flows),
    line('last event after', time, null, ({ run }) => run.lastNs),
    line('events', count, null, ({ run }) => run.events),
    line('events not recorded', count, 'less', ({ run }) => run.dropped),
    line('packets sent', count, null, of('packet_sent')),
    line('packets acked', count, null, of('packet_acked')),
    line('packets lost', count, 'less', of('packet_lost')),
    line('packets lost per sent', 'ratio', 'less', (figures) => share(of('packet_lost')(figures), of('packet_sent')(figures))),
    line('packets retransmitted', count, 'less', of('packet_retransmitted')),
    line('packets received', count, null, of('packet_received')),
    line('streams opened', count, null, of('stream_opened')),
  ].filter((one) => one.values.some((value) => value !== null));
}

const share = (part: number | null, whole: number | null): number | null => (whole === null || whole === 0 ? null : (part ?? 0) / whole);

export function valueText(value: number | null, quantity: Difference['quantity']): string {
  if (value === null) return '\u2013';
  return quantity === 'ratio' ? withUnit(threeDigits(Number((value * 100).toPrecision(6))), '%') : written(value, quantity);
}

/** How much more than the first, with its sign. */
export function differenceText(value: number | null, first: number | null, quantity: Difference['quantity'], isRough = false): string {
  if (value === null || first === null) return '';
  const by = value - first;
  if (by === 0) return '=';
  const text = quantity === 'ratio' ? `${threeDigits(Number((by * 100).toPrecision(6)))}\u202fpp` : written(by, quantity);
  return `${isRough ? '\u2248\u202f' : ''}${by > 0 ? '+' : ''}${text}`;
}

/** The same as a part of the first: +12 %, or as many times as much. */
export function relativeText(value: number | null, first: number | null): string {
  if (value === null || first === null || value === first || first === 0) return '';
  const part = value / first - 1;
  if (part >= 9.995) return `\u00d7\u202f${grouped(Math.round(value / first))}`;
  const text = Math.abs(part) < 0.0005 ? '<\u20090.1' : (Math.abs(part) * 100).toFixed(Math.abs(part) < 0.0995 ? 1 : 0);
  return `${part > 0 ? '+' : '\u2212'}${withUnit(text, '%')}`;
}

/** Which flow does best by a line of the table; null where none does, or where better has no meaning. */
export function bestOf({ better, values }: Difference): number | null {
  if (better === null || values.some((value) => value === null)) return null;
  const numbers = values as readonly number[];
  const best = better === 'less' ? Math.min(...numbers) : Math.max(...numbers);
  const winners = numbers.flatMap((value, index) => (value === best ? [index] : []));
  return winners.length === 1 ? winners[0] ?? null : null;
}

import type { EventType, Field } from '../api/types';

/** How a derived series is to be read: a rate of each stretch, a value that stays, single samples, or the part of a stretch. */
export type DerivedShape = 'rate' | 'level' | 'samples' | 'share';

/** What the explorer works out of a flow's packets; nobody recorded it. */
export interface DerivedKind {
  readonly kind: string;
  readonly shape: DerivedShape;
  /** A field as if it had been recorded, so that it is written and scaled as others are. */
  readonly field: Field;
}

const prefix = 'derived:';

const field = (name: string, unit: string, kind: string, description: string): Field =>
  ({ name, type: 'f64', kind, unit, part: 'none', description, offset: 0, bits: 64, values: [] });

const all: readonly DerivedKind[] = [
  { kind: 'throughput', shape: 'rate', field: field('throughput', 'bytes/s', 'rate', 'Bytes of all packets sent, per second') },
  { kind: 'goodput', shape: 'rate', field: field('goodput', 'bytes/s', 'rate', 'Bytes that arrived, each once, per second') },
  { kind: 'receive_throughput', shape: 'rate', field: field('receive_throughput', 'bytes/s', 'rate', 'Bytes of all packets received, per second') },
  { kind: 'loss_rate', shape: 'rate', field: field('loss_rate', '', 'ratio', 'Lost \u00f7 (lost + acknowledged)') },
  { kind: 'retransmission_rate', shape: 'rate', field: field('retransmission_rate', '', 'ratio', 'Retransmissions \u00f7 packets sent') },
  { kind: 'rtt', shape: 'samples', field: field('rtt', 'us', 'duration', 'From a packet\u2019s sending to its first acknowledgement, the peer\u2019s delay included') },
  { kind: 'bytes_in_flight', shape: 'level', field: field('bytes_in_flight', 'bytes', 'bytes', 'Sent and neither acknowledged nor lost') },
  { kind: 'sent_offset', shape: 'samples', field: field('sent_offset', 'bytes', 'bytes', 'How many bytes were sent before the packet') },
  { kind: 'acked_offset', shape: 'samples', field: field('acked_offset', 'bytes', 'bytes', 'Where the acknowledged packet stands among all bytes sent') },
  { kind: 'lost_offset', shape: 'samples', field: field('lost_offset', 'bytes', 'bytes', 'Where the lost packet stands among all bytes sent') },
  { kind: 'retransmitted_offset', shape: 'samples', field: field('retransmitted_offset', 'bytes', 'bytes', 'Where the packet that carries it again stands among all bytes sent') },
  { kind: 'window_edge', shape: 'level', field: field('window_edge', 'bytes', 'bytes', 'The end of the furthest acknowledged packet + the congestion window') },
  { kind: 'data_sent', shape: 'level', field: field('data_sent', 'bytes', 'bytes', 'Stream data sent by the flow and its children, each byte once') },
  ...['blocked_by_congestion', 'blocked_by_flow_control', 'blocked_by_pacing', 'blocked_by_application', 'blocked_by_other', 'congestion_limited']
    .map((kind): DerivedKind => ({ kind, shape: 'share', field: field(kind, '', 'ratio', '') })),
];

const byKind: ReadonlyMap<string, DerivedKind> = new Map(all.map((one) => [one.kind, one]));

export const derivedSelector = (kind: string): string => prefix + kind;

export const isDerived = (selector: string): boolean => selector.startsWith(prefix);

export function derivedKind(selectorOrKind: string): DerivedKind {
  const found = byKind.get(isDerived(selectorOrKind) ? selectorOrKind.slice(prefix.length) : selectorOrKind);
  if (found === undefined) throw new Error(`There is no derived series ${selectorOrKind}.`);
  return found;
}

/** The type that stands where others have the one that was recorded. */
export const derivedType: EventType = {
  typeKey: -1, eventType: 0, name: 'derived', known: true, count: 0, provider: '', category: '', description: '', level: 'info', role: 'none',
  chart: 'auto', flow: true, snapshotWhen: '', fields: all.map((one) => one.field),
};

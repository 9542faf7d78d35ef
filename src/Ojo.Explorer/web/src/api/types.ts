// The answers of the HTTP API, member for member as docs/API.md has them. What plugins are promised of them stands in their contract.

import type * as contract from '../plugins/ojo-plugin';

export interface Stats {
  readonly events: number;
  readonly flows: number;
  readonly runs: number;
  readonly files: number;
  readonly dropped: number;
  /** Unix time in nanoseconds; null in an empty store. */
  readonly firstNs: string | null;
  readonly lastNs: string | null;
  readonly types: readonly TypeCount[];
  readonly missing: readonly MissingFile[];
}

/** A file of the store that cannot be read: what it holds is in no answer. */
export interface MissingFile {
  readonly name: string;
  readonly reason: string;
}

export interface Tenants {
  /** The only tenant who is shown; null where any may be named. */
  readonly tenant: string | null;
  readonly hasOwn: boolean;
  readonly tenants: readonly { readonly name: string }[];
}

export interface TypeCount {
  readonly typeKey: number;
  readonly eventType: number | string;
  readonly name: string;
  readonly category: string;
  readonly count: number;
}

export interface About {
  readonly program: string;
  readonly version: string;
  readonly store: string;
  readonly exportFormats: readonly ExportFormat[];
  readonly allowsImport: boolean;
}

/** What became of a file that was taken in. */
export interface Imported {
  readonly name: string;
  readonly format: string;
  readonly events: number;
  readonly knownEvents: number;
  readonly newRuns: readonly number[];
  readonly problems: readonly { readonly offset: number | null; readonly message: string }[];
  readonly problemCount: number;
  readonly failure: string | null;
}

/** A format that events are exported in. */
export interface ExportFormat {
  readonly format: string;
  readonly name: string;
  readonly description: string;
}

export interface RunName {
  readonly runId: number;
  readonly service: string | null;
  readonly host: string | null;
  readonly processId: number | null;
  readonly startNs: string;
}

export interface Run extends RunName {
  readonly startedAt: string;
  readonly events: number;
  readonly dropped: number;
  readonly flows: number;
  readonly lastNs: number;
}

export interface FlowRow {
  readonly id: string;
  readonly runId: number;
  readonly flowId: string;
  readonly parentId: string | null;
  readonly firstNs: number;
  readonly lastNs: number;
  readonly durationNs: number;
  readonly events: number;
  readonly packetsSent: number;
  readonly packetsLost: number;
  readonly children: number;
  /** How many events it had in each of equal parts of its life, where that was asked for. */
  readonly activity?: readonly number[] | null;
}

export interface FlowPage {
  readonly flows: readonly FlowRow[];
  readonly runs: readonly RunName[];
  readonly total: number;
  readonly hasMore: boolean;
  readonly nextCursor: string | null;
}

export interface FlowSummary {
  readonly packetsSent: number | null;
  readonly packetsReceived: number | null;
  readonly packetsAcked: number | null;
  readonly packetsLost: number | null;
  readonly packetsRetransmitted: number | null;
  readonly bytesSent: number | null;
  readonly bytesReceived: number | null;
  readonly streams: number | null;
  readonly maxCwnd: number | null;
  readonly lastBytesInFlight: number | null;
  readonly minRttUs: number | null;
  readonly medianRttUs: number | null;
  readonly durationUs: number;
}

export interface FlowDetails extends FlowRow {
  readonly run: Run;
  readonly types: readonly TypeCount[];
  readonly summary: FlowSummary;
}

export type FieldJson = string | number | boolean | null;

export interface EventRow {
  readonly id: string;
  readonly flow: string;
  readonly tNs: number;
  readonly typeKey: number;
  readonly eventType: number | string;
  readonly name: string;
  readonly payload: string;
  readonly fields: Readonly<Record<string, FieldJson>>;
}

export interface EventPage {
  readonly events: readonly EventRow[];
  readonly runs: readonly RunName[];
  readonly hasMore: boolean;
  readonly nextCursor: string | null;
}

/** What happened to a packet, and to those that carried the same before and after it. */
export interface PacketLives {
  readonly packets: readonly Packet[];
  /** The place of the one that was asked for. */
  readonly asked: number;
  readonly timeIsUp: boolean;
  readonly missing: readonly MissingFile[];
}

export interface Packet {
  readonly packetNumber: string;
  readonly retransmissionOf: string | null;
  readonly retransmittedAs: string | null;
  readonly steps: readonly { readonly role: string; readonly event: EventRow }[];
  readonly hasMoreSteps: boolean;
}

/** What a flow did in a stretch of time; null where nothing of the kind was recorded. */
export interface RangeStatistics {
  readonly durationNs: number;
  readonly events: number;
  readonly packetsSent: number | null;
  readonly packetsReceived: number | null;
  readonly packetsAcked: number | null;
  readonly packetsLost: number | null;
  readonly packetsRetransmitted: number | null;
  readonly bytesSent: number | string | null;
  readonly bytesReceived: number | string | null;
  readonly sendRate: number | null;
  readonly receiveRate: number | null;
  readonly lossRatio: number | null;
  readonly rtt: { readonly minUs: number | null; readonly medianUs: number | null; readonly p99Us: number | null } | null;
  readonly partial: { readonly timeIsUp: boolean; readonly events: number } | null;
}

/** What the events of each group add up to. */
export interface Groups {
  readonly groups: readonly Group[];
  readonly partial: { readonly timeIsUp: boolean; readonly events: number } | null;
}

/** Numbers beyond 2⁵³ are strings. */
export interface Group {
  readonly keys: readonly (number | string | null)[];
  readonly count: number;
  readonly sum: number | string | null;
  readonly average: number | null;
  readonly min: number | string | null;
  readonly max: number | string | null;
  readonly percentiles: readonly (number | string)[];
  readonly exact: boolean;
}

export interface Bucket {
  readonly firstNs: number;
  readonly lastNs: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly count: number;
}

export interface SeriesColumns extends contract.Series {
  readonly before: Bucket | null;
}

export interface SeriesAnswer {
  readonly flow: string;
  readonly fromNs: number;
  readonly toNs: number;
  readonly series: readonly SeriesColumns[];
}

export interface Field extends contract.Field {
  readonly offset: number;
  readonly bits: number;
}

/** A series that was worked out of a flow's packets: an entry for each bucket. */
export type DerivedColumns = contract.Derived['series'][number];

export interface DerivedAnswer {
  readonly fromNs: number;
  readonly toNs: number;
  readonly bucketNs: number;
  readonly series: readonly DerivedColumns[];
  readonly partial: { readonly timeIsUp: boolean; readonly reachedNs: number } | null;
}

export interface HistogramAnswer {
  readonly field: string;
  readonly edges: readonly (number | string)[];
  readonly counts: readonly number[];
  readonly partial: { readonly timeIsUp: boolean; readonly events: number } | null;
}

export interface EventType extends contract.EventType {
  readonly known: boolean;
  readonly count: number;
  readonly level: string;
  readonly flow: boolean;
  /** When it is a reason for a flight recorder to take a snapshot, as it was declared; empty where it is none. */
  readonly snapshotWhen: string;
  readonly fields: readonly Field[];
}

export interface Gap {
  readonly runId: number;
  readonly fromNs: number;
  readonly toNs: number;
  readonly cause: string;
  readonly events: number;
}

/** What the live stream says whenever the store has changed. */
export interface Change {
  readonly version: string;
  readonly events: number;
  readonly flows: number;
  readonly runs: number;
  readonly files: number;
  readonly dropped: number;
  readonly firstNs: string | null;
  readonly lastNs: string | null;
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly parameter?: string;
  readonly suggestion?: string;
  /** Where in a statement the fault is, in characters, where it has a place. */
  readonly offset?: number;
  readonly length?: number;
}

/** A name that a statement can select from. */
export interface SqlTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string | null }[];
}

/** A value in a row: a whole number that JavaScript cannot hold is a string of digits. */
export type SqlCell = number | string | { readonly blob: string } | null;

/** What a statement found, up to a limit. */
export interface SqlAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string | null }[];
  readonly rows: readonly (readonly SqlCell[])[];
  readonly rowCount: number;
  /** For each column which of null, integer, real, text and blob it has here. */
  readonly kinds: readonly (readonly string[])[];
  /** The limit that ended it; null where these are all rows. */
  readonly stopped: string | null;
  readonly elapsedMs: number;
  readonly missing: readonly MissingFile[];
  /** What went wrong after the first rows. */
  readonly problem: Problem | null;
}

/** What the explorer makes of a filter's text. Offsets and lengths are those of JavaScript's strings. */
export interface FilterAnswer {
  readonly valid: boolean;
  readonly error: FilterFault | null;
  readonly terms: readonly { readonly offset: number; readonly length: number; readonly kind: string }[];
  /** What could stand at the caret, in place of what stands there. */
  readonly completions: {
    readonly offset: number;
    readonly length: number;
    readonly items: readonly { readonly text: string; readonly kind: string; readonly description: string; readonly count?: number | null }[];
  };
}

export interface FilterFault {
  readonly detail: string;
  readonly offset: number;
  readonly length: number;
  /** What was probably meant by the wrong part. */
  readonly suggestion?: string | null;
}

export interface EventCounts {
  readonly fromNs: number;
  readonly toNs: number;
  readonly bucketNs: number;
  readonly types: readonly { readonly type: TypeCount; readonly counts: readonly number[] }[];
  readonly partial: { readonly timeIsUp: boolean; readonly events: number } | null;
}

export interface Snapshots {
  readonly snapshots: readonly Snapshot[];
  readonly hasMore: boolean;
}

/** What a flight recorder left. */
export interface Snapshot {
  readonly name: string;
  readonly service: string;
  readonly host: string;
  readonly processId: number;
  readonly reason: string;
  readonly takenAt: string;
  readonly startNs: string;
  readonly windowStartNs: number;
  readonly windowEndNs: number;
  readonly continues: string | null;
  readonly copy: boolean;
  readonly events: number;
  readonly overwritten: number;
  readonly lost: number;
}

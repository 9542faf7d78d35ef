// The contract between the explorer's page and a plugin: an ES module whose default export is a `Plugin`.
// It imports nothing, so that an author can copy this one file. docs/PLUGINS.md explains it.
//
// A plugin runs in a worker of its own: it has no document, draws on an OffscreenCanvas, and is ended where it does not
// come back. Times are whole nanoseconds since the run's start.

/** What a plugin's module exports as default. */
export interface Plugin {
  /** The version of this contract. */
  readonly contract: 1;
  /** Lower-case letters, digits and hyphens, at most 40; the address keeps folded panels by it. */
  readonly id: string;
  /** What stands above the panel, at most 60 characters. */
  readonly title: string;
  /** A sentence beside it, at most 200 characters. */
  readonly description?: string;
  /** How high the panel is at first, in CSS pixels: 44 to 900, 120 if left out. */
  readonly height?: number;
  /** What a flow must have for the panel to be shown; left out, every flow has it. */
  readonly needs?: Needs;
  /** Called once for each flow that is opened. May be async; until it is done nothing is drawn. */
  panel(host: PluginHost): PanelParts | Promise<PanelParts>;
}

/** What of a flow's events a plugin needs. Every entry of every list must be there. */
export interface Needs {
  /** Roles, as the catalogue writes them: `packet_sent`. */
  readonly roles?: readonly string[];
  /** Event types by wire name: `PACER_STATE`. */
  readonly types?: readonly string[];
  /** Fields: `PACER_STATE.gain`, or `*.gain` of any type. */
  readonly fields?: readonly string[];
}

/** What the page calls. All of it runs in the plugin's worker. */
export interface PanelParts {
  /**
   * Paints the panel. The canvas is cleared, and scaled so that coordinates are CSS pixels; lines stay sharp on every screen.
   * It must return within 2 seconds, or the plugin is ended: ask for data elsewhere, keep it, and call `host.redraw()`.
   */
  draw(context: OffscreenCanvasRenderingContext2D, area: PlotArea): void;
  /** The values at a time, for the panel's right edge; at most 12 are shown. */
  read?(timeNs: number): readonly Reading[];
  /** Somebody clicked at a time. Usually answered with `host.pick(…)`. */
  click?(timeNs: number, x: number, y: number): void;
  /** The flow is left. What `host.query` still asks for has been given up. */
  close?(): void;
}

/** A value at the panel's right edge. */
export interface Reading {
  readonly label: string;
  readonly value: string;
  /** The colour of its mark; left out, it has none. */
  readonly colour?: ColourName;
}

/** What the page gives a panel. */
export interface PluginHost {
  readonly flow: Flow;
  /** The event types that this flow has, in order of their ids. */
  readonly types: readonly EventType[];
  /** Every event type of the store. */
  readonly catalogue: readonly EventType[];
  /** What is visible: all panels share it. */
  readonly range: Signal<TimeRange>;
  /** The time under the pointer; null where it is nowhere. */
  readonly cursor: Signal<number | null>;
  /** The flow's life; it grows while the store is being written to. */
  readonly life: Signal<TimeRange>;
  /** The theme's colours as CSS colours, light or dark. */
  readonly palette: Signal<Palette>;
  readonly query: Queries;
  /** Aborted when the flow is left. */
  readonly closed: AbortSignal;
  /** Asks for `draw` in the next frame. */
  redraw(): void;
  /** Selects the flow's first event of a type from one time up to and with another, in the inspector and in the table. */
  pick(type: EventType, fromNs: number, toNs: number): void;
}

/** A value that can be followed. */
export interface Signal<T> {
  readonly value: T;
  /** Calls back on every change until the returned function is called. */
  follow(follower: (value: T) => void): () => void;
}

/** `to` does not belong to it. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** Where in the canvas the data goes. */
export interface PlotArea {
  readonly range: TimeRange;
  /** Where the data begins; what is left of it is for labels, in every panel the same. */
  readonly left: number;
  readonly right: number;
  readonly width: number;
  /** The canvas' height in CSS pixels. */
  readonly height: number;
  /** How many device pixels a CSS pixel has. */
  readonly scale: number;
  readonly nsPerPixel: number;
  readonly palette: Palette;
  /** A time's place. */
  x(timeNs: number): number;
  /** A place's time. */
  time(x: number): number;
}

export type ColourName =
  | 'sent' | 'acked' | 'lost' | 'retransmitted' | 'received' | 'window' | 'limit' | 'sample' | 'neutral' | 'other'
  | 'extra1' | 'extra2' | 'extra3' | 'extra4' | 'extra5' | 'extra6'
  | 'ink' | 'muted' | 'grid' | 'axis' | 'surface' | 'hatch' | 'density' | 'selection';

export type Palette = Readonly<Record<ColourName, string>> & {
  /** The page's font family. */
  readonly font: string;
};

export interface Flow {
  /** `<run>-<flow id>` */
  readonly id: string;
  readonly runId: number;
  readonly flowId: string;
  readonly parentId: string | null;
  readonly service: string | null;
  readonly host: string | null;
  /** Unix time of the run's start in nanoseconds, digits. */
  readonly startNs: string;
}

export interface EventType {
  readonly typeKey: number;
  readonly eventType: number | string;
  readonly name: string;
  readonly provider: string;
  readonly category: string;
  readonly description: string;
  readonly role: string;
  readonly chart: string;
  readonly fields: readonly Field[];
}

export interface Field {
  readonly name: string;
  readonly type: string;
  readonly kind: string;
  readonly unit: string;
  readonly part: string;
  readonly description: string;
  readonly values: readonly { readonly name: string; readonly value: number | string }[];
}

/**
 * Questions to the explorer's API (docs/API.md). Each is given up with the signal, if one is given, and when the flow is left;
 * one that fails is an Error whose message says what to change.
 */
export interface Queries {
  /** Values of fields over time, at most one bucket per pixel. A selector is `TYPE.field`, or `TYPE` for how many there are. */
  series(selectors: readonly string[], range: TimeRange, width: number, signal?: AbortSignal): Promise<readonly Series[]>;
  /** The flow's events, decoded, in order of time: a page of at most 10,000. */
  events(query: EventsQuery, signal?: AbortSignal): Promise<EventPage>;
  /** Throughput, bytes in flight, round-trip times, loss. */
  derived(kinds: readonly string[], range: TimeRange, width: number, signal?: AbortSignal): Promise<Derived>;
  /** Read-only SQL over the store's views. */
  sql(statement: string, parameters?: Readonly<Record<string, unknown>> | readonly unknown[], signal?: AbortSignal): Promise<SqlAnswer>;
}

/** Columns with one entry per bucket, in order of time. */
export interface Series {
  readonly selector: string;
  /** 0 where each bucket is one event. */
  readonly bucketNs: number;
  readonly firstNs: readonly number[];
  readonly lastNs: readonly number[];
  readonly first: readonly (number | null)[];
  readonly last: readonly (number | null)[];
  readonly min: readonly (number | null)[];
  readonly max: readonly (number | null)[];
  readonly count: readonly number[];
  /** The last event before the range, so that a step can enter it. */
  readonly before: { readonly firstNs: number; readonly lastNs: number; readonly last: number | null } | null;
}

export interface EventsQuery {
  readonly types?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly where?: readonly string[];
  readonly order?: 'asc' | 'desc';
  readonly limit?: number;
  readonly cursor?: string;
}

export interface EventPage {
  readonly events: readonly EventRow[];
  readonly hasMore: boolean;
  readonly nextCursor: string | null;
}

export interface EventRow {
  readonly id: string;
  readonly tNs: number;
  readonly typeKey: number;
  readonly name: string;
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
}

export interface Derived {
  readonly fromNs: number;
  readonly bucketNs: number;
  readonly series: readonly {
    readonly kind: string;
    readonly unit: string;
    readonly value: readonly (number | null)[];
    readonly min: readonly (number | null)[];
    readonly max: readonly (number | null)[];
    readonly count: readonly number[];
    /** Why it cannot be worked out; null where it can. */
    readonly unavailable: string | null;
  }[];
}

export interface SqlAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string | null }[];
  readonly rows: readonly (readonly (number | string | null | { readonly blob: string })[])[];
  readonly stopped: string | null;
}

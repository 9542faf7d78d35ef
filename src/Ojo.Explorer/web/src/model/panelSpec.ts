import type { EventType, Field } from '../api/types';
import type { Colour } from './palette';
import type { Quantity } from './quantity';
import type { Shape } from './roles';

/** How a series of values is drawn: held until the next, joined, dots on a thin line, or filled down to zero. */
export type LineForm = 'step' | 'line' | 'samples' | 'area';

export interface LineSeries {
  readonly selector: string;
  readonly label: string;
  readonly type: EventType;
  readonly field: Field;
  readonly colour: Colour;
  readonly form: LineForm;
  readonly dash: readonly number[];
  /** Whether it is shown only on request, because it would press the others against the edge. */
  readonly isMinor: boolean;
}

/** One of the reasons that keep a sender from sending. */
export interface ReasonRow {
  readonly label: string;
  readonly selector: string;
  readonly colour: Colour;
  /** What is shown, and marked as worked out, where the reason was not recorded. */
  readonly otherwise: string | null;
}

/** One meaning on the packet timeline, and every event type that has it. */
export interface MarkGroup {
  readonly label: string;
  readonly colour: Colour;
  readonly shape: Shape;
  readonly members: readonly { readonly selector: string; readonly type: EventType; readonly field: Field }[];
}

/** A row of marks, or of bands where a value holds until the next. */
export interface Lane {
  readonly label: string;
  readonly type: EventType;
  readonly selector: string;
  readonly colour: Colour;
  readonly shape: Shape;
  /** The field whose value the band shows; null for marks. */
  readonly state: Field | null;
  /** What ends the band, where it is not the next value. */
  readonly end: { readonly selector: string; readonly type: EventType } | null;
}

/** What a panel would need and the trace has not. */
export interface Missing {
  readonly sentence: string;
  readonly code: string;
}

interface Common {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Whether somebody asked for it, and can take it away again. */
  readonly isAdded?: boolean;
}

export interface PacketPanelSpec extends Common {
  readonly kind: 'packets';
  readonly groups: readonly MarkGroup[];
  /** What the axis measures: packet numbers, or bytes. */
  readonly quantity: Quantity;
  /** Limits, drawn as steps over the marks. */
  readonly edges: readonly LineSeries[];
  /** The same packets by where they stand among all bytes sent, where the events say sizes. */
  readonly byBytes: { readonly groups: readonly MarkGroup[]; readonly edges: readonly LineSeries[] } | null;
}

export interface LinePanelSpec extends Common {
  readonly kind: 'lines';
  /** What the axis at the left measures; series of another quantity have the one at the right. */
  readonly quantity: Quantity;
  readonly series: readonly LineSeries[];
}

export interface ReasonPanelSpec extends Common {
  readonly kind: 'reasons';
  readonly rows: readonly ReasonRow[];
}

export interface StreamPanelSpec extends Common {
  readonly kind: 'streams';
}

export interface LanePanelSpec extends Common {
  readonly kind: 'lanes';
  readonly lanes: readonly Lane[];
}

export interface MissingPanelSpec extends Common {
  readonly kind: 'missing';
  readonly missing: Missing;
}

/** A panel that a plugin draws; or that says why it does not. */
export interface PluginPanelSpec extends Common {
  readonly kind: 'plugin';
  /** The address of the plugin's module. */
  readonly module: string;
  readonly height: number;
  readonly blame: { readonly message: string; readonly place: string | null } | null;
}

export type PanelSpec = PacketPanelSpec | LinePanelSpec | LanePanelSpec | ReasonPanelSpec | StreamPanelSpec | MissingPanelSpec | PluginPanelSpec;

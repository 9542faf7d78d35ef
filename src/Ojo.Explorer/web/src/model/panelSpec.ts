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
}

export interface PacketPanelSpec extends Common {
  readonly kind: 'packets';
  readonly groups: readonly MarkGroup[];
}

export interface LinePanelSpec extends Common {
  readonly kind: 'lines';
  readonly quantity: Quantity;
  readonly series: readonly LineSeries[];
}

export interface LanePanelSpec extends Common {
  readonly kind: 'lanes';
  readonly lanes: readonly Lane[];
}

export interface MissingPanelSpec extends Common {
  readonly kind: 'missing';
  readonly missing: Missing;
}

export type PanelSpec = PacketPanelSpec | LinePanelSpec | LanePanelSpec | MissingPanelSpec;

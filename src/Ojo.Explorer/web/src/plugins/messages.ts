// What the page and a plugin's worker say to each other.

import type { EventType, Flow, Needs, Palette, Reading, TimeRange } from './ojo-plugin';

/** What a plugin says of itself, checked. */
export interface Description {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly height: number;
  readonly needs: Required<Needs>;
}

/** What went wrong in a plugin, and where in its files, as far as that can be known. */
export interface Blame {
  readonly message: string;
  /** The file's path below the plugins' directory, with line and column. */
  readonly place: string | null;
}

/** What a panel is drawn from. */
export interface Frame {
  readonly range: TimeRange;
  readonly life: TimeRange;
  readonly palette: Palette;
  /** The canvas in CSS pixels, where the data begins, and how many device pixels a CSS pixel has. */
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly scale: number;
}

export interface Opening {
  readonly module: string;
  readonly canvas: OffscreenCanvas;
  readonly flow: Flow;
  readonly types: readonly EventType[];
  readonly catalogue: readonly EventType[];
  readonly tenant: string | null;
  readonly frame: Frame;
}

export type ToWorker =
  | { readonly kind: 'describe'; readonly module: string }
  | { readonly kind: 'open'; readonly opening: Opening }
  | { readonly kind: 'draw'; readonly frame: Frame }
  | { readonly kind: 'read'; readonly time: number; readonly cursor: number | null }
  | { readonly kind: 'click'; readonly time: number; readonly x: number; readonly y: number }
  | { readonly kind: 'close' };

export type FromWorker =
  | { readonly kind: 'described'; readonly description: Description }
  | { readonly kind: 'opened' }
  | { readonly kind: 'drawn' }
  | { readonly kind: 'redraw' }
  | { readonly kind: 'readings'; readonly readings: readonly Reading[] }
  | { readonly kind: 'pick'; readonly eventType: string; readonly from: number; readonly to: number }
  | { readonly kind: 'fault'; readonly blame: Blame };

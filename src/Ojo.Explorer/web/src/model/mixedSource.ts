import type { Client } from '../api/client';
import type { Gap, SeriesColumns } from '../api/types';
import { isDerived } from './derived';
import { DerivedSource } from './derivedSource';
import type { Piece } from './series';
import { SeriesSource } from './seriesSource';
import type { TimeRange } from './timeRange';
import type { ValueSource } from './valueSource';

/** What a source has to know of the flow and the panel. */
export interface SourceContext {
  readonly client: Client;
  readonly flow: string;
  lastNs(): number;
  gaps(): readonly Gap[];
  averaging(): number | null;
  changed(): void;
}

/** Recorded and derived series of one panel. */
export class MixedSource implements ValueSource {
  readonly derived: DerivedSource | null;
  readonly #recorded: SeriesSource | null;

  constructor(selectors: readonly string[], context: SourceContext) {
    const derived = selectors.filter(isDerived);
    const recorded = selectors.filter((selector) => !isDerived(selector));
    const changed = () => context.changed();
    this.#recorded = recorded.length === 0 ? null
      : new SeriesSource(context.client, context.flow, [...new Set(recorded)], () => context.lastNs(), changed);
    this.derived = derived.length === 0 ? null
      : new DerivedSource(context.client, context.flow, [...new Set(derived)], () => context.lastNs(), () => context.gaps(), () => context.averaging(), changed);
  }

  get error(): unknown {
    return this.#recorded?.error ?? this.derived?.error ?? null;
  }

  get isEmpty(): boolean {
    return this.#all.some((source) => source.isEmpty);
  }

  get isBusy(): boolean {
    return this.#all.some((source) => source.isBusy);
  }

  pieces(selector: string, range: TimeRange): readonly Piece[] {
    return this.#of(selector)?.pieces(selector, range) ?? [];
  }

  at(selector: string, time: number): SeriesColumns | undefined {
    return this.#of(selector)?.at(selector, time);
  }

  want(range: TimeRange, extent: TimeRange, pixels: number): void {
    for (const source of this.#all) source.want(range, extent, pixels);
  }

  retry(): void {
    for (const source of this.#all) source.retry();
  }

  async grow(extent: TimeRange, pixels: number): Promise<void> {
    await Promise.all(this.#all.map((source) => source.grow(extent, pixels)));
  }

  close(): void {
    for (const source of this.#all) source.close();
  }

  get #all(): readonly ValueSource[] {
    return [this.#recorded, this.derived].filter((source) => source !== null);
  }

  #of(selector: string): ValueSource | null {
    return isDerived(selector) ? this.derived : this.#recorded;
  }
}

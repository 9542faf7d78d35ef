import { causeOf, gapAt } from '../../drawing/hatch';
import { PlotArea } from '../../drawing/plotArea';
import type { FlowSession } from '../../model/flowSession';
import { duration, grouped } from '../../model/numbers';
import type { PanelSpec } from '../../model/panelSpec';
import type { ValueSource } from '../../model/valueSource';
import { attachGestures, type DragMode } from './gestures';
import { Hover } from './hover';
import { Panel, type PanelHost } from './panel';

/** What is under the pointer, and where it stands if the pointer only is near it. */
export interface Named {
  readonly name: string;
  readonly detail: string;
  readonly at?: { readonly x: number; readonly y: number };
}

/** A panel of the page's own: values from a source, named under the pointer and picked by a click. */
export abstract class ChartPanel extends Panel {
  readonly #hover: Hover;

  protected constructor(flow: FlowSession, spec: PanelSpec, host: PanelHost, normalHeight: number, dragMode: () => DragMode) {
    super(flow, spec, host, normalHeight);
    this.#hover = new Hover(this.plot);
    this.life.add(flow.session.theme.palette.follow(() => this.restyle()));
    attachGestures(this.plot, flow.viewport, this.life, dragMode, (x, y) => this.#point(x, y), (x, y) => {
      if (!this.pickMark(x, y)) this.pickAt(x, y);
    });
  }

  /** Where its values come from; null where there is more than one place. */
  protected abstract readonly source: ValueSource | null;

  /** What is under the pointer; null where nothing is. */
  protected abstract nameAt(x: number, y: number): Named | null;

  /** Selects what was clicked. */
  protected abstract pickAt(x: number, y: number): void;

  override get isVector(): boolean {
    return true;
  }

  protected override grow(): void {
    void this.source?.grow(this.flow.viewport.extent, this.pixels);
  }

  /** Asks for what the screen lacks. */
  protected wantVisible(): void {
    const { range, extent } = this.flow.viewport;
    this.source?.want(range.value, extent, this.pixels);
  }

  /** There is an answer, or there will be none. */
  protected arrived(): void {
    this.setError(this.source?.error ?? null, () => {
      this.source?.retry();
      this.invalidate();
    });
    this.invalidate();
    this.readNow();
  }

  /** The colours changed. */
  protected restyle(): void {
    this.invalidate();
  }

  protected get area(): PlotArea {
    return PlotArea.of(this.flow.viewport.range.value, this.plot.clientWidth);
  }

  #point(x: number | null, y: number): void {
    if (x === null) {
      this.#hover.hide();
      return;
    }
    const flag = this.markAt(x, y);
    const named = flag === null ? this.nameAt(x, y) : null;
    const gap = gapAt(this.flow.gaps.value, this.area.time(x), this.area.nsPerPixel * 2);
    if (flag !== null) this.#hover.show(x, y, ...flag);
    else if (named !== null) this.#hover.show(named.at?.x ?? x, named.at?.y ?? y, named.name, named.detail, named.at !== undefined);
    else if (gap !== undefined) this.#hover.show(x, y, `${grouped(gap.events)} events were lost here`, `${causeOf(gap)}, ${duration(gap.toNs - gap.fromNs)}`);
    else this.#hover.hide();
  }
}

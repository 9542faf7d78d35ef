import { Layer } from '../../drawing/layer';
import { PlotArea } from '../../drawing/plotArea';
import { eachStretch, paintReasons, reasonHeight } from '../../drawing/reasonChart';
import { derivedKind } from '../../model/derived';
import type { FlowSession } from '../../model/flowSession';
import { MixedSource } from '../../model/mixedSource';
import { duration, percent, timeAt, withUnit } from '../../model/numbers';
import type { ReasonPanelSpec, ReasonRow } from '../../model/panelSpec';
import { shapeIcon } from '../common/icons';
import { attachGestures, type DragMode } from './gestures';
import { Hover } from './hover';
import { Legend } from './legend';
import { Panel, type PanelHost } from './panel';

/** A part without the digits that nobody compares. */
const share = (part: number): string => (part < 0.005 ? withUnit('<1', '%') : withUnit(String(Math.round(part * 100)), '%'));

/** What kept the sender from sending: a row of bands for each reason, and how long it was in all. */
export class ReasonPanel extends Panel {
  readonly #legend: Legend;
  readonly #source: MixedSource;
  readonly #layer: Layer;
  readonly #hover: Hover;

  constructor(flow: FlowSession, override readonly spec: ReasonPanelSpec, host: PanelHost, dragMode: () => DragMode) {
    super(flow, spec, host, spec.rows.length * reasonHeight + 1);
    this.root.classList.add('panel-reasons');
    this.#legend = new Legend(spec.rows.map((row) => ({
      label: row.label, icon: shapeIcon('square', row.colour), title: `How long ${row.label} kept the sender from sending in what is visible. Click to hide.`,
    })), () => this.invalidate());
    this.side.append(this.#legend.root);
    const selectors = spec.rows.flatMap((row) => (row.otherwise === null ? [row.selector] : [row.selector, row.otherwise]));
    this.#source = new MixedSource(selectors, {
      client: flow.session.client, flow: flow.id, lastNs: () => flow.details.value.lastNs, gaps: () => flow.gaps.value, averaging: () => null,
      changed: () => this.#arrived(),
    });
    this.#layer = new Layer(this.plot, (context, width, height) => paintReasons(context, width, height, flow.viewport.range.value, {
      rows: () => spec.rows.map((row, index) => ({ colour: row.colour, selector: this.#selector(row), isHidden: this.#legend.isHidden(index) })),
      pieces: (selector) => this.#source.pieces(selector, flow.viewport.range.value),
      gaps: () => flow.gaps.value,
      palette: () => flow.session.theme.palette.value,
    }));
    this.#hover = new Hover(this.plot);
    this.life.add(() => this.#source.close());
    this.life.add(() => this.#layer.close());
    this.life.add(flow.session.theme.palette.follow(() => this.invalidate()));
    attachGestures(this.plot, flow.viewport, this.life, dragMode, (x, y) => this.#point(x, y), (x, y) => this.#click(x, y));
  }

  override get isVector(): boolean {
    return true;
  }

  override paintOn(context: CanvasRenderingContext2D, width: number, height: number): void {
    this.#layer.paintOn(context, width, height);
    this.invalidate();
  }

  protected override paint(): void {
    const { range, extent } = this.flow.viewport;
    this.#source.want(range.value, extent, this.pixels);
    this.#layer.invalidate();
    this.#total();
    const worked = this.spec.rows.filter((row) => this.#isWorkedOut(row)).map((row) => row.label);
    this.note(worked.length === 0 ? this.spec.description
      : `${this.spec.description}; ${worked.join(', ')} worked out: in flight \u2265 window \u2212 one packet, no event says it`, worked.length > 0);
  }

  protected override grow(): void {
    void this.#source.grow(this.flow.viewport.extent, this.pixels);
  }

  override read(): void {
    // The totals are of what is visible, wherever the cursor is.
  }

  /** What is shown of a reason: what was recorded, else what can be worked out instead. */
  #selector(row: ReasonRow): string {
    return this.#isWorkedOut(row) ? row.otherwise as string : row.selector;
  }

  #isWorkedOut(row: ReasonRow): boolean {
    const { derived } = this.#source;
    return row.otherwise !== null && derived !== null && derived.unavailable(row.selector) !== null && derived.unavailable(row.otherwise) === null;
  }

  #total(): void {
    const range = this.flow.viewport.range.value;
    const { firstNs, lastNs } = this.flow.details.value;
    const visible = Math.max(1, Math.min(range.to, lastNs) - Math.max(range.from, firstNs));
    const spoken: string[] = [];
    this.spec.rows.forEach((row, index) => {
      const selector = this.#selector(row);
      const why = this.#source.derived?.unavailable(selector) ?? null;
      let total = 0;
      eachStretch(this.#source.pieces(selector, range), range, (from, to, share) => {
        total += share * (Math.min(to, range.to) - Math.max(from, range.from));
      });
      const text = why !== null || this.#source.isEmpty ? '\u2013' : total === 0 ? '0' : `${duration(total)} ${share(total / visible)}`;
      spoken.push(`${row.label} ${text}`);
      this.#legend.set(index, text, why ?? (row.selector === selector ? `${Math.round(total)} ns` : `${Math.round(total)} ns, worked out: ${derivedKind(selector).kind}`));
    });
    this.plot.setAttribute('aria-description', spoken.join(', '));
  }

  #arrived(): void {
    this.setError(this.#source.error, () => {
      this.#source.retry();
      this.invalidate();
    });
    this.invalidate();
  }

  #stretchAt(x: number, y: number): { row: ReasonRow; from: number; to: number; share: number } | null {
    const row = this.spec.rows[Math.floor(y / reasonHeight)];
    if (row === undefined || this.#legend.isHidden(this.spec.rows.indexOf(row))) return null;
    const range = this.flow.viewport.range.value;
    const area = PlotArea.of(range, this.plot.clientWidth);
    const time = area.time(x);
    let found: { row: ReasonRow; from: number; to: number; share: number } | null = null;
    eachStretch(this.#source.pieces(this.#selector(row), range), range, (from, to, share) => {
      if (time >= from - area.nsPerPixel && time < to + area.nsPerPixel) found = { row, from, to, share };
    });
    return found;
  }

  #point(x: number | null, y: number): void {
    const flag = x === null ? null : this.markAt(x, y);
    const stretch = x === null || flag !== null ? null : this.#stretchAt(x, y);
    if (x !== null && flag !== null) this.#hover.show(x, y, ...flag);
    else if (x === null || stretch === null) this.#hover.hide();
    else this.#hover.show(x, y, `${stretch.row.label}${this.#isWorkedOut(stretch.row) ? ', worked out' : ''}`, `${stretch.share === 1 ? '' : `${percent(stretch.share, 1)} of `}${duration(stretch.to - stretch.from)} from ${timeAt(stretch.from, 1e3)}`);
  }

  #click(x: number, y: number): void {
    if (this.pickMark(x, y)) return;
    const stretch = this.#stretchAt(x, y);
    const type = this.flow.types.find((one) => one.role === 'blocked');
    if (stretch === null || type === undefined) this.flow.select(null);
    else void this.flow.pick(type, Math.max(0, stretch.from), stretch.to);
  }
}

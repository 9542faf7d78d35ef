import { eachStretch, paintReasons, reasonHeight } from '../../drawing/reasonChart';
import { derivedKind } from '../../model/derived';
import type { FlowSession } from '../../model/flowSession';
import { MixedSource } from '../../model/mixedSource';
import { duration, percent, timeAt, withUnit } from '../../model/numbers';
import type { ReasonPanelSpec, ReasonRow } from '../../model/panelSpec';
import { shapeIcon } from '../common/icons';
import { CanvasPanel } from './canvasPanel';
import type { Named } from './chartPanel';
import type { DragMode } from './gestures';
import { Legend } from './legend';
import type { PanelHost } from './panel';

/** A part without the digits that nobody compares. */
const share = (part: number): string => (part < 0.005 ? withUnit('<1', '%') : withUnit(String(Math.round(part * 100)), '%'));

/** What kept the sender from sending: a row of bands for each reason, and how long it was in all. */
export class ReasonPanel extends CanvasPanel {
  readonly #legend: Legend;
  protected override readonly source: MixedSource;

  constructor(flow: FlowSession, override readonly spec: ReasonPanelSpec, host: PanelHost, dragMode: () => DragMode) {
    super(flow, spec, host, spec.rows.length * reasonHeight + 1, dragMode);
    this.root.classList.add('panel-reasons');
    this.#legend = new Legend(spec.rows.map((row) => ({
      label: row.label, icon: shapeIcon('square', row.colour), title: `How long ${row.label} kept the sender from sending in what is visible. Click to hide.`,
    })), () => this.invalidate());
    this.side.append(this.#legend.root);
    const selectors = spec.rows.flatMap((row) => (row.otherwise === null ? [row.selector] : [row.selector, row.otherwise]));
    this.source = new MixedSource(selectors, {
      client: flow.session.client, flow: flow.id, lastNs: () => flow.details.value.lastNs, gaps: () => flow.gaps.value, averaging: () => null,
      changed: () => this.arrived(),
    });
    this.life.add(() => this.source.close());
  }

  protected override draw(context: CanvasRenderingContext2D, width: number, height: number): void {
    const { gaps, session, viewport } = this.flow;
    paintReasons(context, width, height, viewport.range.value, {
      rows: () => this.spec.rows.map((row, index) => ({ colour: row.colour, selector: this.#selector(row), isHidden: this.#legend.isHidden(index) })),
      pieces: (selector) => this.source.pieces(selector, viewport.range.value),
      gaps: () => gaps.value,
      palette: () => session.theme.palette.value,
    });
  }

  protected override paint(): void {
    super.paint();
    this.#total();
    const worked = this.spec.rows.filter((row) => this.#isWorkedOut(row)).map((row) => row.label);
    this.note(worked.length === 0 ? this.spec.description
      : `${this.spec.description}; ${worked.join(', ')} worked out: in flight \u2265 window \u2212 one packet, no event says it`, worked.length > 0);
  }

  override read(): void {
    // The totals are of what is visible, wherever the cursor is.
  }

  /** What is shown of a reason: what was recorded, else what can be worked out instead. */
  #selector(row: ReasonRow): string {
    return this.#isWorkedOut(row) ? row.otherwise as string : row.selector;
  }

  #isWorkedOut(row: ReasonRow): boolean {
    const { derived } = this.source;
    return row.otherwise !== null && derived !== null && derived.unavailable(row.selector) !== null && derived.unavailable(row.otherwise) === null;
  }

  #total(): void {
    const range = this.flow.viewport.range.value;
    const { firstNs, lastNs } = this.flow.details.value;
    const visible = Math.max(1, Math.min(range.to, lastNs) - Math.max(range.from, firstNs));
    const spoken: string[] = [];
    this.spec.rows.forEach((row, index) => {
      const selector = this.#selector(row);
      const why = this.source.derived?.unavailable(selector) ?? null;
      let total = 0;
      eachStretch(this.source.pieces(selector, range), range, (from, to, share) => {
        total += share * (Math.min(to, range.to) - Math.max(from, range.from));
      });
      const text = why !== null || this.source.isEmpty ? '\u2013' : total === 0 ? '0' : `${duration(total)} ${share(total / visible)}`;
      spoken.push(`${row.label} ${text}`);
      this.#legend.set(index, text, why ?? (row.selector === selector ? `${Math.round(total)} ns` : `${Math.round(total)} ns, worked out: ${derivedKind(selector).kind}`));
    });
    this.plot.setAttribute('aria-description', spoken.join(', '));
  }

  #stretchAt(x: number, y: number): { row: ReasonRow; from: number; to: number; share: number } | null {
    const row = this.spec.rows[Math.floor(y / reasonHeight)];
    if (row === undefined || this.#legend.isHidden(this.spec.rows.indexOf(row))) return null;
    const range = this.flow.viewport.range.value;
    const { area } = this;
    const time = area.time(x);
    let found: { row: ReasonRow; from: number; to: number; share: number } | null = null;
    eachStretch(this.source.pieces(this.#selector(row), range), range, (from, to, share) => {
      if (time >= from - area.nsPerPixel && time < to + area.nsPerPixel) found = { row, from, to, share };
    });
    return found;
  }

  protected override nameAt(x: number, y: number): Named | null {
    const stretch = this.#stretchAt(x, y);
    return stretch === null ? null : {
      name: `${stretch.row.label}${this.#isWorkedOut(stretch.row) ? ', worked out' : ''}`,
      detail: `${stretch.share === 1 ? '' : `${percent(stretch.share, 1)} of `}${duration(stretch.to - stretch.from)} from ${timeAt(stretch.from, 1e3)}`,
    };
  }

  protected override pickAt(x: number, y: number): void {
    const stretch = this.#stretchAt(x, y);
    const type = this.flow.types.find((one) => one.role === 'blocked');
    if (stretch === null || type === undefined) this.flow.select(null);
    else void this.flow.pick(type, Math.max(0, stretch.from), stretch.to);
  }
}

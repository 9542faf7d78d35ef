import { isAbort } from '../../api/apiError';
import type { HistogramAnswer } from '../../api/types';
import { type HistogramBars, paintHistogram } from '../../drawing/histogram';
import { Layer } from '../../drawing/layer';
import type { FlowSession } from '../../model/flowSession';
import type { HistogramSpread } from '../../model/export';
import { grouped } from '../../model/numbers';
import type { LineSeries } from '../../model/panelSpec';
import { type Quantity, quantityOf, written } from '../../model/quantity';
import { sameRange, type TimeRange } from '../../model/timeRange';
import { h, toggleAttribute } from '../common/dom';
import { errorNotice } from '../common/notice';
import { Hover } from './hover';

/** How the values of a panel's series are spread in the visible time: instead of the plot, with an axis of values of its own. */
export class LineHistogram {
  readonly root = h('div', { class: 'histogram', role: 'img', 'aria-label': 'Distribution, being counted' });
  readonly #layer: Layer;
  readonly #hover: Hover;
  readonly #message = h('div', { class: 'plot-message', hidden: true });
  #answers: readonly (HistogramAnswer | null)[] = [];
  #asked: { range: TimeRange; log: boolean; version: number } | null = null;
  #request: AbortController | null = null;
  #log = false;
  #version = 0;

  constructor(
    private readonly flow: FlowSession, cell: HTMLElement, private readonly series: readonly LineSeries[],
    private readonly isHidden: (index: number) => boolean, private readonly quantity: Quantity,
  ) {
    this.root.append(this.#message);
    cell.append(this.root);
    this.#layer = new Layer(this.root, (context, width, height) => paintHistogram(context, width, height, this.bars, this.quantity, flow.session.theme.palette.value));
    this.#hover = new Hover(this.root);
    this.root.addEventListener('pointermove', (event) => this.#point(event));
    this.root.addEventListener('pointerleave', () => this.#hover.hide());
  }

  setLog(log: boolean): void {
    this.#log = log;
  }

  /** The same as the explorer said it, with the series' own units. */
  get spreads(): readonly HistogramSpread[] {
    return this.series.flatMap((series, index) => {
      const answer = this.#answers[index];
      return answer === undefined || answer === null || this.isHidden(index) ? []
        : [{ label: `${series.type.name}.${series.field.name}`, unit: series.field.unit, edges: answer.edges, counts: answer.counts }];
    });
  }

  /** There may be more events than when it was asked. */
  changed(): void {
    this.#version++;
  }

  draw(): void {
    const range = this.flow.viewport.settled.value;
    const { log } = { log: this.#log };
    if (this.#asked === null || !sameRange(this.#asked.range, range) || this.#asked.log !== log || this.#asked.version !== this.#version) {
      this.#asked = { range, log, version: this.#version };
      void this.#ask(range, log);
    }
    this.#layer.invalidate();
  }

  /** Whether there are values to draw. */
  get isEmpty(): boolean {
    return this.bars.every((bars) => bars.edges.length < 2);
  }

  paintOn(context: CanvasRenderingContext2D, width: number, height: number): void {
    this.#layer.paintOn(context, width, height);
  }

  close(): void {
    this.#request?.abort();
    this.#layer.close();
    this.root.remove();
  }

  async #ask(range: TimeRange, log: boolean): Promise<void> {
    this.#request?.abort();
    const request = this.#request = new AbortController();
    try {
      const { client } = this.flow.session;
      this.#answers = await Promise.all(this.series.map((series) =>
        client.histogram(this.flow.id, series.selector, range, 60, log ? 'log' : 'linear', request.signal)));
      this.#message.hidden = true;
      const total = this.#answers.reduce((sum, answer) => sum + (answer?.counts.reduce((a, b) => a + b, 0) ?? 0), 0);
      toggleAttribute(this.root, 'aria-label', `${total} values; ${this.series.map((series) => series.label).join(', ')}`);
    } catch (error) {
      if (isAbort(error)) return;
      this.#message.replaceChildren(errorNotice(error, () => void this.#ask(range, log)));
      this.#message.hidden = false;
    }
    this.#layer.invalidate();
  }

  /** The visible series as they are drawn: from edge to edge, how many values; in the axis's own unit. */
  get bars(): readonly HistogramBars[] {
    return this.series.flatMap((series, index) => {
      const answer = this.#answers[index];
      const { factor } = quantityOf(series.field);
      return answer === undefined || answer === null || this.isHidden(index) ? []
        : [{ label: series.label, colour: series.colour, edges: answer.edges.map((edge) => Number(edge) * factor), counts: answer.counts }];
    });
  }

  #point(event: PointerEvent): void {
    const box = this.root.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const found = this.#layer.width === 0 ? null : paintHistogram.at(this.bars, this.#layer.width, x);
    if (found === null) this.#hover.hide();
    else this.#hover.show(x, y, `${written(found.from, this.quantity)} \u2013 ${written(found.to, this.quantity)}`, found.counts.map(([label, count]) => `${label}: ${grouped(count)}`).join(', '));
  }
}

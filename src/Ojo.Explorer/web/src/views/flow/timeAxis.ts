import { Layer } from '../../drawing/layer';
import { gutter, PlotArea } from '../../drawing/plotArea';
import { timeTicks } from '../../drawing/ticks';
import type { FlowSession } from '../../model/flowSession';
import { duration, grouped, timeAt } from '../../model/numbers';
import { Lifetime } from '../../model/signal';
import { spanOf } from '../../model/timeRange';
import { h, setText } from '../common/dom';

/** The time axis that all panels share; at its right edge, the time at the cursor. */
export class TimeAxis {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #plot = h('div', { class: 'axis-plot' });
  readonly #base = h('span', { class: 'axis-base' });
  readonly #time = h('output', { class: 'axis-time', 'aria-label': 'Time at the cursor' });
  readonly #layer: Layer;

  /** @param since What the times count from. */
  constructor(private readonly flow: Pick<FlowSession, 'viewport' | 'session'>, private readonly since = 'the run\'s start') {
    this.#plot.append(this.#base);
    this.root = h('div', { class: 'axis row' }, this.#plot, h('div', { class: 'side' }, this.#time));
    this.#layer = new Layer(this.#plot, (context, width, height) => this.#paint(context, width, height));
    this.life.add(flow.viewport.range.follow(() => this.#layer.invalidate()));
    this.life.add(flow.session.theme.palette.follow(() => this.#layer.invalidate()));
    this.life.add(() => this.#layer.close());
  }

  /** Writes the time under the cursor, or how long what is being marked is. */
  read(time: number | null): void {
    const marked = this.flow.viewport.selection.value;
    if (marked !== null) {
      setText(this.#time, `\u0394 ${duration(spanOf(marked))}`);
      this.#time.title = `${grouped(spanOf(marked))} ns`;
      return;
    }
    setText(this.#time, time === null ? '' : timeAt(time, PlotArea.of(this.flow.viewport.range.value, this.#plot.clientWidth).nsPerPixel));
    this.#time.title = time === null ? '' : `${grouped(Math.round(time))} ns since ${this.since}`;
  }

  close(): void {
    this.life.end();
  }

  #paint(context: CanvasRenderingContext2D, width: number, height: number): void {
    const palette = this.flow.session.theme.palette.value;
    const area = PlotArea.of(this.flow.viewport.range.value, width);
    const { ticks, labels, base } = timeTicks(area.range, area.width);
    setText(this.#base, base === '' ? '' : `${base}`);
    context.font = `11px ${palette.font}`;
    context.textBaseline = 'middle';
    context.fillStyle = palette.muted;
    context.strokeStyle = palette.axis;
    context.lineWidth = 1;
    context.beginPath();
    let free = gutter - 30;
    ticks.forEach((tick, index) => {
      const x = area.x(tick);
      const at = Math.round(x) + 0.5;
      context.moveTo(at, height - 5);
      context.lineTo(at, height);
      const text = labels[index] ?? '';
      const half = context.measureText(text).width / 2;
      // A label that would be cut off or touch its neighbour is left out whole.
      if (x - half < Math.max(free, 2) || x + half > width) return;
      context.textAlign = 'center';
      context.fillText(text, x, height / 2 - 2);
      free = x + half + 8;
    });
    context.moveTo(area.left, height - 0.5);
    context.lineTo(area.right, height - 0.5);
    context.stroke();
  }
}

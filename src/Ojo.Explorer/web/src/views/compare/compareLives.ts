import { gutter, PlotArea } from '../../drawing/plotArea';
import { nextFrame } from '../../drawing/frame';
import type { Comparison } from '../../model/comparison';
import { duration } from '../../model/numbers';
import { Lifetime } from '../../model/signal';
import { h, toggleAttribute } from '../common/dom';
import { treatmentOf } from './treatments';

/** When each flow lived, a bar each; the bars of the others are dragged, or moved by arrow keys, to lay the flows over each other otherwise. */
export class CompareLives {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #plot = h('div', { class: 'lives-plot' });
  readonly #bars: readonly HTMLElement[];
  readonly #draw = () => this.#place();

  constructor(private readonly comparison: Comparison) {
    this.#bars = comparison.flows.map(({ details }, index) => h('div', {
      class: `life-bar b-${treatmentOf(index).colour}`, role: index === 0 ? null : 'slider', tabindex: index === 0 ? null : '0',
      'aria-label': index === 0 ? null : `Offset of flow ${details.id}`, title: index === 0 ? `Flow ${details.id}` : `Flow ${details.id}: drag it, or arrow keys, to move it against flow A`,
    }, h('span', {}, treatmentOf(index).letter)));
    this.#plot.append(...this.#bars);
    this.#plot.style.height = `${comparison.flows.length * 14 + 4}px`;
    this.root = h('div', { class: 'lives row' }, this.#plot, h('div', { class: 'side' }));
    this.#bars.forEach((bar, index) => index > 0 && this.#attach(bar));
    const again = () => nextFrame(this.#draw);
    this.life.add(comparison.viewport.range.follow(again));
    this.life.add(comparison.moved.follow(again));
    const resized = new ResizeObserver(again);
    resized.observe(this.#plot);
    this.life.add(() => resized.disconnect());
  }

  close(): void {
    this.life.end();
  }

  #attach(bar: HTMLElement): void {
    const { comparison } = this;
    const perPixel = () => PlotArea.of(comparison.viewport.range.value, this.#plot.clientWidth).nsPerPixel;
    this.life.listen(bar, 'pointerdown', (event) => {
      bar.setPointerCapture(event.pointerId);
      const [from, shift, scale] = [event.clientX, comparison.shift, perPixel()];
      const move = (next: PointerEvent) => comparison.move(shift + (next.clientX - from) * scale, false);
      bar.addEventListener('pointermove', move);
      bar.addEventListener('lostpointercapture', () => {
        bar.removeEventListener('pointermove', move);
        comparison.move(comparison.shift, true);
      }, { once: true });
    });
    this.life.listen(bar, 'keydown', (event) => {
      const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      if (by === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      comparison.move(comparison.shift + by * perPixel() * (event.shiftKey ? 10 : 1), true);
    });
  }

  #place(): void {
    const { comparison } = this;
    const area = PlotArea.of(comparison.viewport.range.value, this.#plot.clientWidth);
    this.#bars.forEach((bar, index) => {
      const { from, to } = comparison.lifeOf(index);
      const left = Math.min(Math.max(area.x(from), gutter), area.right - 8);
      const right = Math.max(left + 8, Math.min(area.x(to), area.right));
      bar.style.transform = `translate(${Math.round(left)}px, ${index * 14 + 2}px)`;
      bar.style.width = `${Math.round(right - left)}px`;
      if (index === 0) return;
      toggleAttribute(bar, 'aria-valuenow', String(Math.round(comparison.shift / 1e3)));
      toggleAttribute(bar, 'aria-valuetext', duration(comparison.shift));
      toggleAttribute(bar, 'aria-valuemin', '-1000000000');
      toggleAttribute(bar, 'aria-valuemax', '1000000000');
    });
  }
}

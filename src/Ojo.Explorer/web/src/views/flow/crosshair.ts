import { PlotArea } from '../../drawing/plotArea';
import { nextFrame } from '../../drawing/frame';
import { Lifetime, type Signal } from '../../model/signal';
import type { Viewport } from '../../model/viewport';
import { h } from '../common/dom';

/** What the lines are of. */
export interface CrosshairModel {
  readonly viewport: Viewport;
  /** When the selected event happened, on the axis that is drawn. */
  readonly selected: { readonly value: { readonly tNs: number } | null; follow(changed: () => void): () => void };
}

/** The lines that cross all panels: the cursor, the selected event, and a stretch that is being marked. */
export class Crosshair {
  readonly root = h('div', { class: 'crosshair', 'aria-hidden': 'true' });
  readonly life = new Lifetime();
  readonly #cursor = h('div', { class: 'cursor-line', hidden: true });
  readonly #selected = h('div', { class: 'selected-line', hidden: true });
  readonly #marked = h('div', { class: 'marked', hidden: true });
  readonly #draw = () => this.#place();

  /** @param plotWidth How wide the panels' plots are, gutter included. */
  constructor(private readonly flow: CrosshairModel, private readonly plotWidth: () => number) {
    this.root.append(this.#marked, this.#selected, this.#cursor);
    const { viewport } = flow;
    const again = () => nextFrame(this.#draw);
    for (const signal of [viewport.cursor, viewport.range, viewport.selection]) this.life.add((signal as Signal<unknown>).follow(again));
    this.life.add(flow.selected.follow(again));
    window.addEventListener('resize', again);
    this.life.add(() => window.removeEventListener('resize', again));
    again();
  }

  close(): void {
    this.life.end();
    this.root.remove();
  }

  #place(): void {
    const { viewport, selected } = this.flow;
    const area = PlotArea.of(viewport.range.value, this.plotWidth());
    this.#line(this.#cursor, viewport.cursor.value, area);
    this.#line(this.#selected, selected.value?.tNs ?? null, area);
    const marked = viewport.selection.value;
    this.#marked.hidden = marked === null;
    if (marked !== null) {
      const left = Math.max(area.left, area.x(marked.from));
      this.#marked.style.transform = `translateX(${left}px)`;
      this.#marked.style.width = `${Math.max(1, Math.min(area.right, area.x(marked.to)) - left)}px`;
    }
  }

  #line(element: HTMLElement, time: number | null, area: PlotArea): void {
    const x = time === null ? -1 : area.x(time);
    element.hidden = x < area.left || x > area.right;
    if (!element.hidden) element.style.transform = `translateX(${Math.round(x)}px)`;
  }
}

import type { ValueScale } from '../../drawing/valueScale';
import { gutter } from '../../drawing/plotArea';
import type { Lifetime } from '../../model/signal';
import { h } from '../common/dom';

const clickSlack = 4;

/** What an axis that can be zoomed tells and does. */
export interface ZoomableAxis {
  /** The axis as it is drawn. */
  scale(): ValueScale;
  /** Shows only a part of it; null: all. */
  zoom(range: readonly [number, number] | null): void;
}

/**
 * The space at the left of a plot, where its values are written: the wheel zooms them, dragging zooms to a part, a double click
 * shows all again. Over the plot the wheel does the same with Alt.
 */
export class PanelAxis {
  readonly root: HTMLElement;
  readonly #band = h('div', { class: 'axis-band', hidden: true });

  constructor(cell: HTMLElement, title: string, private readonly axis: ZoomableAxis, life: Lifetime) {
    this.root = h('div', {
      class: 'value-axis', tabindex: '0', role: 'group', 'aria-label': `Value axis of ${title}: + and - zoom, arrows move, 0 shows all`,
      title: 'Wheel or drag to zoom the values, double click to see all (over the plot: Alt and wheel)',
    }, this.#band);
    this.root.style.width = `${gutter}px`;
    cell.append(this.root);
    let start: number | null = null;
    const y = (event: MouseEvent) => event.clientY - this.root.getBoundingClientRect().top;

    life.listen(this.root, 'wheel', (event) => {
      event.preventDefault();
      this.#zoomAt(y(event), Math.exp(Math.max(-300, Math.min(300, event.deltaY)) * 0.0025));
    }, { passive: false });
    life.listen(cell, 'wheel', (event) => {
      if (!event.altKey || event.target === this.root) return;
      event.preventDefault();
      event.stopPropagation();
      this.#zoomAt(y(event), Math.exp(Math.max(-300, Math.min(300, event.deltaY)) * 0.0025));
    }, { passive: false, capture: true });
    life.listen(this.root, 'pointerdown', (event) => {
      if (event.button !== 0) return;
      this.root.setPointerCapture(event.pointerId);
      start = y(event);
    });
    life.listen(this.root, 'pointermove', (event) => {
      if (start === null) return;
      const at = y(event);
      this.#band.hidden = Math.abs(at - start) < clickSlack;
      this.#band.style.top = `${Math.min(start, at)}px`;
      this.#band.style.height = `${Math.abs(at - start)}px`;
    });
    const end = (event: PointerEvent) => {
      const from = start;
      start = null;
      this.#band.hidden = true;
      if (from === null || event.type !== 'pointerup') return;
      const at = y(event);
      if (Math.abs(at - from) >= clickSlack) this.#show(Math.max(from, at), Math.min(from, at));
    };
    life.listen(this.root, 'pointerup', end);
    life.listen(this.root, 'pointercancel', end);
    life.listen(this.root, 'dblclick', (event) => {
      event.stopPropagation();
      this.axis.zoom(null);
    });
    life.listen(this.root, 'keydown', (event) => this.#key(event));
  }

  #part(y: number): number {
    return 1 - (y - 6) / Math.max(1, this.root.clientHeight - 12);
  }

  #show(bottom: number, top: number): void {
    const scale = this.axis.scale();
    this.axis.zoom([scale.value(this.#part(bottom)), scale.value(this.#part(top))]);
  }

  #zoomAt(y: number, factor: number): void {
    this.#set(this.#part(y), factor, 0);
  }

  #set(at: number, factor: number, shift: number): void {
    const scale = this.axis.scale();
    const low = scale.value(at - at * factor + shift);
    const high = scale.value(at + (1 - at) * factor + shift);
    if (Number.isFinite(low) && Number.isFinite(high) && high - low > Math.max(Math.abs(high), Math.abs(low)) * 1e-9) this.axis.zoom([low, high]);
  }

  #key(event: KeyboardEvent): void {
    switch (event.key) {
      case '+': case '=': this.#set(0.5, 1 / 1.3, 0); break;
      case '-': this.#set(0.5, 1.3, 0); break;
      case 'ArrowUp': this.#set(0.5, 1, 0.1); break;
      case 'ArrowDown': this.#set(0.5, 1, -0.1); break;
      case '0': case 'Escape': this.axis.zoom(null); break;
      default: return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

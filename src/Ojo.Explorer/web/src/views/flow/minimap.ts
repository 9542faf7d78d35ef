import { paintDensity } from '../../drawing/densityChart';
import { causeOf, gapAt } from '../../drawing/hatch';
import { Layer } from '../../drawing/layer';
import { gutter, PlotArea } from '../../drawing/plotArea';
import { selectorOf } from '../../model/catalogue';
import type { FlowSession } from '../../model/flowSession';
import { duration, grouped } from '../../model/numbers';
import type { Piece } from '../../model/series';
import { SeriesSource } from '../../model/seriesSource';
import { Lifetime } from '../../model/signal';
import { moved, spanOf, type TimeRange } from '../../model/timeRange';
import { h, setText, toggleAttribute } from '../common/dom';

type Drag = { readonly kind: 'from' | 'to' | 'move' | 'new'; readonly time: number; readonly range: TimeRange };

/** The whole flow at a glance: how dense it is, where events were lost, and which part is on the screen. */
export class Minimap {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #plot = h('div', { class: 'minimap-plot' });
  readonly #window = h('div', { class: 'minimap-window' });
  readonly #left = h('div', { class: 'minimap-shade' });
  readonly #right = h('div', { class: 'minimap-shade' });
  readonly #from: HTMLElement;
  readonly #to: HTMLElement;
  readonly #note = h('div', { class: 'minimap-note' });
  readonly #layer: Layer;
  #source: SeriesSource;
  #all: readonly string[] = [];
  #lost: readonly string[] = [];
  #drag: Drag | null = null;

  constructor(private readonly flow: FlowSession) {
    this.#from = this.#handle('from', 'Start of the visible time');
    this.#to = this.#handle('to', 'End of the visible time');
    this.#plot.append(this.#left, this.#right, this.#window, this.#from, this.#to);
    this.root = h('div', { class: 'minimap row', role: 'group', 'aria-label': 'Overview of the whole flow' }, this.#plot, h('div', { class: 'side' }, this.#note));
    this.#source = this.#connect();
    this.#layer = new Layer(this.#plot, (context, width, height) => {
      this.#source.want(flow.viewport.extent, flow.viewport.extent, Math.max(50, width - gutter) / 2);
      paintDensity(context, width, height, flow.viewport.extent, {
        all: () => this.#pieces(this.#all),
        lost: () => this.#pieces(this.#lost),
        gaps: () => flow.gaps.value,
        palette: () => flow.session.theme.palette.value,
      });
      this.#place();
    });
    this.#listen();
  }

  close(): void {
    this.life.end();
    this.#source.close();
    this.#layer.close();
  }

  /** Asks for the types that the flow has by now. */
  #connect(): SeriesSource {
    const { flow } = this;
    this.#all = flow.types.map((type) => selectorOf(type));
    this.#lost = flow.types.filter((type) => type.role === 'packet_lost').map((type) => selectorOf(type));
    return new SeriesSource(flow.session.client, flow.id, this.#all, () => flow.details.value.lastNs, () => this.#layer.invalidate());
  }

  #grow(): void {
    const { flow } = this;
    if (flow.types.length === this.#all.length) {
      void this.#source.grow(flow.viewport.extent, this.#plot.clientWidth / 2);
      return;
    }
    this.#source.close();
    this.#source = this.#connect();
    this.#layer.invalidate();
  }

  #pieces(selectors: readonly string[]): readonly Piece[] {
    return selectors.flatMap((selector) => this.#source.pieces(selector, this.flow.viewport.extent));
  }

  #area(): PlotArea {
    return PlotArea.of(this.flow.viewport.extent, this.#plot.clientWidth);
  }

  #handle(end: 'from' | 'to', label: string): HTMLElement {
    return h('div', { class: `minimap-handle handle-${end}`, role: 'slider', tabindex: '0', 'aria-label': label, 'aria-orientation': 'horizontal' });
  }

  #place(): void {
    const { viewport } = this.flow;
    const area = this.#area();
    const range = viewport.range.value;
    const left = area.x(range.from);
    const right = area.x(range.to);
    const place = (element: HTMLElement, x: number, width: number) => {
      element.style.transform = `translateX(${x}px)`;
      element.style.width = `${Math.max(0, width)}px`;
    };
    place(this.#left, area.left, left - area.left);
    place(this.#right, right, area.right - right);
    place(this.#window, left, Math.max(2, right - left));
    this.#from.style.transform = `translateX(${left}px)`;
    this.#to.style.transform = `translateX(${right}px)`;
    for (const [handle, time] of [[this.#from, range.from], [this.#to, range.to]] as const) {
      toggleAttribute(handle, 'aria-valuemin', String(viewport.extent.from));
      toggleAttribute(handle, 'aria-valuemax', String(viewport.extent.to));
      toggleAttribute(handle, 'aria-valuenow', String(time));
      toggleAttribute(handle, 'aria-valuetext', duration(time));
    }
    setText(this.#note, viewport.isWhole ? `${duration(this.flow.details.value.durationNs)}, all of it` : `${duration(spanOf(range))} of ${duration(this.flow.details.value.durationNs)}`);
  }

  #listen(): void {
    const { viewport } = this.flow;
    this.life.add(viewport.range.follow(() => this.#place()));
    this.life.add(this.flow.gaps.follow(() => this.#layer.invalidate()));
    this.life.add(this.flow.session.theme.palette.follow(() => this.#layer.invalidate()));
    this.life.add(this.flow.grown.follow(() => this.#grow()));
    const at = (event: MouseEvent) => this.#area().time(event.clientX - this.#plot.getBoundingClientRect().left);

    this.life.listen(this.#plot, 'pointerdown', (event) => {
      if (event.button !== 0) return;
      this.#plot.setPointerCapture(event.pointerId);
      const time = at(event);
      const range = viewport.range.value;
      const slack = this.#area().nsPerPixel * 6;
      const kind = event.target === this.#from || Math.abs(time - range.from) < slack ? 'from'
        : event.target === this.#to || Math.abs(time - range.to) < slack ? 'to'
          : !viewport.isWhole && time > range.from && time < range.to ? 'move' : 'new';
      this.#drag = { kind, time, range };
    });
    this.life.listen(this.#plot, 'pointermove', (event) => {
      const time = at(event);
      const gap = gapAt(this.flow.gaps.value, time, this.#area().nsPerPixel * 3);
      this.#plot.title = gap === undefined ? 'Drag to zoom; drag the window or its edges to move it' : `${grouped(gap.events)} events were lost here: ${causeOf(gap)}`;
      const drag = this.#drag;
      if (drag === null) return;
      if (drag.kind === 'move') viewport.show(moved(drag.range, time - drag.time));
      else if (drag.kind === 'from') viewport.show({ from: Math.min(time, drag.range.to - 1), to: drag.range.to });
      else if (drag.kind === 'to') viewport.show({ from: drag.range.from, to: Math.max(time, drag.range.from + 1) });
      else if (Math.abs(time - drag.time) > this.#area().nsPerPixel * 3) viewport.show({ from: Math.min(time, drag.time), to: Math.max(time, drag.time) });
    });
    const end = () => {
      this.#drag = null;
      viewport.settle();
    };
    this.life.listen(this.#plot, 'pointerup', end);
    this.life.listen(this.#plot, 'pointercancel', end);
    this.life.listen(this.#plot, 'dblclick', () => viewport.showAll());
    this.life.listen(this.#plot, 'wheel', (event) => {
      event.preventDefault();
      viewport.zoom(Math.exp(Math.max(-300, Math.min(300, event.deltaY)) * 0.0025), at(event));
    }, { passive: false });
    for (const [handle, side] of [[this.#from, 'from'], [this.#to, 'to']] as const) {
      this.life.listen(handle, 'keydown', (event) => {
        const step = (event.shiftKey ? 0.1 : 0.01) * (event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0);
        if (step === 0) return;
        event.preventDefault();
        event.stopPropagation();
        const range = viewport.range.value;
        viewport.show({ ...range, [side]: range[side] + step * spanOf(viewport.extent) });
      });
    }
  }
}

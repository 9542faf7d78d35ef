import { nextFrame } from '../../drawing/frame';
import { gutter } from '../../drawing/plotArea';
import type { FlowSession } from '../../model/flowSession';
import type { PanelSpec } from '../../model/panelSpec';
import { Lifetime } from '../../model/signal';
import { fill, freshId, h, toggleAttribute } from '../common/dom';
import { errorNotice } from '../common/notice';
import { icon } from '../common/icons';

/** What a panel tells the stack of panels that it stands in. */
export interface PanelHost {
  isFolded(id: string): boolean;
  fold(id: string, folded: boolean): void;
  move(id: string, by: -1 | 1): void;
  height(id: string, normal: number): number;
  resize(id: string, height: number): void;
}

const leastHeight = 44;
const mostHeight = 900;

/** A part of the flow view: a head that folds it, a plot on the shared time axis, and what stands at its right edge. */
export abstract class Panel {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  protected readonly plot: HTMLElement;
  protected readonly side: HTMLElement;
  protected readonly tools: HTMLElement;
  readonly #body: HTMLElement;
  readonly #grip: HTMLElement;
  readonly #message: HTMLElement;
  readonly #draw = () => this.#drawNow();
  #visible = true;
  #isStale = false;
  #retry: (() => void) | null = null;

  protected constructor(protected readonly flow: FlowSession, readonly spec: PanelSpec, private readonly host: PanelHost, normalHeight: number) {
    const titleId = freshId('panel');
    const bodyId = freshId('panel-body');
    this.plot = h('div', { class: 'plot', role: 'img', 'aria-labelledby': titleId, tabindex: '-1' });
    this.side = h('div', { class: 'side' });
    this.tools = h('span', { class: 'panel-tools' });
    this.#message = h('div', { class: 'plot-message', hidden: true });
    const grip = this.#grip = h('div', {
      class: 'grip', role: 'separator', tabindex: '0', 'aria-valuemin': leastHeight, 'aria-valuemax': mostHeight, 'aria-valuenow': normalHeight, 'aria-orientation': 'horizontal', 'aria-label': `Height of ${spec.title}`,
      title: 'Drag to make the panel taller or shorter; or arrow keys',
    });
    this.#body = h('div', { class: 'panel-body', id: bodyId }, h('div', { class: 'plot-cell' }, this.plot, this.#message), this.side, grip);
    const fold = h('button', {
      type: 'button', class: 'panel-fold', 'aria-controls': bodyId, 'aria-expanded': 'true', title: spec.description,
      on: { click: () => host.fold(spec.id, !host.isFolded(spec.id)) },
    }, icon('chevron'), h('span', { class: 'panel-title', id: titleId }, spec.title));
    const mover = (by: -1 | 1) => h('button', {
      type: 'button', class: 'icon-button panel-move', 'aria-label': `Move ${spec.title} ${by < 0 ? 'up' : 'down'}`, title: by < 0 ? 'Move up' : 'Move down',
      on: { click: () => host.move(spec.id, by) },
    }, icon(by < 0 ? 'up' : 'down'));
    this.root = h('section', { class: 'panel', 'aria-labelledby': titleId, 'data-panel': spec.id },
      h('header', { class: 'panel-head' }, fold, h('span', { class: 'panel-note' }, spec.description), this.tools, mover(-1), mover(1)), this.#body);
    this.#attachGrip(grip, normalHeight);
    this.#setHeight(host.height(spec.id, normalHeight));

    const watcher = new IntersectionObserver((entries) => {
      this.#visible = entries.some((entry) => entry.isIntersecting);
      if (this.#visible) this.invalidate();
    }, { rootMargin: '200px' });
    watcher.observe(this.root);
    this.life.add(() => watcher.disconnect());
    const resized = new ResizeObserver(() => this.invalidate());
    resized.observe(this.plot);
    this.life.add(() => resized.disconnect());
    // What failed while the explorer was away is asked for again when it is back.
    let wasLive = flow.session.live.value.state === 'live';
    this.life.add(flow.session.live.follow((live) => {
      const isLive = live.state === 'live';
      if (isLive && !wasLive) this.#retry?.();
      wasLive = isLive;
    }));
    this.life.add(flow.viewport.range.follow(() => this.invalidate()));
    this.life.add(flow.grown.follow(() => {
      this.#isStale = true;
      this.invalidate();
    }));
    this.life.add(flow.gaps.follow(() => this.invalidate()));
  }

  /** How wide the data is, in pixels. */
  protected get pixels(): number {
    return Math.max(50, this.plot.clientWidth - gutter);
  }

  protected get isFolded(): boolean {
    return this.host.isFolded(this.spec.id);
  }

  invalidate(): void {
    nextFrame(this.#draw);
  }

  /** Folds or unfolds as the host says. */
  applyFold(): void {
    const folded = this.isFolded;
    this.root.classList.toggle('folded', folded);
    toggleAttribute(this.root.querySelector('.panel-fold') as Element, 'aria-expanded', String(!folded));
    if (!folded) this.invalidate();
  }

  close(): void {
    this.life.end();
    this.root.remove();
  }

  /** Draws what is there for the range, and asks for what is not. */
  protected abstract paint(): void;

  /** Takes in what the flow has got since; asked for only when the panel is on the screen. */
  protected abstract grow(): void;

  /** Writes the values at a time into the panel's right edge. */
  abstract read(time: number): void;

  /** Shows an error in place of the plot, or takes it away. */
  protected setError(error: unknown, retry: () => void): void {
    this.#retry = error === null ? null : retry;
    this.#message.hidden = error === null;
    if (error !== null) fill(this.#message, errorNotice(error, retry));
  }

  #drawNow(): void {
    if (!this.#visible || this.isFolded || !this.root.isConnected) return;
    if (this.#isStale) {
      this.#isStale = false;
      this.grow();
    }
    this.paint();
  }

  #setHeight(height: number): void {
    toggleAttribute(this.#grip, 'aria-valuenow', String(height));
    this.#body.style.setProperty('--panel-height', `${height}px`);
  }

  #attachGrip(grip: HTMLElement, normalHeight: number): void {
    const apply = (height: number) => {
      const next = Math.round(Math.min(mostHeight, Math.max(leastHeight, height)));
      this.#setHeight(next);
      this.host.resize(this.spec.id, next);
    };
    this.life.listen(grip, 'pointerdown', (event) => {
      grip.setPointerCapture(event.pointerId);
      const from = event.clientY;
      const height = this.#body.clientHeight;
      const move = (next: PointerEvent) => apply(height + next.clientY - from);
      grip.addEventListener('pointermove', move);
      grip.addEventListener('pointerup', () => grip.removeEventListener('pointermove', move), { once: true });
    });
    this.life.listen(grip, 'dblclick', () => apply(normalHeight));
    this.life.listen(grip, 'keydown', (event) => {
      const by = event.key === 'ArrowDown' ? 16 : event.key === 'ArrowUp' ? -16 : 0;
      if (by === 0) return;
      event.preventDefault();
      event.stopPropagation();
      apply(this.#body.clientHeight + by);
    });
  }
}

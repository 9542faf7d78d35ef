import { nextFrame } from '../../drawing/frame';
import { faded } from '../../drawing/colour';
import { gutter, PlotArea } from '../../drawing/plotArea';
import type { FlowSession } from '../../model/flowSession';
import type { EventType } from '../../api/types';
import type { PanelSpec } from '../../model/panelSpec';
import type { PanelState } from '../../model/panelState';
import { Lifetime } from '../../model/signal';
import { fill, freshId, h, setText, toggleAttribute } from '../common/dom';
import { errorNotice } from '../common/notice';
import { icon } from '../common/icons';
import { PanelMarkers } from './panelMarkers';

/** What a panel tells the stack of panels that it stands in. */
export interface PanelHost {
  isFolded(id: string): boolean;
  fold(id: string, folded: boolean): void;
  move(id: string, by: -1 | 1): void;
  height(id: string, normal: number): number;
  resize(id: string, height: number): void;
  /** How somebody has set the panel, and setting it: a step that Back undoes, or one that goes with the last. */
  state(id: string): PanelState;
  setState(id: string, change: Partial<PanelState>, isStep?: boolean): void;
  isPinned(id: string): boolean;
  pin(id: string, pinned: boolean): void;
  /** Takes the panel off the screen; one that was added, for good. */
  hide(id: string): void;
  /** The event types that are marked on the panel. */
  marks(id: string): readonly EventType[];
  unmark(id: string, type: EventType): void;
  chooseMarks(id: string): void;
}

const leastHeight = 44;
const mostHeight = 900;

/** A part of the flow view: a head that folds it, a plot on the shared time axis, and what stands at its right edge. */
export abstract class Panel {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  protected readonly plot: HTMLElement;
  /** What the plot stands in, with whatever lies over it. */
  protected readonly cell: HTMLElement;
  protected readonly side: HTMLElement;
  protected readonly tools: HTMLElement;
  readonly #body: HTMLElement;
  readonly #grip: HTMLElement;
  readonly #message: HTMLElement;
  readonly #draw = () => this.#drawNow();
  readonly #pin: HTMLButtonElement;
  readonly #badge = h('span', { class: 'badge', hidden: true }, 'derived');
  readonly #note: HTMLElement;
  #markers: PanelMarkers | null = null;
  #marked = '';
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
    this.cell = h('div', { class: 'plot-cell' }, this.plot, this.#message);
    const grip = this.#grip = h('div', {
      class: 'grip', role: 'separator', tabindex: '0', 'aria-valuemin': leastHeight, 'aria-valuemax': mostHeight, 'aria-valuenow': normalHeight, 'aria-orientation': 'horizontal', 'aria-label': `Height of ${spec.title}`,
      title: 'Drag to make the panel taller or shorter; or arrow keys',
    });
    this.#body = h('div', { class: 'panel-body', id: bodyId }, this.cell, this.side, grip);
    const fold = h('button', {
      type: 'button', class: 'panel-fold', 'aria-controls': bodyId, 'aria-expanded': 'true', title: spec.description,
      on: { click: () => host.fold(spec.id, !host.isFolded(spec.id)) },
    }, icon('chevron'), h('span', { class: 'panel-title', id: titleId }, spec.title));
    const mover = (by: -1 | 1) => h('button', {
      type: 'button', class: 'icon-button panel-move', 'aria-label': `Move ${spec.title} ${by < 0 ? 'up' : 'down'}`, title: by < 0 ? 'Move up' : 'Move down',
      on: { click: () => host.move(spec.id, by) },
    }, icon(by < 0 ? 'up' : 'down'));
    const button = (name: Parameters<typeof icon>[0], label: string, act: () => void) => h('button', {
      type: 'button', class: 'icon-button panel-move', 'aria-label': `${label}: ${spec.title}`, title: label, on: { click: act },
    }, icon(name));
    this.#pin = button('pin', 'Keep at the top', () => host.pin(spec.id, !host.isPinned(spec.id)));
    const isPlot = spec.kind !== 'missing';
    this.#note = h('span', { class: 'panel-note' }, spec.description);
    this.root = h('section', { class: 'panel', 'aria-labelledby': titleId, 'data-panel': spec.id },
      h('header', { class: 'panel-head' }, fold, this.#badge, this.#note, this.tools,
        isPlot ? button('marker', 'Mark events on it', () => host.chooseMarks(spec.id)) : null, this.#pin,
        button(spec.isAdded === true ? 'close' : 'hide', spec.isAdded === true ? 'Remove' : 'Hide', () => host.hide(spec.id)), mover(-1), mover(1)), this.#body);
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

  /** Says what there is to say beside the title, and whether the panel's numbers were worked out and not recorded. */
  protected note(text: string, isDerived: boolean): void {
    setText(this.#note, text);
    this.#badge.hidden = !isDerived;
  }

  protected get state(): PanelState {
    return this.host.state(this.spec.id);
  }

  protected setState(change: Partial<PanelState>, isStep = true): void {
    this.host.setState(this.spec.id, change, isStep);
  }

  /** The name of the mark under the pointer, where events are marked on the panel. */
  protected markAt(x: number, y: number): readonly [string, string] | null {
    return this.#markers?.nameAt(x, y) ?? null;
  }

  /** Selects the marked event under the pointer, if there is one. */
  protected pickMark(x: number, y: number): boolean {
    return this.#markers?.pick(x, y) ?? false;
  }

  /** Looks as the host says: after a click on a control, or a step back. */
  applyState(): void {
    const isPinned = this.host.isPinned(this.spec.id);
    toggleAttribute(this.#pin, 'aria-pressed', String(isPinned));
    this.root.classList.toggle('pinned', isPinned);
    const marks = this.host.marks(this.spec.id);
    const name = marks.map((type) => type.typeKey).join();
    if (name !== this.#marked) {
      this.#marked = name;
      this.#markers?.close();
      this.#markers = marks.length === 0 ? null
        : new PanelMarkers(this.flow, this.plot, this.side, marks, (type) => this.host.unmark(this.spec.id, type), () => this.invalidate());
    }
    this.stateChanged();
    this.invalidate();
  }

  /** What a panel's own controls show. */
  protected stateChanged(): void {
    // Most panels have nothing to set.
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
    this.#markers?.close();
    this.life.end();
    this.root.remove();
  }

  /** How large the plot is on the screen. */
  get plotSize(): { readonly width: number; readonly height: number } {
    return { width: this.plot.clientWidth, height: this.plot.clientHeight };
  }

  /** Whether {@link paintOn} draws something: what is folded, empty or failed is no picture. */
  get isPicture(): boolean {
    return !this.isFolded && this.#message.hidden && this.plotSize.width > gutter && this.plotSize.height > 0;
  }

  /** Whether it draws itself with paths and text, so that it can be a vector graphic. */
  get isVector(): boolean {
    return false;
  }

  /** Draws what is on the screen on something else, a picture or a vector graphic; its paths have to be of that, too. */
  paintOn(context: CanvasRenderingContext2D, width: number, height: number, newPath: () => Path2D): void {
    void newPath;
    const box = this.plot.getBoundingClientRect();
    const [across, down] = [width / box.width, height / box.height];
    for (const canvas of this.cell.querySelectorAll<HTMLCanvasElement>('canvas:not(.marker-layer)')) {
      const at = canvas.getBoundingClientRect();
      if (at.width > 0 && at.height > 0) context.drawImage(canvas, (at.left - box.left) * across, (at.top - box.top) * down, at.width * across, at.height * down);
    }
  }

  /** Whether its axis at the left and the marks on it are those of time: a histogram's are not. */
  get isOverTime(): boolean {
    return true;
  }

  /** Whether an axis of a second unit stands at the right of its plot. */
  get hasRightAxis(): boolean {
    return false;
  }

  /** As {@link paintOn}, with the marked stretch of time below and the marked events on top. */
  paintPicture(context: CanvasRenderingContext2D, width: number, height: number, newPath: () => Path2D): void {
    const { viewport, session } = this.flow;
    const area = PlotArea.of(viewport.range.value, width);
    const marked = viewport.marked.value;
    const [from, to] = marked === null ? [0, 0] : [Math.max(area.left, area.x(marked.from)), Math.min(area.right, area.x(marked.to))];
    if (this.isOverTime && to > from) {
      context.fillStyle = faded(session.theme.palette.value.selection, 0.13);
      context.fillRect(from, 0, to - from, height);
    }
    this.paintOn(context, width, height, newPath);
    if (this.isOverTime) this.#markers?.paintOn(context, width, height);
  }

  /** Draws what is there for the range, and asks for what is not. */
  protected abstract paint(): void;

  /** Takes in what the flow has got since; asked for only when the panel is on the screen. */
  protected abstract grow(): void;

  /** Writes the values at a time into the panel's right edge. */
  abstract read(time: number): void;

  /** Writes the values at the cursor, or without one at the end of what is visible. */
  protected readNow(): void {
    this.read(this.flow.viewport.cursor.value ?? this.flow.viewport.range.value.to);
  }

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
      this.#markers?.grow(this.pixels);
    }
    this.paint();
    this.#markers?.paint(this.pixels);
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

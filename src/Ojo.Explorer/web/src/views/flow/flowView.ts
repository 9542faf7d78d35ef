import { isAbort } from '../../api/apiError';
import { FlowSession } from '../../model/flowSession';
import { Selection } from '../../model/selection';
import type { Session } from '../../model/session';
import { Lifetime } from '../../model/signal';
import { sameRange } from '../../model/timeRange';
import { h, toggleAttribute } from '../common/dom';
import { readPreferences, writePreferences } from '../common/preferences';
import type { KeyGroup } from '../shell/keys';
import type { View } from '../shell/view';
import { EventTable } from './eventTable';
import { ExportDialog } from './exportDialog';
import { FlowHead } from './flowHead';
import type { DragMode } from './gestures';
import { Inspector } from './inspector';
import { FlowKeys } from './flowKeys';
import { PanelStack } from './panelStack';
import { SelectionDrawer } from './selection';

/** One flow: panels on one time axis, the table of what is visible, and the inspector. */
export class FlowView implements View {
  readonly root: HTMLElement;
  readonly life = new Lifetime();
  readonly #keys: FlowKeys;
  #dragMode: DragMode = readPreferences().drag;

  private constructor(readonly flow: FlowSession) {
    const drag = this.#dragButton();
    const head = new FlowHead(flow, drag, () => exports.open(), () => flow.session.router.push({ flow: null, range: null, event: null, eventTime: null }));
    const stack = new PanelStack(flow, () => this.#dragMode);
    const inspector = new Inspector(flow);
    const selection = new Selection(flow);
    const drawer = new SelectionDrawer(flow, selection);
    const exports = new ExportDialog(flow, selection, () => stack.panels);
    const table = new EventTable(flow, selection, () => inspector.focus());
    const dock = h('div', { class: 'dock' }, drawer.root, table.root);
    this.life.add(flow.viewport.marked.followNow((marked) => dock.classList.toggle('has-mark', marked !== null)));
    const charts = h('div', { class: 'charts' }, stack.root, this.#dockGrip(dock), dock);
    this.root = h('section', { class: 'flow', 'aria-label': `Flow ${flow.details.value.flowId}` }, head.root, h('div', { class: 'flow-body' }, charts, inspector.root), exports.root);
    this.#keys = new FlowKeys(flow, { table, inspector, toggleDrag: () => drag.click(), openExport: () => exports.open(), stack: stack.root });
    this.#followAddress();
    for (const part of [head, stack, table, drawer, exports, selection, inspector, this.#keys]) this.life.add(() => part.close());
  }

  static async open(session: Session, id: string, signal: AbortSignal): Promise<FlowView> {
    const flow = await FlowSession.open(session, id, signal);
    const view = new FlowView(flow);
    await view.#selectFromAddress();
    return view;
  }

  close(): void {
    this.life.end();
    this.flow.close();
    this.root.remove();
  }

  get keys(): readonly KeyGroup[] {
    return this.#keys.groups;
  }

  /** The address says what is shown; going back in it shows what was shown. */
  #followAddress(): void {
    const { flow } = this;
    const { router } = flow.session;
    const { viewport } = flow;
    let moving = false;
    this.life.add(viewport.settled.follow((range) => {
      if (moving) return;
      router[viewport.follow.value ? 'replace' : 'push']({ range: sameRange(range, viewport.extent) ? null : range });
    }));
    this.life.add(viewport.marked.follow((mark) => {
      if (!moving) router.push({ mark });
    }));
    this.life.add(flow.selected.follow((event) => {
      if (!moving) router.replace({ event: event?.id ?? null, eventTime: event?.tNs ?? null });
    }));
    this.life.add(viewport.follow.follow((follow) => {
      if (follow) viewport.showEnd();
      router.replace({ follow });
    }));
    this.life.add(router.moved.follow(() => {
      const address = router.address.value;
      if (address.flow !== flow.id) return;
      moving = true;
      viewport.show(address.range ?? viewport.extent);
      viewport.settle();
      viewport.mark(address.mark);
      moving = false;
    }));
  }

  async #selectFromAddress(): Promise<void> {
    const { event, eventTime } = this.flow.session.router.address.value;
    if (event === null || eventTime === null) return;
    try {
      const page = await this.flow.session.client.flowEvents(this.flow.id, { from: eventTime, to: eventTime + 1, limit: 1000 });
      const row = page.events.find((one) => one.id === event);
      if (row !== undefined) {
        this.flow.select(row, false);
        this.flow.picked.value = row;
      }
    } catch (error) {
      if (!isAbort(error)) this.flow.session.router.replace({ event: null, eventTime: null });
    }
  }

  #dragButton(): HTMLButtonElement {
    const button = h('button', {
      type: 'button', class: 'text-button', 'aria-pressed': String(this.#dragMode === 'select'), title: 'Dragging marks a stretch of time, for its numbers and its events, instead of zooming to it (Z). M marks what is on the screen.',
      on: {
        click: () => {
          this.#dragMode = this.#dragMode === 'zoom' ? 'select' : 'zoom';
          toggleAttribute(button, 'aria-pressed', String(this.#dragMode === 'select'));
          writePreferences({ drag: this.#dragMode });
        },
      },
    }, 'Mark');
    return button;
  }

  /** The border between charts and table. */
  #dockGrip(dock: HTMLElement): HTMLElement {
    const grip = h('div', {
      class: 'dock-grip', role: 'separator', tabindex: '0', 'aria-orientation': 'horizontal', 'aria-label': 'Height of the event table',
      'aria-valuemin': '12', 'aria-valuemax': '80', 'aria-valuenow': '30',
    });
    const apply = (part: number) => {
      const next = Math.min(0.8, Math.max(0.12, part));
      dock.style.setProperty('--dock', `${next * 100}%`);
      toggleAttribute(grip, 'aria-valuenow', String(Math.round(next * 100)));
      writePreferences({ dock: next });
    };
    const part = () => dock.clientHeight / Math.max(1, dock.parentElement?.clientHeight ?? 1);
    apply(readPreferences().dock);
    this.life.listen(grip, 'pointerdown', (event) => {
      grip.setPointerCapture(event.pointerId);
      const from = event.clientY;
      const start = part();
      const move = (next: PointerEvent) => apply(start - (next.clientY - from) / Math.max(1, dock.parentElement?.clientHeight ?? 1));
      grip.addEventListener('pointermove', move);
      grip.addEventListener('pointerup', () => grip.removeEventListener('pointermove', move), { once: true });
    });
    this.life.listen(grip, 'keydown', (event) => {
      const by = event.key === 'ArrowUp' ? 0.04 : event.key === 'ArrowDown' ? -0.04 : 0;
      if (by === 0) return;
      event.preventDefault();
      event.stopPropagation();
      apply(part() + by);
    });
    return grip;
  }
}

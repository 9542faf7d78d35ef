import { ApiError } from '../api/apiError';
import { gutter, PlotArea } from '../drawing/plotArea';
import type { FlowSession } from '../model/flowSession';
import type { PluginPanelSpec } from '../model/panelSpec';
import { fill, h } from '../views/common/dom';
import { lineIcon } from '../views/common/icons';
import { attachGestures, type DragMode } from '../views/flow/gestures';
import { Panel, type PanelHost } from '../views/flow/panel';
import type { Blame, Frame, FromWorker } from './messages';
import type { Reading } from './ojo-plugin';
import { PluginWorker } from './pluginWorker';

/** A panel that a plugin draws, in a worker: whatever it does, the page goes on. */
export class PluginPanel extends Panel {
  readonly #readings = h('ul', { class: 'legend' });
  #worker: PluginWorker | null = null;
  #canvas: HTMLCanvasElement | null = null;
  #isOpen = false;
  #isDrawing = false;
  #isStale = false;

  constructor(flow: FlowSession, override readonly spec: PluginPanelSpec, host: PanelHost, dragMode: () => DragMode) {
    super(flow, spec, host, spec.height);
    this.root.classList.add('panel-plugin');
    this.side.append(this.#readings);
    this.life.add(() => this.#end());
    this.life.add(flow.session.theme.palette.follow(() => this.invalidate()));
    attachGestures(this.plot, flow.viewport, this.life, dragMode, () => undefined, (x, y) => {
      this.#worker?.say({ kind: 'click', time: PlotArea.of(flow.viewport.range.value, this.plot.clientWidth).time(x), x, y });
    });
    if (spec.blame !== null) this.#blame(spec.blame);
  }

  protected override paint(): void {
    if (this.spec.blame !== null || this.plot.clientWidth === 0) return;
    if (this.#worker === null) this.#open();
    else if (this.#isOpen && !this.#worker.isOver) this.#draw();
  }

  protected override grow(): void {
    // What has grown is in the next frame's life; the plugin decides what to ask for anew.
  }

  override read(time: number): void {
    if (this.#isOpen) this.#worker?.say({ kind: 'read', time, cursor: this.flow.viewport.cursor.value });
  }

  #open(): void {
    const { flow } = this;
    const details = flow.details.value;
    const canvas = this.#canvas = h('canvas', { class: 'layer' });
    this.plot.append(canvas);
    const offscreen = canvas.transferControlToOffscreen();
    const worker = this.#worker = new PluginWorker((message) => this.#hear(message), (blame) => this.#blame(blame));
    worker.say({
      kind: 'open',
      opening: {
        module: this.spec.module, canvas: offscreen, tenant: flow.session.tenant, types: flow.types, catalogue: flow.catalogue.all, frame: this.#frame(),
        flow: {
          id: flow.id, runId: details.runId, flowId: String(details.flowId), parentId: details.parentId,
          service: details.run.service, host: details.run.host, startNs: details.run.startNs,
        },
      },
    }, [offscreen]);
  }

  #draw(): void {
    if (this.#isDrawing) {
      this.#isStale = true;
      return;
    }
    this.#isDrawing = true;
    this.#isStale = false;
    this.#worker?.say({ kind: 'draw', frame: this.#frame() });
  }

  #frame(): Frame {
    const { viewport, session } = this.flow;
    return {
      range: viewport.range.value, life: viewport.extent, palette: session.theme.palette.value,
      width: this.plot.clientWidth, height: this.plot.clientHeight, left: gutter, scale: window.devicePixelRatio,
    };
  }

  #hear(message: Exclude<FromWorker, { kind: 'fault' }>): void {
    switch (message.kind) {
      case 'opened':
        this.#isOpen = true;
        this.invalidate();
        this.read(this.flow.viewport.cursor.value ?? this.flow.viewport.range.value.to);
        break;
      case 'drawn':
        this.#isDrawing = false;
        this.root.dataset['drawn'] = String(Number(this.root.dataset['drawn'] ?? '0') + 1);
        if (this.#isStale) this.invalidate();
        break;
      case 'redraw':
        this.invalidate();
        this.read(this.flow.viewport.cursor.value ?? this.flow.viewport.range.value.to);
        break;
      case 'readings':
        this.#show(message.readings);
        break;
      case 'pick': {
        const type = this.flow.types.find((one) => String(one.eventType) === message.eventType);
        if (type !== undefined) void this.flow.pick(type, message.from, message.to);
        break;
      }
      default:
        break;
    }
  }

  #show(readings: readonly Reading[]): void {
    fill(this.#readings, ...readings.map(({ label, value, colour }) => h('li', { class: 'legend-entry' },
      colour === undefined ? h('span') : lineIcon(colour, 'line', []), h('span', { class: 'legend-label', title: label }, label), h('span', { class: 'legend-value', title: value }, value))));
    this.plot.setAttribute('aria-description', readings.map(({ label, value }) => `${label} ${value}`).join(', '));
  }

  #blame({ message, place }: Blame): void {
    this.#end();
    fill(this.#readings);
    const where = place ?? this.spec.module.replace(/^\/plugins\//, '');
    const error = new ApiError(`${where}: ${message}`, 1, { type: 'plugin', title: `The plugin ${this.spec.title} failed`, status: 1 });
    // What could not even be loaded is loaded again with the page.
    this.setError(error, this.spec.blame === null ? () => this.#again() : () => window.location.reload());
  }

  #again(): void {
    this.setError(null, () => undefined);
    this.#worker = null;
    this.invalidate();
  }

  #end(): void {
    this.#worker?.leave();
    this.#isOpen = false;
    this.#isDrawing = false;
    this.#canvas?.remove();
    this.#canvas = null;
  }
}

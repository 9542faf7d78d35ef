// Runs one plugin. What it throws, or that it never comes back, is the page's to say; nothing of the page is within its reach.

import { PlotArea as Area } from '../drawing/plotArea';
import { Signal } from '../model/signal';
import { blameOf } from './blame';
import type { Frame, FromWorker, Opening, ToWorker } from './messages';
import type { PanelParts, Plugin, PluginHost } from './ojo-plugin';
import { questionsFor } from './questions';
import { checkParts, describe, readingsOf } from './shape';

/** A worker's own scope, which the page's libraries do not describe. */
const scope = self as unknown as { postMessage(message: FromWorker): void; onmessage: ((event: MessageEvent<ToWorker>) => void) | null };

const say = (message: FromWorker) => scope.postMessage(message);

/** What is done for a message; what goes wrong in it is the plugin's fault. */
async function blamed(work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    say({ kind: 'fault', blame: blameOf(error) });
  }
}

async function load(module: string): Promise<Plugin> {
  const { default: exported } = await import(module) as { default?: unknown };
  describe(exported);
  return exported as Plugin;
}

/** An open panel. */
class Running {
  readonly #range: Signal<Frame['range']>;
  readonly #life: Signal<Frame['life']>;
  readonly #palette: Signal<Frame['palette']>;
  readonly #cursor = new Signal<number | null>(null);
  readonly #closed = new AbortController();
  #parts: PanelParts | null = null;

  constructor(private readonly opening: Opening) {
    const { range, life, palette } = opening.frame;
    this.#range = new Signal(range);
    this.#life = new Signal(life);
    this.#palette = new Signal(palette);
  }

  async open(): Promise<void> {
    const plugin = await load(this.opening.module);
    const { flow, types, catalogue, tenant } = this.opening;
    const host: PluginHost = {
      flow, types, catalogue, range: this.#range, cursor: this.#cursor, life: this.#life, palette: this.#palette, closed: this.#closed.signal,
      query: questionsFor(flow.id, tenant, this.#closed.signal),
      redraw: () => say({ kind: 'redraw' }),
      pick: (type, from, to) => say({ kind: 'pick', eventType: String(type.eventType), from: Math.round(from), to: Math.round(to) }),
    };
    const parts = await plugin.panel(host);
    checkParts(parts);
    this.#parts = parts;
    say({ kind: 'opened' });
  }

  draw(frame: Frame): void {
    const { canvas } = this.opening;
    this.#palette.value = frame.palette;
    if (frame.life.from !== this.#life.value.from || frame.life.to !== this.#life.value.to) this.#life.value = frame.life;
    if (frame.range.from !== this.#range.value.from || frame.range.to !== this.#range.value.to) this.#range.value = frame.range;
    const width = Math.round(frame.width * frame.scale);
    const height = Math.round(frame.height * frame.scale);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    const context = canvas.getContext('2d');
    if (context !== null && this.#parts !== null) {
      context.reset();
      context.setTransform(frame.scale, 0, 0, frame.scale, 0, 0);
      const area = new Area(frame.range, frame.left, Math.max(1, frame.width - frame.left));
      this.#parts.draw(context, {
        range: frame.range, left: area.left, right: area.right, width: area.width, height: frame.height, scale: frame.scale,
        nsPerPixel: area.nsPerPixel, palette: frame.palette, x: (time) => area.x(time), time: (x) => area.time(x),
      });
    }
    say({ kind: 'drawn' });
  }

  read(time: number, cursor: number | null): void {
    this.#cursor.value = cursor;
    if (this.#parts?.read !== undefined) say({ kind: 'readings', readings: readingsOf(this.#parts.read(time)) });
  }

  click(time: number, x: number, y: number): void {
    this.#parts?.click?.(time, x, y);
  }

  close(): void {
    this.#closed.abort();
    this.#parts?.close?.();
  }
}

let running: Running | null = null;

scope.onmessage = ({ data }) => {
  switch (data.kind) {
    case 'describe':
      void blamed(async () => say({ kind: 'described', description: describe((await import(data.module) as { default?: unknown }).default) }));
      break;
    case 'open': {
      const opened = running = new Running(data.opening);
      void blamed(() => opened.open());
      break;
    }
    case 'draw':
      void blamed(() => running?.draw(data.frame));
      break;
    case 'read':
      void blamed(() => running?.read(data.time, data.cursor));
      break;
    case 'click':
      void blamed(() => running?.click(data.time, data.x, data.y));
      break;
    case 'close':
      void blamed(() => running?.close());
      break;
  }
};

// What a plugin does later, in a promise or a timer, is its fault too.
self.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  if (!(event.reason instanceof DOMException && event.reason.name === 'AbortError')) say({ kind: 'fault', blame: blameOf(event.reason) });
});
self.addEventListener('error', (event) => {
  event.preventDefault();
  say({ kind: 'fault', blame: blameOf(event.error ?? event.message) });
});

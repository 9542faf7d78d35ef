import { placeIn } from './blame';
import type { Blame, FromWorker, ToWorker } from './messages';

/** How long a plugin may take for what it is asked to do before it is ended. */
const patienceMs: Readonly<Record<'describe' | 'open' | 'draw', number>> = { describe: 10_000, open: 10_000, draw: 2_000 };

const doing = { describe: 'loading', open: 'opening its panel', draw: 'drawing' } as const;

/** A plugin in a worker of its own. What goes wrong in it is told once, and ends it. */
export class PluginWorker {
  #worker: Worker | null;
  #timer = 0;

  constructor(private readonly heard: (message: Exclude<FromWorker, { kind: 'fault' }>) => void, private readonly failed: (blame: Blame) => void) {
    const worker = this.#worker = new Worker('/assets/worker.js', { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if (this.#worker === null) return;
      if (data.kind === 'fault') {
        this.#fail(data.blame);
        return;
      }
      if (data.kind === 'described' || data.kind === 'opened' || data.kind === 'drawn') window.clearTimeout(this.#timer);
      this.heard(data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#fail({ message: event.message === '' ? 'The plugin\'s worker could not be started.' : event.message, place: placeIn(`${event.filename}:${event.lineno}:${event.colno}`) });
    });
  }

  get isOver(): boolean {
    return this.#worker === null;
  }

  say(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
    if (this.#worker !== null && (message.kind === 'describe' || message.kind === 'open' || message.kind === 'draw')) this.#watch(message.kind);
  }

  /** Lets it say goodbye, and ends it a moment later. */
  leave(): void {
    const worker = this.#worker;
    this.#worker = null;
    window.clearTimeout(this.#timer);
    if (worker === null) return;
    worker.postMessage({ kind: 'close' } satisfies ToWorker);
    window.setTimeout(() => worker.terminate(), 500);
  }

  /** Ends it, whatever it does. */
  end(): void {
    window.clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
  }

  #watch(kind: 'describe' | 'open' | 'draw'): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#fail({
      message: `The plugin was not done ${doing[kind]} after ${patienceMs[kind] / 1000} s, and was ended.`, place: null,
    }), patienceMs[kind]);
  }

  #fail(blame: Blame): void {
    if (this.#worker === null) return;
    this.end();
    this.failed(blame);
  }
}

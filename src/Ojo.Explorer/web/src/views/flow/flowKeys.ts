import { nextFrame } from '../../drawing/frame';
import type { FlowSession } from '../../model/flowSession';
import { spanOf } from '../../model/timeRange';
import type { EventTable } from './eventTable';

export interface FlowKeyTargets {
  readonly table: EventTable;
  readonly stack: HTMLElement;
  neighbour(by: number): void;
  toggleDrag(): void;
}

type Motion = 'in' | 'out' | 'left' | 'right';

/** By where the keys are and not by what is printed on them, as Perfetto does: WASD is a block on every layout. */
const motions: Readonly<Record<string, Motion>> = { KeyW: 'in', KeyS: 'out', KeyA: 'left', KeyD: 'right' };

/** A tap moves this far; a key that is held goes on smoothly after a moment. */
const tapMs = 90;
const holdAfterMs = 180;

/** The keys of the flow view: Perfetto's for zooming and moving, and a few for the table and the flows. */
export class FlowKeys {
  readonly #held = new Map<Motion, number>();
  #last = 0;
  #fitted: number | null = null;
  readonly #release = (event: KeyboardEvent) => {
    const motion = motions[event.code];
    if (motion !== undefined) this.#held.delete(motion);
  };
  readonly #blur = () => this.#held.clear();
  readonly #frame = () => this.#move();

  constructor(private readonly flow: FlowSession, private readonly targets: FlowKeyTargets) {
    window.addEventListener('keyup', this.#release);
    window.addEventListener('blur', this.#blur);
  }

  close(): void {
    window.removeEventListener('keyup', this.#release);
    window.removeEventListener('blur', this.#blur);
    this.#held.clear();
  }

  /** Handles a key; true where it was one of these. */
  onKey(event: KeyboardEvent): boolean {
    const motion = motions[event.code];
    if (motion !== undefined && !event.shiftKey) {
      if (!event.repeat && !this.#held.has(motion)) {
        this.#apply(motion, tapMs);
        this.#held.set(motion, performance.now() + holdAfterMs);
        this.#last = performance.now();
        nextFrame(this.#frame);
      }
      return true;
    }
    const { viewport } = this.flow;
    switch (event.key) {
      case 'ArrowLeft': viewport.pan(event.shiftKey ? -0.02 : -0.1); return true;
      case 'ArrowRight': viewport.pan(event.shiftKey ? 0.02 : 0.1); return true;
      case '+': case '=': viewport.zoom(1 / 1.3); return true;
      case '-': viewport.zoom(1.3); return true;
      case '0': case 'Home': viewport.showAll(); return true;
      case 'f': case 'F': this.#focus(); return true;
      case 'n': case 'PageDown': this.targets.neighbour(1); return true;
      case 'p': case 'PageUp': this.targets.neighbour(-1); return true;
      case '.': this.targets.table.step(1); return true;
      case ',': this.targets.table.step(-1); return true;
      case 'g': case 'G': this.#goToRow(); return true;
      case 'l': case 'L': viewport.follow.value = !viewport.follow.value; return true;
      case 'z': case 'Z': this.targets.toggleDrag(); return true;
      case 'Escape': return this.#clear();
      default: return false;
    }
  }

  #apply(motion: Motion, ms: number): void {
    const { viewport } = this.flow;
    if (motion === 'in') viewport.zoom(Math.exp(-ms / 300));
    else if (motion === 'out') viewport.zoom(Math.exp(ms / 300));
    else viewport.pan((motion === 'left' ? -1 : 1) * (ms / 1000));
  }

  #move(): void {
    if (this.#held.size === 0) return;
    const now = performance.now();
    const passed = Math.min(50, now - this.#last);
    this.#last = now;
    for (const [motion, since] of this.#held) if (now > since) this.#apply(motion, passed);
    nextFrame(this.#frame);
  }

  /** To what is marked; else to the selected event, closer each time; else to everything. */
  #focus(): void {
    const { viewport, selected } = this.flow;
    const marked = viewport.selection.value;
    if (marked !== null) {
      viewport.selection.value = null;
      viewport.show(marked);
    } else if (selected.value !== null) {
      const time = selected.value.tNs;
      const again = this.#fitted === time;
      const half = again ? spanOf(viewport.range.value) / 20 : spanOf(viewport.range.value) / 2;
      this.#fitted = time;
      viewport.show({ from: time - half, to: time + half });
    } else {
      viewport.showAll();
    }
    viewport.settle();
  }

  #goToRow(): void {
    const event = this.flow.selected.value;
    if (event !== null) void this.targets.table.goTo(event);
    this.targets.table.focus();
  }

  /** Takes back the last thing: the mark, then the selection. */
  #clear(): boolean {
    const { viewport, selected } = this.flow;
    if (viewport.selection.value !== null) viewport.selection.value = null;
    else if (selected.value !== null) this.flow.select(null);
    else return false;
    return true;
  }
}

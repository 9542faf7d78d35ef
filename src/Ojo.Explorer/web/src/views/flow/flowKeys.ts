import { nextFrame } from '../../drawing/frame';
import type { FlowSession } from '../../model/flowSession';
import { sameRange, spanOf } from '../../model/timeRange';
import type { KeyGroup } from '../shell/keys';
import type { EventTable } from './eventTable';
import type { Inspector } from './inspector';

export interface FlowKeyTargets {
  readonly table: EventTable;
  readonly inspector: Inspector;
  readonly stack: HTMLElement;
  toggleDrag(): void;
  openExport(): void;
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

  /** What each key does; the list of keys is made of the same. */
  get groups(): readonly KeyGroup[] {
    const { flow: { viewport }, targets } = this;
    const move = (key: string, event: KeyboardEvent) => this.#hold(key, event.repeat);
    return [{
      title: 'Time',
      bindings: [
        { keys: ['KeyW', 'KeyS'], what: 'zoom in and out at the cursor; hold to go on', press: move },
        { keys: ['KeyA', 'KeyD'], what: 'move left and right; hold to go on', press: move },
        { keys: ['ArrowLeft', 'ArrowRight'], what: 'move by a tenth of the view', press: (key) => viewport.pan(key === 'ArrowLeft' ? -0.1 : 0.1) },
        { keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'], what: 'move by a fiftieth', press: (key) => viewport.pan(key === 'Shift+ArrowLeft' ? -0.02 : 0.02) },
        { keys: ['+', '-'], what: 'zoom in and out', press: (key) => viewport.zoom(key === '+' ? 1 / 1.3 : 1.3) },
        { keys: ['wheel', 'Shift+wheel'], what: 'zoom at the pointer; move' },
        { keys: ['Alt+wheel'], what: 'zoom the values of the panel; so does the wheel over its axis' },
        { keys: ['drag', 'Shift+drag'], what: 'zoom to the range; move' },
        { keys: ['KeyM'], what: 'mark what is on the screen', press: () => viewport.mark(viewport.range.value) },
        { keys: ['KeyZ'], what: 'dragging marks a range instead of zooming to it', press: () => targets.toggleDrag() },
        { keys: ['KeyF'], what: 'zoom to what is marked, else centre the selected event; again: closer', press: () => this.#focus() },
        { keys: ['Digit0', 'Home', 'KeyR', 'double click'], what: 'show the whole flow', press: () => viewport.showAll() },
        { keys: ['KeyE'], what: 'export: pictures, tables, a link', press: () => targets.openExport() },
        { keys: ['KeyL'], what: 'follow the newest events', press: () => { viewport.follow.value = !viewport.follow.value; } },
      ],
    }, {
      title: 'Events and panels',
      bindings: [
        { keys: ['.', ','], what: 'select the next and the previous event', press: (key) => targets.table.step(key === '.' ? 1 : -1) },
        { keys: ['[', ']'], what: 'the previous and the next step of the selected packet\'s life', press: (key) => targets.inspector.stepLife(key === ']' ? 1 : -1) },
        { keys: ['KeyG'], what: 'go to the selected event\'s row in the table', press: () => this.#goToRow() },
        { keys: ['Enter'], what: 'from the table to the selected event and its packet\'s life', at: '.table-scroll' },
        { keys: ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'], what: 'the events of the table', at: '.table-scroll' },
        { keys: ['Home', 'End'], what: 'the first and the last event of the table', at: '.table-scroll' },
        { keys: ['Escape'], what: 'take back the mark, then the selection', press: () => this.#clear() },
        {
          keys: [1, 2, 3, 4, 5, 6, 7, 8, 9].slice(0, targets.stack.querySelectorAll('.panel').length).map((number) => `Digit${number}`), what: 'go to that panel, unfolding it',
          press: (key) => this.#goToPanel(Number(key.slice(-1))),
        },
      ],
    }, {
      title: 'On what has the focus',
      bindings: [
        { keys: ['+', '-', 'ArrowUp', 'ArrowDown', 'Digit0', 'Escape'], what: 'a value axis: zoom, move, show all values', at: '.value-axis' },
        { keys: ['ArrowLeft', 'ArrowRight', 'Shift+ArrowLeft', 'Shift+ArrowRight'], what: 'an end of what is visible: move it, by ten times as much', at: '.minimap-handle' },
        { keys: ['ArrowUp', 'ArrowDown'], what: 'the lower border of a panel: make it higher or lower', at: '.panel .grip' },
        { keys: ['ArrowUp', 'ArrowDown'], what: 'the border of the table: give it more or less room', at: '.dock-grip' },
      ],
    }];
  }

  /** A tap moves a little; a key that stays down moves on with every frame. */
  #hold(key: string, isRepeat: boolean): void {
    const motion = motions[key];
    if (motion === undefined || isRepeat || this.#held.has(motion)) return;
    this.#apply(motion, tapMs);
    this.#held.set(motion, performance.now() + holdAfterMs);
    this.#last = performance.now();
    nextFrame(this.#frame);
  }

  #goToPanel(number: number): boolean {
    const panel = this.targets.stack.querySelectorAll<HTMLElement>('.panel')[number - 1];
    const fold = panel?.querySelector<HTMLElement>('.panel-fold');
    if (panel === undefined || fold === null || fold === undefined) return false;
    if (fold.getAttribute('aria-expanded') === 'false') fold.click();
    fold.focus({ preventScroll: true });
    panel.scrollIntoView({ block: 'nearest' });
    return true;
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

  /** To what is marked, unless that is on the screen already; else to the selected event, closer each time; else to everything. */
  #focus(): void {
    const { viewport, selected } = this.flow;
    const marked = viewport.marked.value;
    if (marked !== null && !sameRange(marked, viewport.range.value)) {
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
    if (viewport.marked.value !== null) viewport.mark(null);
    else if (selected.value !== null) this.flow.select(null);
    else return false;
    return true;
  }
}

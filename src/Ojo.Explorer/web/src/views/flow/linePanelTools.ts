import { duration } from '../../model/numbers';
import { type Mode, modes } from '../../model/modes';
import type { PanelState } from '../../model/panelState';
import { h, toggleAttribute } from '../common/dom';

const modeNames: Readonly<Record<Mode, string>> = {
  value: 'values', line: 'line', step: 'step', delta: 'change', rate: 'per second', histogram: 'histogram',
};

/** Over how long rates can be averaged. */
const averages: readonly (number | null)[] = [null, 1e6, 1e7, 1e8, 1e9, 1e10];

/** The controls in a line panel's head. */
export class LinePanelTools {
  readonly root: readonly HTMLElement[];
  readonly #mode: HTMLSelectElement;
  readonly #average: HTMLSelectElement;
  readonly #log: HTMLButtonElement;
  readonly #zero: HTMLButtonElement;
  readonly #reset: HTMLButtonElement;

  /** @param kind Whether the panel shows rates anyway, and whether all that it shows is worked out: then its values are what there is. */
  constructor(
    title: string, private readonly kind: { readonly isRate: boolean; readonly isDerived: boolean }, change: (change: Partial<PanelState>) => void,
    private readonly now: () => PanelState, private readonly fromZero: () => boolean,
  ) {
    const select = (name: string, label: string, options: readonly HTMLOptionElement[], changed: (value: string) => void) => {
      const element: HTMLSelectElement = h('select', { class: `panel-select ${name}`, 'aria-label': `${label}: ${title}`, title: label, on: { change: () => changed(element.value) } }, ...options);
      return element;
    };
    const toggle = (text: string, label: string, act: () => void) =>
      h('button', { type: 'button', class: 'text-button', 'aria-pressed': 'false', 'aria-label': `${text}: ${label}: ${title}`, title: label, on: { click: act } }, text);
    this.#mode = select('panel-mode', 'What is shown of the values', modes.map((mode) => h('option', { value: mode }, modeNames[mode])),
      (value) => change({ mode: value as Mode, y: null }));
    this.#mode.hidden = kind.isDerived;
    this.#average = select('panel-average', 'Averaged over', averages.map((ns) => h('option', { value: String(ns ?? '') }, ns === null ? 'average: auto' : duration(ns).replace('.00', ''))),
      (value) => change({ averagingNs: value === '' ? null : Number(value) }));
    this.#log = toggle('log', 'A logarithmic axis', () => change({ log: !now().log, y: null }));
    this.#zero = toggle('from 0', 'Begin the axis at zero, or fit it to what is visible', () => change({ fromZero: !fromZero(), y: null }));
    this.#reset = toggle('all values', 'Show the whole axis again', () => change({ y: null }));
    this.#reset.removeAttribute('aria-pressed');
    this.root = [this.#reset, this.#mode, this.#average, this.#log, this.#zero];
  }

  show(): void {
    const state = this.now();
    this.#mode.value = state.mode;
    this.#average.hidden = !this.kind.isRate && state.mode !== 'rate';
    const known = averages.includes(state.averagingNs);
    if (!known && state.averagingNs !== null && this.#average.querySelector(`[value="${state.averagingNs}"]`) === null) {
      this.#average.append(h('option', { value: String(state.averagingNs) }, duration(state.averagingNs)));
    }
    this.#average.value = String(state.averagingNs ?? '');
    toggleAttribute(this.#log, 'aria-pressed', String(state.log));
    toggleAttribute(this.#zero, 'aria-pressed', String(this.fromZero()));
    this.#zero.hidden = state.log || state.mode === 'histogram';
    this.#reset.hidden = state.y === null;
  }
}

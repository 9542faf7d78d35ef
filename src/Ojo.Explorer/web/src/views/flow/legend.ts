import { h, setText, toggleAttribute } from '../common/dom';

export interface LegendEntry {
  readonly label: string;
  readonly icon: SVGElement;
  readonly title: string;
  /** Whether it is shown only on request. */
  readonly isMinor?: boolean;
}

/** The series of a panel at its right edge: what each looks like, and its value at the cursor. A click hides one. */
export class Legend {
  readonly root = h('ul', { class: 'legend' });
  readonly #values: HTMLElement[] = [];
  readonly #buttons: HTMLElement[] = [];
  readonly #hidden = new Set<number>();

  constructor(entries: readonly LegendEntry[], changed: () => void) {
    entries.forEach((entry, index) => {
      const value = h('span', { class: 'legend-value' });
      if (entry.isMinor === true) this.#hidden.add(index);
      const button = h('button', {
        type: 'button', class: 'legend-entry', 'aria-pressed': String(entry.isMinor !== true), title: entry.title,
        on: {
          click: () => {
            if (this.#hidden.has(index)) this.#hidden.delete(index);
            else this.#hidden.add(index);
            toggleAttribute(button, 'aria-pressed', this.#hidden.has(index) ? 'false' : 'true');
            changed();
          },
        },
      }, entry.icon, h('span', { class: 'legend-label' }, entry.label), value);
      this.#values.push(value);
      this.#buttons.push(button);
      this.root.append(h('li', {}, button));
    });
  }

  isHidden(index: number): boolean {
    return this.#hidden.has(index);
  }

  /** Writes one value; the title says it exactly. */
  set(index: number, text: string, title = ''): void {
    const value = this.#values[index];
    if (value === undefined) return;
    setText(value, text);
    toggleAttribute(value, 'title', title === '' ? null : title);
  }
}

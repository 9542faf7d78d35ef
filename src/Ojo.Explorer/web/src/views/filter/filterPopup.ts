import type { FilterAnswer, FilterFault } from '../../api/types';
import { shortCount } from '../../model/numbers';
import { fill, freshId, h, toggleAttribute } from '../common/dom';

export type Completion = FilterAnswer['completions']['items'][number];

/** What hangs below the filter box: what could be written, and what is wrong with what is. */
export class FilterPopup {
  readonly root: HTMLElement;
  readonly listId = freshId('completions');
  readonly faultId = freshId('fault');
  readonly #list: HTMLElement;
  readonly #fault: HTMLElement;
  #items: readonly Completion[] = [];
  #active = -1;

  constructor(private readonly input: HTMLInputElement, private readonly accept: (item: Completion) => void, private readonly acceptSuggestion: () => void) {
    this.#list = h('ul', { role: 'listbox', id: this.listId, class: 'completions', 'aria-label': 'What could stand here', hidden: true });
    this.#fault = h('div', { id: this.faultId, class: 'filter-fault', role: 'status', hidden: true });
    this.root = h('div', { class: 'filter-popup', hidden: true }, this.#list, this.#fault);
    // The box keeps the keyboard while the pointer chooses.
    this.root.addEventListener('pointerdown', (event) => event.preventDefault());
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  get hasItems(): boolean {
    return !this.#list.hidden;
  }

  get active(): Completion | null {
    return this.#items[this.#active] ?? null;
  }

  show(items: readonly Completion[], fault: FilterFault | null): void {
    this.#items = items;
    this.#list.hidden = items.length === 0;
    fill(this.#list, ...items.map((item, index) => h('li', {
      role: 'option', id: `${this.listId}-${index}`, class: 'completion', 'aria-selected': 'false', on: { click: () => this.accept(item) },
    },
    h('span', { class: `completion-text term-${item.kind}` }, item.text),
    h('span', { class: 'completion-about' }, item.description),
    typeof item.count === 'number' ? h('span', { class: 'completion-count' }, shortCount(item.count)) : null)));
    this.#fault.hidden = fault === null;
    if (fault !== null) {
      const { suggestion } = fault;
      fill(this.#fault, h('span', {}, fault.detail),
        suggestion === null || suggestion === undefined ? null : h('button', { type: 'button', class: 'button', tabindex: '-1', on: { click: () => this.acceptSuggestion() } },
          suggestion === '' ? 'Take it away' : `Write ${suggestion}`, ' ', h('kbd', {}, 'Tab')));
    }
    this.root.hidden = items.length === 0 && fault === null;
    this.#mark(-1);
  }

  hide(): void {
    this.root.hidden = true;
    this.#mark(-1);
  }

  /** Goes through the list, around its ends; before the first stands what was typed. */
  step(by: number): void {
    const places = this.#items.length + 1;
    this.#mark(((this.#active + 1 + by + places) % places) - 1);
  }

  #mark(active: number): void {
    this.#active = active;
    [...this.#list.children].forEach((option, index) => {
      toggleAttribute(option, 'aria-selected', String(index === active));
      if (index === active) option.scrollIntoView({ block: 'nearest' });
    });
    toggleAttribute(this.input, 'aria-activedescendant', active < 0 ? null : `${this.listId}-${active}`);
    toggleAttribute(this.input, 'aria-expanded', String(this.isOpen && this.hasItems));
  }
}

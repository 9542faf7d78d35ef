import type { EventType, Field } from '../../api/types';
import { isAskable, selectorOf } from '../../model/catalogue';
import { isDrawable } from '../../model/quantity';
import { fill, h } from '../common/dom';
import { shapeIcon } from '../common/icons';
import { styleOf } from '../../model/roles';

/** Something that can be chosen: a hidden panel, a field, or a type. */
interface Choice {
  readonly name: string;
  readonly detail: string;
  readonly type: EventType | null;
  readonly chosen: boolean;
  readonly act: () => void;
}

const most = 200;

/** A searchable list of what a panel can be made of, or of what can be marked on one. */
export class PanelChooser {
  readonly root: HTMLDialogElement;
  readonly #search: HTMLInputElement;
  readonly #list = h('ul', { class: 'chooser-list' });
  readonly #title = h('h2', {});
  readonly #count = h('p', { class: 'chooser-count', role: 'status' });
  #choices: readonly Choice[] = [];

  constructor() {
    this.#search = h('input', {
      type: 'search', class: 'chooser-search', placeholder: 'Event type, field, unit\u2026', 'aria-label': 'Search event types and fields', autocomplete: 'off', spellcheck: 'false',
      on: { input: () => this.#show(), keydown: (event) => this.#searchKey(event) },
    });
    this.root = h('dialog', { class: 'chooser', 'aria-label': 'Add a panel' },
      h('header', { class: 'chooser-head' }, this.#title, h('button', { type: 'button', class: 'text-button', on: { click: () => this.root.close() } }, 'Close')),
      this.#search, this.#list, this.#count);
    this.root.addEventListener('click', (event) => event.target === this.root && this.root.close());
    this.#list.addEventListener('keydown', (event) => this.#listKey(event));
    // The page's own keys are for the charts.
    this.root.addEventListener('keydown', (event) => event.stopPropagation());
  }

  /** Offers hidden panels, and each field that can be drawn. */
  addPanel(types: readonly EventType[], hidden: readonly { readonly title: string; show(): void }[], added: readonly string[], add: (selector: string) => void): void {
    const fields = types.flatMap((type) => type.fields.filter((field) => isDrawable(field) && isAskable(field)).map((field): Choice => {
      const selector = selectorOf(type, field);
      return { name: `${type.name}.${field.name}`, detail: detailOf(field), type, chosen: added.includes(selector), act: () => add(selector) };
    }));
    this.#open('Add a panel', [
      ...hidden.map((panel): Choice => ({ name: panel.title, detail: 'hidden panel', type: null, chosen: false, act: () => panel.show() })), ...fields,
    ]);
  }

  /** Offers each type as marks on a panel. */
  addMarks(title: string, types: readonly EventType[], marked: readonly EventType[], add: (type: EventType) => void): void {
    this.#open(`Mark on ${title}`, types.map((type): Choice =>
      ({ name: type.name, detail: type.description, type, chosen: marked.some((one) => one.typeKey === type.typeKey), act: () => add(type) })));
  }

  close(): void {
    this.root.close();
    this.root.remove();
  }

  #open(title: string, choices: readonly Choice[]): void {
    this.#title.textContent = title;
    this.root.setAttribute('aria-label', title);
    this.#choices = choices;
    this.#search.value = '';
    this.#show();
    this.root.showModal();
    this.#search.focus();
  }

  #show(): void {
    const words = this.#search.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
    const found = this.#choices.filter((choice) => {
      const text = `${choice.name} ${choice.detail} ${choice.type?.category ?? ''} ${choice.type?.provider ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    fill(this.#list, ...found.slice(0, most).map((choice) => h('li', {}, h('button', {
      type: 'button', class: 'chooser-item', disabled: choice.chosen,
      on: {
        click: () => {
          this.root.close();
          choice.act();
        },
      },
    }, choice.type === null ? shapeIcon('square', 'neutral') : shapeIcon(styleOf(choice.type.role).shape, styleOf(choice.type.role).colour),
    h('span', { class: 'chooser-name' }, choice.name), h('span', { class: 'chooser-detail' }, choice.chosen ? 'there already' : choice.detail)))));
    this.#count.textContent = found.length === 0 ? 'Nothing of this name in the flow.' : found.length > most ? `${found.length} found, the first ${most} shown: go on writing to narrow them` : `${found.length} found`;
  }

  #searchKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.#list.querySelector<HTMLButtonElement>('button:not([disabled])')?.focus();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.#list.querySelector<HTMLButtonElement>('button:not([disabled])')?.click();
    }
  }

  #listKey(event: KeyboardEvent): void {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const buttons = [...this.#list.querySelectorAll<HTMLButtonElement>('button:not([disabled])')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = buttons[at + by];
    if (next !== undefined) next.focus();
    else if (by < 0) this.#search.focus();
  }
}

const detailOf = (field: Field): string => [field.unit === '' ? (field.kind === 'none' ? field.type : field.kind) : field.unit, field.description].filter((part) => part !== '').join(' \u00b7 ');
